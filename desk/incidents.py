"""Somebody records that something new happened; a case that had ended begins again with it."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from desk.acting import AGENCY, COORDINATOR, REPORTER, Act, Person, acting, only, refuse_feared
from desk.alarms import wake
from desk.refusals import incidents as says
from desk.reports import Told, fitting, receive
from desk.standing import allowed
from desk.supports import supports
from desk.words import fit_answers, fit_day, fit_village
from kit.clock import wita_date
from models.alerts import Danger
from models.cases import Case
from models.causes import begins_again
from models.facts.danger import CaseLinked
from models.facts.intake import CaseReopened, IncidentRecorded
from models.status import ENDED, Status
from models.views import Bar, ReportView, TriageChoice
from policies.audience import Acts
from policies.triage import PERHAPS_SEALED, triage

WITHIN, NEW_INCIDENT = "within", "new_incident"


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened, on which day, and where if not in the case's own village."""

    text: str
    happened_on: str | date
    village: str | None = None
    answers: dict[str, str] = field(default_factory=dict)


async def record_incident(
    number: str, happened: Happened, *, by: Person, seen: int | None = None
) -> str:
    """Record an incident; returns the number of the case that holds it.

    That is another one only where the words tell of violence at home or of a harmed child:
    it becomes a sealed case of its own, and the wider conflict goes on without it.
    """
    async with acting(number, by=by, seen=seen) as act:
        await _refuse_others(act)
        if act.case.stands is Status.JOINED:
            raise act.refuse(says.JOINED, into=act.case.joined_into)
        return await happens(act, happened)


async def happens(act: Act, happened: Happened) -> str:
    """Keep an incident in an act that goes on; returns the number of the case that holds it.

    Danger is read at once, in an ended case too: it begins a new episode before the incident is
    acted on, and its alarm waits for neither. What a reporter adds to a dismissed report opens it
    only if it reads red.
    """
    view = _view(act, happened)
    read = triage(view, regency=act.rules)
    if Bar.SEALED in read.bars and not act.case.sealed:
        return await _apart(act, view)
    if _judged(act) and Danger.of(read) is None:
        raise act.refuse(says.DISMISSED_CASE)
    if act.case.stands in ENDED and not await begins_again(act.db, act.case.number):
        act.say(CaseReopened(episode=act.case.episode + 1, reason_code=NEW_INCIDENT))
    _say(act, view, read=read)
    await wake(act.db, act.case, read, by=str(act.person), at=act.at, rules=act.rules)
    return act.case.number


async def _refuse_others(act: Act) -> None:
    """Its agencies, the secretariat, and its own reporter say what happened."""
    refuse_feared(act)
    if act.person.role == REPORTER:
        await allowed(act, Acts.INCIDENT)
    elif not (act.person.role == AGENCY and await supports(act)):
        only(act, COORDINATOR, AGENCY)


async def heed(act: Act, words: str) -> None:
    """Read what a reporter writes as what happened where it tells of danger, or must be sealed.

    Of a report that was joined, its own alarm sounds: in the older case nobody proved to write.
    """
    happened = Happened(words, wita_date(act.at))
    read = triage(_view(act, happened), regency=act.rules)
    sealed = Bar.SEALED in read.bars and PERHAPS_SEALED not in read.unsure and not act.case.sealed
    if Danger.of(read) is None and not sealed:
        return
    if act.case.stands is not Status.JOINED:
        await happens(act, happened)
        return
    await wake(act.db, act.case, read, by=str(act.person), at=act.at, rules=act.rules)


def _judged(act: Act) -> bool:
    """Whether a reporter adds to what somebody dismissed: less than danger is an objection."""
    return act.person.role == REPORTER and act.case.stands is Status.DISMISSED


def _view(act: Act, happened: Happened) -> ReportView:
    day = fit_day(happened.happened_on, what="date", today=wita_date(act.at))
    village = happened.village or act.case.village
    return ReportView(
        text=happened.text,
        village=fit_village(village, rules=act.rules),
        happened_on=day,
        answers=fit_answers(happened.answers, rules=act.rules),
    )


def _say(act: Act, view: ReportView, *, read: TriageChoice) -> None:
    act.say(
        IncidentRecorded(
            incident=str(uuid.uuid4()),
            happened_on=view.happened_on,
            village=view.village,
            text=act.keep(view.text, kind="incident"),
            answers=view.answers,
            colour=read.colour,
            dangers=read.dangers,
        )
    )


async def _apart(act: Act, view: ReportView) -> str:
    """Keep what must be sealed as a report of its own, linked to the conflict that it lies in."""
    told = Told(
        text=view.text,
        village=view.village,
        happened_on=view.happened_on,
        channel="warga" if act.person.role == REPORTER else "cli",
        answers=view.answers,
        not_to_tell=tuple(act.case.not_to_tell),
    )
    fit = fitting(told, rules=act.rules, at=act.at)
    receipt = await receive(act.db, fit, by=str(act.person), rules=act.rules)
    apart = await act.db.get_one(Case, receipt.number)
    apart.record(CaseLinked(to=act.case.number, kind=WITHIN), actor=str(act.person), at=act.at)
    return receipt.number
