"""What auditors list: facts of a few names, mails, limits that were met; a page at a time.

Pages go by key and not by number: each begins after the last row of the one before, which the
indexes answer at once however many rows there are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    TextClause,
    and_,
    func,
    literal,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.cases import Case
from models.chain import SKIPPED, SealedFact
from models.notices import Notice

Conditions = Sequence[ColumnElement[bool] | TextClause]


@dataclass(frozen=True, slots=True)
class Span:
    """From an instant to another one, the second not included; None is open."""

    since: datetime | None = None
    until: datetime | None = None

    def of(self, column: InstrumentedAttribute[datetime]) -> list[ColumnElement[bool]]:
        """Say that a column's instant is within."""
        found = [column >= self.since] if self.since else []
        return [*found, *([column < self.until] if self.until else [])]


@dataclass(frozen=True, slots=True)
class Line:
    """A fact in a list."""

    case: str
    seq: int
    at: datetime
    actor: str
    fact: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail in a list: never its address, and nothing that it says."""

    id: UUID
    case: str
    kind: str
    recipient: str
    state: str
    attempts: int
    queued_at: datetime
    sent_at: datetime | None


COLUMNS = (
    SealedFact.case,
    SealedFact.seq,
    SealedFact.at,
    SealedFact.actor,
    SealedFact.name,
    SealedFact.body,
)
SKIPPED_FORUM = text(SKIPPED)


async def fact_lines(
    db: AsyncSession,
    names: Sequence[str],
    *,
    span: Span,
    after: tuple[datetime, str, int] | None = None,
    where: Conditions = (),
    limit: int,
) -> tuple[Line, ...]:
    """Read facts of some names, the newest first, after a key (at, case, seq)."""
    key = tuple_(SealedFact.at, SealedFact.case, SealedFact.seq)
    conditions: list[ColumnElement[bool] | TextClause] = [*span.of(SealedFact.at), *where]
    if after is not None:
        conditions.append(key < tuple_(*(literal(one) for one in after)))
    order = (SealedFact.at.desc(), SealedFact.case.desc(), SealedFact.seq.desc())
    parts = [
        select(*COLUMNS).where(SealedFact.name == name, *conditions).order_by(*order).limit(limit)
        for name in names
    ]
    rows = await db.execute(parts[0] if len(parts) == 1 else _merged(parts, limit=limit))
    return tuple(Line(*row) for row in rows.tuples())


def _merged(parts: Sequence[Select[Any]], *, limit: int) -> Select[Any]:
    """The newest of several lists that are each in order: each is read by its own index."""
    rows = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return (
        select(rows)
        .order_by(rows.c.at.desc(), rows.c["case"].desc(), rows.c.seq.desc())
        .limit(limit)
    )


async def facts_of_cases(
    db: AsyncSession, cases: Collection[str], names: Collection[str]
) -> dict[str, list[Line]]:
    """Read the facts of some names of these cases, by case, in their order."""
    rows = await db.execute(
        select(*COLUMNS)
        .where(SealedFact.case.in_(set(cases)), SealedFact.name.in_(names))
        .order_by(SealedFact.case, SealedFact.seq)
    )
    found: dict[str, list[Line]] = {}
    for row in rows.tuples():
        found.setdefault(row[0], []).append(Line(*row))
    return found


async def mail_lines(
    db: AsyncSession,
    *,
    span: Span,
    after: tuple[datetime, UUID] | None = None,
    state: str | None = None,
    limit: int,
) -> tuple[MailLine, ...]:
    """Read mails, the newest first, after a key (queued_at, id)."""
    columns = (
        *(Notice.id, Notice.case, Notice.kind, Notice.recipient, Notice.state),
        *(Notice.attempts, Notice.queued_at, Notice.sent_at),
    )
    query = select(*columns).where(*span.of(Notice.queued_at))
    if state is not None:
        query = query.where(Notice.state == state)
    if after is not None:
        key = tuple_(Notice.queued_at, Notice.id)
        query = query.where(key < tuple_(*(literal(one) for one in after)))
    rows = await db.execute(query.order_by(Notice.queued_at.desc(), Notice.id.desc()).limit(limit))
    return tuple(MailLine(*row) for row in rows.tuples())


async def drawn(
    db: AsyncSession, seed: str, *, span: Span, count: int
) -> tuple[tuple[str, datetime, str], ...]:
    """Draw cases opened in a span: those whose SHA-256 of ``seed:number`` is lowest.

    Gives number, opening and the hash, which anybody can reckon again by hand.
    """
    words = literal(seed).concat(":").concat(Case.number)
    lot = func.sha256(func.convert_to(words, "UTF8"))
    rows = await db.execute(
        select(Case.number, Case.opened_at, lot)
        .where(and_(*span.of(Case.opened_at)))
        .order_by(lot, Case.number)
        .limit(count)
    )
    return tuple((number, at, drawn.hex()) for number, at, drawn in rows.tuples())


async def openings(
    db: AsyncSession, *, span: Span, limit: int
) -> tuple[tuple[str, datetime, int, str], ...]:
    """Read the cases opened in a span: number, opening, last row and its hash."""
    rows = await db.execute(
        select(Case.number, Case.opened_at, Case.seq, SealedFact.hash)
        .join(SealedFact, (SealedFact.case == Case.number) & (SealedFact.seq == Case.seq))
        .where(*span.of(Case.opened_at))
        .order_by(Case.opened_at, Case.number)
        .limit(limit)
    )
    return tuple(rows.tuples())


def with_outcome_other_than(outcomes: Sequence[str]) -> ColumnElement[bool]:
    """Facts whose outcome is another one than these."""
    outcome: ColumnElement[str] = SealedFact.body["outcome"].astext
    return outcome.not_in(outcomes)
