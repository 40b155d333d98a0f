"""Causes: facts that a flow must still act on, and how they are rung and handled.

The cause row, not Prefect's event, is the truth: it rings until it is handled.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    exists,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.base import Base
from models.cases import Case, lock_cases
from models.chain import Pending, SealedFact
from models.facts.clock import CauseRetried, CauseSettled
from models.facts.grammar import STARTS
from models.facts.intake import CaseReopened, ObjectionUpheld

CHANNEL = "rukun_cause"
FACTS = "rukun_fact"
MOST_TOLD = 300  # cases in one notification, of which PostgreSQL takes 8,000 bytes
WAVE_SIZE = 250
WAVES_OUT = 4
LINGER_SECONDS = 2
STUCK_AFTER = 5
BY_PERSON = "person"


class Cause(Base):
    """A fact that starts a flow, until the flow has acted on it. Times are machine time."""

    __tablename__ = "cause"
    __table_args__ = (
        ForeignKeyConstraint(["case", "seq"], ["fact.case", "fact.seq"], deferrable=True),
        Index("ix_cause_waiting", "case", "seq", postgresql_where=text("handled_at IS NULL")),
    )

    case: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    fact: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    rings: Mapped[int] = mapped_column(Integer, server_default="0")
    failures: Mapped[int] = mapped_column(Integer, server_default="0")
    failure_kind: Mapped[str | None] = mapped_column(Text)
    wave: Mapped[str | None] = mapped_column(Text)
    handled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def stuck(self) -> bool:
        """Whether it failed so often that it waits for a person."""
        return self.failures >= STUCK_AFTER


@dataclass(frozen=True, slots=True)
class Wave:
    """Cases rung together by one event: the fact's name and the case numbers."""

    id: str
    fact: str
    cases: tuple[str, ...]


async def write_causes(db: AsyncSession, said: Sequence[Pending]) -> None:
    """Write a cause for each sealed fact that starts a flow; wake the relay and who follows."""
    rows = [
        {"case": one.case, "seq": one.seq, "fact": one.fact.name}
        for one in said
        if one.fact.name in STARTS
    ]
    if rows:
        await db.execute(insert(Cause), rows)
    rung = [(CHANNEL, "")] if db.info.pop("handled", False) or rows else []
    told = [*rung, *((FACTS, words) for words in _versions(said))]
    if told:
        await db.execute(select(*(func.pg_notify(channel, words) for channel, words in told)))


def _versions(said: Sequence[Pending]) -> Iterator[str]:
    """Each case with its newest version, ``KLK-2026-00012:7``, as pages that follow are told."""
    newest = [f"{case}:{seq}" for case, seq in {one.case: one.seq for one in said}.items()]
    for first in range(0, len(newest), MOST_TOLD):
        yield " ".join(newest[first : first + MOST_TOLD])


async def awaiting(
    db: AsyncSession, numbers: Iterable[str], facts: frozenset[str], *, also: Iterable[str] = ()
) -> list[tuple[Case, Cause]]:
    """Lock the cases in number order, then read each one's oldest unhandled cause.

    ``also`` are cases that what is decided may touch: locked with them, and not asked for.

    Returns those whose oldest cause is one of ``facts`` and is not stuck, in number order.
    The causes are read in a second statement, after the locks are held.
    """
    asked = set(numbers)
    cases = await lock_cases(db, asked | set(also))
    oldest = (
        select(Cause)
        .distinct(Cause.case)
        .where(Cause.case.in_(asked), Cause.handled_at.is_(None))
        .order_by(Cause.case, Cause.seq)
        .execution_options(populate_existing=True)
    )
    causes = await db.scalars(oldest)
    return [(cases[one.case], one) for one in causes if one.fact in facts and not one.stuck]


async def handled(db: AsyncSession, cause: Cause) -> None:
    """Mark a cause as acted on; the case's next one, if any, rings at once."""
    cause.handled_at = func.clock_timestamp()
    db.info["handled"] = True


async def overtaken(
    db: AsyncSession, case: Case, cause: Cause, *, actor: str, at: datetime
) -> None:
    """Settle a cause whose precondition no longer holds: a fact that says so."""
    case.record(
        CauseSettled(cause=cause.seq, fact=cause.fact, reason_code="overtaken"), actor=actor, at=at
    )
    await handled(db, cause)


def _put_aside() -> ColumnElement[bool]:
    later = aliased(SealedFact)
    return exists().where(
        later.case == SealedFact.case,
        later.name == CauseSettled.name,
        later.body["reason_code"].astext == BY_PERSON,
        later.body["cause"].astext.cast(Integer) == SealedFact.seq,
    )


PUT_ASIDE = _put_aside()
"""Whether the fact of a row of ``SealedFact`` was put aside by a person: it had no effect."""


async def last_put_aside(db: AsyncSession, number: str, fact: str) -> bool:
    """Whether the newest fact of a name in a case was put aside by a person."""
    return bool(
        await db.scalar(
            select(PUT_ASIDE)
            .select_from(SealedFact)
            .where(SealedFact.case == number, SealedFact.name == fact)
            .order_by(SealedFact.seq.desc())
            .limit(1)
        )
    )


