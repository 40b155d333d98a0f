"""Looks for what people said, or who they are, where neither may be."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from engine.catchall import read_mail
from kit.rendering import FOLDER

CONSECUTIVE = 4  # so many words in a row are a quotation
WORD = re.compile(r"\w+")
TABLES = """
SELECT quote_ident(table_name) FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
"""
AT_ONCE = 500
NOTICES = FOLDER / "notices"
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
LITERAL = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not be found: runs of words from the reports, and names and addresses."""

    runs: frozenset[tuple[str, ...]]
    names: tuple[str, ...]

    @classmethod
    def of(cls, reports: Iterable[str], *, names: Iterable[str]) -> "Secrets":
        """Gather them from the reports' texts and from names and addresses.

        What every letter says in its own fixed words gives nobody away who says it too.
        """
        runs = {run for report in reports for run in _runs(report)} - letters_own_runs()
        return cls(frozenset(runs), tuple(name.casefold() for name in names))

    def found_in(self, words: str) -> list[str]:
        """Name what a text gives away: ``words`` or ``name``; never the words themselves."""
        folded = words.casefold()
        found = ["name"] if any(name in folded for name in self.names) else []
        return [*found, "words"] if any(run in self.runs for run in _runs(folded)) else found


@dataclass(frozen=True, slots=True)
class Scan:
    """What was looked at, and what was found where."""

    mails: int
    rows: int
    logs: int
    leaks: tuple[str, ...]


async def scan(secrets: Secrets, *, mails: Path, logs: Path, prefect_url: str) -> Scan:
    """Look through every mail, every row of Prefect's database and every line of the logs."""
    leaks: list[str] = []
    letters = _letters(mails)
    for path in letters:
        leaks += [f"{path.name}: {one}" for one in secrets.found_in(readable(read_mail(path)))]
    rows = 0
    async for table, row in _rows(prefect_url):
        rows += 1
        leaks += [f"Prefect {table}: {one}" for one in secrets.found_in(row)]
    lines = 0
    for name, line in _lines(logs):
        lines += 1
        leaks += [f"{name}: {one}" for one in secrets.found_in(line)]
    return Scan(len(letters), rows, lines, tuple(dict.fromkeys(leaks)))


def readable(mail: EmailMessage) -> str:
    """All that a mail says, but to whom it goes: a reporter's own mail has their address there."""
    headers = [str(value) for name, value in mail.items() if name.casefold() != "to"]
    parts = [
        str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"
    ]
    return "\n".join([*headers, *parts])


@cache
def letters_own_runs() -> frozenset[tuple[str, ...]]:
    """Read the runs of words that the letters' templates hold themselves, values left out."""
    sources = (path.read_text(encoding="utf-8") for path in NOTICES.rglob("*.*"))
    pieces = (
        piece
        for source in sources
        for piece in (*CODE.split(source), *LITERAL.findall(" ".join(CODE.findall(source))))
    )
    return frozenset(run for piece in pieces for run in _runs(piece))


def _letters(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.eml"))


def _runs(words: str) -> Iterator[tuple[str, ...]]:
    found = WORD.findall(words.casefold())
    return zip(*(found[start:] for start in range(CONSECUTIVE)), strict=False)


async def _rows(url: str) -> AsyncIterator[tuple[str, str]]:
    engine = create_async_engine(url, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            for table in (await connection.scalars(text(TABLES))).all():
                async for row in _rows_of(connection, table):
                    yield table, row
    finally:
        await engine.dispose()


async def _rows_of(connection: AsyncConnection, table: str) -> AsyncIterator[str]:
    query = text(f"SELECT whole::text FROM {table} AS whole")  # noqa: S608 - quoted by PostgreSQL
    async with connection.stream(query.execution_options(yield_per=AT_ONCE)) as rows:
        async for (row,) in rows:
            yield row


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                yield path.name, line
