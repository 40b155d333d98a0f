"""``rukun import``: many reports from a file, each broken row named, none half saved."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cli.asking import BadInput, Json, rules, whole
from cli.exits import FOUND
from cli.showing import console, filled, print_json
from cli.words import both, said
from desk.imports import Imported, import_file
from desk.rows import read_rows
from models.views import Colour

NAMED = 50  # rows that are named on the screen; --json names all


@dataclass(frozen=True, slots=True)
class ImportShown:
    """An import's result. Rows are numbered as an editor does, the header being row 1.

    ``other_text`` are (source id, row, the row or case that had the id with another text);
    ``problems`` are (row, field, reason); ``red`` are (row, case, colour) of new cases that tell
    of danger; ``undated`` are the new rows that name no day; ``unused_columns`` were not kept.
    """

    new: int
    seen_before: int
    other_text: list[tuple[str, int, str]]
    problems: list[tuple[int, str, str]]
    cases: dict[int, str]
    red: list[tuple[int, str, str]]
    undated: list[int]
    unused_columns: list[str]


def import_reports(
    file: Annotated[
        Path,
        typer.Argument(
            help=both(
                "Berkas laporan: CSV dengan judul kolom, atau JSON per baris. Kolom: uraian dan "
                "kode_desa (wajib), tanggal, kanal, id_sumber; nama lain pada import_columns di "
                "regency.yaml.",
                "The file of reports: CSV with a header, or a JSON object a line. Columns: text "
                "and village (a code; both needed), date, channel, source_id; other names under "
                "import_columns in regency.yaml.",
            )
        ),
    ],
    *,
    source: Annotated[
        str | None,
        typer.Option(
            help=both(
                "Nama sumber (bawaan: nama berkas tanpa akhiran); baris dikenali lagi menurut "
                "sumber, id, dan teks, atau tanpa id menurut sumber, desa, tanggal, dan teks.",
                "Name of the source (default: the file's name without its ending); a row is known "
                "again by source, id and text, or without an id by source, village, date and text.",
            )
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Import a file; ends with 4 if rows were not taken."""
    if file.is_dir():
        raise BadInput(
            f"{file}: "
            + both("ini folder; sebutkan berkasnya", "this is a folder; name a file in it")
        )
    if not file.is_file():
        raise BadInput(f"{file}: " + both("berkas ini tidak ada", "no such file"))
    known = rules()
    total = sum(1 for _ in read_rows(file, rules=known))
    with _progress(hidden=as_json) as progress:
        bar = progress.add_task(both("Mengimpor", "Importing"), total=total)
        seen = iter(range(1, total + 1))
        result = whole(
            import_file(
                file,
                source=source or file.stem,
                by="reporter:import",
                rules=known,
                progress=lambda _: progress.update(bar, completed=next(seen, total)),
            )
        )
    if as_json:
        print_json(_shown(result))
    else:
        _print(result)
    if result.problems:
        raise typer.Exit(FOUND)


def _progress(*, hidden: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = Console(stderr=True)
    off = hidden or not screen.is_terminal
    return Progress(*columns, TimeRemainingColumn(), console=screen, transient=True, disable=off)


def _shown(result: Imported) -> ImportShown:
    return ImportShown(
        new=len(result.kept),
        seen_before=len(result.seen),
        other_text=result.other_text,
        problems=_problems(result),
        cases=result.kept | result.seen,
        red=_red(result),
        undated=result.undated,
        unused_columns=result.unused,
    )


def _red(result: Imported) -> list[tuple[int, str, str]]:
    return [(row, case, Colour.RED.value) for row, case in result.red.items()]


def _problems(result: Imported) -> list[tuple[int, str, str]]:
    return [(row, said(field), said(why)) for row, field, why in result.problems]


def _print(result: Imported) -> None:
    out = console()
    if result.problems:
        title = both("Baris yang ditolak", "Rows that were not taken")
        columns = (both("baris", "row"), both("isian", "field"), both("alasan", "reason"))
        out.print(filled(title, columns, _problems(result)[:NAMED]))
    if result.other_text:
        title = both("Id yang sama dengan teks lain", "Ids that came with another text")
        columns = ("id", both("baris", "row"), both("dahulu", "before"))
        out.print(filled(title, columns, result.other_text[:NAMED]))
    if result.red:
        title = both("Baris merah", "Red rows")
        columns = (both("baris", "row"), both("kasus", "case"), both("warna", "colour"))
        red = [(row, case, both("merah", "red")) for row, case in result.red.items()]
        out.print(filled(title, columns, red))
    if result.undated:
        out.print(
            both(
                f"{len(result.undated)} baris tanpa tanggal dihitung hari ini; yang merah tidak "
                "membangunkan siapa pun dan menunggu telaah koordinator.",
                f"{len(result.undated)} rows without a date count as of today; red ones wake "
                "nobody and wait for a coordinator's review.",
            )
        )
    if result.unused:
        names = ", ".join(result.unused)
        out.print(
            both(f"Kolom yang tidak dipakai: {names}.", f"Columns that were not used: {names}."),
            markup=False,
            highlight=False,
        )
    out.print(
        both(
            f"{len(result.kept)} kasus baru, {len(result.seen)} sudah ada, "
            f"{len(result.other_text)} id dengan teks lain, {len(result.problems)} ditolak.",
            f"{len(result.kept)} new cases, {len(result.seen)} seen before, "
            f"{len(result.other_text)} ids with another text, {len(result.problems)} not taken.",
        )
    )
