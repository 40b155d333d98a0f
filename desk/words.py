"""What people type, made fit to keep: trimmed, bounded, without control characters."""

import re
from datetime import date

from desk.refusing import Refused
from models.regency import Regency, UnknownCode

MOST = 20_000
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def fit_text(words: str, *, what: str) -> str:
    """Trim a text; refuse an empty one, one over 20,000 characters, or control characters."""
    trimmed = words.strip()
    if not trimmed:
        raise Refused(f"{what}: it is empty; write what happened, in your own words")
    if len(trimmed) > MOST:
        raise Refused(
            f"{what}: {len(trimmed):,} characters are too many, {MOST:,} are taken; "
            "shorten it and keep the rest as a document"
        )
    found = CONTROL.search(trimmed)
    if found:
        raise Refused(
            f"{what}: character {found.start() + 1} is a control character "
            f"(U+{ord(found.group()):04X}); remove it and hand the text in again"
        )
    return trimmed


def fit_words(words: str, *, what: str) -> str:
    """Check a code that people choose from a list, such as an answer or an office's id."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}", words):
        raise Refused(f"{what}: {words[:20]!r} is no code; write letters, digits and _ . : -")
    return words


def fit_email(words: str | None) -> str | None:
    """Check the look of an address, if there is one; only a mail server knows whether it exists."""
    if not words:
        return None
    if not re.fullmatch(r"[^\s@,;<>\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,190}", words):
        raise Refused("email: it reads like no address; write it as name@example.org")
    return words


def fit_code(words: str, *, what: str) -> str:
    """Check a short code that a fact will hold: lower case letters, digits and ``_``."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", words):
        raise Refused(f"{what}: write a code of lower case letters, digits and _, up to 40")
    return words


def fit_village(code: str, *, rules: Regency) -> str:
    """Check a village's code."""
    try:
        return rules.village(code.strip()).code
    except UnknownCode:
        raise Refused(
            f"village: {code.strip()[:20]!r} is not one of {rules.name}; "
            "write its Kemendagri code, such as 51.05.03.2003"
        ) from None


def fit_day(words: str | date, *, what: str, today: date) -> date:
    """Read a day that is not in the future (WITA)."""
    try:
        day = words if isinstance(words, date) else date.fromisoformat(words.strip())
    except ValueError:
        raise Refused(f"{what}: {words!r} is no date; write it as 2026-11-23") from None
    if day > today:
        raise Refused(f"{what}: {day} is in the future (today is {today} in WITA)")
    return day
