"""Triage cases: load, decide, record."""

from dataclasses import replace
from datetime import timedelta

from models.bars import raised_bars
from models.cases import Case
from models.facts.intake import (
    CaseDismissed,
    CaseReported,
    CaseReviewAsked,
    CaseReviewed,
    CaseTriaged,
    IncidentRecorded,
    Reading,
)
from models.notices import take_back
from models.reports import earlier_cases, first_reports
from models.status import Status
from models.ties import forget_refusals
from models.views import Bar, Colour, EarlierCase, ReportView, TriageChoice
from policies.colour import as_rated
from policies.triage import leads_anyway, triage
from policies.twins import WINDOW
from tasks.alarms import goes_on, wake_if_red
from tasks.closure import ask_closure
from tasks.incidents import follow_incident
from tasks.patterns import find_patterns
from tasks.reopening import begin_episode, reopens
from tasks.telling import ask_review
from tasks.turn import Turn, Waiting, turn
from tasks.twins import cases_beside, join, raise_older, separate, separates
from tasks.wrapping import task

FLOW = "triage-cases"
NONE = frozenset[str]()
SEALED_CATEGORY = "PPA"
OPEN_TO_TRIAGE = frozenset({Status.REPORTED, Status.NEEDS_REVIEW, Status.WATCHED})


@task
async def triage_reports(cases: list[str]) -> list[str]:
    """Read each report with the regency's vocabulary, or take over what a person decided."""
    async with turn(FLOW, cases, also=await cases_beside(cases)) as mine:
        reports = await first_reports(mine.db, cases)
        raised = await raised_bars(mine.db, cases)
        triaged: list[Case] = []
        for one in mine:
            if isinstance(one.fact, IncidentRecorded):
                await follow_incident(mine, one, fact=one.fact)
                continue
            known = raised.get(one.case.number, NONE)
            if reopens(one):
                await begin_episode(mine, one)
                continue
            if separates(one):
                separate(mine, one.case, reading=await _separated(mine, one, reports, raised=known))
                await mine.done(one)
                continue
            if one.case.stands not in OPEN_TO_TRIAGE:
                await mine.overtaken(one)
                continue
            await _decide(mine, one, report=reports[one.case.number], raised=known)
            if isinstance(one.fact, CaseReviewed):
                await wake_if_red(mine, one.case, report=reports[one.case.number])
            if one.case.stands is Status.TRIAGED:
                triaged.append(one.case)
            await mine.done(one)
        await find_patterns(mine, triaged)
    return mine.moved


async def _decide(mine: Turn, one: Waiting, *, report: ReportView, raised: frozenset[str]) -> None:
    choice = _with_bars(await _read(mine, one.case, report), raised)
    if isinstance(one.fact, CaseReported):
        choice = raise_older(mine, one.case, report=report, choice=choice)
    if isinstance(one.fact, CaseReviewed):
        await _follow_review(mine, one.case, reviewed=one.fact, choice=choice, raised=raised)
    elif choice.unsure and not (leads_anyway(choice) and goes_on(mine, report)):
        await _ask_review(mine, one.case, choice)
    else:
        await _rate(mine, one.case, reading := _reading(choice))
        mine.record(
            one.case,
            CaseTriaged(reading=reading, by="rules", rule_set=mine.rules.content_hash),
        )


async def _separated(
    mine: Turn, one: Waiting, reports: dict[str, ReportView], *, raised: frozenset[str]
) -> Reading:
    choice = _with_bars(await _read(mine, one.case, reports[one.case.number]), raised)
    reading = _reading(choice)
    if not isinstance(one.fact, CaseReviewed):
        return reading
    return _corrected(reading, one.fact, raised=raised)


async def _read(mine: Turn, case: Case, report: ReportView) -> TriageChoice:
    window = timedelta(days=WINDOW)
    with mine.db.no_autoflush:
        earlier = await earlier_cases(
            mine.db,
            case.number,
            village=report.village,
            since=report.happened_on - window,
            until=report.happened_on + window,
        )
    rated = [_rated(mine, one) for one in earlier]
    return triage(report, regency=mine.rules, earlier=[one for one in rated if one is not None])


def _rated(mine: Turn, earlier: EarlierCase) -> EarlierCase | None:
    """Read an earlier case that is not rated yet, so that the order of waves decides nothing."""
    if earlier.category:
        return earlier
    told = ReportView(earlier.text, village=earlier.village, happened_on=earlier.happened_on)
    choice = triage(told, regency=mine.rules)
    return None if Bar.SEALED in choice.bars else replace(earlier, category=choice.category)


async def _ask_review(mine: Turn, case: Case, choice: TriageChoice) -> None:
    await _rate(mine, case, reading := _reading(choice))
    mine.record(
        case,
        CaseReviewAsked(unsure=choice.unsure, reading=reading, rule_set=mine.rules.content_hash),
    )
    ask_review(mine, case, unsure=choice.unsure)


def _with_bars(choice: TriageChoice, raised: frozenset[str]) -> TriageChoice:
    """Add the bars that people raised; what somebody sealed waits for no further doubt."""
    bars = tuple(Bar(one) for one in sorted({*choice.bars, *raised}))
    if Bar.SEALED in raised:
        return replace(choice, bars=bars, category=SEALED_CATEGORY, unsure=())
    return replace(choice, bars=bars)


async def _rate(mine: Turn, case: Case, reading: Reading) -> None:
    """Rate the case; once it is sealed nothing that was to be told of it goes out."""
    before = case.sealed
    case.rate(reading)
    if case.sealed and not before:
        with mine.db.no_autoflush:
            await take_back(mine.db, case.number)


async def _follow_review(
    mine: Turn,
    case: Case,
    *,
    reviewed: CaseReviewed,
    choice: TriageChoice,
    raised: frozenset[str],
) -> None:
    if reviewed.decision == "join" and reviewed.into:
        await join(mine, case, into=reviewed.into)
    elif reviewed.decision == "close":
        await ask_closure(mine, case, outcome=reviewed.reason_code or "no_conflict")
    elif reviewed.decision == "dismiss":
        mine.record(case, CaseDismissed(reason_code=reviewed.reason_code or "unfounded"))
    else:
        await forget_refusals(mine.db, case)
        await _rate(mine, case, reading := _corrected(_reading(choice), reviewed, raised=raised))
        mine.record(
            case, CaseTriaged(reading=reading, by="person", rule_set=mine.rules.content_hash)
        )


def _reading(choice: TriageChoice) -> Reading:
    return Reading(
        category=choice.category,
        severity=choice.severity,
        stage=choice.stage,
        likelihood=choice.likelihood,
        impact=choice.impact,
        colour=choice.colour,
        confidence=choice.confidence,
        bars=choice.bars,
        dangers=choice.dangers,
        objects=choice.objects,
        areas=choice.areas,
        entries=choice.entries,
        twins=choice.twins,
    )


def _corrected(reading: Reading, reviewed: CaseReviewed, *, raised: frozenset[str]) -> Reading:
    corrections = reviewed.model_dump(
        include={"category", "severity", "stage", "bars"}, exclude_none=True
    )
    bars = corrections.get("bars", reading.bars)
    corrections["bars"] = tuple(sorted({*bars, *raised}))
    told = reading.model_copy(update=corrections)
    colour = as_rated(
        Colour(told.colour),
        severity=told.severity,
        stage=told.stage,
        sealed=Bar.SEALED in told.bars,
    )
    return told.model_copy(update={"colour": colour})
