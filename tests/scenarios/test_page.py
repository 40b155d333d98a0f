"""Nothing that can happen to a case is left untold."""

from models.facts.grammar import FACTS
from tests.scenarios.page import PORTAL, groups, told


def test_tells_every_fact_in_a_scenario() -> None:
    """A new fact needs its scenario; one that an act can say again leaves the exceptions."""
    assert FACTS.keys() - told() == PORTAL
    assert told() <= FACTS.keys()


def test_says_what_happens_in_every_scenario() -> None:
    """Each has sentences that an official can read."""
    scenarios = [one for group in groups() for one in group.scenarios]
    assert len(scenarios) > 40
    assert all(one.story.startswith("Ketika ") and one.facts for one in scenarios)