async def stuck_cause(db: AsyncSession, number: str) -> Cause | None:
    """Read a case's oldest unhandled cause if it is stuck."""
    cause = await db.scalar(
        select(Cause)
        .where(Cause.case == number, Cause.handled_at.is_(None))
        .order_by(Cause.seq)
        .limit(1)
    )
    return cause if cause is not None and cause.stuck else None


async def waits_for(db: AsyncSession, number: str, *facts: str) -> bool:
    """Tell whether a fact of one of these names was said and no flow has acted on it yet."""
    waiting = select(Cause.seq).where(
        Cause.case == number, Cause.fact.in_(facts), Cause.handled_at.is_(None)
    )
    return await db.scalar(waiting.limit(1)) is not None


async def begins_again(db: AsyncSession, number: str) -> bool:
    """Tell whether a new episode of a case was asked for and did not begin yet."""
    return await waits_for(db, number, CaseReopened.name, ObjectionUpheld.name)


async def retry(db: AsyncSession, case: Case, cause: Cause, *, actor: str, at: datetime) -> None:
    """Let a stuck cause ring again."""
    case.record(CauseRetried(cause=cause.seq, fact=cause.fact), actor=actor, at=at)
    cause.failures, cause.rings, cause.due_at = 0, 0, func.clock_timestamp()
    db.info["handled"] = True


async def count_failure(
    db: AsyncSession, number: str, *, facts: frozenset[str], kind: str
) -> Cause | None:
    """Count that the case's oldest cause failed; gives the cause if that made it stuck."""
    cause = await db.scalar(
        select(Cause)
        .where(Cause.case == number, Cause.handled_at.is_(None))
        .order_by(Cause.seq)
        .limit(1)
        .with_for_update()
    )
    if cause is None or cause.fact not in facts:
        return None
    cause.failures += 1
    cause.failure_kind = kind
    return cause if cause.failures == STUCK_AFTER else None


async def claim_waves(db: AsyncSession) -> list[Wave]:
    """Take the oldest due cause of each case, grouped by fact into waves, and set its next ring.

    At most ``WAVES_OUT`` first rings per fact are out at once; rows rung before travel apart.
    With none of its fact out a wave leaves at once, however small; else only a full one, or one
    that waited ``LINGER_SECONDS``: a run costs the engine as much as many cases.
    """
    rows = await db.execute(
        text(CLAIM),
        {"size": WAVE_SIZE, "out": WAVES_OUT, "linger": LINGER_SECONDS, "stuck": STUCK_AFTER},
    )
    waves: dict[tuple[str, str], list[str]] = {}
    for wave, fact, case in rows:
        waves.setdefault((wave, fact), []).append(case)
    return [Wave(wave, fact, tuple(sorted(cases))) for (wave, fact), cases in waves.items()]


async def give_back(db: AsyncSession, wave: Wave) -> None:
    """Undo a claim whose event could not be posted: it does not count as a ring."""
    await db.execute(
        update(Cause)
        .where(Cause.wave == wave.id, Cause.handled_at.is_(None))
        .values(rings=Cause.rings - 1, wave=None, due_at=func.clock_timestamp())
    )


# Due is asked of the row that is locked: under the lock PostgreSQL looks at it again, so that a
# claim which saw it before another one took it leaves it.
CLAIM = """
WITH oldest AS (
    SELECT DISTINCT ON ("case") "case", seq, fact, rings, failures, due_at
    FROM cause WHERE handled_at IS NULL ORDER BY "case", seq
), free AS (
    SELECT o."case", o.seq FROM cause o JOIN oldest USING ("case", seq)
    WHERE o.due_at <= clock_timestamp() AND o.failures < :stuck AND o.handled_at IS NULL
    FOR NO KEY UPDATE OF o SKIP LOCKED
), waves_out AS (
    SELECT fact, count(DISTINCT wave) AS waves FROM cause
    WHERE handled_at IS NULL AND rings = 1 AND due_at > clock_timestamp() GROUP BY fact
), numbered AS (
    SELECT "case", seq, oldest.fact, oldest.rings = 0 AS first,
        (row_number() OVER (alike ORDER BY "case") - 1) / :size AS chunk,
        count(*) OVER alike / :size AS full_chunks,
        min(oldest.due_at) OVER alike AS since
    FROM oldest JOIN free USING ("case", seq)
    WINDOW alike AS (PARTITION BY oldest.fact, oldest.rings = 0)
), chosen AS (
    SELECT numbered.* FROM numbered LEFT JOIN waves_out USING (fact)
    WHERE chunk < CASE WHEN first THEN :out - coalesce(waves, 0) ELSE :out END
      AND (waves IS NULL OR chunk < full_chunks
        OR since <= clock_timestamp() - :linger * interval '1 second')
), waves AS MATERIALIZED (
    SELECT fact, first, chunk, gen_random_uuid()::text AS wave
    FROM (SELECT DISTINCT fact, first, chunk FROM chosen) AS one
)
UPDATE cause SET wave = waves.wave, rings = cause.rings + 1,
    due_at = clock_timestamp() + least(30 * power(2, least(cause.rings, 6)), 900)
        * interval '1 second'
FROM chosen JOIN waves USING (fact, first, chunk)
WHERE cause."case" = chosen."case" AND cause.seq = chosen.seq
RETURNING cause.wave, cause.fact, cause."case"
"""
