"""Begin a new episode of an ended case: same number, triaged as it was known before."""

from models.facts.intake import CaseReopened, ObjectionUpheld
from models.status import Status
from models.ties import forget_refusals
from tasks.retriage import triage_again
from tasks.telling import tell_next_step
from tasks.turn import Turn, Waiting

BROKEN = "agreement_broken"
OVER = frozenset({Status.CLOSED, Status.DISMISSED})


def reopens(one: Waiting) -> bool:
    """Whether the fact begins a new episode."""
    return isinstance(one.fact, CaseReopened | ObjectionUpheld)


async def begin_episode(mine: Turn, one: Waiting) -> None:
    """Open the case again, unless something else did."""
    if one.case.stands not in OVER:
        await mine.overtaken(one)
        return
    await _forget(mine, one)
    triage_again(mine, one.case)
    await tell_next_step(mine, one.case, reopened=True, broken=_was_broken(one))
    await mine.done(one)


async def _forget(mine: Turn, one: Waiting) -> None:
    """What ended is over: who declined then may be asked again, unless the same matter goes on."""
    case = one.case
    case.episode += 1
    case.outcome, case.verified = None, False
    if not _goes_on(one):
        await forget_refusals(mine.db, case)


def _goes_on(one: Waiting) -> bool:
    """Whether it is what was handled before: a broken agreement, an ending found wrong."""
    return not isinstance(one.fact, CaseReopened) or _was_broken(one)


def _was_broken(one: Waiting) -> bool:
    return isinstance(one.fact, CaseReopened) and one.fact.reason_code == BROKEN
