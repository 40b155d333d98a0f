"""The chain of facts: pending facts are sealed once, in order, under the case's lock.

What is hashed is stored as it is, in ``record``; every column is inside it, and
the table's own constraints say so. Verification never goes through today's models.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import (
    CheckConstraint,
    Computed,
    DateTime,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    insert,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, object_session

from kit.hashing import canonical, sha256_hex
from models.base import Base
from models.facts.base import Fact

GENESIS = "0" * 64
HOUSE = "KLK"
RED = "name IN ('case.reported', 'incident.recorded') AND body->>'colour' = 'red'"
"""Words that read red: the watch over alarms looks for them each second, so they have an index."""
COORDINATORS = "actor LIKE 'coordinator:%'"
"""What a coordinator did: the board's own cases are looked for by it."""

SKIPPED = "name = 'mediation.opened' AND body->'forums_passed_over' <> '{}'::jsonb"
"""Talks that passed a forum over: few among many, and auditors list them."""


class SealedFact(Base):
    """One link of a chain. Insert only: no role of the application may change or delete it."""

    __tablename__ = "fact"
    __table_args__ = (
        UniqueConstraint("case", "seq", "status"),
        UniqueConstraint("hash"),
        Index("ix_fact_red", "at", postgresql_where=text(RED)),
        Index("ix_fact_name_at", "name", "at", "case", "seq"),
        Index("ix_fact_skipped", "at", "case", "seq", postgresql_where=text(SKIPPED)),
        Index("ix_fact_coordinator", "actor", "case", postgresql_where=text(COORDINATORS)),
        CheckConstraint("seq >= 1", name="seq_from_one"),
        CheckConstraint("hash = encode(sha256(convert_to(record, 'UTF8')), 'hex')", name="hashed"),
        CheckConstraint(
            "(record::jsonb->>'case') = \"case\""
            " AND (record::jsonb->>'seq')::int = seq"
            " AND (record::jsonb->>'at')::timestamptz = at"
            " AND (record::jsonb->>'actor') = actor"
            " AND (record::jsonb->>'name') = name"
            " AND (record::jsonb->>'version')::int = version"
            " AND (record::jsonb->>'status') = status"
            " AND (record::jsonb->>'prev') = prev_hash",
            name="columns_are_in_record",
        ),
    )

    case: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB, Computed("(record::jsonb)->'body'"))
    prev_hash: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(Text)


class Chained(Protocol):
    """Whatever owns a chain: its name, its last sequence number and where it stands."""

    @property
    def number(self) -> str: ...  # noqa: D102 - the class says it
    @property
    def seq(self) -> int: ...  # noqa: D102 - the class says it
    @property
    def status(self) -> str: ...  # noqa: D102 - the class says it


@dataclass(frozen=True, slots=True)
class Pending:
    """A fact said but not yet sealed."""

    case: str
    seq: int
    status: str
    fact: Fact
    actor: str
    at: datetime


def say(owner: Chained, fact: Fact, *, actor: str, at: datetime) -> None:
    """Queue a fact of an owner whose ``seq`` and ``status`` already are the fact's own."""
    db = object_session(owner)
    if db is None:
        raise RuntimeError(f"{owner.number}: a fact can only be said inside a transaction")
    pending = Pending(owner.number, owner.seq, str(owner.status), fact, actor, at)
    db.info.setdefault("pending", []).append(pending)


async def seal(db: AsyncSession) -> Sequence[Pending]:
    """Write all pending facts of a session into their chains, in the order they were said."""
    pending: list[Pending] = db.info.pop("pending", [])
    if pending:
        heads = await _heads_before(db, pending)
        rows = [_link(said, heads) for said in pending]
        await db.execute(insert(SealedFact), rows)
    return pending


def instant(at: datetime) -> str:
    """Write an instant as it is sealed: UTC, microseconds, ``Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


async def _heads_before(db: AsyncSession, pending: Iterable[Pending]) -> dict[str, str]:
    first: dict[str, int] = {}
    for said in pending:
        first.setdefault(said.case, said.seq)
    wanted = [(case, seq - 1) for case, seq in first.items() if seq > 1]
    heads = {case: GENESIS for case, seq in first.items() if seq == 1}
    found = await db.execute(
        select(SealedFact.case, SealedFact.hash).where(
            tuple_(SealedFact.case, SealedFact.seq).in_(wanted)
        )
    )
    return heads | {case: head for case, head in found}  # noqa: C416 - a row is no pair to mypy


def _link(said: Pending, heads: dict[str, str]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "case": said.case,
        "seq": said.seq,
        "actor": said.actor,
        "name": said.fact.name,
        "version": said.fact.version,
        "status": said.status,
    }
    body = said.fact.model_dump(mode="json", exclude_none=True)
    prev = heads[said.case]
    record = canonical({**columns, "at": instant(said.at), "prev": prev, "body": body})
    heads[said.case] = sha256_hex(record)
    return {
        **columns,
        "at": said.at,
        "record": record,
        "prev_hash": prev,
        "hash": heads[said.case],
    }


async def facts_at(
    db: AsyncSession, keys: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], SealedFact]:
    """Read sealed facts by (case, seq)."""
    rows = await db.scalars(
        select(SealedFact).where(tuple_(SealedFact.case, SealedFact.seq).in_(list(keys)))
    )
    return {(row.case, row.seq): row for row in rows}
