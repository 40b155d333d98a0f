"""What was done of a case before it came to whoever reads of it, and why it comes now.

Dates, counts and codes; nothing from the time in which a case was sealed.
"""

from datetime import date

from sqlalchemy import select

from kit.clock import wita_date
from models.agreements import Agreement, Clause
from models.assignments import Assignment
from models.cases import Case
from models.facts.assignment import AssignmentDeclined
from models.facts.danger import BarLifted, BarRaised
from models.facts.ending import AgreementSigned, ReferralAnswered
from models.facts.intake import CaseReopened, CaseReviewed, ObjectionUpheld
from models.facts.talks import ContactRecorded, MeetingHeld
from models.letters.assignments import Done
from models.shapes import Text
from models.views import Bar, MeetingKind
from tasks.known import facts_said
from tasks.turn import Turn

TALKS = frozenset({MeetingKind.MEDIATION, MeetingKind.PARUMAN})
TOLD = (ContactRecorded.name, MeetingHeld.name, AgreementSigned.name, BarLifted.name)
REOPENS = (CaseReopened.name, ObjectionUpheld.name)
BARS = (BarRaised.name, BarLifted.name)
COMES_BY = (*BARS, *REOPENS, ReferralAnswered.name, AssignmentDeclined.name, CaseReviewed.name)
CAME_BY = {
    ReferralAnswered.name: "returned",
    BarRaised.name: "barred",
    BarLifted.name: "unbarred",
}
OBJECTED = {
    "id": "keberatan atas penutupannya dikabulkan",
    "en": "an objection to its ending was upheld",
}


async def done_before(mine: Turn, case: Case) -> Done:
    """Say what was done: looked at on the ground, talked over, signed."""
    done, signed = Done(now=case.verified), None
    for fact, at in await facts_said(mine, case, names=TOLD):
        if isinstance(fact, BarLifted) and fact.bar == Bar.SEALED:
            done, signed = Done(now=case.verified), None
        elif isinstance(fact, AgreementSigned):
            signed = fact
        else:
            done = done.model_copy(update=_one_more(done, fact, on=wita_date(at)))
    if signed is None:
        return done
    stands = await _stands(mine, signed)
    return done.model_copy(update={"signed_on": signed.signed_on, "agreement": stands})


def _one_more(done: Done, fact: object, *, on: date) -> dict[str, object]:
    if isinstance(fact, ContactRecorded) and fact.confirmed:
        return {"verified_on": on}
    if isinstance(fact, MeetingHeld) and fact.kind in TALKS:
        return {"talks": done.talks + 1, "talked_on": on, "outcome": fact.outcome}
    return {}


async def _stands(mine: Turn, signed: AgreementSigned) -> str:
    """How an agreement stands: ``stands``, ``broken``, or ``over``."""
    ids = {one.clause for one in signed.clauses}
    with mine.db.no_autoflush:
        states = select(Clause.state, Agreement.ended_at).join(
            Agreement, Agreement.id == Clause.agreement
        )
        rows = (await mine.db.execute(states.where(Clause.id.in_(ids)))).tuples().all()
    if any(state == "broken" for state, _ in rows):
        return "broken"
    return "over" if any(ended for _, ended in rows) else "stands"


async def why_reopened(mine: Turn, case: Case) -> Text | None:
    """Why a case that had ended goes on, in the regency's own words; None in its first episode."""
    said = await facts_said(mine, case, names=REOPENS)
    if case.episode == 1 or not said:
        return None
    fact, _ = said[-1]
    if not isinstance(fact, CaseReopened):
        return OBJECTED
    return mine.rules.endings.reopening_reasons.get(fact.reason_code)


async def came_by(
    mine: Turn, case: Case, *, before: Assignment | None, because: str | None
) -> str | None:
    """Say by which code it comes from who had it; None for a first assignment, or a lifted seal."""
    if before is None:
        return because
    said = [one for one, _ in await facts_said(mine, case, names=COMES_BY, after=before.seq)]
    if any(isinstance(one, BarRaised | BarLifted) and one.bar == Bar.SEALED for one in said):
        return None
    if because or not said:
        return because
    return CAME_BY.get(said[-1].name)
