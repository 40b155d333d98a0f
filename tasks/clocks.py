"""Clocks of a case: each fact starts and stops the deadlines that the regency's rules say."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.bars import seals_raised
from models.cases import Case
from models.deadlines import Deadline, running
from models.facts.assignment import CaseAssigned
from models.facts.base import Fact
from models.facts.danger import ConflictStateRecorded
from models.facts.ending import AgreementSigned, ClauseChecked, ClosureApproved
from models.facts.talks import MediationExtended
from models.limits import Deadline as Rule
from models.regency import Regency
from models.states import REVOKED
from models.status import ENDED
from models.views import Colour, Slot
from policies.assignment import rungs_for
from policies.deadlines import (
    CHECK,
    due_after_stop,
    due_at,
    ended_by,
    ladder,
    noon_of,
    started_by,
)

WATCHES = ("monitoring", "clause_")
OUTLIVES_CLOSURE = (*WATCHES, "prevention")
LOOK_AHEAD = timedelta(days=3)
PREVENTION_DUE = "prevention.due"
STATE, STATE_ENDS = "conflict_state", "conflict_state.until"
CLAUSE_DUE, REGISTRATION_DUE, TALKS = "clause.due", "registration.due", "mediation"


@dataclass(frozen=True, slots=True)
class Said:
    """A fact of a case and when it was said."""

    case: Case
    fact: Fact
    at: datetime


async def run_clocks(db: AsyncSession, said: Iterable[Said], *, rules: Regency) -> None:
    """Start what these facts start, then stop what they stop, oldest first."""
    ordered = sorted(said, key=lambda one: one.at)
    rows = await running(db, {one.case.number for one in ordered})
    known = await _bars_known(db, {one.case.number: one.case for one in ordered}.values())
    for one in ordered:
        mine = rows.setdefault(one.case.number, [])
        _drop_of_corrected(mine, one, rules=rules)
        for rule, starts_at, subject in _starts(one, known=known, rules=rules):
            if rule.bars and any(row.kind == rule.kind and row.runs for row in mine):
                continue
            _supersede(mine, rule.kind, subject=subject, at=one.at)
            row = _deadline(one.case, rule, starts_at=starts_at, subject=subject, rules=rules)
            if rule.length >= 0 or row.due_at > one.at:  # what is near needs no word ahead of it
                mine.append(row)
        if isinstance(one.fact, MediationExtended) and one.fact.until:
            _lengthen(mine, one, until=one.fact.until, rules=rules)
    for one in ordered:
        kinds = {rule.kind for rule in ended_by(one.fact.name, deadlines=rules.deadlines)}
        _stop(rows[one.case.number], kinds, one=one)
        if isinstance(one.fact, CaseAssigned):
            _drop_of_lead_before(rows[one.case.number], at=one.at, rules=rules)
    await db.flush()  # what was superseded gives up its place before the new row takes it
    db.add_all(row for mine in rows.values() for row in mine)


async def _bars_known(db: AsyncSession, cases: Iterable[Case]) -> dict[str, datetime]:
    """When it was known of each sealed case that it is one: as it was reported, or raised later."""
    sealed = [case for case in cases if case.sealed]
    if not sealed:
        return {}
    raised = await seals_raised(db, [case.number for case in sealed])
    return {case.number: raised.get(case.number, case.opened_at) for case in sealed}


def _starts(
    one: Said, *, known: Mapping[str, datetime], rules: Regency
) -> Iterator[tuple[Rule, datetime, str]]:
    case = one.case.situation()
    for rule in started_by(one.fact.name, case=case, deadlines=rules.deadlines):
        yield rule, _begins_at(one, rule, known=known), ""
    yield from _prevention(one, rules=rules)
    yield from _state(one, rules=rules)
    if isinstance(one.fact, AgreementSigned):
        of_clauses = started_by(CLAUSE_DUE, case=case, deadlines=rules.deadlines)
        for clause in one.fact.clauses:
            if clause.due_on is not None:
                noon = noon_of(clause.due_on)
                yield from ((rule, noon, clause.clause) for rule in of_clauses)
        if one.fact.to_register:
            of_court = started_by(REGISTRATION_DUE, case=case, deadlines=rules.deadlines)
            yield from ((rule, one.at, "") for rule in of_court)


def _begins_at(one: Said, rule: Rule, *, known: Mapping[str, datetime]) -> datetime:
    """From when a limit counts: a fact that tells of an earlier moment starts it there."""
    if rule.bars and one.case.episode == 1:  # a new episode owes it anew, from its own beginning
        return known.get(one.case.number, one.at)
    if isinstance(one.fact, AgreementSigned) and CHECK in rule.ends_at:
        return min(noon_of(one.fact.signed_on), one.at)
    return one.at


def _prevention(one: Said, *, rules: Regency) -> Iterator[tuple[Rule, datetime, str]]:
    """A prevention step is asked for at noon of its day; the subject is who owes it."""
    approved = one.fact
    if isinstance(approved, ClosureApproved) and approved.prevention_due is not None:
        noon = noon_of(approved.prevention_due)
        for rule in started_by(
            PREVENTION_DUE, case=one.case.situation(), deadlines=rules.deadlines
        ):
            yield rule, noon, approved.prevention_owner or ""


def _state(one: Said, *, rules: Regency) -> Iterator[tuple[Rule, datetime, str]]:
    """A Status Keadaan Konflik ends at noon of its last day (UU 7/2012 Ps 22, 29)."""
    if isinstance(one.fact, ConflictStateRecorded) and one.fact.state != REVOKED:
        noon = noon_of(one.fact.until)
        for rule in started_by(STATE_ENDS, case=one.case.situation(), deadlines=rules.deadlines):
            yield rule, noon, ""


def _deadline(
    case: Case, rule: Rule, *, starts_at: datetime, subject: str, rules: Regency
) -> Deadline:
    colour = Colour(case.colour or Colour.GREEN)
    due = due_at(rule, starts_at, colour=colour, calendar=rules.calendar)
    to = told(case, rule=rule, rules=rules)
    rungs = ladder(rule, due, colour=colour, to=to, calendar=rules.calendar)
    return Deadline(
        id=uuid.uuid4(),
        case=case.number,
        kind=rule.kind,
        subject=subject,
        owner=rule.owner,
        starts_at=starts_at,
        due_at=due,
        next_at=rungs[0].at if rungs else None,
    )


def _lengthen(rows: Iterable[Deadline], one: Said, *, until: datetime, rules: Regency) -> None:
    """Give the talks' limit its later date; its rungs begin anew from there."""
    rule = rules.deadline(TALKS)
    for row in rows:
        if row.kind == TALKS and row.runs and row.due_at < until:
            rungs = ladder(
                rule,
                until,
                colour=Colour(one.case.colour or Colour.GREEN),
                to=told(one.case, rule=rule, rules=rules),
                calendar=rules.calendar,
            )
            row.due_at, row.rung = until, -1
            row.next_at = rungs[0].at if rungs else None


