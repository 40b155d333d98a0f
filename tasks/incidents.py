"""A new incident in an open case: rate it anew at once, and let another lead if it must be."""

from collections.abc import Iterable
from uuid import UUID

from models.bars import raised_now
from models.cases import Case
from models.facts.clock import ClockResumed
from models.facts.danger import BarRaised, ColourRaised
from models.facts.intake import CaseTriaged, IncidentRecorded, Reading
from models.reports import first_reports
from models.status import ENDED, Status
from models.texts import ErasableText
from models.views import AssignmentChoice, Bar, CaseSituation, ReportView, TriageChoice
from policies.bars import SCOPES
from policies.incidents import bars_found, in_danger, is_raised, lead_after, raised_by
from policies.triage import triage
from tasks.assignment import give
from tasks.calling_off import stop_talks
from tasks.clocks import quicken
from tasks.telling import tell_next_step
from tasks.telling_incidents import tell_incident
from tasks.turn import Turn, Waiting

GIVEN = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})
IN_WORK = frozenset({Status.IN_MEDIATION, Status.AGREED})
INCIDENT, BARRED = "incident", "barred"


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
    await _bar(mine, one.case, found=bars_found(before, read))
    choice = lead_after(before, after, regency=mine.rules)
    await tell_incident(mine, one.case, fact=fact, was=before, lead=choice.lead if choice else None)
    await _move(mine, one.case, after=after, read=read, choice=choice)
    if before.status is Status.IN_MEDIATION and one.case.stands is Status.IN_HANDLING:
        await tell_next_step(mine, one.case)
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


async def _bar(mine: Turn, case: Case, *, found: Iterable[Bar]) -> None:
    """Raise the bars that the words tell of: talks stop now, their own flow does the rest."""
    for bar in found:
        if case.stands is Status.IN_MEDIATION:
            await stop_talks(mine, case, reason_code=BARRED)
        scope = SCOPES[bar][0]
        mine.db.add(raised_now(case, bar=bar, scope=scope, by=mine.actor, at=mine.at))
        case.bars = sorted({*case.bars, bar})
        mine.record(case, BarRaised(bar=bar, scope=scope))


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
        await stop_talks(mine, case, reason_code=INCIDENT)
        await give(mine, case, choice, because=INCIDENT)


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
