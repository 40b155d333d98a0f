"""Clocks of a case: each fact starts and stops the deadlines that the regency's rules say."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import WITA
from models.cases import Case
from models.deadlines import Deadline, drop, meet
from models.facts.base import Fact
from models.facts.ending import AgreementSigned
from models.regency import Deadline as Rule
from models.regency import Regency
from models.status import ENDED
from models.views import Colour
from policies.assignment import rungs_for
from policies.deadlines import due_at, ended_by, ladder, started_by

OUTLIVES_CLOSURE = "monitoring"
CLAUSE_DUE = "clause.due"
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Said:
    """A fact of a case and when it was said."""

    case: Case
    fact: Fact
    at: datetime


async def run_clocks(db: AsyncSession, said: Iterable[Said], *, rules: Regency) -> None:
    """Start what these facts start, then stop what they stop, oldest first."""
    ordered = sorted(said, key=lambda one: one.at)
    for one in ordered:
        await _start_all(db, one, rules=rules)
    await db.flush()
    for one in ordered:
        kinds = [rule.kind for rule in ended_by(one.fact.name, deadlines=rules.deadlines)]
        if kinds:
            await meet(db, one.case.number, *kinds, at=one.at)
        if one.fact.leads_to in ENDED:
            await drop(db, one.case.number, at=one.at, but=OUTLIVES_CLOSURE)


async def _start_all(db: AsyncSession, one: Said, *, rules: Regency) -> None:
    category = one.case.category or "LNY"
    for rule in started_by(one.fact.name, category=category, deadlines=rules.deadlines):
        await start(db, one.case, rule=rule, starts_at=one.at, rules=rules)
    if isinstance(one.fact, AgreementSigned):
        clause_rules = started_by(CLAUSE_DUE, category=category, deadlines=rules.deadlines)
        for clause in one.fact.clauses:
            if clause.due_on is not None:
                noon = datetime.combine(clause.due_on, NOON, WITA)
                for rule in clause_rules:
                    await start(
                        db, one.case, rule=rule, starts_at=noon, rules=rules, subject=clause.clause
                    )


async def start(
    db: AsyncSession,
    case: Case,
    *,
    rule: Rule,
    starts_at: datetime,
    rules: Regency,
    subject: str = "",
) -> None:
    """Set a deadline; one of the same kind and subject that still runs is dropped for it."""
    colour = Colour(case.colour or Colour.GREEN)
    due = due_at(rule, starts_at, colour=colour, calendar=rules.calendar)
    rungs = ladder(
        rule, due, colour=colour, to=told(case, rule=rule, rules=rules), calendar=rules.calendar
    )
    if not subject:
        await drop(db, case.number, at=starts_at, only=[rule.kind])
    db.add(
        Deadline(
            id=uuid.uuid4(),
            case=case.number,
            kind=rule.kind,
            subject=subject,
            owner=rule.owner,
            starts_at=starts_at,
            due_at=due,
            next_at=rungs[0].at if rungs else None,
        )
    )


def told(case: Case, *, rule: Rule, rules: Regency) -> Sequence[str]:
    """Name the actors that a missed limit climbs to: the lead's rungs, or the secretariat's.

    A sealed case climbs only inside the bodies that may know of it.
    """
    code = case.lead if rule.owner not in {"coordinator", "second_person"} else None
    return rungs_for(code or rules.secretariat[0], sealed=case.sealed, regency=rules)
