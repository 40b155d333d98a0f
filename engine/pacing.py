"""When a worker looks for runs: often right after its relay rang, else seldom."""

from collections.abc import Callable
from time import monotonic

LOOK_EVERY = 0.1  # seconds, while something may come at any moment
EAGER_FOR = 1.0  # seconds after a ring; a run is there after a fifth of it, on a quiet system
STILL_EAGER_FOR = 0.3  # seconds after one was found: another wave's may follow


class Pace:
    """Says at each beat of a worker whether to ask the server now; a relay's thread may ring.

    ``seldom`` is how many seconds pass without a ring: schedules and other relays make runs, too.
    """

    def __init__(self, *, seldom: float, clock: Callable[[], float] = monotonic) -> None:
        self._seldom, self._clock = seldom, clock
        self._eager_until = self._look_at = 0.0

    def rang(self) -> None:
        """Note that runs may come at any moment."""
        self._eager_until = self._clock() + EAGER_FOR

    def found(self) -> None:
        """Note that what was rung for came."""
        self._eager_until = min(self._eager_until, self._clock() + STILL_EAGER_FOR)

    def looks(self) -> bool:
        """Whether to look now."""
        at = self._clock()
        if self._eager_until <= at < self._look_at:
            return False
        self._look_at = at + self._seldom
        return True
