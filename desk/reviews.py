"""What coordinators decide: a review, another agency, a stuck cause."""

from dataclasses import replace

from desk.acting import ADMINISTRATOR, COORDINATOR, Act, Person, acting, only
from desk.codes import known_code
from desk.outcomes import fit_outcome
from desk.refusals import protection
from desk.refusals import reviews as says
from desk.refusals.words import called
from desk.settling import open_again
from desk.ties import refuse_tied
from desk.words import fit_code
from models.assignments import Assignment, answer_to, current_assignment
from models.cases import Case
from models.causes import BY_PERSON, Cause, handled, retry, stuck_cause, waits_for
from models.facts.assignment import AssignmentAccepted, AssignmentDeclined, CaseReassigned
from models.facts.base import Sealed
from models.facts.clock import CauseSettled
from models.facts.intake import CaseReported, CaseReviewed, CaseTriaged
from models.regency import UnknownCode
from models.reviews import NO_AGENCY, asked_for
from models.status import ENDED, LABELS, Status
from models.ties import ties_of
from models.views import Bar
from policies.assignment import NoAgencyCovers, choose_agency

DECISIONS = ("triage", "join", "dismiss", "separate", "close")
MAY_BE = {
    Status.REPORTED: ("triage",),
    Status.NEEDS_REVIEW: ("triage", "join", "dismiss"),
    Status.WATCHED: ("triage", "close"),
    Status.JOINED: ("separate",),
}
HIGHEST = 4  # of severity and stage alike
GIVEN = frozenset({Status.TRIAGED, Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})


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

    A joined case may be separated again; a watched one triaged, or closed by a second person.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        await refuse_tied(act)
        await _refuse_unreviewable(act, decision)
        fact = CaseReviewed(
            decision=_decision(act, decision, into=into, reason_code=reason_code),
            category=_category(act, category),
            severity=_within(act, severity, what="severity", least=1),
            stage=_within(act, stage, what="stage", least=0),
            bars=_bars(act, bars, category),
            into=await _into(act, into) if into else None,
            reason_code=await _reason(act, reason_code, decision=decision),
            reason=_kept(act, reason, decision=decision),
        )
        await _refuse_nobody_left(act, fact)
        act.say(fact)


async def reassign(
    number: str, *, by: Person, to: str, reason: str, seen: int | None = None
) -> None:
    """Give a case to another agency."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        await refuse_tied(act)
        on_its_way = await waits_for(act.db, number, CaseTriaged.name)
        if act.case.stands not in GIVEN or on_its_way:
            raise act.refuse(says.NOT_GIVEN, status=act.status)
        if act.case.sealed:
            raise act.refuse(says.SEALED)
        current = await current_assignment(act.db, number)
        if current is not None and current.agency == to and not await _put_aside(act, current):
            raise act.refuse(says.HAS_IT_ALREADY, agency=to)
        if _kept_from(act, _agency(act, to)):
            raise act.refuse(protection.MUST_NOT_KNOW, agency=to)
        act.say(CaseReassigned(to=_agency(act, to), reason=act.keep(reason, kind="reassignment")))


async def retry_cause(number: str, *, by: Person, seen: int | None = None) -> str:
    """Let a case's stuck cause ring again; returns the fact's name."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR, ADMINISTRATOR)
        await refuse_tied(act)
        cause = await _stuck(act)
        await retry(act.db, act.case, cause, actor=str(by), at=act.at)
        return cause.fact


async def settle_cause(number: str, *, by: Person, reason: str, seen: int | None = None) -> str:
    """Put a stuck cause aside for a reason; returns the fact's name.

    What it said may be said again: a closure approved, an agreement signed, a case given.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR, ADMINISTRATOR)
        await refuse_tied(act)
        cause = await _stuck(act)
        sealed = act.keep(reason, kind="settling")
        act.say(
            CauseSettled(cause=cause.seq, fact=cause.fact, reason_code=BY_PERSON, reason=sealed)
        )
        await handled(act.db, cause)
        await open_again(act, cause)
        return cause.fact


async def _put_aside(act: Act, assignment: Assignment) -> bool:
    """Whether the agency's answer moved nothing, since its cause was settled: it is asked anew."""
    if act.case.stands is not Status.ASSIGNED or await answer_to(act.db, assignment) is None:
        return False
    answers = (AssignmentAccepted.name, AssignmentDeclined.name)
    waiting = [await waits_for(act.db, act.case.number, one) for one in answers]
    return not any(waiting)


async def _stuck(act: Act) -> Cause:
    cause = await stuck_cause(act.db, act.case.number)
    if cause is None:
        raise act.refuse(says.NOTHING_STUCK)
    return cause


