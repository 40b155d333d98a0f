"""Prefect's server looks for its app once, however many clients its actions build."""

from collections.abc import Callable

import prefect.logging.configuration as logs
import pytest
from prefect.server.api import server
from prefect.server.api.clients import OrchestrationClient

from engine import prefect_serving


def two_clients() -> None:
    """What two actions of automations build."""
    for _ in range(2):
        OrchestrationClient()


@pytest.fixture
def set_ups(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """An entry for each time that logging is set up, in a server that acts twice."""
    times: list[None] = []
    monkeypatch.setattr(logs, "setup_logging", lambda: times.append(None))
    monkeypatch.setattr(server, "create_app", server.create_app)  # put back what serve() replaces
    monkeypatch.setattr(prefect_serving, "app", two_clients)
    monkeypatch.setattr("sys.argv", [])
    return times


@pytest.mark.parametrize(
    ("run", "times"), [(two_clients, 2), (prefect_serving.serve, 1)], ids=["stock", "ours"]
)
def test_sets_up_logging(run: Callable[[], None], times: int, set_ups: list[None]) -> None:
    """It does so for each client of a stock server, and once in ours."""
    run()
    assert len(set_ups) == times
