"""The cases that wait for a coordinator's review, with what the rules read in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy import case as when
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.causes import Cause
from models.chain import SealedFact
from models.facts.intake import CaseReviewAsked, CaseReviewed, CaseTriaged, Reading
from models.status import Status
from models.views import Colour

URGENCY = {colour.value: rank for rank, colour in enumerate(Colour)}
NO_COLOUR = len(URGENCY)


@dataclass(frozen=True, slots=True)
class UnderReview:
    """Why a case waits for a review, since when, and what was read; codes only."""

    number: str
    asked_at: datetime
    unsure: tuple[str, ...]
    reading: Reading | None


async def cases_under_review(db: AsyncSession, *, most: int) -> tuple[Sequence[Case], int]:
    """Read the most urgent cases that wait, by colour and then by age; and how many wait.

    One that somebody decided waits no more, though the flow that follows has not come to it.
    """
    decided = select(Cause.case).where(
        Cause.case == Case.number, Cause.fact == CaseReviewed.name, Cause.handled_at.is_(None)
    )
    waits = and_(Case.status == Status.NEEDS_REVIEW, ~decided.exists())
    urgency = when(URGENCY, value=Case.colour, else_=NO_COLOUR)
    rows = await db.scalars(
        select(Case).where(waits).order_by(urgency, Case.opened_at, Case.number).limit(most)
    )
    return rows.all(), await db.scalar(select(func.count()).where(waits)) or 0


async def reviews_of(db: AsyncSession, numbers: Sequence[str]) -> dict[str, UnderReview]:
    """Read for each case its newest question to the coordinators, and the newest reading."""
    rows = await db.scalars(
        select(SealedFact)
        .where(
            SealedFact.case.in_(numbers),
            SealedFact.name.in_((CaseReviewAsked.name, CaseTriaged.name)),
        )
        .order_by(SealedFact.case, SealedFact.seq)
    )
    readings: dict[str, Reading] = {}
    found: dict[str, UnderReview] = {}
    for row in rows:
        if read := row.body.get("reading"):
            readings[row.case] = Reading.model_validate(read)
        if row.name == CaseReviewAsked.name:
            unsure = tuple(row.body["unsure"])
            found[row.case] = UnderReview(row.case, row.at, unsure, readings.get(row.case))
    return found
