"""A case's chain as auditors read it: each fact with its proof, each text by its id."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.links import sealed_in
from models.chain import HOUSE, SealedFact
from models.checkpoints import CheckpointLeaf
from models.facts.house import CheckpointSealed, IntegrityFound, RecordRead
from models.letters.oversight import CheckpointSealed as Receipt
from models.notices import Notice
from models.texts import ErasableText


@dataclass(frozen=True, slots=True)
class Mailed:
    """A checkpoint whose receipt left the house by mail, and when the first mail went."""

    checkpoint: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that a fact seals: whether it was erased, and its words where they may be read."""

    id: str
    kind: str
    erased_at: datetime | None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact and its proof.

    ``sealed_by`` is the first checkpoint that saw it; ``mailed`` the first one whose receipt left
    the house and that covers it too. Without ``mailed`` it is protected and not proven.
    """

    case: str
    seq: int
    at: datetime
    actor: str
    fact: str
    status: str
    body: Mapping[str, Any]
    hash: str
    prev: str
    sealed_by: int | None
    mailed: Mailed | None


@dataclass(frozen=True, slots=True)
class RecordState:
    """How the record stands: its last checkpoints, what was mailed, what nightly checks found."""

    last: tuple[int, datetime] | None
    nightly: tuple[int, datetime] | None
    mailed: Mailed | None
    found_at: datetime | None
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What an auditor looked at."""

    at: datetime
    what: str
    case: str | None


TELLING = frozenset(
    {
        *("village", "happened_on", "place", "answers", "not_to_tell", "dangers", "entries"),
        *("objects", "areas", "category", "severity", "stage", "likelihood", "impact"),
        *("colour", "confidence", "twins", "unsure", "injured", "other_villages"),
        *("root_cause", "trigger", "prevention", "route", "passed_over", "why_passed_over"),
    }
)
"""Parts of a body that tell what happened, where and to whom; the rest says how it was handled."""


def without_telling(body: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of a sealed case's fact, at any depth, what tells of the matter itself."""
    return {
        key: without_telling(value) if isinstance(value, Mapping) else value
        for key, value in body.items()
        if key not in TELLING
    }


async def entries_of(db: AsyncSession, number: str) -> tuple[Entry, ...]:
    """Read a chain with, for each fact, which checkpoint covers it and whether that was mailed."""
    rows = await db.scalars(
        select(SealedFact).where(SealedFact.case == number).order_by(SealedFact.seq)
    )
    proofs = _Proofs(await _leaves(db, number), await mailed_checkpoints(db))
    return tuple(
        Entry(
            case=number,
            seq=row.seq,
            at=row.at,
            actor=row.actor,
            fact=row.name,
            status=row.status,
            body=row.body if isinstance(row.body, dict) else {},
            hash=row.hash,
            prev=row.prev_hash,
            sealed_by=proofs.sealed_by(row.seq),
            mailed=proofs.mailed(row.seq),
        )
        for row in rows
    )


async def texts_of(
    db: AsyncSession, ids: Collection[str], *, readable: Collection[str] = ()
) -> dict[str, Kept]:
    """Read how texts stand, by id; the words only of kinds that are ``readable``."""
    wanted = {UUID(one) for one in ids}
    rows = await db.scalars(select(ErasableText).where(ErasableText.id.in_(wanted)))
    return {
        str(row.id): Kept(
            id=str(row.id),
            kind=row.kind,
            erased_at=row.erased_at,
            words=row.text if row.kind in readable else None,
        )
        for row in rows
    }


def texts_in(bodies: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Name the texts that bodies of facts seal."""
    for body in bodies:
        yield from (text for text, _ in sealed_in(body))


async def mailed_checkpoints(db: AsyncSession) -> tuple[Mailed, ...]:
    """Read the checkpoints whose receipt was mailed, in their order."""
    rows = await db.execute(
        select(Notice.seq, func.min(Notice.sent_at))
        .where(Notice.case == HOUSE, Notice.kind == Receipt.kind, Notice.state == "sent")
        .group_by(Notice.seq)
        .order_by(Notice.seq)
    )
    return tuple(Mailed(seq, sent_at) for seq, sent_at in rows.tuples() if sent_at)


async def record_state(db: AsyncSession) -> RecordState:
    """Read how the record stands."""
    mailed = await mailed_checkpoints(db)
    found = await _last(db, IntegrityFound.name)
    last = await _last(db, CheckpointSealed.name)
    nightly = await _last(db, CheckpointSealed.name, nightly=True)
    return RecordState(
        last=(last.seq, last.at) if last else None,
        nightly=(nightly.seq, nightly.at) if nightly else None,
        mailed=mailed[-1] if mailed else None,
        found_at=found.at if found else None,
        findings=tuple(found.body.get("findings", ())) if found else (),
    )


async def looked_at(db: AsyncSession, actor: str, *, limit: int = 12) -> tuple[Looked, ...]:
    """Read what somebody looked at lately, the newest first."""
    rows = await db.scalars(
        select(SealedFact)
        .where(
            SealedFact.case == HOUSE,
            SealedFact.name == RecordRead.name,
            SealedFact.actor == actor,
        )
        .order_by(SealedFact.seq.desc())
        .limit(limit)
    )
    return tuple(Looked(row.at, row.body["what"], row.body.get("case")) for row in rows)


async def _last(db: AsyncSession, name: str, *, nightly: bool = False) -> SealedFact | None:
    query = select(SealedFact).where(SealedFact.case == HOUSE, SealedFact.name == name)
    if nightly:
        query = query.where(SealedFact.body["nightly"].as_boolean())
    found: SealedFact | None = await db.scalar(query.order_by(SealedFact.seq.desc()).limit(1))
    return found


async def _leaves(db: AsyncSession, number: str) -> tuple[tuple[int, int], ...]:
    """The checkpoints at which a chain's head had changed, with that head's row."""
    rows = await db.execute(
        select(CheckpointLeaf.checkpoint, CheckpointLeaf.seq)
        .where(CheckpointLeaf.case == number)
        .order_by(CheckpointLeaf.checkpoint)
    )
    return tuple(rows.tuples())


@dataclass(frozen=True, slots=True)
class _Proofs:
    """Which checkpoint covers which row of one chain."""

    leaves: tuple[tuple[int, int], ...]
    receipts: tuple[Mailed, ...]

    def sealed_by(self, seq: int) -> int | None:
        return next((checkpoint for checkpoint, head in self.leaves if head >= seq), None)

    def mailed(self, seq: int) -> Mailed | None:
        """A later checkpoint's tree holds the earlier heads, so that its receipt covers them."""
        first = self.sealed_by(seq)
        if first is None:
            return None
        at = bisect_left(self.receipts, first, key=lambda one: one.checkpoint)
        return self.receipts[at] if at < len(self.receipts) else None
