"""Gather the cases of a period for one file, under a checkpoint that was sealed for it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import WITA
from kit.keys import checkpoint_public_hex
from kit.periods import Chain, PeriodExport, places
from models.cases import Case
from models.chain import HOUSE, SealedFact
from models.checkpoints import Sealed


def begins(day: date) -> datetime:
    """When a day begins in WITA."""
    return datetime.combine(day, time(), WITA)


async def cases_of_period(
    db: AsyncSession, since: date, until: date, *, most: int
) -> Sequence[str]:
    """Name the cases that were opened from one day to another, both included, in their order."""
    rows = await db.scalars(
        select(Case.number)
        .where(Case.opened_at >= begins(since), Case.opened_at < begins(until + timedelta(days=1)))
        .order_by(Case.opened_at, Case.number)
        .limit(most)
    )
    return sorted(rows)


async def gather_period(
    db: AsyncSession,
    numbers: Sequence[str],
    *,
    days: tuple[date, date],
    said_at: int,
    checkpoints: Sequence[Sealed],
) -> PeriodExport:
    """Gather cases as the last of ``checkpoints`` saw them; ``said_at`` is the export's own fact.

    What comes into a case after that checkpoint is left out: nothing needs to be locked.
    """
    last = checkpoints[-1]
    heads = {leaf.chain: leaf.seq for leaf in last.leaves}
    seen = [places(one.checkpoint, one.leaves, chains=numbers) for one in checkpoints]
    records = await _records(db, numbers, heads=heads)
    house = places(last.checkpoint, last.leaves, chains=[HOUSE])[HOUSE]
    tail = await _house(db, said_at, heads[HOUSE])
    return PeriodExport(
        since=days[0].isoformat(),
        until=days[1].isoformat(),
        key=checkpoint_public_hex(),
        checkpoints=tuple(one.checkpoint for one in checkpoints),
        house=Chain(chain=HOUSE, records=tail, seen=(house,)),
        chains=tuple(
            Chain(
                chain=number,
                records=tuple(records.get(number, ())),
                seen=tuple(one[number] for one in seen if number in one),
            )
            for number in numbers
        ),
    )


async def _records(
    db: AsyncSession, numbers: Sequence[str], *, heads: dict[str, int]
) -> dict[str, list[str]]:
    rows = await db.execute(
        select(SealedFact.case, SealedFact.seq, SealedFact.record)
        .where(SealedFact.case.in_(numbers))
        .order_by(SealedFact.case, SealedFact.seq)
    )
    found: dict[str, list[str]] = {}
    for case, seq, record in rows.tuples():
        if seq <= heads.get(case, 0):
            found.setdefault(case, []).append(record)
    return found


async def _house(db: AsyncSession, first: int, last: int) -> tuple[str, ...]:
    rows = await db.scalars(
        select(SealedFact.record)
        .where(SealedFact.case == HOUSE, SealedFact.seq.between(first, last))
        .order_by(SealedFact.seq)
    )
    return tuple(rows)
