"""``rukun incident``: what happened since in an open case."""

from typing import Annotated

import typer

from cli.asking import (
    As,
    Case,
    Seen,
    pairs,
    text_or_file,
    today,
    village_of,
    who,
    whole,
    with_codes,
)
from cli.words import both
from desk.incidents import Happened, record_incident
from desk.parting import report_wider
from models.questions import questions


def incident(
    number: Case,
    text: Annotated[
        str | None,
        typer.Argument(
            help=both(
                "Apa yang terjadi; - membaca masukan baku.",
                "What happened; - reads standard input.",
            )
        ),
    ] = None,
    *,
    as_: As,
    file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi teksnya.", "A file with the text."))
    ] = None,
    date: Annotated[
        str | None, typer.Option(help=both("Hari kejadian, 2026-11-23.", "Day, 2026-11-23."))
    ] = None,
    village: Annotated[
        str | None,
        typer.Option(help=both("Desa, bila lain dari kasusnya.", "Village, if not the case's.")),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help=with_codes(
                both("Jawaban formulir, mis. crowd=yes:", "An answer of the form, as crowd=yes:"),
                lambda known: questions(known.vocabulary),
            ),
        ),
    ] = None,
    seen: Seen = None,
) -> None:
    """Record a new incident; the case is rated anew at once."""
    happened = Happened(
        text=text_or_file(text, file, option="TEXT"),
        happened_on=date or today(),
        village=village_of(village) if village else None,
        answers=pairs(answer or [], option="--answer"),
    )
    held_by = whole(record_incident(number, happened, by=who(as_), seen=seen))
    if held_by == number:
        typer.echo(both(f"{number}: kejadian tercatat.", f"{number}: the incident is recorded."))
    else:
        typer.echo(
            both(
                f"{number}: dicatat sebagai kasus tertutup tersendiri, {held_by}.",
                f"{number}: kept apart as a sealed case of its own, {held_by}.",
            )
        )


def wider(
    number: Case,
    words: Annotated[
        str | None,
        typer.Argument(
            help=both("Bentrokannya saja; - masukan baku.", "The clash alone; - stdin.")
        ),
    ] = None,
    *,
    as_: As,
    file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi teksnya.", "A file with the text."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Report the wider conflict of a sealed case as an open case of its own."""
    told = text_or_file(words, file, option="WORDS")
    opened = whole(report_wider(number, told, by=who(as_), seen=seen))
    typer.echo(both(f"Diterima: {opened}", f"Received: {opened}"))
