"""Pauses end by themselves: the clock runs again from the day that was named."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from kit.clock import now
from models.cases import Case, lock_cases
from models.deadlines import Deadline
from models.facts.clock import ClockResumed
from models.regency_folder import regency
from models.session import reading, transaction
from tasks.clocks import run_again
from tasks.turn import Turn, finish
from tasks.wrapping import flow_actor, task


async def over_paused() -> list[str]:
    """List the cases of which a pause is over; under the lock it is looked at again."""
    async with reading() as db:
        rows = await db.scalars(select(Deadline.case).where(*_over(now())).distinct())
        return sorted(rows)


@task
async def end_pauses(cases: list[str]) -> list[str]:
    """Let each limit of these cases run again whose pause is over."""
    async with transaction() as db:
        mine = Turn(db, now(), regency(), flow_actor(), waiting=[])
        locked = await lock_cases(db, cases)
        rows = await db.scalars(
            select(Deadline)
            .where(Deadline.case.in_(list(locked)), *_over(mine.at))
            .order_by(Deadline.case, Deadline.id)
        )
        for row in rows.all():
            _resume(mine, locked[row.case], row)
        await finish(mine)
    return mine.moved


def _over(at: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        Deadline.met_at.is_(None),
        Deadline.dropped_at.is_(None),
        Deadline.paused_until <= at,
    )


def _resume(mine: Turn, case: Case, row: Deadline) -> None:
    run_again(case, row, until=row.paused_until or mine.at, at=mine.at, rules=mine.rules)
    mine.record(case, ClockResumed(deadline=str(row.id)))
