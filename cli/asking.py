"""What most commands ask for: who acts, on which case, on which version; and how they run."""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from cli.words import both
from desk.acting import AGENCY, Person, person
from kit import clock
from kit.settings import SettingsBroken, settings
from models.regency import Regency, UnknownCode
from models.regency_folder import RegencyBroken, regency
from models.session import close_engine, reading

Result = TypeVar("Result")

Case = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        callback=lambda typed: typed.strip().upper(),
        help=both("Nomor kasus, KLK-2026-00012.", "Number, KLK-2026-00012."),
    ),
]
As = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="ROLE:ID",
        help=both(
            "Siapa yang bertindak, mis. coordinator:KESBANG-SEKRETARIS.",
            "Who acts, e.g. coordinator:KESBANG-SEKRETARIS.",
        ),
    ),
]
AsAnybody = Annotated[
    str | None,
    typer.Option("--as", metavar="ROLE:ID", help=both("Siapa yang melihat.", "Who looks.")),
]
Seen = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="VERSION",
        help=both(
            "Versi yang Anda lihat pada `rukun show`; ditolak bila kasus sudah bergerak.",
            "The version that `rukun show` told; refused if the case moved since.",
        ),
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help=both("Keluaran JSON.", "Write JSON for a program."))
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE.json",
        help=both(
            "Baca semuanya dari berkas JSON (- untuk masukan baku).",
            "Read all of it from a JSON file (- for standard input).",
        ),
    ),
]


class BadInput(Exception):
    """What was typed or handed in cannot be read; the message says where and how to write it."""


def whole(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's work to its end, and give the database's connections back."""
    return asyncio.run(_closing(work))


async def _closing(work: Coroutine[Any, Any, Result]) -> Result:
    try:
        return await work
    finally:
        await close_engine()


def today() -> date:
    """The day of case time; in a demonstration's home the one to which it was moved."""
    if settings().demo:
        whole(_follow_the_clock())
    return clock.today()


async def _follow_the_clock() -> None:
    async with reading():
        pass  # each look into a demonstration's database does it


def rules() -> Regency:
    """The regency in use."""
    return regency()


def with_codes(line: str, codes: Callable[[Regency], Iterable[str]]) -> str:
    """Name in an option's help the codes that it takes; none while the regency cannot be read."""
    try:
        known = codes(rules())
    except (RegencyBroken, SettingsBroken):
        return line
    return f"{line} {' | '.join(known)}"


def who(words: str) -> Person:
    """Read ``ROLE:ID``; an agency's own code stands for its liaison officer."""
    known = regency()
    role, _, code = words.partition(":")
    if role == AGENCY and code in {agency.code for agency in known.agencies}:
        officer = known.liaison(code, sealed=False)
        words = f"{AGENCY}:{officer.id}" if officer else words
    return person(words, rules=known)


def village_of(words: str) -> str:
    """Read a village by its code, or by its name if only one has it."""
    known = regency()
    try:
        return known.village(words.strip()).code
    except UnknownCode:
        named = [one for one in known.villages if one.name.lower() == words.strip().lower()]
    if len(named) == 1:
        return named[0].code
    if named:
        codes = ", ".join(f"{one.code} ({one.kind})" for one in named)
        raise BadInput(
            both(f"ada beberapa {words}: pilih {codes}", f"several are {words}: choose {codes}")
        )
    return words


def pairs(words: list[str], *, option: str) -> dict[str, str]:
    """Read ``key=value`` options."""
    split = [word.partition("=") for word in words]
    for word, (key, between, value) in zip(words, split, strict=True):
        if not (key and between and value):
            raise BadInput(f"{option} {word}: KEY=VALUE")
    return {key: value for key, _, value in split}


def fields(words: str, *, option: str, shape: str) -> list[str | None]:
    """Read ``a|b|c`` of a shape such as ``words|owner|due``; missing or empty parts are None."""
    parts = [part.strip() or None for part in words.split("|")]
    room = shape.count("|") + 1
    if len(parts) > room or not parts[0]:
        raise BadInput(f'{option} "{words}": "{shape}"')
    return parts + [None] * (room - len(parts))


def text_or_file(words: str | None, file: str | None, *, option: str) -> str:
    """Take a text as it was typed, or from a file (``-`` is standard input)."""
    if words == "-" and file is None:
        return read_words("-")
    if (words is None) == (file is None):
        raise BadInput(
            both(
                f"tulis {option} atau berkasnya, salah satu", f"give {option} or its file, not both"
            )
        )
    return words if words is not None else read_words(file or "-")


def read_words(name: str) -> str:
    """Read a text file, or standard input for ``-``."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{name}: " + both("bukan teks UTF-8", "it is no UTF-8 text")) from None


def read_json(name: str) -> dict[str, Any]:
    """Read a JSON object from a file, or from standard input for ``-``."""
    try:
        content = json.loads(read_words(name))
    except json.JSONDecodeError as bad:
        where = both(f"baris {bad.lineno}: bukan JSON", f"line {bad.lineno}: no JSON")
        raise BadInput(f"{name}, {where} ({bad.msg})") from None
    if not isinstance(content, dict):
        raise BadInput(f"{name}: " + both("harus satu objek JSON", "it must be one JSON object"))
    return content
