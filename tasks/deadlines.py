"""Sweep deadlines: the highest rung that is due now, said once, under the case's lock."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import now
from models.assignments import Assignment, current_assignment
from models.cases import Case, lock_cases
from models.causes import Cause
from models.deadlines import Deadline
from models.facts.clock import DeadlineEscalated, DeadlineReminded
from models.letters import assignments as letters
from models.letters import oversight
from models.letters.answerable import as_lead
from models.letters.base import Letter
from models.limits import Deadline as Rule
from models.regency import Regency, Role, UnknownCode
from models.regency_folder import regency
from models.session import reading, transaction
from models.views import Colour
from policies.audience import kept_from
from policies.deadlines import CLAUSE_OWNER, REMINDER, Rung, RungChoice, due_at, ladder, rung_now
from tasks.clocks import told
from tasks.reminding import remind_owner
from tasks.telling import coordinators, labels, phones, queue
from tasks.telling_bars import Addressee, tell_sealed_due
from tasks.telling_mailboxes import tell_silent
from tasks.turn import Turn, finish
from tasks.wrapping import flow_actor, task

FLOW = "sweep-deadlines"
ANSWER = "assignment_answer"


async def overdue_cases() -> list[str]:
    """List the cases of which a rung is due; the sweep only narrows, so it is checked again."""
    async with reading() as db:
        rows = await db.scalars(
            select(Deadline.case).where(*_due(now())).distinct().order_by(Deadline.case)
        )
        return list(rows)


@task
async def say_rungs(cases: list[str]) -> list[str]:
    """Remind or escalate each limit of these cases that is due now, each rung once."""
    async with transaction() as db:
        mine = Turn(db, now(), regency(), flow_actor(), waiting=[])
        locked = await lock_cases(db, cases)
        for row in await _due_rows(db, list(locked), at=mine.at):
            await _say(mine, locked[row.case], row)
        await finish(mine)
    return mine.moved


async def _due_rows(db: AsyncSession, cases: Sequence[str], *, at: datetime) -> Sequence[Deadline]:
    """Read what is due of cases that no flow is about to move."""
    moving = exists().where(Cause.case == Deadline.case, Cause.handled_at.is_(None))
    rows = await db.scalars(
        select(Deadline)
        .where(Deadline.case.in_(cases), *_due(at), ~moving)
        .order_by(Deadline.case, Deadline.due_at, Deadline.id)
    )
    return rows.all()


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Deadline.met_at.is_(None),
        Deadline.dropped_at.is_(None),
        Deadline.paused_at.is_(None),
        Deadline.next_at <= at,
    )


async def _say(mine: Turn, case: Case, row: Deadline) -> None:
    rule = mine.rules.deadline(row.kind)
    rungs = _rungs(case, rule=rule, row=row, rules=mine.rules)
    choice = rung_now(rungs, said=range(row.rung + 1), at=mine.at)
    later = [one.at for one in rungs if choice is None or one.number > choice.rung.number]
    row.next_at = min((at for at in later if at > mine.at), default=None)
    if choice is None:
        return
    if rule.repeats:
        _ask_again(mine, case, row=row, rule=rule)
    row.rung = -1 if rule.repeats else choice.rung.number
    if choice.rung.number == REMINDER:
        mine.record(case, DeadlineReminded(deadline=str(row.id), kind=row.kind, due_at=row.due_at))
    else:
        mine.record(case, _escalated(row, choice))
    mine.moved.append(case.number)
    await _tell(mine, case, row=row, rule=rule, rung=choice.rung)
    if rule.kind == ANSWER:
        await tell_silent(mine, case)


def _ask_again(mine: Turn, case: Case, *, row: Deadline, rule: Rule) -> None:
    """What repeats is due again after its own length."""
    colour = Colour(case.colour or Colour.GREEN)
    row.next_at = due_at(rule, mine.at, colour=colour, calendar=mine.rules.calendar)


def _rungs(case: Case, *, rule: Rule, row: Deadline, rules: Regency) -> tuple[Rung, ...]:
    return ladder(
        rule,
        row.due_at,
        colour=Colour(case.colour or Colour.GREEN),
        to=told(case, rule=rule, rules=rules),
        calendar=rules.calendar,
    )


def _escalated(row: Deadline, choice: RungChoice) -> DeadlineEscalated:
    return DeadlineEscalated(
        deadline=str(row.id),
        kind=row.kind,
        due_at=row.due_at,
        rung=choice.rung.number,
        to=(choice.rung.to,) if choice.rung.to else (),
        skipped=choice.skipped,
    )


async def _tell(mine: Turn, case: Case, *, row: Deadline, rule: Rule, rung: Rung) -> None:
    if case.sealed:
        tell_sealed_due(
            mine, case, due_at=row.due_at, to=_who_owes(mine, case, rule=rule, rung=rung)
        )
        return
    if rule.owner == CLAUSE_OWNER:
        await remind_owner(mine, case, row=row)
        return
    assignment = await current_assignment(mine.db, case.number)
    if rung.to is not None:
        actor = mine.rules.actor(rung.to)
        letter = _escalation(mine, case, row=row, rule=rule, rung=rung, assignment=assignment)
        queue(mine, case, [(letter, actor.id, actor.email, actor.language)])
    elif rule.owner in {"coordinator", "second_person"} or case.lead is None:
        letter = _reminder(mine, case, row=row, rule=rule, assignment=None)
        queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)])
    else:
        lead = mine.rules.agency(_owing(mine, case, row=row, rule=rule))
        letter = _reminder(mine, case, row=row, rule=rule, assignment=assignment)
        queue(mine, case, [(letter, lead.code, lead.email, "id")])


def _owing(mine: Turn, case: Case, *, row: Deadline, rule: Rule) -> str:
    """The agency that is reminded: who owns the prevention step, unless feared, else the lead."""
    codes = {one.code for one in mine.rules.agencies}
    told = row.subject in codes and not kept_from(row.subject, case.not_to_tell)
    if rule.owner == "prevention_owner" and told:
        return row.subject
    return case.lead or mine.rules.secretariat[0]


def _who_owes(mine: Turn, case: Case, *, rule: Rule, rung: Rung) -> list[Addressee]:
    """Who is told of a sealed case's limit: its rung, its lead, or the coordinators."""
    if rung.to is not None:
        actor = mine.rules.actor(rung.to)
        return [(actor.office, actor.id, actor.email, actor.language)]
    if rule.owner in {"coordinator", "second_person"} or case.lead is None:
        known = mine.rules.actors_of(role=Role.COORDINATOR)
        return [(one.office, one.id, one.email, one.language) for one in known]
    lead = mine.rules.agency(case.lead)
    return [(lead.name, lead.code, lead.email, "id")]


