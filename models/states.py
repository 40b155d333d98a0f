"""The Status Keadaan Konflik of a case, as the bupati's decrees have it (UU 7/2012)."""

from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.causes import PUT_ASIDE
from models.chain import SealedFact
from models.facts.danger import ConflictStateRecorded

SET, EXTENDED, REVOKED = "set", "extended", "revoked"
NEWEST = (
    select(SealedFact.body)
    .where(
        SealedFact.case == bindparam("number"),
        SealedFact.name == ConflictStateRecorded.name,
        ~PUT_ASIDE,
    )
    .order_by(SealedFact.seq.desc())
    .limit(1)
)


async def last_state(db: AsyncSession, number: str) -> ConflictStateRecorded | None:
    """Read the newest decree on a case's state that nobody put aside.

    One that was revoked or ran out is read too.
    """
    body = await db.scalar(NEWEST, {"number": number})
    return None if body is None else ConflictStateRecorded.model_validate(body)


async def state_until(db: AsyncSession, number: str, *, on: date) -> date | None:
    """Read the last day of the state that stands on a day (WITA); None if none does."""
    last = await last_state(db, number)
    return last.until if last and last.state != REVOKED and last.until >= on else None
