"""Follow referrals: wait for the other body, then ask for the closure or triage anew."""

from models.agreements import withdraw_closure
from models.cases import Case
from models.facts.ending import CaseReferred, ReferralAnswered, ReferralOpened
from models.status import Status, may_become
from tasks.closure import ask_closure
from tasks.retriage import triage_again
from tasks.telling import tell_next_step
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "follow-referrals"
ENDED_ELSEWHERE = "referred"  # the outcome's code


@task
async def follow_referrals(cases: list[str]) -> list[str]:
    """Open each referral, or act on what the other body answered."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            case, fact = one.case, one.fact
            case.halted = False
            if isinstance(fact, CaseReferred) and may_become(case.stands, Status.REFERRED):
                await _open(mine, case, referred=fact)
            elif isinstance(fact, ReferralAnswered) and case.stands is Status.REFERRED:
                await _follow(mine, case, answered=fact)
            else:
                await mine.overtaken(one)
                continue
            await mine.done(one)
    return mine.moved


async def _open(mine: Turn, case: Case, *, referred: CaseReferred) -> None:
    with mine.db.no_autoflush:
        await withdraw_closure(mine.db, case, at=mine.at)
    mine.record(case, ReferralOpened(to=referred.to))
    await tell_next_step(mine, case)


async def _follow(mine: Turn, case: Case, *, answered: ReferralAnswered) -> None:
    if answered.result == "ended":
        await ask_closure(mine, case, outcome=ENDED_ELSEWHERE)
    else:
        triage_again(mine, case)
