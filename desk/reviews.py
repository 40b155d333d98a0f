"""What coordinators decide: a review, another agency, a stuck cause."""

from desk.acting import COORDINATOR, Act, Person, Refused, acting, only
from desk.words import fit_code
from models.assignments import current_assignment
from models.cases import Case
from models.causes import Cause, handled, retry, stuck_cause, waits_for
from models.facts.assignment import CaseReassigned
from models.facts.clock import CauseSettled
from models.facts.intake import CaseReviewed
from models.regency import UnknownCode
from models.status import ENDED, Status
from models.views import Bar

DECISIONS = ("triage", "join", "dismiss", "separate")
HIGHEST = 4  # of severity and stage alike
GIVEN = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})


async def review(  # noqa: PLR0913 - a review says all this at once
    number: str,
    *,
    by: Person,
    decision: str,
    category: str | None = None,
    severity: int | None = None,
    stage: int | None = None,
    bars: tuple[str, ...] | None = None,
    into: str | None = None,
    reason_code: str | None = None,
    reason: str | None = None,
    seen: int | None = None,
) -> None:
    """Decide a case that needs review: triage it (with corrections), join or dismiss it.

    A joined case may be separated again.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        await _refuse_unreviewable(act, decision)
        fact = CaseReviewed(
            decision=_decision(act, decision, into=into, reason_code=reason_code),
            category=_category(act, category),
            severity=_within(act, severity, what="severity", least=1),
            stage=_within(act, stage, what="stage", least=0),
            bars=_bars(act, bars, category),
            into=await _into(act, into) if into else None,
            reason_code=fit_code(reason_code, what="reason") if reason_code else None,
            reason=act.keep_if_any(reason, kind="review_reason"),
        )
        act.say(fact)


async def reassign(
    number: str, *, by: Person, to: str, reason: str, seen: int | None = None
) -> None:
    """Give a case to another agency."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        if act.case.stands not in GIVEN:
            raise act.refuse(f"it is {act.case.status}; only a case in an agency's hands changes")
        if act.case.sealed:
            raise act.refuse("it is sealed; only the two bodies of the sealed path may hold it")
        current = await current_assignment(act.db, number)
        if current is not None and current.agency == to:
            raise act.refuse(f"{to} has it already")
        act.say(CaseReassigned(to=_agency(act, to), reason=act.keep(reason, kind="reassignment")))


async def retry_cause(number: str, *, by: Person) -> str:
    """Let a case's stuck cause ring again; returns the fact's name."""
    async with acting(number, by=by) as act:
        only(act, COORDINATOR)
        cause = await _stuck(act)
        await retry(act.db, act.case, cause, actor=str(by), at=act.at)
        return cause.fact


async def settle_cause(number: str, *, by: Person, reason: str) -> str:
    """Put a stuck cause aside for a reason; returns the fact's name."""
    async with acting(number, by=by) as act:
        only(act, COORDINATOR)
        cause = await _stuck(act)
        sealed = act.keep(reason, kind="settling")
        act.say(CauseSettled(cause=cause.seq, fact=cause.fact, reason_code="person", reason=sealed))
        await handled(act.db, cause)
        return cause.fact


async def _stuck(act: Act) -> Cause:
    cause = await stuck_cause(act.db, act.case.number)
    if cause is None:
        raise act.refuse("nothing of it is stuck; 'rukun doctor' lists what is")
    return cause


async def _refuse_unreviewable(act: Act, decision: str) -> None:
    joined = act.case.stands is Status.JOINED
    if decision == "separate" and not joined:
        raise act.refuse(f"it is {act.case.status}; only a joined case is separated")
    if act.case.stands is not Status.NEEDS_REVIEW and not (joined and decision == "separate"):
        raise act.refuse(f"it is {act.case.status}; only a case that needs review is reviewed")
    if await waits_for(act.db, act.case.number, CaseReviewed.name):
        raise act.refuse("it was reviewed a moment ago; look again")


def _decision(act: Act, decision: str, *, into: str | None, reason_code: str | None) -> str:
    if decision not in DECISIONS:
        raise act.refuse(f"decision {decision!r} is unknown; one of {', '.join(DECISIONS)}")
    if (decision == "join") != bool(into):
        raise act.refuse("joining names the older case (--into), and nothing else does")
    if decision == "dismiss" and not reason_code:
        raise act.refuse("a dismissal needs a reason code; only a person dismisses")
    return decision


def _within(act: Act, level: int | None, *, what: str, least: int) -> int | None:
    if level is not None and not least <= level <= HIGHEST:
        raise act.refuse(f"{what} {level}: it goes from {least} to {HIGHEST}")
    return level


def _category(act: Act, category: str | None) -> str | None:
    try:
        return act.rules.category(category).code if category else None
    except UnknownCode as unknown:
        raise act.refuse(str(unknown)) from None


def _bars(act: Act, bars: tuple[str, ...] | None, category: str | None) -> tuple[str, ...] | None:
    """Take the bars a person set, never fewer than the category itself carries."""
    unknown = set(bars or ()) - set(Bar)
    if unknown:
        raise act.refuse(f"bar {', '.join(sorted(unknown))} is unknown; one of {', '.join(Bar)}")
    own = act.rules.category(category).bar if category else None
    if own is None:
        return bars
    return tuple(sorted({*(bars if bars is not None else act.case.bars), own}))


async def _into(act: Act, into: str) -> str:
    older = await act.db.get(Case, into)
    if older is None or into >= act.case.number:
        raise act.refuse(f"{into} is no older case; a case joins one with a lower number")
    if older.status == Status.JOINED:
        raise act.refuse(f"{into} itself was joined into {older.joined_into}; join that one")
    if older.stands in ENDED:
        raise act.refuse(f"{into} is {older.status}; reopen it first, or let this one go on alone")
    if older.lead is not None and _kept_from(act, older.lead):
        raise act.refuse(
            f"its reporter asked not to tell {older.lead}, which leads {into}; "
            "give that case to another agency first, or let this one go on alone"
        )
    return into


def _kept_from(act: Act, agency: str) -> bool:
    return bool({agency, act.rules.agency(agency).kind} & set(act.case.not_to_tell))


def _agency(act: Act, code: str) -> str:
    try:
        return act.rules.agency(code).code
    except UnknownCode as unknown:
        raise Refused(str(unknown)) from None
