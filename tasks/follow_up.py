"""Follow meetings: another date, the signing, the next forum, or handling."""

from datetime import timedelta

from kit.clock import wita_date
from models.cases import Case
from models.facts.talks import MeetingHeld, SigningAsked
from models.talks import Mediation, open_mediation, parties_of
from tasks.meetings import end_talks, go_on, handle_alone
from tasks.panels import forums_tried, open_forum
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "follow-meetings"
SIGNING = timedelta(days=7)


@task
async def follow_meetings(cases: list[str]) -> list[str]:
    """Act on how each meeting ended."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            mediation = await open_mediation(mine.db, one.case.number)
            held = one.fact
            if mediation is None or not isinstance(held, MeetingHeld):
                await mine.overtaken(one)
                continue
            await _follow(mine, one.case, mediation=mediation, held=held)
            await mine.done(one)
            await mine.db.flush()
    return mine.moved


async def _follow(mine: Turn, case: Case, *, mediation: Mediation, held: MeetingHeld) -> None:
    if held.outcome == "agreed":
        due_on = wita_date(mine.at + SIGNING)
        mine.record(case, SigningAsked(mediation=str(mediation.id), due_on=due_on))
    elif held.outcome == "adjourned":
        await go_on(mine, case, mediation=mediation, fact=held)
    elif held.outcome == "deadlock":
        await _next_forum(mine, case, mediation=mediation)
    else:
        await end_talks(mine, case, mediation=mediation, reason_code="side_withdrew")


async def _next_forum(mine: Turn, case: Case, *, mediation: Mediation) -> None:
    mediation.ended_at, mediation.ending = mine.at, "deadlock"
    await mine.db.flush()
    parties = list(await parties_of(mine.db, case.number))
    tried = await forums_tried(mine, case)
    why_not = await open_forum(mine, case, parties=parties, round_=mediation.round + 1, tried=tried)
    if why_not:
        await handle_alone(mine, case, reason_code=why_not)
