"""``rukun cases`` and ``rukun show``: what a person looks at before acting."""

from typing import Annotated

import typer

from cli.asking import AsAnybody, BadInput, Case, Json, rules, village_of, who, whole
from cli.page import print_page
from cli.showing import Marked, coloured, console, filled, print_json, shown, until, word
from cli.words import both, said
from desk.acting import AUDITOR, Person
from desk.auditing import record_read
from desk.seeing import seen_page, sights
from kit.clock import now
from models.reading import CaseLine, Wanted, cases_wanted, lines_of
from models.reading_audit_codes import CODES
from models.regency_folder import regency
from models.session import reading
from models.status import LABELS, Status
from models.views import Colour

HISTORY = "history"  # what an auditor's page of it is called


def cases(  # noqa: PLR0913 - each narrows the list
    *,
    status: Annotated[
        Status | None,
        typer.Option(help=both("Hanya yang berstatus ini.", "Only those of this status.")),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option(help=both("Kode kategori, mis. BTS.", "A category's code, e.g. BTS.")),
    ] = None,
    colour: Annotated[
        str | None,
        typer.Option(
            help=both("Hanya warna ini: ", "Only this colour: ")
            + " | ".join(str(word(one)) for one in Colour)
        ),
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help=both("Kode instansi utama.", "The lead agency's code."))
    ] = None,
    village: Annotated[
        str | None, typer.Option(help=both("Desa: kode atau nama.", "Village: code or name."))
    ] = None,
    open_only: Annotated[
        bool, typer.Option("--open", help=both("Hanya yang terbuka.", "Open cases only."))
    ] = False,
    limit: Annotated[
        int,
        typer.Option(min=1, max=100_000, help=both("Paling banyak sekian.", "At most so many.")),
    ] = 50,
    as_: AsAnybody = None,
    as_json: Json = False,
) -> None:
    """List cases, newest first; a sealed one shows number and clock only."""
    wanted = Wanted(
        status=status,
        category=rules().category(category).code if category else None,
        colour=_colour(colour) if colour else None,
        lead=rules().agency(agency).code if agency else None,
        village=rules().village(village_of(village)).code if village else None,
        open_only=open_only,
        limit=limit + 1,
    )
    found = whole(_lines(wanted, by=who(as_) if as_ else None))
    lines = found[:limit]
    if as_json:
        print_json(lines)
    else:
        _print_lines(lines, more=len(found) > limit)


def show(
    number: Case,
    *,
    words: Annotated[
        bool,
        typer.Option(
            "--words",
            help=both(
                "Juga kata-kata pelapor, bila Anda boleh membacanya.",
                "The reporter's words too, if you may read them.",
            ),
        ),
    ] = False,
    as_: AsAnybody = None,
    as_json: Json = False,
) -> None:
    """Show one case with its timeline, and the version to act on.

    Words that a person released, and the ringkasan, are shown to all who may read them. That an
    auditor reads a case is recorded, as on the auditor's pages.
    """
    by = who(as_) if as_ else None
    page = whole(seen_page(number, by=by, words=words))
    if by is not None and by.role == AUDITOR:
        whole(record_read(HISTORY, by=by, rules=rules(), case=number))
    if as_json:
        print_json(page)
    else:
        print_page(page)


def _colour(words: str) -> Colour:
    """Read a colour by its code, or by its name in either language."""
    for one in Colour:
        if words.lower() in {one, *CODES[one].values()}:
            return one
    raise BadInput(f"--colour {words}: {' | '.join(str(word(one)) for one in Colour)}")


async def _lines(wanted: Wanted, *, by: Person | None) -> list[CaseLine]:
    async with reading() as db:
        found = list(await cases_wanted(db, wanted))
        return await lines_of(
            db, found, sights=dict(await sights(db, found, by=by, searching=True))
        )


def _print_lines(lines: list[CaseLine], *, more: bool) -> None:
    out = console()
    if not lines:
        out.print(both("Tidak ada kasus seperti itu.", "There are no such cases."))
        return
    columns = (
        both("nomor", "number"),
        "v",
        both("warna", "colour"),
        both("kategori", "category"),
        both("desa", "village"),
        "status",
        both("instansi", "lead"),
        both("batas (WITA)", "due (WITA)"),
    )
    out.print(filled(None, columns, (_cells(line) for line in lines)))
    out.print(both(f"{len(lines)} kasus", f"{len(lines)} cases"))
    if more:
        out.print(both("Masih ada lagi: --limit", "There are more: --limit"))


def _cells(line: CaseLine) -> tuple[object, ...]:
    status = said(LABELS[Status(line.status)]) if line.status else shown(None)
    stuck = both("macet", "stuck")
    tertutup = both("tertutup", "sealed")
    return (
        line.number,
        line.version,
        coloured(line.colour),
        tertutup if line.sealed and line.status is None else line.category,
        regency().village(line.village).name if line.village else None,
        Marked(f"{status} [bold red]{stuck}[/]") if line.stuck else status,
        line.lead,
        until(line.due_at, now=now()),
    )
