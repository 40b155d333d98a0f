"""``rukun regency check``: everything that is wrong with a regency's files, in one go."""

from typing import Annotated

import typer

from cli.asking import Json
from cli.exits import FOUND
from cli.showing import console, filled, print_json
from cli.words import both, complain, example, said
from kit.settings import settings
from models.regency import Regency
from models.regency_folder import RegencyBroken, read_regency, regency_folder

app = typer.Typer()


@app.callback()
def _regency() -> None:
    """Keep ``check`` a command of its own."""


@app.command(
    "check",
    help=both("Periksa berkas kabupaten; 4 bila ada yang salah.", "Check the files; 4 if wrong."),
    epilog=example("rukun regency check klungkung"),
)
def check(
    folder: Annotated[
        str | None,
        typer.Argument(help=both("Nama atau folder; yang dipakai bila kosong.", "Name or folder.")),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Read a regency and list every problem with file, line and field."""
    try:
        read = read_regency(regency_folder(folder or settings().regency))
    except RegencyBroken as broken:
        _print_problems(broken, as_json=as_json)
        raise typer.Exit(FOUND) from None
    if as_json:
        print_json({"regency": read.code, "hash": read.content_hash, "problems": []})
    else:
        _print_counts(read)


def _print_problems(broken: RegencyBroken, *, as_json: bool) -> None:
    if as_json:
        problems = [
            {"file": one.file, "line": one.line, "field": one.field, "message": said(one.said)}
            for one in broken.problems
        ]
        print_json({"regency": None, "hash": None, "problems": problems})
    else:
        complain(said(broken.said))


def _print_counts(read: Regency) -> None:
    counts = [
        (both("kecamatan", "districts"), read.kecamatan),
        (both("desa dan kelurahan", "villages"), read.villages),
        (both("instansi", "agencies"), read.agencies),
        (both("kategori", "categories"), read.categories),
        (both("batas waktu", "deadlines"), read.deadlines),
        (both("tokoh", "figures"), read.figures),
        (both("pelaku", "actors"), read.actors),
        (both("pos piket", "duty posts"), read.duty.posts),
    ]
    out = console()
    rows = [(len(things), name) for name, things in counts]
    out.print(filled(f"{read.name} ({read.code})", ("", ""), rows))
    out.print(both("Semua benar.", "All is in order.") + f" {read.content_hash[:12]}")
