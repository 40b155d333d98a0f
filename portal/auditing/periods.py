"""A period of days as an address says it: ``?dari=2026-11-01&sampai=2026-11-30``, both included."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from fastapi import Request

from kit.clock import now, wita_date
from models.exporting_periods import begins
from models.reading_audit_lists import Span

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another; None is open. ``wrong``: what was asked for is no period."""

    since: date | None = None
    until: date | None = None
    wrong: bool = False

    @property
    def span(self) -> Span:
        """As instants, in WITA."""
        return Span(
            begins(self.since) if self.since else None,
            begins(self.until + timedelta(days=1)) if self.until else None,
        )

    @property
    def query(self) -> dict[str, str]:
        """As an address says it."""
        days = {"dari": self.since, "sampai": self.until}
        return {name: day.isoformat() for name, day in days.items() if day}

    def address(self, path: str, **more: str) -> str:
        """An address with this period and more in it."""
        query = urlencode(self.query | {name: value for name, value in more.items() if value})
        return f"{path}?{query}" if query else path

    def closed(self) -> "Period":
        """The same with both ends: without them the last 30 days."""
        until = self.until or wita_date(now())
        return Period(self.since or until - MONTH, until, self.wrong)


def asked(request: Request) -> Period:
    """Read a period from an address."""
    return period_of(request.query_params.get("dari", ""), request.query_params.get("sampai", ""))


def period_of(since: str, until: str) -> Period:
    """Read a period from what was typed; what is no day, or runs backwards, is left out."""
    try:
        first = date.fromisoformat(since) if since else None
        last = date.fromisoformat(until) if until else None
    except ValueError:
        return Period(wrong=True)
    sane = all(day is None or SANE[0] <= day <= SANE[1] for day in (first, last))
    if not sane or (first and last and first > last):
        return Period(wrong=True)
    return Period(first, last)


SANE = (date(2000, 1, 1), date(2200, 1, 1))
