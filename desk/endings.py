"""Agreements and their clauses, handling done, and closure by a second person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from desk.acting import AGENCY, COORDINATOR, FIGURE, Act, Person, acting, only
from desk.clauses import due_day
from desk.codes import known_code
from desk.outcomes import documents_of, fit_outcome, unmet_by
from desk.refusals import endings as says
from desk.remains import counted
from desk.sealed import finished, unsaid
from desk.standing import decides
from desk.words import fit_text
from kit.clock import wita_date
from models.agreements import (
    Agreement,
    Closure,
    clauses_of,
    current_agreement,
)
from models.causes import waits_for
from models.chain import SealedFact
from models.facts.ending import (
    ClauseChecked,
    ClosureApproved,
    HandlingFinished,
)
from models.status import Status
from models.talks import Panelist, Party
from models.ties import ties_of
from policies.audience import Acts
from policies.closure import ClosureSituation, Prevention, SealedEnding, closure_refusals

__all__ = [
    "RESULTS",
    "Ending",
    "approve_closure",
    "check_clause",
    "finish_handling",
]

RESULTS = ("kept", "late", "broken")


async def check_clause(
    number: str,
    *,
    by: Person,
    clause: int,
    result: str,
    evidence: str | None = None,
    seen: int | None = None,
) -> None:
    """Say of a clause that it was kept, kept late, or broken; only broken is the last word."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR, FIGURE)
        if result not in RESULTS:
            raise act.refuse(says.UNKNOWN_RESULT, result=result, results=", ".join(RESULTS))
        agreement = await current_agreement(act.db, number)
        if agreement is None:
            raise act.refuse(says.NO_AGREEMENT)
        await _refuse_stranger(act, agreement)
        rows = {row.number: row for row in await clauses_of(act.db, agreement)}
        row = rows.get(clause)
        if row is None:
            raise act.refuse(says.NO_SUCH_CLAUSE, clause=clause, last=len(rows))
        if row.state == "broken":
            raise act.refuse(says.CLAUSE_CHECKED, clause=clause, state=row.state)
        if result == "late" and row.due_on is not None and row.due_on >= wita_date(act.at):
            raise act.refuse(says.NOT_LATE_YET, clause=clause, due_on=row.due_on)
        row.state = result
        act.say(
            ClauseChecked(
                agreement=str(agreement.id),
                clause=str(row.id),
                result=result,
                evidence=act.keep_if_any(evidence, kind="evidence"),
            )
        )


async def _refuse_stranger(act: Act, agreement: Agreement) -> None:
    """A figure speaks only of an agreement that it mediated."""
    if act.person.role == FIGURE and (
        agreement.mediation is None
        or await act.db.get(Panelist, (agreement.mediation, act.person.id)) is None
    ):
        raise act.refuse(says.DID_NOT_MEDIATE, who=act.person)


