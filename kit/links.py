"""A chain of records, each of which seals the one before it by its hash.

Pure: records in, findings out. A record is read as the JSON that it is, and never through
today's models, so that what was sealed years ago verifies as it was sealed.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kit.findings import Finding, Kind
from kit.hashing import sha256_hex

GENESIS = "0" * 64
DIGEST = re.compile(r"[0-9a-f]{64}")
FREE_WORDS = "answers"  # codes that a person chose; never a reference to a text

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One row of a chain as it is stored; ``columns`` are what stands beside the record."""

    chain: str
    seq: int
    prev: str
    hash: str
    record: str
    columns: Mapping[str, object] = field(default_factory=dict)


class Walk:
    """Follows one chain row by row. ``seq``, ``head`` and ``status`` are where it stands."""

    def __init__(self, chain: str) -> None:
        self.chain = chain
        self.seq, self.head, self.status = 0, GENESIS, ""
        self.findings: list[Finding] = []

    def step(self, link: Link) -> Record:
        """Check the next row; returns its record, empty where that cannot be trusted."""
        record = self._intact(link)
        self._follow(link)
        self.seq, self.head = link.seq, link.hash
        self.status = str(record.get("status") or link.columns.get("status") or "")
        return record

    def _intact(self, link: Link) -> Record:
        if sha256_hex(link.record) != link.hash:
            self._found(link.seq, Kind.RECORD_ALTERED, "its bytes are not those that were sealed")
            return {}
        record = read(link.record)
        if record is None:
            self._found(link.seq, Kind.RECORD_UNREADABLE, "its record is no JSON object")
            return {}
        for name, value in link.columns.items():
            if record.get(name) != value:
                sentence = f"column {name!r} says something else than the sealed record"
                self._found(link.seq, Kind.COLUMN_DIFFERS, sentence)
        return record

    def _follow(self, link: Link) -> None:
        expected = self.seq + 1
        if link.seq > expected:
            missing = span(expected, link.seq - 1)
            self._found(expected, Kind.ROW_MISSING, f"{missing} missing before fact {link.seq}")
        elif link.seq < expected or link.prev != self.head:
            sentence = f"it does not follow fact {self.seq} as that stands now; one was changed"
            self._found(link.seq, Kind.LINK_BROKEN, sentence)

    def _found(self, seq: int, kind: Kind, sentence: str) -> None:
        where = f"{self.chain}, fact {seq}"
        self.findings.append(Finding(self.chain, seq, kind, f"{where}: {sentence}"))


def read(record: str) -> Record | None:
    """Read a record's JSON; None if it is no JSON object."""
    try:
        found = json.loads(record)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def sealed_in(body: object) -> Iterator[tuple[str, str]]:
    """List the texts that a body speaks of: the id of each and its salted digest."""
    if isinstance(body, dict):
        if _is_sealed(body):
            yield body["text"], body["digest"]
            return
        for name, inner in body.items():
            if name != FREE_WORDS:
                yield from sealed_in(inner)
    elif isinstance(body, list):
        for inner in body:
            yield from sealed_in(inner)


def span(first: int, last: int) -> str:
    """Name rows in words: ``fact 3 is``, ``facts 3 to 5 are``."""
    return f"fact {first} is" if first == last else f"facts {first} to {last} are"


def _is_sealed(body: Mapping[str, object]) -> bool:
    digest = body.get("digest")
    return (
        body.keys() == {"text", "digest"}
        and isinstance(body["text"], str)
        and isinstance(digest, str)
        and DIGEST.fullmatch(digest) is not None
    )
