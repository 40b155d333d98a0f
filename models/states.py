"""The Status Keadaan Konflik of a case, as the bupati's decrees have it (UU 7/2012)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.causes import put_aside
from models.chain import SealedFact
from models.facts.danger import ConflictStateRecorded

SET, EXTENDED, REVOKED = "set", "extended", "revoked"


async def last_state(db: AsyncSession, number: str) -> ConflictStateRecorded | None:
    """Read the newest decree on a case's state that nobody put aside.

    One that was revoked or ran out is read too.
    """
    body = await db.scalar(
        select(SealedFact.body)
        .where(
            SealedFact.case == number,
            SealedFact.name == ConflictStateRecorded.name,
            ~put_aside(),
        )
        .order_by(SealedFact.seq.desc())
        .limit(1)
    )
    return None if body is None else ConflictStateRecorded.model_validate(body)


async def state_until(db: AsyncSession, number: str, *, on: date) -> date | None:
    """Read the last day of the state that stands on a day (WITA); None if none does."""
    last = await last_state(db, number)
    return last.until if last and last.state != REVOKED and last.until >= on else None
