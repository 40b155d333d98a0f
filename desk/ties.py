"""Nobody judges his own cause: who is a side or declares a tie is passed over.

UU 7/2012 Ps 2 letter m (tidak memihak).
"""

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting
from desk.refusals import agencies as says
from models.assignments import current_assignment
from models.facts.assignment import AssignmentHandedOver
from models.facts.talks import TieDeclared
from models.letters import agencies as letters
from models.notices import Notice, queue_all
from models.regency import Role, UnknownCode
from models.status import ENDED, Status
from models.ties import PARTY, ties_of
from policies.assignment import NoAgencyCovers, choose_agency

TIES = (PARTY, "family", "same_lineage", "same_banjar", "business", "office", "politics", "decided")
MOVABLE = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING, Status.IN_MEDIATION})


async def declare_tie(
    number: str, *, by: Person, kind: str, who: str | None = None, seen: int | None = None
) -> None:
    """Declare a tie of oneself, of one's agency, or (a coordinator) of an agency or office."""
    async with acting(number, by=by, seen=seen) as act:
        if act.case.stands in ENDED:
            raise act.refuse(says.ENDED_CASE, status=act.status)
        if kind not in TIES:
            raise act.refuse(says.UNKNOWN_TIE, kind=kind, known=", ".join(TIES))
        await pass_over(act, _whose(act, who), kind=kind)


async def pass_over(act: Act, who: str, *, kind: str) -> None:
    """Say that an agency or office has a tie; if it leads, the next one that may takes over."""
    if who in await ties_of(act.db, act.case.number):
        return
    act.say(TieDeclared(who=who, kind=kind))
    agencies = {one.code for one in act.rules.agencies}
    if who in agencies:
        act.case.passed_over = sorted({*act.case.passed_over, who})
    await _tell(act, who, kind=kind)
    if who == act.case.lead and act.case.stands in MOVABLE and not act.case.sealed:
        await _hand_on(act)


async def refuse_tied(act: Act) -> None:
    """Refuse a decision to a coordinator who has a tie to the case."""
    tie = (await ties_of(act.db, act.case.number)).get(act.person.id)
    if tie is not None:
        raise act.refuse(says.HAS_A_TIE, who=act.person, tie=tie)


def agency_named(act: Act, label: str) -> str | None:
    """Find the agency that a side's label names, by code or name."""
    wanted = label.strip().casefold()
    for one in act.rules.agencies:
        if wanted in {one.code.casefold(), *(name.casefold() for name in one.name.values())}:
            return one.code
    return None


def _whose(act: Act, who: str | None) -> str:
    own = act.person.agency if act.person.role == AGENCY else act.person.id
    if who is None or who == own:
        return own or act.person.id
    if act.person.role != COORDINATOR:
        raise act.refuse(says.FOR_ITSELF, who=act.person)
    try:
        return act.rules.agency(who).code
    except UnknownCode:
        pass
    try:
        return act.rules.actor(who).id
    except UnknownCode:
        raise act.refuse(says.UNKNOWN_WHO, who=who) from None


async def _hand_on(act: Act) -> None:
    current = await current_assignment(act.db, act.case.number)
    try:
        choice = choose_agency(act.case.situation(), regency=act.rules)
    except NoAgencyCovers:
        return
    if current is not None:
        act.say(AssignmentHandedOver(assignment=str(current.id), to=choice.lead))


async def _tell(act: Act, who: str, *, kind: str) -> None:
    if act.case.sealed:
        return
    agencies = {one.code: one.name for one in act.rules.agencies}
    name = agencies.get(who) or act.rules.actor(who).office
    letter = letters.TieDeclared(
        number=act.case.number, who=name, tie=kind, leads=who == act.case.lead
    )
    await queue_all(
        act.db,
        [
            Notice.of(
                letter,
                case=act.case.number,
                seq=act.case.seq,
                recipient=one.id,
                address=one.email,
                language=one.language,
            )
            for one in act.rules.actors_of(role=Role.COORDINATOR)
        ],
    )
