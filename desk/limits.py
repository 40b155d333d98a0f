"""Say a fact that no flow acts on, and stop the clocks that it stops."""

from desk.acting import Act
from models.deadlines import running
from models.facts.base import Fact
from policies.deadlines import ended_by


async def say_and_stop(act: Act, fact: Fact) -> None:
    """Say a fact of the case; whoever owed it owes it no more."""
    act.say(fact)
    kinds = {rule.kind for rule in ended_by(fact.name, deadlines=act.rules.deadlines)}
    for row in (await running(act.db, [act.case.number])).get(act.case.number, []):
        if row.kind in kinds:
            row.met_at = act.at