async def _refuse_unreviewable(act: Act, decision: str) -> None:
    if decision == "separate" and act.case.stands is not Status.JOINED:
        raise act.refuse(says.NOT_JOINED, status=act.status)
    allowed = MAY_BE.get(act.case.stands)
    if allowed is None:
        raise act.refuse(says.NO_REVIEW_NEEDED, status=act.status)
    if decision in DECISIONS and decision not in allowed:
        raise act.refuse(says.NOT_HERE, status=act.status, decisions=", ".join(allowed))
    if await waits_for(act.db, act.case.number, CaseReviewed.name):
        raise act.refuse(says.REVIEWED_ALREADY)
    if await waits_for(act.db, act.case.number, CaseReported.name):
        raise act.refuse(says.NO_REVIEW_NEEDED, status=act.status)


async def _refuse_nobody_left(act: Act, fact: CaseReviewed) -> None:
    """What no agency may lead as it is rated now would come straight back."""
    asked = await asked_for(act.db, act.case)
    if fact.decision != "triage" or not asked or NO_AGENCY not in asked[-1]:
        return
    said = fact.model_dump(include={"category", "severity", "stage", "bars"}, exclude_none=True)
    ties = tuple(await ties_of(act.db, act.case.number))
    try:
        choose_agency(replace(act.case.situation(), passed_over=ties, **said), regency=act.rules)
    except NoAgencyCovers:
        raise act.refuse(says.NOBODY_LEFT) from None


def _decision(act: Act, decision: str, *, into: str | None, reason_code: str | None) -> str:
    if decision not in DECISIONS:
        raise act.refuse(says.UNKNOWN_DECISION, decision=decision, decisions=", ".join(DECISIONS))
    if (decision == "join") != bool(into):
        raise act.refuse(says.JOIN_NAMES_CASE)
    if decision == "close" and not reason_code:
        raise act.refuse(says.CLOSING_NEEDS_OUTCOME)
    if decision == "dismiss" and not reason_code:
        raise act.refuse(says.DISMISSAL_NEEDS_REASON)
    return decision


async def _reason(act: Act, code: str | None, *, decision: str) -> str | None:
    """Take a dismissal's reason and a watched case's outcome from their closed lists."""
    if not code:
        return None
    if decision == "close":
        return await fit_outcome(act, code, what="reason")
    if decision == "dismiss":
        return known_code(act, code, known=act.rules.endings.dismissals, what="reason")
    return fit_code(code, what="reason")


def _kept(act: Act, reason: str | None, *, decision: str) -> Sealed | None:
    """What a second look found is the document that a closure needs."""
    if decision == "close" and not reason:
        raise act.refuse(says.CLOSING_NEEDS_OUTCOME)
    return act.keep_if_any(reason, kind="watch_review" if decision == "close" else "review_reason")


def _within(act: Act, level: int | None, *, what: str, least: int) -> int | None:
    if level is not None and not least <= level <= HIGHEST:
        raise act.refuse(
            says.OUT_OF_RANGE, what=called(what), level=level, least=least, most=HIGHEST
        )
    return level


def _category(act: Act, category: str | None) -> str | None:
    try:
        return act.rules.category(category).code if category else None
    except UnknownCode as unknown:
        raise act.refuse_because(unknown.said) from None


def _bars(act: Act, bars: tuple[str, ...] | None, category: str | None) -> tuple[str, ...] | None:
    """Take the bars a person set, never fewer than the category itself carries."""
    unknown = set(bars or ()) - set(Bar)
    if unknown:
        raise act.refuse(says.UNKNOWN_BAR, bars=", ".join(sorted(unknown)), known=", ".join(Bar))
    own = act.rules.category(category).bar if category else None
    if own is None:
        return bars
    return tuple(sorted({*(bars if bars is not None else act.case.bars), own}))


async def _into(act: Act, into: str) -> str:
    older = await act.db.get(Case, into)
    if older is None or into >= act.case.number:
        raise act.refuse(says.NOT_OLDER, into=into)
    if older.status == Status.JOINED:
        raise act.refuse(says.JOINED_ITSELF, into=into, older=older.joined_into)
    if older.stands in ENDED:
        raise act.refuse(says.ENDED_ITSELF, into=into, status=LABELS[older.stands])
    if older.sealed and not act.case.sealed:
        raise act.refuse(says.SEALED_ITSELF, into=into)
    if older.lead is not None and _kept_from(act, older.lead):
        raise act.refuse(says.KEPT_FROM_LEAD, agency=older.lead, into=into)
    return into


def _kept_from(act: Act, agency: str) -> bool:
    return bool({agency, act.rules.agency(agency).kind} & set(act.case.not_to_tell))


def _agency(act: Act, code: str) -> str:
    try:
        return act.rules.agency(code).code
    except UnknownCode as unknown:
        raise act.refuse_because(unknown.said) from None
