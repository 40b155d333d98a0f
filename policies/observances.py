"""Which days and hours people keep free, whoever asks. Pure: facts in, decision out.

Nyepi, Galungan and Kuningan with the days around them are kept by everybody, piodalan by the
villages that hold them, hours of worship where somebody of that faith is to come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kit.clock import WITA
from models.observances import Calendar, Piodalan, QuietHours
from models.regency import Figure
from models.views import CaseSituation, PartyView, Slot
from policies.balinese import number_of, pawukon
from policies.workdays import holy_days, national_holidays, ramadan

Reason = dict[str, str]
KEPT = ("pengerupukan", "nyepi", "ngembak_geni", "galungan", "kuningan")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a meeting is for: codes of their villages, and their faiths."""

    villages: frozenset[str] = frozenset()
    faiths: frozenset[str] = frozenset()


NOBODY = Concerned()


def concerned_by(
    case: CaseSituation, *, parties: Iterable[PartyView], figures: Iterable[Figure]
) -> Concerned:
    """Gather whose villages and faiths a meeting on a case concerns."""
    sides = list(parties)
    faiths: list[str | None] = [side.faith for side in sides]
    faiths += [figure.faith for figure in figures]
    return Concerned(
        villages=frozenset({case.village, *case.other_villages, *(side.village for side in sides)}),
        faiths=frozenset(faith for faith in faiths if faith),
    )


def why_not_on(day: date, *, calendar: Calendar, concerned: Concerned = NOBODY) -> Reason | None:
    """Say why nobody may be asked to meet on a day, by language; None if they may.

    A weekend is no reason: a person may choose it where it suits the sides.
    """
    for word in KEPT:
        if day in holy_days(word, day.year):
            return holy_days(word, day.year)[day]
    if calendar.national_holidays and day in national_holidays(day.year):
        return national_holidays(day.year)[day]
    for free in calendar.regional_holidays:
        if free.day == day:
            return free.name
    held = (one for one in calendar.piodalan if concerned.villages & set(one.villages))
    return next((one.name for one in held if _falls_on(one, day)), None)


def why_not_at(slot: Slot, *, calendar: Calendar, concerned: Concerned = NOBODY) -> Reason | None:
    """Say why nobody may be asked to meet in these hours, by language; None if they may."""
    first = slot.starts_at.astimezone(WITA).date()
    last = (slot.ends_at - timedelta(microseconds=1)).astimezone(WITA).date()
    for day in {first, last}:
        reason = why_not_on(day, calendar=calendar, concerned=concerned)
        reason = reason or _quiet(slot, day, calendar=calendar, concerned=concerned)
        if reason:
            return reason
    return None


def _quiet(slot: Slot, day: date, *, calendar: Calendar, concerned: Concerned) -> Reason | None:
    kept = (one for one in calendar.quiet_hours if _is_kept(one, day, concerned.faiths))
    return next((one.name for one in kept if _overlaps(one, slot, day)), None)


def _is_kept(hours: QuietHours, day: date, faiths: Iterable[str]) -> bool:
    if hours.weekday is not None and hours.weekday != day.weekday():
        return False
    if hours.faiths and not set(hours.faiths) & set(faiths):
        return False
    return hours.season is None or ramadan(day)


def _overlaps(hours: QuietHours, slot: Slot, day: date) -> bool:
    begins = datetime.combine(day, hours.begins, WITA)
    ends = datetime.combine(day, hours.ends, WITA)
    return slot.starts_at < ends and begins < slot.ends_at


def _falls_on(temple: Piodalan, day: date) -> bool:
    return any(_begins_on(temple, day - after * A_DAY) for after in range(temple.days))


def _begins_on(temple: Piodalan, day: date) -> bool:
    if temple.day and temple.wuku:
        return pawukon(day).number == number_of(temple.day, temple.wuku)
    return day in temple.dates


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day that people keep; ``villages`` are those that keep it, none for everybody."""

    day: date
    name: Reason
    villages: tuple[str, ...] = ()


def days_ahead(first: date, days: int, *, calendar: Calendar) -> tuple[Ahead, ...]:
    """List the days that people keep from a day on: holy days, holidays, days of temples."""
    found: list[Ahead] = []
    for day in (first + after * A_DAY for after in range(days)):
        name = why_not_on(day, calendar=calendar)
        found += [Ahead(day, name)] if name else []
        found += [
            Ahead(day, one.name, one.villages) for one in calendar.piodalan if _begins_on(one, day)
        ]
    return tuple(found)
