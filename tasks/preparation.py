"""Prepare cases that an agency accepted: what to find out, and who might mediate."""

from models.facts.assignment import CasePrepared
from models.status import Status
from models.views import Approach
from policies.preparation import questions_for
from tasks.panels import ask_to_calm, candidates
from tasks.telling import tell_next_step
from tasks.turn import superseded, turn
from tasks.wrapping import task

FLOW = "prepare-cases"


@task
async def prepare_handling(cases: list[str]) -> list[str]:
    """Begin first handling of each accepted case."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            if one.case.stands is not Status.ASSIGNED or await superseded(mine, one):
                await mine.overtaken(one)
                continue
            situation = one.case.situation()
            mine.record(
                one.case,
                CasePrepared(
                    questions=questions_for(situation),
                    candidates=candidates(mine, one.case),
                    rule_set=mine.rules.content_hash,
                ),
            )
            if one.case.approach == Approach.FIGURES:
                ask_to_calm(mine, one.case)
            await tell_next_step(mine, one.case)
            await mine.done(one)
    return mine.moved
