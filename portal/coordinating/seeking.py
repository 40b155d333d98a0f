"""Words that are looked for: kept out of addresses, and read as numbers, villages or words.

What a coordinator looks for may be a name. An address lands in a browser's history and in the
logs of whatever stands before us, so it holds the words encrypted, for the one who typed them
and for a day (docs/decisions/0015-where-searched-words-live.md).
"""

import base64
import json
import re
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

from desk.acting import Person
from kit.keys import secret
from models.regency import Regency

DAY_SECONDS = 24 * 3600
LONGEST = 100
YEARS_BACK = 20
NUMBER = re.compile(r"(?:([A-Za-z]{3})[- ])?(?:(20\d\d)[-/ ])?(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Looked:
    """What words may mean: case numbers, or else villages that they name and words as such."""

    numbers: tuple[str, ...] | None = None
    villages: frozenset[str] = frozenset()
    words: str | None = None


def hidden(words: str, *, by: Person) -> str:
    """Write words as an address may hold them."""
    return _box().encrypt(json.dumps([str(by), words[:LONGEST]]).encode()).decode()


def opened(token: str, *, by: Person) -> str:
    """Read the words of an address; none if somebody else typed them, or too long ago."""
    try:
        who, words = json.loads(_box().decrypt(token.encode(), ttl=DAY_SECONDS))
    except (InvalidToken, ValueError, TypeError):
        return ""
    return str(words) if who == str(by) else ""


def looked(words: str, *, rules: Regency, year: int) -> Looked:
    """Read words: ``12`` and ``KLK-2026-00012`` are numbers, ``tusan`` a village and a word."""
    found = NUMBER.fullmatch(words.strip())
    if found and found[1] in {None, rules.code, rules.code.lower()}:
        years = [int(found[2])] if found[2] else range(year, year - YEARS_BACK, -1)
        return Looked(tuple(f"{rules.code}-{one}-{int(found[3]):05d}" for one in years))
    asked = words.strip().lower()
    named = {one.code for one in rules.villages if _names(one.name.lower(), asked)}
    return Looked(villages=frozenset(named), words=asked)


def _names(village: str, asked: str) -> bool:
    """A village is named as a whole: ``desa kusamba`` and ``kusamba`` name Kusamba."""
    return asked.removeprefix("desa ").removeprefix("kelurahan ").strip() == village


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(secret("searches")))
