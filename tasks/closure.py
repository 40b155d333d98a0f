"""Ask for a closure, and close what a second person approved."""

from models.agreements import ask_for_closure, withdraw_closure
from models.cases import Case
from models.facts.ending import CaseClosed, ClosureApproved, ClosureAsked
from models.status import Status, may_become
from tasks.telling import ask_approval, tell_closed
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "close-cases"


@task
async def close_approved(cases: list[str]) -> list[str]:
    """Close each case whose closure a second person approved."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            approved = one.fact
            moot = one.case.halted or not may_become(one.case.stands, Status.CLOSED)
            if moot or not isinstance(approved, ClosureApproved):
                await withdraw_closure(mine.db, one.case, at=mine.at)
                await mine.overtaken(one)
                continue
            one.case.outcome = approved.outcome
            closed = CaseClosed(episode=one.case.episode, outcome=approved.outcome)
            mine.record(one.case, closed)
            await tell_closed(mine, one.case)
            await mine.done(one)
    return mine.moved


async def ask_closure(mine: Turn, case: Case, *, outcome: str) -> None:
    """Ask a second person to approve the ending of this episode, once."""
    if not await ask_for_closure(mine.db, case, outcome=outcome, at=mine.at):
        return
    mine.record(case, ClosureAsked(episode=case.episode, outcome=outcome))
    await ask_approval(mine, case, outcome=outcome)
