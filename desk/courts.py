"""What goes to a court: a case beside ours, and an agreement that its sides register."""

from desk.acting import AGENCY, COORDINATOR, Person, acting, only
from desk.bars import close_here
from desk.codes import known_code
from desk.limits import say_and_stop
from desk.refusals import endings as says
from models.agreements import current_agreement
from models.facts.danger import LawsuitRecorded
from models.facts.ending import AgreementRegistered
from models.status import ENDED
from models.views import Bar
from policies.bars import Scope

FILED = "filed"
STATES = (FILED, "decided", "settled", "withdrawn")


async def record_lawsuit(
    number: str,
    *,
    by: Person,
    court: str,
    state: str,
    their_number: str | None = None,
    seen: int | None = None,
) -> bool:
    """Record that a court case runs beside this one, or how it ended.

    One that was filed closes the merits in the same act (UU 7/2012 Ps 46 (4)-(5)); once it ended,
    a coordinator lifts that bar. Returns whether the bar stands.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        if act.case.stands in ENDED:
            raise act.refuse(says.ENDED_ALREADY, status=act.status)
        if state not in STATES:
            raise act.refuse(says.UNKNOWN_LAWSUIT, state=state[:20], states=", ".join(STATES))
        bodies = [one.code for one in act.rules.endings.bodies]
        act.say(
            LawsuitRecorded(
                court=known_code(act, court, known=bodies, what="court"),
                state=state,
                their_number=act.keep_if_any(their_number, kind="court_number"),
            )
        )
        if state == FILED and Bar.COURT not in act.case.bars:
            await close_here(act, Bar.COURT, scope=Scope.MERITS)
        return Bar.COURT in act.case.bars


async def register_agreement(
    number: str, *, by: Person, their_number: str | None = None, seen: int | None = None
) -> None:
    """Record that the sides registered their agreement at the court (UU 30/1999 Ps 6 (7))."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        agreement = await current_agreement(act.db, number)
        if agreement is None:
            raise act.refuse(says.NO_AGREEMENT)
        registered = AgreementRegistered(
            agreement=str(agreement.id),
            their_number=act.keep_if_any(their_number, kind="court_number"),
        )
        await say_and_stop(act, registered)
