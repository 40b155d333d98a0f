"""What agencies say besides their answer: ties, other officers, another head."""

from typing import Annotated

import typer

from cli.asking import As, Case, Seen, text_or_file, who, whole
from cli.showing import console, filled, until
from cli.words import both, said
from desk.offices import change_officer, hand_over_office
from desk.ties import TIES, declare_tie
from kit.clock import now
from models.letters.agencies import OpenCase
from models.status import LABELS


def tie(
    number: Case,
    kind: Annotated[str, typer.Argument(help=" | ".join(TIES))],
    *,
    as_: As,
    of: Annotated[
        str | None,
        typer.Option(help=both("Instansi atau jabatan lain.", "Another agency or office.")),
    ] = None,
    seen: Seen = None,
) -> None:
    """Declare a tie; whoever has it is passed over in this case."""
    whole(declare_tie(number, by=who(as_), kind=kind, who=of, seen=seen))
    typer.echo(both(f"{number}: tercatat dan dilewati.", f"{number}: recorded and passed over."))


def officer(
    number: Case,
    name: Annotated[str, typer.Argument(help=both("Nama petugas baru.", "The officer's name."))],
    *,
    as_: As,
    office: Annotated[str, typer.Option(help=both("Jabatannya.", "The officer's office."))],
    note: Annotated[str | None, typer.Option(help=both("Catatan.", "A note."))] = None,
    seen: Seen = None,
) -> None:
    """Give the case to another officer of the same agency."""
    whole(change_officer(number, by=who(as_), office=office, officer=name, note=note, seen=seen))
    typer.echo(both(f"{number}: petugas berganti.", f"{number}: another officer has it."))


def handover(
    *,
    as_: As,
    note: Annotated[
        str | None, typer.Option(help=both("Isi nota serah terima.", "The handover note."))
    ] = None,
    note_file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi nota.", "A file with the note."))
    ] = None,
) -> None:
    """Record that an office changed hands, and show its open cases."""
    words = text_or_file(note, note_file, option="--note")
    lines = whole(hand_over_office(by=who(as_), note=words))
    columns = (
        both("nomor", "number"),
        "status",
        both("kategori", "category"),
        both("desa", "village"),
        both("batas (WITA)", "due (WITA)"),
    )
    console().print(filled(both("Nota serah terima", "Handover note"), columns, map(_cells, lines)))
    count = len(lines)
    typer.echo(both(f"{count} kasus diserahterimakan.", f"{count} cases handed over."))


def _cells(line: OpenCase) -> tuple[object, ...]:
    if line.status is None:
        return (line.number, both("tertutup", "sealed"), "", "", "")
    return (
        line.number,
        said(LABELS[line.status]),
        said(line.category or {"id": "", "en": ""}),
        line.village,
        until(line.due_at, now=now()),
    )
