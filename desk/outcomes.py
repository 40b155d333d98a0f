"""Whether a case's record holds what an outcome says of it."""

from collections.abc import Collection

from sqlalchemy import select

from desk.acting import Act
from models.chain import SealedFact
from models.facts.danger import LawsuitRecorded
from models.facts.ending import CaseReferred
from models.texts import ErasableText
from models.views import Bar

DOCUMENTS = ("agreement", "handling", "minutes", "watch_review")
AGREEMENT, SIDES, COURT = "agreement", "sides", "court"


async def unmet(act: Act, outcome: str, *, documents: Collection[str]) -> str | None:
    """Name what the regency's list asks of the record for this outcome, if it is not there."""
    need = act.rules.endings.outcome_needs.get(outcome)
    if need is None:
        return None
    if act.case.sealed and need != COURT:
        return SIDES
    held = {
        AGREEMENT: AGREEMENT in documents,
        SIDES: True,
        COURT: Bar.COURT in act.case.bars or await _was_elsewhere(act),
    }
    return None if held[need] else need


async def documents_of(act: Act) -> frozenset[str]:
    """Name the kinds of documents that a closure may rest on, as far as the case has them."""
    kinds = await act.db.scalars(
        select(ErasableText.kind)
        .where(ErasableText.case == act.case.number, ErasableText.kind.in_(DOCUMENTS))
        .distinct()
    )
    return frozenset(kinds)


async def _was_elsewhere(act: Act) -> bool:
    """Whether a lawsuit or a referral is on record."""
    names = [LawsuitRecorded.name, CaseReferred.name]
    asked = select(SealedFact.seq).where(
        SealedFact.case == act.case.number, SealedFact.name.in_(names)
    )
    return await act.db.scalar(asked.limit(1)) is not None
