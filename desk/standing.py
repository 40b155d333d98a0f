"""Who may do and read what, asked of ``policies.audience`` with a case's own rows."""

from desk.acting import AGENCY, COORDINATOR, DUTY, Act, Person, Refused, only, reader
from desk.audiences import audiences
from desk.refusals import acting as says
from desk.woken import woken_alert
from models.cases import Case
from models.session import reading
from policies.audience import (
    Acts,
    Standing,
    may_act,
    standing,
)


async def allowed(act: Act, what: Acts) -> Standing:
    """Refuse whom the policy does not let do this; says what the person is to the case.

    To a stranger a case that exists and one that doesn't look the same.
    """
    who = reader(act.person)
    case = (await audiences(act.db, [act.case]))[act.case.number]
    verdict = may_act(who, what, case=case)
    if verdict:
        return standing(who, case)
    if standing(who, case) is Standing.STRANGER:
        raise Refused(says.NO_SUCH_CASE, number=act.case.number)
    raise act.refuse(says.NOT_ALLOWED, who=act.person, why=verdict.reason)


async def decides(act: Act, what: Acts) -> None:
    """Refuse all but coordinators and, of a sealed case, its bodies, as far as the policy says."""
    if not act.case.sealed or act.person.role != AGENCY:
        only(act, COORDINATOR)
    await allowed(act, what)


async def acts_of(number: str, *, by: Person) -> frozenset[Acts]:
    """All that the policy lets somebody do to a case; nothing where they may not know of it.

    A post of the duty roster only speaks for the alarm that may wake it.
    """
    async with reading() as db:
        case = await db.get(Case, number)
        if case is None:
            return frozenset()
        if by.role == DUTY:
            woken = await woken_alert(db, case, by=by)
            return frozenset({Acts.ALARM} if woken else ())
        audience = (await audiences(db, [case]))[number]
    return frozenset(one for one in Acts if may_act(reader(by), one, case=audience))
