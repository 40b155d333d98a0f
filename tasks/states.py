"""Follow a Status Keadaan Konflik: its days are counted, so that nobody forgets its end."""

from models.status import ENDED
from tasks.turn import turn
from tasks.wrapping import task

FLOW = "follow-states"


@task
async def follow_states(cases: list[str]) -> list[str]:
    """Count a set or extended state's days anew; a revoked one's are counted no more."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            if one.case.stands in ENDED:
                await mine.overtaken(one)
            else:
                await mine.done(one)
    return mine.moved
