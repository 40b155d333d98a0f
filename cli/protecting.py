"""What protects a reporter: words released or rewritten, a threat taken down."""

from typing import Annotated

import typer

from cli.asking import As, AsAnybody, BadInput, Case, Seen, text_or_file, who, whole
from cli.reporting import hotline_lines
from cli.words import both
from desk.disclosures import release_text, write_summary
from desk.reprisals import report_reprisal
from desk.reprisals import threatened as say_threatened
from kit.tokens import in_groups


def release(
    number: Case,
    *,
    as_: As,
    text: Annotated[
        str | None,
        typer.Option(help=both("Id teks, dari `rukun show`.", "The text's id, of `rukun show`.")),
    ] = None,
    seen: Seen = None,
) -> None:
    """Let the agencies of a case read a report's words as they are."""
    whole(release_text(number, by=who(as_), text=text, seen=seen))
    typer.echo(both(f"{number}: teks dibuka bagi instansi.", f"{number}: agencies may read it."))


def summary(
    number: Case,
    words: Annotated[
        str | None,
        typer.Argument(help=both("Ringkasan; - membaca masukan baku.", "The ringkasan; - stdin.")),
    ] = None,
    *,
    as_: As,
    file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi ringkasan.", "A file with it."))
    ] = None,
    seen: Seen = None,
) -> None:
    """Write a ringkasan, in words of one's own, that agencies read in place of the report."""
    said = text_or_file(words, file, option="WORDS")
    whole(write_summary(number, said, by=who(as_), seen=seen))
    typer.echo(both(f"{number}: ringkasan tersimpan.", f"{number}: the ringkasan is kept."))


def threatened(
    number: Case,
    words: Annotated[
        str | None,
        typer.Argument(help=both("Apa yang terjadi; - masukan baku.", "What happened; - stdin.")),
    ] = None,
    *,
    code: Annotated[
        str | None, typer.Option(help=both("Kode pantau pelapor.", "The reporter's code."))
    ] = None,
    file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi teksnya.", "A file with the text."))
    ] = None,
    date: Annotated[
        str | None, typer.Option(help=both("Hari kejadian, 2026-11-23.", "Day, 2026-11-23."))
    ] = None,
    as_: AsAnybody = None,
) -> None:
    """Say that somebody is threatened for having reported: a sealed case of its own."""
    told = text_or_file(words, file, option="WORDS")
    if (code is None) == (as_ is None):
        raise BadInput("--code | --as coordinator:ID")
    if as_ is None:
        work = say_threatened(number, told, code=code or "", happened_on=date)
    else:
        work = report_reprisal(number, told, by=who(as_), happened_on=date)
    receipt = whole(work)
    taken = in_groups(receipt.tracking_code or "")
    typer.echo(both(f"Diterima tertutup: {receipt.number}", f"Received, sealed: {receipt.number}"))
    typer.echo(both(f"Kode pantau: {taken}", f"Tracking code: {taken}"))
    typer.echo("\n".join(hotline_lines()))
