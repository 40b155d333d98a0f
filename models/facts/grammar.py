"""All facts by name, and which of them start a flow."""

from collections.abc import Mapping

from models.facts import assignment, bars, clock, danger, ending, house, intake, talks
from models.facts.base import Fact

ROOMS = (intake, assignment, talks, ending, danger, bars, clock, house)

FACTS: dict[str, type[Fact]] = {
    kind.name: kind
    for room in ROOMS
    for kind in vars(room).values()
    if isinstance(kind, type) and issubclass(kind, Fact) and kind is not Fact
}
STARTS: dict[str, str] = {name: kind.flow for name, kind in FACTS.items() if kind.flow}


def causes_of(flow: str) -> frozenset[str]:
    """Name the facts that start a flow, by the flow's Prefect name."""
    return frozenset(name for name, started in STARTS.items() if started == flow)


def parsed(name: str, body: Mapping[str, object]) -> Fact:
    """Read a stored body as today's fact of that name; fields only ever gained defaults."""
    return FACTS[name].model_validate(body)
