"""Why a case was laid before the coordinators: read from the facts."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.chain import SealedFact
from models.facts.intake import CaseReopened, CaseReviewAsked, ObjectionUpheld

NO_AGENCY, NO_FIGURE = "no_agency", "no_figure"
BEGINS_ANEW = (CaseReopened.name, ObjectionUpheld.name)


async def asked_for(db: AsyncSession, case: Case) -> list[tuple[str, ...]]:
    """Read why reviews were asked for in this episode, oldest first."""
    with db.no_autoflush:
        rows = await db.execute(
            select(SealedFact.name, SealedFact.body["unsure"])
            .where(
                SealedFact.case == case.number,
                SealedFact.name.in_((CaseReviewAsked.name, *BEGINS_ANEW)),
            )
            .order_by(SealedFact.seq)
        )
    asked: list[tuple[str, ...]] = []
    for name, unsure in rows:
        asked = [] if name in BEGINS_ANEW else [*asked, tuple(unsure)]
    return asked
