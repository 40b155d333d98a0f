"""What an assignment tells: the lead what to do by when, each supporter its duty."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select

from models.agreements import Agreement
from models.assignments import Assignment, answer_to
from models.cases import Case
from models.letters.answerable import Answerable, as_lead, as_support
from models.letters.assignments import (
    CaseAssigned,
    CaseAssignedSealed,
    SupportAsked,
    SupportAskedSealed,
)
from models.letters.base import Earlier, Helper
from models.regency import Agency
from models.status import Status
from models.views import ASSAULT, Approach, AssignmentChoice, Bar, Colour, Support
from policies.assignment import rungs_for
from policies.deadlines import REMINDER, ladder
from tasks.history import came_by, done_before, why_reopened
from tasks.known import dangers_of, reported_on
from tasks.telling import (
    INDONESIAN,
    Addressed,
    labels,
    limit,
    phones,
    queue,
    tell_next_step,
)
from tasks.turn import Turn

HISTORY = timedelta(days=3 * 365)
ANSWER = "assignment_answer"


async def tell_assigned(
    mine: Turn,
    case: Case,
    *,
    assignment: Assignment,
    choice: AssignmentChoice,
    before: Assignment | None = None,
    because: str | None = None,
) -> None:
    """Tell the lead what to do by when, and each supporter its duty; ``before`` had it last.

    ``because`` is the code of why it comes from there.
    """
    lead = mine.rules.agency(choice.lead)
    if choice.sealed:
        queue(mine, case, _sealed(mine, case, assignment=assignment, choice=choice))
        return
    first = await _first(mine, case, choice=choice, assignment=assignment)
    first = first.model_copy(update=await _past(mine, case, before=before, because=because))
    letters: list[Addressed] = [(first, lead.code, lead.email, INDONESIAN)]
    letters += [
        (
            _support(mine, first, support=one, lead=lead, assignment=assignment),
            one.agency,
            mine.rules.agency(one.agency).email,
            INDONESIAN,
        )
        for one in choice.supports
    ]
    queue(mine, case, letters)
    await tell_next_step(mine, case)


async def _past(
    mine: Turn, case: Case, *, before: Assignment | None, because: str | None
) -> dict[str, object]:
    """Say what was done of it before, by whom it was led, and why it comes now."""
    came = await came_by(mine, case, before=before, because=because)
    led_by = before.agency if before and came and before.agency != case.lead else None
    return {
        "declined_by": await _declined_by(mine, before),
        "led_by": mine.rules.agency(led_by).name if led_by else None,
        "because": came,
        "reopened": await why_reopened(mine, case),
        "done": await done_before(mine, case),
    }


async def _first(
    mine: Turn, case: Case, *, choice: AssignmentChoice, assignment: Assignment
) -> CaseAssigned:
    lead, answer_by = mine.rules.agency(choice.lead), limit(mine, case, ANSWER)
    rungs = rungs_for(lead.code, situation=case.situation(), regency=mine.rules)
    dangers, incident_on = await dangers_of(mine, case)
    return CaseAssigned(
        number=case.number,
        relation=lead.relation.value,
        agency=lead.name,
        labels=labels(case, rules=mine.rules),
        severity=case.severity or 1,
        stage=case.stage or 0,
        approach=Approach(choice.approach),
        answer_by=answer_by,
        follow_up_by=limit(mine, case, "first_contact"),
        answerable=as_lead(assignment.id, until=assignment.expires_at),
        basis=choice.basis,
        reason=choice.reason,
        remind_at=_remind_at(mine, case, answer_by=answer_by),
        happened_on=await reported_on(mine, case),
        incident_on=incident_on,
        dangers=dangers,
        bars=tuple(Bar(one) for one in case.bars),
        assault=ASSAULT in case.objects,
        earlier=await _earlier(mine, case),
        helpers=tuple(
            Helper(agency=mine.rules.agency(one.agency).name, duty=one.duty)
            for one in choice.supports
        ),
        phones=phones(mine.rules),
        rungs=tuple(mine.rules.actor(one).office for one in rungs),
    )


def _sealed(
    mine: Turn, case: Case, *, assignment: Assignment, choice: AssignmentChoice
) -> Iterator[Addressed]:
    """Say "tugas tertutup" to the lead, and to each supporter with a link that is its own."""
    lead, known = mine.rules.agency(choice.lead), phones(mine.rules)
    first = CaseAssignedSealed(
        number=case.number,
        agency=lead.name,
        answer_by=limit(mine, case, ANSWER),
        answerable=as_lead(assignment.id, until=assignment.expires_at),
        phones=known,
    )
    yield first, lead.code, lead.email, INDONESIAN
    for one in choice.supports:
        agency = mine.rules.agency(one.agency)
        letter = SupportAskedSealed(
            number=case.number,
            agency=agency.name,
            answerable=_answerable_by(agency, assignment),
            phones=known,
        )
        yield letter, agency.code, agency.email, INDONESIAN


def _answerable_by(supporter: Agency, assignment: Assignment) -> Answerable:
    return as_support(assignment.id, supporter.code, until=assignment.expires_at)


def _support(
    mine: Turn, first: CaseAssigned, *, support: Support, lead: Agency, assignment: Assignment
) -> SupportAsked:
    """Ask a supporter, who is told of the same signs of danger as the lead."""
    agency = mine.rules.agency(support.agency)
    return SupportAsked(
        number=first.number,
        relation=agency.relation.value,
        agency=agency.name,
        lead=lead.name,
        duty=support.duty,
        labels=first.labels,
        dangers=first.dangers,
        done=first.done,
        answerable=_answerable_by(agency, assignment),
        phones=phones(mine.rules),
    )


async def _earlier(mine: Turn, case: Case) -> Earlier:
    """Count the place's other cases, and those of them in which the sides came to an agreement."""
    agreed = exists().where(Agreement.case == Case.number)
    counts = select(
        func.count(),
        func.count().filter(Case.status != Status.CLOSED),
        func.count().filter(agreed),
    ).where(
        Case.village == case.village,
        Case.number < case.number,
        Case.opened_at >= mine.at - HISTORY,
        Case.status.not_in([Status.DISMISSED, Status.JOINED]),
        ~Case.bars.contains([Bar.SEALED]),
    )
    with mine.db.no_autoflush:
        total, still_open, with_agreement = (await mine.db.execute(counts)).one()
    return Earlier(total=total, open=still_open, agreed=with_agreement)


async def _declined_by(mine: Turn, before: Assignment | None) -> dict[str, str] | None:
    """Name the agency that had the case just before, if it declined."""
    if before is None:
        return None
    with mine.db.no_autoflush:
        answer = await answer_to(mine.db, before)
    declined = answer is not None and answer.answer == "declined"
    return mine.rules.agency(before.agency).name if declined else None


def _remind_at(mine: Turn, case: Case, *, answer_by: datetime) -> datetime | None:
    rungs = ladder(
        mine.rules.deadline(ANSWER),
        answer_by,
        colour=Colour(case.colour or Colour.GREEN),
        to=(),
        calendar=mine.rules.calendar,
    )
    return next((one.at for one in rungs if one.number == REMINDER and one.at > mine.at), None)
