"""Who declared a tie to a case, and why an agency is passed over: read from the facts."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.chain import SealedFact
from models.facts.assignment import AssignmentDeclined
from models.facts.talks import TieDeclared

DECLINED, PARTY = "declined", "party"


async def ties_of(db: AsyncSession, number: str) -> dict[str, str]:
    """Read who declared a tie to a case, or is a side of it: actor or agency, and the kind."""
    rows = await db.execute(
        select(SealedFact.body["who"].astext, SealedFact.body["kind"].astext)
        .where(SealedFact.case == number, SealedFact.name == TieDeclared.name)
        .order_by(SealedFact.seq)
    )
    return {str(row[0]): str(row[1]) for row in rows}


async def forget_refusals(db: AsyncSession, case: Case) -> None:
    """Let who declined be asked again; who has a tie stays passed over."""
    with db.no_autoflush:
        ties = await ties_of(db, case.number)
    case.passed_over = [one for one in case.passed_over if one in ties]


async def why_passed_over(db: AsyncSession, case: Case) -> dict[str, str]:
    """Say for each agency that is passed over why: the code of its refusal, or its tie."""
    if not case.passed_over:
        return {}
    with db.no_autoflush:
        rows = await db.execute(
            select(SealedFact.body["agency"].astext, SealedFact.body["reason_code"].astext).where(
                SealedFact.case == case.number, SealedFact.name == AssignmentDeclined.name
            )
        )
        known = {str(row[0]): str(row[1]) for row in rows} | await ties_of(db, case.number)
    return {agency: known.get(agency, DECLINED) for agency in case.passed_over}
