"""``rukun delivery list|done``: letters for people without mail."""

from collections.abc import Sequence
from typing import Annotated

import typer

from cli.asking import As, Case, Json, Seen, today, who, whole
from cli.showing import console, filled, print_json
from cli.words import both, example
from desk.deliveries import HOW, figures_without_mail, record_delivery
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
        both("surat", "letter"),
        both("jenis", "kind"),
        both("kepada", "to"),
        both("diantar oleh", "brought by"),
        both("sejak (WITA)", "since (WITA)"),
    )
    rows = [(one.case, one.short, one.kind, one.to, one.lead, one.queued_at) for one in lines]
    console().print(filled(None, columns, rows))


@app.command(
    "done",
    help=both("Catat tanda terima.", "Record the receipt."),
    epilog=example(
        "rukun delivery done KLK-2026-00012 3f9c2b7e --how handed --as agency:CAMAT-51.05.02"
    ),
)
def done(
    number: Case,
    letter: Annotated[
        str,
        typer.Argument(
            help=both(
                "Nomor surat dari daftar; atau pihak atau id tokoh, bila hanya satu suratnya.",
                "The letter as listed; or a side or figure that only one letter waits for.",
            )
        ),
    ],
    *,
    how: Annotated[str, typer.Option(help=" | ".join(HOW))],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help=both("Hari diantar.", "The day."))
    ] = None,
    as_: As,
    seen: Seen = None,
) -> None:
    """Say that a letter was brought, and how it was received."""
    day = on or today().isoformat()
    one = whole(record_delivery(number, letter, by=who(as_), how=how, on=day, seen=seen))
    typer.echo(
        both(
            f"{number}: surat {one.short} untuk {one.to} tercatat.",
            f"{number}: letter {one.short} for {one.to} is recorded.",
        )
    )


async def waiting(case: str | None = None) -> Sequence[ToBring]:
    """Read what waits to be brought."""
    async with reading() as db:
        without = figures_without_mail(regency())
        return await letters_to_bring(db, without_mail=without, number=case)
