"""The working-day clock, in WITA: which days the offices of a regency work, and when.

Weekends, national holidays with their collective leave, the holy days that the
regency's calendar switches on and its own holidays are not worked. Instants go
in and out as aware datetimes, those that come out in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from kit.clock import WITA, wita_date
from models.observances import Calendar
from policies.balinese import CYCLE, GALUNGAN, KUNINGAN, days_of, number_of

Name = dict[str, str]  # by language, "id" and "en"
DAY = timedelta(days=1)
NYEPI = "Day of Silence"
IDULFITRI = frozenset({"Eid al-Fitr", "Eid al-Fitr (estimated)"})
FASTING = 30  # days; the month has 29 or 30
WEEKEND = {"id": "akhir pekan", "en": "weekend"}
HOLY_DAYS: dict[str, dict[int, Name]] = {
    "pengerupukan": {-1: {"id": "Pengerupukan", "en": "Pengerupukan, the eve of Nyepi"}},
    "nyepi": {0: {"id": "Hari Suci Nyepi", "en": "Nyepi, the Day of Silence"}},
    "ngembak_geni": {1: {"id": "Ngembak Geni", "en": "Ngembak Geni, the day after Nyepi"}},
    "galungan": {
        -1: {"id": "Penampahan Galungan", "en": "Penampahan, the eve of Galungan"},
        0: {"id": "Hari Raya Galungan", "en": "Galungan"},
        1: {"id": "Umanis Galungan", "en": "Umanis, the day after Galungan"},
    },
    "kuningan": {0: {"id": "Hari Raya Kuningan", "en": "Kuningan"}},
    "saraswati": {0: {"id": "Hari Raya Saraswati", "en": "Saraswati"}},
    "pagerwesi": {0: {"id": "Hari Raya Pagerwesi", "en": "Pagerwesi"}},
}
PAWUKON = {
    "galungan": GALUNGAN,
    "kuningan": KUNINGAN,
    "saraswati": number_of("Saniscara", "Watugunung"),
    "pagerwesi": number_of("Buda", "Sinta"),
}


class UnknownHolyDay(ValueError):
    """A calendar switches on a holy day that nobody knows how to compute."""

    def __init__(self, word: str) -> None:
        """Name it, and those that are known."""
        super().__init__(f"{word}: no such holy day, known are {', '.join(HOLY_DAYS)}")


@lru_cache(maxsize=256)
def national_holidays(year: int) -> Mapping[date, Name]:
    """The public holidays and collective leave (cuti bersama) of a year, with their names."""
    indonesian, english = (_published(year, language) for language in ("id", "en_US"))
    return {day: {"id": name, "en": english[day]} for day, name in indonesian.items()}


@lru_cache(maxsize=1024)
def holy_days(word: str, year: int) -> Mapping[date, Name]:
    """The dates of a year that a holy day's word stands for, with their names.

    Galungan brings the day before and after. Nyepi and the days around it are read
    from the published holidays, since Nyepi follows the moon.
    """
    if word not in HOLY_DAYS:
        raise UnknownHolyDay(word)
    return {
        day: name for after, name in HOLY_DAYS[word].items() for day in _dates(word, after, year)
    }


def ramadan(day: date) -> bool:
    """Tell whether a day lies in the thirty before Idulfitri, as published or estimated."""
    return any(_is_idulfitri(eve) for eve in (day + after * DAY for after in range(1, FASTING + 1)))


def _is_idulfitri(day: date) -> bool:
    said = national_holidays(day.year).get(day)
    return said is not None and not IDULFITRI.isdisjoint(said["en"].split("; "))


def why_free(day: date, *, calendar: Calendar) -> Name | None:
    """Say why a day is not worked, by language; None if it is."""
    if calendar.national_holidays and day in national_holidays(day.year):
        return national_holidays(day.year)[day]
    for word, counts in calendar.holy_days.items():
        if counts and day in holy_days(word, day.year):
            return holy_days(word, day.year)[day]
    regional = next((free.name for free in calendar.regional_holidays if free.day == day), None)
    return regional or (WEEKEND if day.weekday() in calendar.weekend else None)


def is_worked(day: date, *, calendar: Calendar) -> bool:
    """Tell whether the offices work on a day."""
    return why_free(day, calendar=calendar) is None


def next_worked(day: date, *, calendar: Calendar, step: int = 1) -> date:
    """The first worked day after a day, or before it with ``step=-1``."""
    day += step * DAY
    while not is_worked(day, calendar=calendar):
        day += step * DAY
    return day


def add_working_days(at: datetime, days: int, *, calendar: Calendar) -> datetime:
    """The closing hour of the n-th worked day after an instant's day, which itself doesn't count.

    Counted backwards (``days`` below zero) it is the opening hour of the n-th worked day before.
    """
    day, step = wita_date(at), 1 if days > 0 else -1
    for _ in range(abs(days)):
        day = next_worked(day, calendar=calendar, step=step)
    hours = calendar.office_hours
    return _instant(day, hours.closes if days > 0 else hours.opens) if days else at


def add_working_time(at: datetime, length: timedelta, *, calendar: Calendar) -> datetime:
    """The instant at which so much office time has passed since another one.

    ``length`` of zero or less gives the instant itself, within office hours or not.
    """
    while length > timedelta(0):
        shift = _shift_from(at, calendar=calendar)
        if shift.lasts >= length:
            return shift.begins + length
        length -= shift.lasts
        at = shift.ends
    return at.astimezone(UTC)


def working_time(begins: datetime, ends: datetime, *, calendar: Calendar) -> timedelta:
    """How much office time lies between two instants; none if they are the wrong way round."""
    passed = timedelta(0)
    while begins < ends:
        shift = _shift_from(begins, calendar=calendar)
        passed += max(timedelta(0), min(shift.ends, ends) - shift.begins)
        begins = shift.ends
    return passed


@dataclass(frozen=True, slots=True)
class _Shift:
    """What is left of a worked day."""

    begins: datetime
    ends: datetime

    @property
    def lasts(self) -> timedelta:
        return self.ends - self.begins


def _shift_from(at: datetime, *, calendar: Calendar) -> _Shift:
    """The office hours that run at an instant, or the next that will."""
    hours, day = calendar.office_hours, wita_date(at)
    if not is_worked(day, calendar=calendar) or at >= _instant(day, hours.closes):
        day = next_worked(day, calendar=calendar)
    opens = _instant(day, hours.opens)
    return _Shift(max(opens, at.astimezone(UTC)), _instant(day, hours.closes))


def _instant(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, WITA).astimezone(UTC)


def _dates(word: str, after: int, year: int) -> tuple[date, ...]:
    if word in PAWUKON:
        return days_of((PAWUKON[word] + after) % CYCLE, year)
    names = national_holidays(year).items()
    return tuple(day + after * DAY for day, name in names if NYEPI in name["en"].split("; "))


def _published(year: int, language: str) -> dict[date, str]:
    import holidays  # noqa: PLC0415 - 0.2 s that only those who count days should pay

    kinds = ("public", "government")
    return dict(holidays.country_holidays("ID", years=year, categories=kinds, language=language))
