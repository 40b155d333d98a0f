"""Words that a reporter left, looked for in what others see: plain, or written otherwise."""

import base64
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote_plus

BLOCK = 3  # bytes that Base64 writes as four signs


def found(marks: Iterable[str], seen: bytes | str) -> list[str]:
    """Which of the marks are there, in any writing."""
    raw = seen.encode() if isinstance(seen, str) else seen
    text = unescape(raw.decode("latin-1"))
    readings = (text.lower(), unquote_plus(text).lower())
    return sorted({mark for mark in marks if _is_in(mark, readings=readings, raw=raw)})


def _is_in(mark: str, *, readings: Iterable[str], raw: bytes) -> bool:
    looked_for = (mark.lower(), *(word.encode().hex() for word in (mark, mark.lower())))
    if any(word in one for one in readings for word in looked_for):
        return True
    return any(one in raw for one in _in_base64(mark))


def _in_base64(mark: str) -> Iterator[bytes]:
    """As Base64 writes it wherever it begins, without the signs that its neighbours share."""
    for before in range(BLOCK):
        plain = b"\0" * before + mark.encode()
        whole = plain[: len(plain) // BLOCK * BLOCK]
        for written in (base64.b64encode, base64.urlsafe_b64encode):
            yield written(whole)[4 if before else 0 :]
