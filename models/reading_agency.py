"""An agency's part in cases: which it leads or supports, and where its answer is awaited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Text, cast, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.assignments import Assignment, AssignmentAnswer, Support
from models.cases import Case
from models.chain import SealedFact
from models.facts.assignment import SupportAnswered
from models.status import ENDED

MOST = 200  # open cases of one agency on one page


@dataclass(frozen=True, slots=True)
class Part:
    """Whether an agency leads a case or supports it, and whether it owes an answer."""

    leads: bool
    waits: bool


async def cases_of(db: AsyncSession, agency: str) -> Sequence[Case]:
    """Read the open cases that an agency leads or supports, oldest first."""
    helps = exists().where(
        Support.assignment == Assignment.id,
        Support.agency == agency,
        Assignment.case == Case.number,
        Assignment.superseded_at.is_(None),
    )
    rows = await db.scalars(
        select(Case)
        .where(or_(Case.lead == agency, helps), Case.status.not_in([str(one) for one in ENDED]))
        .order_by(Case.number)
        .limit(MOST)
    )
    return rows.all()


async def parts_in(db: AsyncSession, agency: str, *, numbers: Collection[str]) -> dict[str, Part]:
    """Say for each case what the agency's part in it is."""
    answered = exists().where(AssignmentAnswer.assignment == Assignment.id)
    leads = await db.execute(
        select(Assignment.case, answered).where(
            Assignment.case.in_(numbers),
            Assignment.superseded_at.is_(None),
            Assignment.agency == agency,
        )
    )
    said = exists().where(
        SealedFact.case == Assignment.case,
        SealedFact.seq > Assignment.seq,
        SealedFact.name == SupportAnswered.name,
        SealedFact.body["agency"].astext == cast(Support.agency, Text),
    )
    helps = await db.execute(
        select(Assignment.case, said)
        .join(Support, Support.assignment == Assignment.id)
        .where(
            Assignment.case.in_(numbers),
            Assignment.superseded_at.is_(None),
            Support.agency == agency,
        )
    )
    parts = {case: Part(leads=False, waits=not done) for case, done in helps.tuples()}
    return parts | {case: Part(leads=True, waits=not done) for case, done in leads.tuples()}
