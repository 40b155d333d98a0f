"""Whether a case's record holds what an outcome says of it."""

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Act
from desk.codes import known_code
from models.agreements import current_agreement
from models.cases import Case
from models.chain import SealedFact
from models.facts.bars import VictimProtected
from models.facts.danger import LawsuitRecorded
from models.facts.ending import CaseReferred
from models.facts.talks import MeetingHeld
from models.texts import ErasableText
from models.views import Bar
from policies.outcomes import UNMET, Held, unmet

DOCUMENTS = ("agreement", "handling", "minutes", "watch_review")
TOLD_OF = (LawsuitRecorded.name, CaseReferred.name, VictimProtected.name)


async def unmet_by(act: Act, outcome: str) -> str | None:
    """Name what the regency's list asks of the record for this outcome, if it is not there."""
    need = act.rules.endings.outcome_needs.get(outcome)
    return unmet(need, await held_of(act.db, act.case)) if need else None


async def fit_outcome(act: Act, code: str, *, what: str) -> str:
    """Take an outcome of the regency's list that the record bears out."""
    known = known_code(act, code, known=act.rules.endings.outcomes, what=what)
    missing = await unmet_by(act, known)
    if missing is not None:
        raise act.refuse_because(UNMET[missing])
    return known


async def held_of(db: AsyncSession, case: Case) -> Held:
    """Read what a case's record holds of what outcomes ask for."""
    agreed = and_(
        SealedFact.name == MeetingHeld.name, SealedFact.body["outcome"].astext == "agreed"
    )
    names = set(
        await db.scalars(
            select(SealedFact.name)
            .where(SealedFact.case == case.number, or_(SealedFact.name.in_(TOLD_OF), agreed))
            .distinct()
        )
    )
    return Held(
        sealed=case.sealed,
        agreement=await current_agreement(db, case.number) is not None,
        agreed=MeetingHeld.name in names,
        court=Bar.COURT in case.bars or LawsuitRecorded.name in names,
        referral=CaseReferred.name in names,
        protected=VictimProtected.name in names,
    )


async def documents_of(act: Act) -> frozenset[str]:
    """Name the kinds of documents that a closure may rest on, as far as the case has them."""
    kinds = await act.db.scalars(
        select(ErasableText.kind)
        .where(ErasableText.case == act.case.number, ErasableText.kind.in_(DOCUMENTS))
        .distinct()
    )
    return frozenset(kinds)
