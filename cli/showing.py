"""How results look: one console, quiet tables, JSON with the keys of the shapes themselves."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.words import both, said
from kit.clock import WITA
from models.mailboxes import REFUSED, SILENT, Mailbox
from models.reading_audit_codes import CODES

WIDE = 140  # characters, where no terminal says how wide it is
COLOURS = {"red": "bold red", "orange": "dark_orange", "yellow": "yellow", "green": "green"}


def console() -> Console:
    """Make a console on today's standard output; colours only where a person looks."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=max(out.width, WIDE))


def filled(title: str | None, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Make a table of rows, whose first column is never broken; None is shown as a dash."""
    made = Table(
        box=SIMPLE_HEAD if any(columns) else None,
        title=title,
        title_justify="left",
        pad_edge=False,
        show_header=any(columns),
    )
    for place, column in enumerate(columns):
        made.add_column(column, overflow="fold", no_wrap=place == 0 and len(columns) > 1)
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Marked) else shown(cell) for cell in row))
    return made


class Marked(str):
    """A cell that carries Rich's markup."""

    __slots__ = ()


def shown(value: object) -> str:
    """Write a cell's value for people: instants in WITA, None as a dash, markup escaped."""
    if value is None or value == "":
        return "-"
    if isinstance(value, datetime):
        return value.astimezone(WITA).strftime("%Y-%m-%d %H:%M")
    return escape(str(value))


def mailbox_words(mailboxes: Iterable[Mailbox]) -> str:
    """Name the mailboxes that are dead or silent, and how often; empty if there are none."""
    words = {
        REFUSED: both("menolak {} surel", "refused {} mails"),
        SILENT: both("tidak menjawab {} kali", "did not answer {} times"),
    }
    named = (f"{one.recipient} ({words[one.trouble].format(one.times)})" for one in mailboxes)
    return ", ".join(named)


def word(code: str | None) -> str | None:
    """Say what a code means; one that no list has stays as it is."""
    return said(CODES[code]) if code in CODES else code


def coloured(colour: str | None, words: str | None = None) -> Marked:
    """Write a case's colour in its colour."""
    if colour is None:
        return Marked("-")
    return Marked(f"[{COLOURS.get(colour, 'white')}]{words or word(colour)}[/]")


def until(at: datetime | None, *, now: datetime) -> Marked:
    """Write a limit, red when it is over, with its year only if it is another one."""
    if at is None:
        return Marked("-")
    local = at.astimezone(WITA)
    year = "" if local.year == now.astimezone(WITA).year else f"{local.year}-"
    words = f"{year}{local:%m-%d %H:%M}".replace(" ", "\N{NO-BREAK SPACE}")
    return Marked(f"[red]{words}[/]" if at < now else words)


def print_json(value: object) -> None:
    """Write a result as JSON; dataclasses become objects with the names of their fields."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
    sys.stdout.write(f"{text}\n")


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)