def _reminder(
    mine: Turn, case: Case, *, row: Deadline, rule: Rule, assignment: Assignment | None
) -> Letter:
    known = None if case.sealed else labels(case, rules=mine.rules)
    if rule.kind == ANSWER and assignment is not None:
        agency = mine.rules.agency(assignment.agency)
        return letters.AssignmentReminded(
            number=case.number,
            relation=agency.relation.value,
            agency=agency.name,
            answer_by=row.due_at,
            answerable=as_lead(assignment.id, until=assignment.expires_at),
            labels=known,
            next_rung=_next_office(mine, case, rule=rule, after=REMINDER),
        )
    return oversight.DeadlineReminded(
        number=case.number,
        limit=rule.name,
        owner=_owner(mine, case, rule),
        due_at=row.due_at,
        labels=known,
    )


def _escalation(
    mine: Turn,
    case: Case,
    *,
    row: Deadline,
    rule: Rule,
    rung: Rung,
    assignment: Assignment | None,
) -> Letter:
    known = None if case.sealed else labels(case, rules=mine.rules)
    office = _office(mine.rules, rung.to or "")
    if rule.kind == ANSWER and assignment is not None:
        agency = mine.rules.agency(assignment.agency)
        return letters.AssignmentEscalated(
            number=case.number,
            office=office,
            agency=agency.name,
            rung=rung.number,
            answer_by=row.due_at,
            answerable=as_lead(assignment.id, until=assignment.expires_at),
            labels=known,
            phones=phones(mine.rules),
            next_rung=_next_office(mine, case, rule=rule, after=rung.number),
        )
    return oversight.DeadlineEscalated(
        number=case.number,
        office=office,
        limit=rule.name,
        owner=_owner(mine, case, rule),
        due_at=row.due_at,
        rung=rung.number,
        labels=known,
    )


def _owner(mine: Turn, case: Case, rule: Rule) -> dict[str, str]:
    code = case.lead if rule.owner not in {"coordinator", "second_person"} else None
    return mine.rules.agency(code or mine.rules.secretariat[0]).name


def _next_office(mine: Turn, case: Case, *, rule: Rule, after: int) -> dict[str, str] | None:
    rungs = told(case, rule=rule, rules=mine.rules)
    return _office(mine.rules, rungs[after]) if after < len(rungs) else None


def _office(rules: Regency, actor: str) -> dict[str, str]:
    try:
        return rules.actor(actor).office
    except UnknownCode:
        return {"id": actor, "en": actor}
