"""How a queued notice is taken, handed over, put off or given up. All waits are machine time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.notices import OPEN, WAITING, Notice

LEASE_SECONDS = 60
PAUSES = (10, 30, 60, 300, 900, 3600)
PAUSES_WITHOUT_SERVER = PAUSES[:4]
DEAD_AFTER_DAYS = 5


async def claim(
    db: AsyncSession, *, cases: Sequence[str] | None = None, limit: int = 10
) -> list[Notice]:
    """Lease up to ``limit`` due notices to the caller for ``LEASE_SECONDS``, oldest first.

    Two claims never hold the same notice; a lease that ran out may be claimed again.
    """
    ids = await db.scalars(
        text(CLAIM),
        {"cases": None if cases is None else list(cases), "limit": limit, "lease": LEASE_SECONDS},
    )
    claimed = await db.scalars(
        select(Notice).where(Notice.id.in_(ids.all())).order_by(Notice.queued_at, Notice.id)
    )
    return list(claimed)


async def mark_sent(db: AsyncSession, notice: Notice, *, message_id: str, at: datetime) -> None:
    """The mail server took it, at case time ``at``."""
    await _set(db, notice, state="sent", sent_at=at, message_id=message_id, trouble=None)


async def mark_dead(db: AsyncSession, notice: Notice, *, trouble: str) -> None:
    """Nobody will get it by trying again."""
    await _set(db, notice, state="dead", trouble=trouble)


async def mark_cancelled(db: AsyncSession, notice: Notice, *, trouble: str) -> None:
    """Nobody is there to get it: no address, or it is moot."""
    await _set(db, notice, state="cancelled", trouble=trouble)


async def postpone(db: AsyncSession, notice: Notice, *, trouble: str) -> bool:
    """Try again after the next pause; False, and dead, if it was tried for too many days."""
    state = await db.scalar(
        text(POSTPONE),
        {"id": notice.id, "trouble": trouble, "pauses": list(PAUSES), "days": DEAD_AFTER_DAYS},
    )
    return bool(state != "dead")


async def postpone_all(db: AsyncSession, *, trouble: str) -> None:
    """No mail server answers: put off every notice that is due, whoever it is for."""
    await db.execute(
        text(POSTPONE_ALL),
        {"trouble": trouble, "pauses": list(PAUSES_WITHOUT_SERVER), "cases": None},
    )


async def release(db: AsyncSession, notices: Sequence[Notice]) -> None:
    """Give back leased notices that were not tried."""
    await db.execute(
        update(Notice)
        .where(Notice.id.in_([notice.id for notice in notices]), Notice.state == "sending")
        .values(state="queued", leased_until=None, attempts=Notice.attempts - 1)
    )


async def cancel_notices(db: AsyncSession, case: str, *kinds: str) -> None:
    """Cancel what a case still owed of these kinds: it is moot."""
    await db.execute(
        update(Notice)
        .where(Notice.case == case, Notice.kind.in_(kinds), Notice.state == "queued")
        .values(state="cancelled", trouble="moot")
    )


async def _set(db: AsyncSession, notice: Notice, **values: object) -> None:
    await db.execute(
        update(Notice).where(Notice.id == notice.id).values(leased_until=None, **values)
    )


CLAIM = f"""
UPDATE notice SET state = 'sending', attempts = attempts + 1,
    leased_until = clock_timestamp() + :lease * interval '1 second'
WHERE id IN (
    SELECT id FROM notice WHERE {OPEN} AND {WAITING}
    ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
RETURNING id
"""  # noqa: S608 - constants only
POSTPONE = """
UPDATE notice SET leased_until = NULL, trouble = :trouble,
    state = CASE WHEN queued_at < clock_timestamp() - :days * interval '1 day'
        THEN 'dead' ELSE 'queued' END,
    due_at = clock_timestamp() + interval '1 second'
        * (CAST(:pauses AS int[]))[least(attempts, cardinality(CAST(:pauses AS int[])))]
WHERE id = :id RETURNING state
"""
POSTPONE_ALL = f"""
UPDATE notice SET state = 'queued', leased_until = NULL, trouble = :trouble,
    attempts = attempts + 1, due_at = clock_timestamp() + interval '1 second'
        * (CAST(:pauses AS int[]))[least(attempts + 1, cardinality(CAST(:pauses AS int[])))]
WHERE id IN (SELECT id FROM notice WHERE {OPEN} AND {WAITING} FOR UPDATE SKIP LOCKED)
"""  # noqa: S608 - constants only
