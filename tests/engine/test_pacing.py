"""A worker looks for runs when something rang, and seldom without."""

import pytest

from engine.pacing import EAGER_FOR, STILL_EAGER_FOR, Pace

SELDOM = 5.0


class Watch:
    """A clock that a test moves."""

    at = 100.0

    def __call__(self) -> float:
        """Say the time."""
        return self.at


@pytest.fixture
def watch() -> Watch:
    """A clock."""
    return Watch()


@pytest.fixture
def pace(watch: Watch) -> Pace:
    """A pace that has looked just now."""
    pace = Pace(seldom=SELDOM, clock=watch)
    assert pace.looks()
    return pace


def test_looks_seldom_while_nothing_rings(pace: Pace, watch: Watch) -> None:
    """Runs of schedules, and of a relay in another process, are found then."""
    watch.at += SELDOM - 0.1
    assert not pace.looks()
    watch.at += 0.1
    assert pace.looks()
    assert not pace.looks()


def test_looks_at_each_beat_after_a_ring(pace: Pace, watch: Watch) -> None:
    """What was rung for comes within a moment; if it does not, the server is busy enough."""
    pace.rang()
    assert pace.looks()
    assert pace.looks()
    watch.at += EAGER_FOR
    assert not pace.looks()


def test_looks_a_little_longer_once_a_run_was_found(pace: Pace, watch: Watch) -> None:
    """The run of another wave may follow; finding one never makes it look longer."""
    pace.rang()
    pace.found()
    assert pace.looks()
    watch.at += STILL_EAGER_FOR
    assert not pace.looks()
    pace.found()
    assert not pace.looks()
