"""A new incident in an open case: rate it anew at once, and let another lead if it must be."""

from uuid import UUID

from models.cases import Case
from models.facts.clock import ClockResumed
from models.facts.danger import ColourRaised
from models.facts.intake import CaseTriaged, IncidentRecorded, Reading
from models.facts.talks import HandlingOpened
from models.reports import first_reports
from models.status import ENDED, Status
from models.talks import open_mediation
from models.texts import ErasableText
from models.views import AssignmentChoice, CaseSituation, ReportView, TriageChoice
from policies.incidents import in_danger, is_raised, lead_after, raised_by
from policies.triage import triage
from tasks.assignment import give
from tasks.calling_off import call_off_meeting
from tasks.clocks import quicken
from tasks.telling_incidents import tell_incident
from tasks.turn import Turn, Waiting

GIVEN = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})
IN_WORK = frozenset({Status.IN_MEDIATION, Status.AGREED})
INCIDENT = "incident"


async def follow_incident(mine: Turn, one: Waiting, *, fact: IncidentRecorded) -> None:
    """Rate the case by what happened now, then move it if it is in danger."""
    if one.case.stands in ENDED:
        await mine.overtaken(one)
        return
    read = triage(await _told(mine, fact), regency=mine.rules)
    before = one.case.situation()
    after = raised_by(before, read)
    if is_raised(before, after):
        _raise(mine, one.case, after=after, read=read, incident=fact.incident)
        for resumed in await quicken(mine.db, one.case, at=mine.at, rules=mine.rules):
            mine.record(one.case, ClockResumed(deadline=resumed))
    choice = lead_after(before, after, regency=mine.rules)
    await tell_incident(mine, one.case, fact=fact, was=before, lead=choice.lead if choice else None)
    await _move(mine, one.case, after=after, read=read, choice=choice)
    await mine.done(one)


async def _told(mine: Turn, fact: IncidentRecorded) -> ReportView:
    """Read an incident's words, which may be those of a report of its own."""
    if fact.told_in is not None:
        with mine.db.no_autoflush:
            return (await first_reports(mine.db, [fact.told_in]))[fact.told_in]
    words = await mine.db.get(ErasableText, UUID(fact.text.text)) if fact.text else None
    return ReportView(
        text=(words.text if words else None) or "",
        village=fact.village,
        happened_on=fact.happened_on,
        answers=fact.answers,
    )


def _raise(
    mine: Turn, case: Case, *, after: CaseSituation, read: TriageChoice, incident: str
) -> None:
    case.colour, case.stage, case.severity = after.colour, after.stage, after.severity
    case.objects, case.areas = list(after.objects), list(after.areas)
    mine.record(
        case,
        ColourRaised(
            colour=after.colour,
            stage=after.stage,
            severity=after.severity,
            dangers=read.dangers,
            incident=incident,
        ),
    )


async def _move(
    mine: Turn,
    case: Case,
    *,
    after: CaseSituation,
    read: TriageChoice,
    choice: AssignmentChoice | None,
) -> None:
    """Danger waits for no review, a potential that stirs is no potential, talks stop for it."""
    waits = case.stands is Status.NEEDS_REVIEW or case.stands is Status.REFERRED
    if case.stands is Status.WATCHED or (waits and in_danger(after)):
        reading = _reading(after, read)
        mine.record(
            case, CaseTriaged(reading=reading, by="rules", rule_set=mine.rules.content_hash)
        )
    elif choice is not None and case.stands in GIVEN:
        await give(mine, case, choice, because=INCIDENT)
    elif choice is not None and case.stands in IN_WORK:
        await _stop_talks(mine, case)
        await give(mine, case, choice, because=INCIDENT)


async def _stop_talks(mine: Turn, case: Case) -> None:
    """Nobody is asked to sit together while it is dangerous."""
    mediation = await open_mediation(mine.db, case.number)
    if mediation is not None:
        await call_off_meeting(mine, case, reason_code=INCIDENT)
        mediation.ended_at, mediation.ending = mine.at, INCIDENT
        await mine.db.flush()
    mine.record(case, HandlingOpened(reason_code=INCIDENT))


def _reading(after: CaseSituation, read: TriageChoice) -> Reading:
    return Reading(
        category=after.category,
        severity=after.severity,
        stage=after.stage,
        likelihood=read.likelihood,
        impact=read.impact,
        colour=after.colour,
        confidence=read.confidence,
        bars=tuple(after.bars),
        dangers=read.dangers,
        objects=after.objects,
        areas=after.areas,
        entries=read.entries,
    )
