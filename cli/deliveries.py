"""``rukun delivery list|done``: letters for people without mail."""

from collections.abc import Sequence
from typing import Annotated

import typer

from cli.asking import As, Case, Json, Seen, who, whole
from cli.showing import console, filled, print_json
from cli.words import both, example
from desk.deliveries import HOW, figures_without_mail, record_delivery
from kit.clock import today
from models.by_hand import ToBring, letters_to_bring
from models.regency_folder import regency
from models.session import reading

app = typer.Typer()


@app.command(
    "list",
    help=both("Surat yang harus diantar.", "Letters that must be brought."),
    epilog=example("rukun delivery list --case KLK-2026-00012"),
)
def list_letters(
    case: Annotated[str | None, typer.Option(help=both("Satu kasus.", "One case."))] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the letters of open cases that nobody brought yet, the oldest first."""
    lines = whole(waiting(case))
    if as_json:
        print_json(lines)
        return
    columns = (
        both("kasus", "case"),
        both("jenis", "kind"),
        both("kepada", "to"),
        both("diantar oleh", "brought by"),
        both("sejak (WITA)", "since (WITA)"),
    )
    rows = [(one.case, one.kind, one.to, one.lead, one.queued_at) for one in lines]
    console().print(filled(None, columns, rows))


@app.command(
    "done",
    help=both("Catat tanda terima.", "Record the receipt."),
    epilog=example(
        'rukun delivery done KLK-2026-00012 "Desa Bakas" --how handed --as agency:CAMAT-51.05.02'
    ),
)
def done(
    number: Case,
    to: Annotated[str, typer.Argument(help=both("Pihak atau id tokoh.", "Side or figure."))],
    *,
    how: Annotated[str, typer.Option(help=" | ".join(HOW))],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help=both("Hari diantar.", "The day."))
    ] = None,
    as_: As,
    seen: Seen = None,
) -> None:
    """Say that all letters for a side or figure were brought, and how they were received."""
    day = on or today().isoformat()
    count = whole(record_delivery(number, to, by=who(as_), how=how, on=day, seen=seen))
    typer.echo(both(f"{number}: {count} surat diantar.", f"{number}: {count} letters brought."))


async def waiting(case: str | None = None) -> Sequence[ToBring]:
    """Read what waits to be brought."""
    async with reading() as db:
        without = figures_without_mail(regency())
        return await letters_to_bring(db, without_mail=without, case=case)