def _drop_of_corrected(rows: Iterable[Deadline], one: Said, *, rules: Regency) -> None:
    """Drop the limits of clauses that were written down wrongly; the correction has its own."""
    if isinstance(one.fact, AgreementSigned) and one.fact.corrects:
        case = one.case.situation()
        kinds = {rule.kind for rule in started_by(CLAUSE_DUE, case=case, deadlines=rules.deadlines)}
        for row in rows:
            if row.kind in kinds and row.runs:
                row.dropped_at = one.at


def _supersede(rows: Iterable[Deadline], kind: str, *, subject: str, at: datetime) -> None:
    """Drop one of the same kind and subject that still runs: it begins anew."""
    for row in rows:
        if row.kind == kind and row.subject == subject and row.runs:
            row.dropped_at = at


def _stop(rows: Iterable[Deadline], kinds: Collection[str], *, one: Said) -> None:
    for row in rows:
        if row.runs and row.kind in kinds and _is_about(row, one):
            row.met_at = one.at
        elif row.runs and _ends(row, one):
            row.dropped_at = one.at


def _is_about(row: Deadline, one: Said) -> bool:
    """A checked clause answers its own limits, however early, and the looks that are due now."""
    if isinstance(one.fact, ClauseChecked):
        if row.subject:
            return row.subject == one.fact.clause
        return row.due_at <= one.at + LOOK_AHEAD
    return row.starts_at <= one.at


def _ends(row: Deadline, one: Said) -> bool:
    """What an ended case or a broken agreement still owed; the looks at one outlive the closure.

    A revoked state's end is awaited no more.
    """
    if isinstance(one.fact, ConflictStateRecorded):
        return row.kind == STATE and one.fact.state == REVOKED
    if isinstance(one.fact, ClauseChecked):
        return row.kind.startswith(WATCHES) and one.fact.result == "broken"
    return one.fact.leads_to in ENDED and not row.kind.startswith(OUTLIVES_CLOSURE)


def _drop_of_lead_before(rows: Iterable[Deadline], *, at: datetime, rules: Regency) -> None:
    """What the agency before owed is moot; a limit that a law sets runs on, whoever leads."""
    moot = {
        rule.kind
        for rule in rules.deadlines
        if rule.owner == "lead"
        and rule.standing != "law"
        and rule.starts_at != CaseAssigned.name
        and not rule.kind.startswith(OUTLIVES_CLOSURE)
    }
    for row in rows:
        if row.runs and row.kind in moot and row.starts_at <= at:
            row.dropped_at = at


async def quicken(db: AsyncSession, case: Case, *, at: datetime, rules: Regency) -> list[str]:
    """Hold a case that rose to its new colour's limits, counted from now; none becomes later.

    Red is never paused: returns the ids of the clocks that stood still and run again.
    """
    await db.flush()
    resumed: list[str] = []
    colour = Colour(case.colour or Colour.GREEN)
    for row in (await running(db, [case.number])).get(case.number, []):
        rule = rules.deadline(row.kind)
        due = due_at(rule, at, colour=colour, calendar=rules.calendar)
        if colour is Colour.RED and row.paused_at is not None:
            run_again(case, row, until=at, at=at, rules=rules)
            resumed.append(str(row.id))
        if rule.length > 0 and due < row.due_at:
            row.due_at = due
            to = told(case, rule=rule, rules=rules)
            rungs = ladder(rule, due, colour=colour, to=to, calendar=rules.calendar)
            row.next_at = min((one.at for one in rungs if one.number > row.rung), default=None)
    return resumed


def run_again(case: Case, row: Deadline, *, until: datetime, at: datetime, rules: Regency) -> None:
    """Let a paused clock run from the end of its pause, with as much left as when it stopped."""
    due = due_after_stop(
        rules.deadline(row.kind),
        row.due_at,
        Slot(row.paused_at or until, until),
        colour=Colour(case.colour or Colour.GREEN),
        calendar=rules.calendar,
    )
    row.resume(at, due_at=due)


def told(case: Case, *, rule: Rule, rules: Regency) -> Sequence[str]:
    """Name the actors that a missed limit climbs to: the lead's rungs, or the secretariat's.

    A sealed case climbs only inside the bodies that may know of it.
    """
    if rule.repeats:
        return ()
    code = case.lead if rule.owner not in {"coordinator", "second_person"} else None
    return rungs_for(code or rules.secretariat[0], situation=case.situation(), regency=rules)
