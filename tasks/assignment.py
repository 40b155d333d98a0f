"""Assign cases: load, decide, record."""

import uuid
from dataclasses import replace
from datetime import timedelta

from kit.clock import wita_date
from models.agreements import withdraw_closure
from models.assignments import Assignment, Support, current_assignment
from models.cases import Case
from models.facts.assignment import (
    AssignmentDeclined,
    AssignmentHandedOver,
    CaseAssigned,
    CaseReassigned,
    CaseWatched,
    SupportDuty,
)
from models.status import Status, may_become
from models.ties import PARTY, why_passed_over
from models.views import Approach, AssignmentChoice
from policies.assignment import IS_A_SIDE, NOT_TO_BE_TOLD, NoAgencyCovers, choose_agency
from tasks.asking import review
from tasks.calling_off import stop_talks
from tasks.history import came_by
from tasks.telling_agencies import tell_assigned
from tasks.telling_incidents import tell_handed_over, tell_watched
from tasks.turn import Turn, Waiting, superseded, turn
from tasks.wrapping import task

FLOW = "assign-cases"
TOKEN_LIFE = timedelta(days=60)
WATCH = timedelta(days=30)
WHY = {CaseReassigned.name: "reassigned", AssignmentHandedOver.name: "handed_over"}


@task
async def assign_agencies(cases: list[str]) -> list[str]:
    """Give each case to the best agency, after a triage, a refusal or a hand-over."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            if await superseded(mine, one):
                await mine.overtaken(one)
                continue
            choice = _choose(mine, one)
            if choice is not None and _leaves_talks(one):
                await stop_talks(mine, one.case, reason_code=WHY[one.fact.name])
            after = _leads_to(one.case, choice)
            if not may_become(one.case.stands, after):
                await mine.overtaken(one)
                continue
            if choice is None:
                review(mine, one.case, unsure=("no_agency",))
            elif after is Status.WATCHED:
                await watch(mine, one.case, choice)
            else:
                await give(mine, one.case, choice, because=WHY.get(one.fact.name))
            await mine.done(one)
    return mine.moved


def _choose(mine: Turn, one: Waiting) -> AssignmentChoice | None:
    """Choose by the rules, or as a person said; None if nobody is left who may be asked."""
    case, fact = one.case, one.fact
    if isinstance(fact, AssignmentDeclined):
        case.passed_over = sorted({*case.passed_over, fact.agency})
    try:
        choice = choose_agency(case.situation(), regency=mine.rules)
    except NoAgencyCovers:
        return None
    if isinstance(fact, AssignmentHandedOver | CaseReassigned):
        return replace(choice, lead=fact.to, follow_up=None)
    return choice


def _leaves_talks(one: Waiting) -> bool:
    """Who leads has a tie: nobody sits down together under them."""
    return isinstance(one.fact, AssignmentHandedOver) and one.case.stands is Status.IN_MEDIATION


def _leads_to(case: Case, choice: AssignmentChoice | None) -> Status:
    if choice is None:
        return Status.NEEDS_REVIEW
    watched = choice.approach is Approach.WATCH and case.stands is Status.TRIAGED
    return Status.WATCHED if watched else Status.ASSIGNED


async def watch(mine: Turn, case: Case, choice: AssignmentChoice) -> None:
    """Keep a potential in sight: an owner and a date to look again."""
    case.give_to(choice)
    review_on = wita_date(mine.at + WATCH)
    mine.record(
        case,
        CaseWatched(owner=choice.lead, review_on=review_on, rule_set=mine.rules.content_hash),
    )
    await tell_watched(mine, case, review_on=review_on)


async def give(
    mine: Turn, case: Case, choice: AssignmentChoice, *, because: str | None = None
) -> None:
    """Write the assignment, supersede the one before, and tell lead, supporters and who led."""
    with mine.db.no_autoflush:
        await withdraw_closure(mine.db, case, at=mine.at)
    before = await current_assignment(mine.db, case.number)
    if before is not None:
        before.superseded_at = mine.at
        await mine.db.flush()
    assignment = Assignment(
        id=uuid.uuid4(),
        case=case.number,
        seq=case.seq + 1,
        agency=choice.lead,
        given_at=mine.at,
        expires_at=mine.at + TOKEN_LIFE,
        choice={
            "reason": choice.reason,
            "basis": choice.basis,
            "route": choice.route,
            "override": choice.override,
        },
    )
    mine.db.add(assignment)
    mine.db.add_all(
        Support(assignment=assignment.id, agency=one.agency, duty=one.duty)
        for one in choice.supports
    )
    led = before.agency if before and before.agency != choice.lead else None
    case.give_to(choice)
    fact = _assigned(mine, assignment, case=case, choice=choice)
    over = await why_passed_over(mine.db, case) | _sides(choice)
    changes = {"taken_over_from": led, "because": because, "why_passed_over": over}
    mine.record(case, fact.model_copy(update=changes))
    await tell_assigned(
        mine, case, assignment=assignment, choice=choice, before=before, because=because
    )
    why = await came_by(mine, case, before=before, because=because)
    if led and why and not choice.sealed:
        tell_handed_over(mine, case, before=led, choice=choice, because=why)


def _sides(choice: AssignmentChoice) -> dict[str, str]:
    """Name who was passed over for being a side by the matter's nature."""
    return {one.agency: PARTY for one in choice.passed_over if one.reason == IS_A_SIDE}


def _assigned(
    mine: Turn, assignment: Assignment, *, case: Case, choice: AssignmentChoice
) -> CaseAssigned:
    return CaseAssigned(
        assignment=str(assignment.id),
        lead=choice.lead,
        approach=choice.approach,
        route=choice.route,
        override=choice.override,
        sealed=choice.sealed,
        supports=tuple(SupportDuty(agency=one.agency) for one in choice.supports),
        passed_over=tuple(case.passed_over),
        follow_up=choice.follow_up,
        kept_from=tuple(one.agency for one in choice.passed_over if one.reason == NOT_TO_BE_TOLD),
        rule_set=mine.rules.content_hash,
    )
