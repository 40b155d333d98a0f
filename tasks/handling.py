"""Follow handling: hand the case to the category's own lead, or ask for its closure."""

from models.cases import Case
from models.facts.danger import CaseCalmed
from models.facts.ending import HandlingFinished
from models.status import Status
from models.views import Colour
from policies.assignment import choose_agency
from tasks.assignment import give
from tasks.closure import ask_closure
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "follow-handling"
CALM = 1


@task
async def follow_handling(cases: list[str]) -> list[str]:
    """Act on what each agency says that it did."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            finished = one.fact
            if one.case.stands is not Status.IN_HANDLING or not isinstance(
                finished, HandlingFinished
            ):
                await mine.overtaken(one)
                continue
            if one.case.follow_up and not one.case.sealed:
                await _hand_on(mine, one.case)
            else:
                await ask_closure(mine, one.case, outcome=finished.result_code)
            await mine.done(one)
    return mine.moved


async def _hand_on(mine: Turn, case: Case) -> None:
    """The danger is over: the category's own lead takes up what caused it."""
    case.stage, case.colour = CALM, Colour.YELLOW
    mine.record(case, CaseCalmed(colour=Colour.YELLOW, stage=CALM))
    choice = choose_agency(case.situation(), regency=mine.rules)
    await give(mine, case, choice, because="calm")