async def finish_handling(
    number: str, *, by: Person, result_code: str, done: str, seen: int | None = None
) -> None:
    """The lead agency says what it did."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY)
        if act.case.stands is not Status.IN_HANDLING:
            raise act.refuse(says.NOT_IN_HANDLING, status=act.status)
        if await _closure(act) is not None or await waits_for(
            act.db, number, HandlingFinished.name
        ):
            raise act.refuse(says.FINISHED_ALREADY)
        act.say(
            HandlingFinished(
                result_code=await fit_outcome(act, result_code, what="result"),
                done=act.keep(fit_text(done, what="what was done"), kind="handling"),
            )
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """What a closure must name: outcome, root cause, and a prevention step or why there is none."""

    outcome: str
    root_cause: str
    trigger: str | None = None
    root_cause_words: str | None = None
    trigger_words: str | None = None
    prevention: str | None = None
    prevention_owner: str | None = None
    prevention_due: str | None = None
    no_prevention: str | None = None
    parties_told: bool = True


async def approve_closure(
    number: str, ending: Ending, *, by: Person, seen: int | None = None
) -> None:
    """A second person closes a case that is ready; refused to the only one who worked on it.

    Of a sealed case that is somebody who reads it: of the body that did not finish it.
    """
    async with acting(number, by=by, seen=seen) as act:
        await decides(act, Acts.CLOSE)
        closure = await _closure(act)
        if closure is None:
            raise act.refuse(says.NOTHING_ASKED_CLOSURE)
        if closure.approved_by is not None:
            raise act.refuse(says.APPROVED_ALREADY, approver=closure.approved_by)
        await _refuse_unready(act, ending)
        closure.approved_by, closure.approved_at = str(by), act.at
        lists = act.rules.endings
        closure.outcome = known_code(act, ending.outcome, known=lists.outcomes, what="outcome")
        closure.root_cause = known_code(
            act, ending.root_cause, known=lists.root_causes, what="root cause"
        )
        closure.trigger = _if_known(act, ending.trigger, known=lists.triggers, what="trigger")
        closure.prevention = _if_known(
            act, ending.prevention, known=lists.preventions, what="prevention"
        )
        closure.prevention_owner = _owner_of_step(act, ending.prevention_owner)
        closure.prevention_due = due_day(act, ending.prevention_due)
        act.say(
            ClosureApproved(
                episode=closure.episode,
                outcome=closure.outcome,
                root_cause=closure.root_cause,
                prevention=closure.prevention,
                prevention_owner=closure.prevention_owner,
                prevention_due=closure.prevention_due,
                no_prevention=act.keep_if_any(ending.no_prevention, kind="no_prevention"),
                parties_told=ending.parties_told,
                trigger=closure.trigger,
                root_cause_words=act.keep_if_any(ending.root_cause_words, kind="root_cause"),
                trigger_words=act.keep_if_any(ending.trigger_words, kind="trigger"),
            )
        )


def _if_known(act: Act, code: str | None, *, known: Iterable[str], what: str) -> str | None:
    return known_code(act, code, known=known, what=what) if code else None


def _owner_of_step(act: Act, code: str | None) -> str | None:
    """Take an agency: nobody else is reached by the step's reminders."""
    known = [one.code for one in act.rules.agencies]
    return _if_known(act, code, known=known, what="prevention owner")


async def _refuse_unready(act: Act, ending: Ending) -> None:
    """Refuse with everything that is still in the way, not only the first."""
    refusals = closure_refusals(await _situation(act, ending))
    if refusals:
        raise act.refuse_because(
            {
                language: " ".join(one.said[language] for one in refusals)
                for language in ("id", "en")
            }
        )


async def _situation(act: Act, ending: Ending) -> ClosureSituation:
    step = (ending.prevention, ending.prevention_owner, ending.prevention_due)
    due_on = due_day(act, ending.prevention_due)
    return ClosureSituation(
        status=act.case.stands,
        on=wita_date(act.at),
        approver=str(act.person),
        approver_agency=act.person.agency,
        worked=frozenset(await _actors(act)),
        outcome=ending.outcome,
        root_cause=ending.root_cause,
        documents=await documents_of(act),
        parties_told=ending.parties_told,
        unmet=await unmet_by(act, ending.outcome),
        prevention=Prevention(step[0], step[1], due_on) if any(step) else None,
        why_no_prevention=bool(ending.no_prevention),
        open_clauses=await _open_clauses(act),
        remains=await counted(act),
        sides=frozenset(await _sides(act)),
        ties=frozenset(await _tied(act)),
        sealed=await _sealed(act) if act.case.sealed else None,
    )


async def _sealed(act: Act) -> SealedEnding:
    ending = await finished(act.db, act.case, rules=act.rules)
    return replace(ending, unsaid=await unsaid(act))


async def _tied(act: Act) -> Iterable[str]:
    """Name who has a tie as an agency's code, and as an actor is written in a fact."""
    ties = await ties_of(act.db, act.case.number)
    return {*ties, *(f"{COORDINATOR}:{one}" for one in ties)}


async def _actors(act: Act) -> Iterable[str]:
    return await act.db.scalars(
        select(SealedFact.actor).where(SealedFact.case == act.case.number).distinct()
    )


async def _sides(act: Act) -> Iterable[str]:
    offices = await act.db.scalars(select(Party.office).where(Party.case == act.case.number))
    return [office for office in offices if office]


async def _open_clauses(act: Act) -> int:
    agreement = await current_agreement(act.db, act.case.number)
    today = wita_date(act.at)
    rows = await clauses_of(act.db, agreement) if agreement else []
    overdue = [row for row in rows if row.state == "open" and row.due_on and row.due_on < today]
    return len(overdue) + sum(row.state == "broken" for row in rows)


async def _closure(act: Act) -> Closure | None:
    closure = await act.db.get(Closure, (act.case.number, act.case.episode))
    return None if closure is None or closure.withdrawn_at is not None else closure
