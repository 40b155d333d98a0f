"""How often somebody may try: per address of the network, and per thing that is tried.

Addresses are counted by a keyed hash whose key lives as long as the process, and are written
nowhere. Counters are in this process unless ``RUKUN_PORTAL_COUNTERS`` names a Redis.
"""

import hashlib
import hmac
import secrets
from functools import cache

from fastapi import Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from kit.settings import settings

IN_MEMORY = "memory://"
_KEY = secrets.token_bytes(32)


class TooMany(Exception):
    """Somebody tried too often; ``minutes`` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"wait {minutes} minutes")
        self.minutes = minutes


SIGN_IN = (parse("10 per 15 minutes"), parse("60 per day"))
TRACK = (parse("10 per 15 minutes"), parse("50 per day"))
REPORT = (parse("12 per hour"),)
RECOVER = (parse("5 per hour"),)
FROM_ONE_PLACE = (parse("60 per 15 minutes"),)  # a village shares an address


async def count(kind: str, what: str, limits: tuple[RateLimitItem, ...]) -> None:
    """Count a try at something; raises ``TooMany`` once there were too many."""
    for limit in limits:
        if not await _limiter().hit(limit, kind, _hidden(what)):
            raise TooMany(max(1, limit.get_expiry() // 60))


async def count_place(kind: str, request: Request) -> None:
    """Count a try from a place of the network."""
    place = request.client.host if request.client else "-"
    await count(f"{kind}-place", place, FROM_ONE_PLACE)


async def forgive(kind: str, what: str, limits: tuple[RateLimitItem, ...]) -> None:
    """Forget the tries at something, once one was right."""
    for limit in limits:
        await _limiter().clear(limit, kind, _hidden(what))


def _hidden(what: str) -> str:
    return hmac.new(_KEY, what.encode(), hashlib.sha256).hexdigest()


class Memory(MemoryStorage):
    """Counters in this process, which may be forgotten while old ones are swept out.

    The library's own ``clear`` takes a counter away under the feet of its sweep, which then ends
    with a ``KeyError`` that nobody retrieves. One that is only emptied is swept like any other.
    """

    async def clear(self, key: str) -> None:
        """Forget the tries of a key."""
        if key in self.events:
            self.events[key] = []


@cache
def _limiter() -> MovingWindowRateLimiter:
    counters = settings().portal_counters
    if counters == IN_MEMORY:
        return MovingWindowRateLimiter(Memory())
    return MovingWindowRateLimiter(storage_from_string(f"async+{counters}"))
