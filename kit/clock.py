"""The only reader of the clock.

*Case time* is what facts, deadlines and tokens are dated with. It equals machine
time, except in a demonstration, where a row in the database shifts it.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")

_shift = timedelta(0)


def now() -> datetime:
    """Case time, as an aware UTC datetime with microseconds."""
    return machine_now() + _shift


def machine_now() -> datetime:
    """Read the machine's own time, never shifted (claims, leases, back-off)."""
    return datetime.now(UTC)


def today() -> date:
    """The date of case time in WITA (UTC+8)."""
    return wita_date(now())


def wita_date(at: datetime) -> date:
    """The calendar day in WITA on which an instant falls."""
    return at.astimezone(WITA).date()


def in_wita(at: datetime) -> datetime:
    """An instant as the clocks of Bali show it."""
    return at.astimezone(WITA)


def shift_by(shift: timedelta) -> None:
    """Move case time in this process; called by a transaction of a demonstration only."""
    global _shift  # noqa: PLW0603 - the clock is the one thing of which a process has one
    _shift = shift
