"""The working-day clock: it skips what is free in Klungkung, and never loses or invents time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.clock import WITA, wita_date
from models.observances import DatedDay
from policies.workdays import (
    HOLY_DAYS,
    UnknownHolyDay,
    add_working_days,
    add_working_time,
    holy_days,
    is_worked,
    next_worked,
    why_free,
    working_time,
)
from tests.policies.situations import CALENDAR, wita

HOUR = timedelta(hours=1)
YEAR_2019 = datetime(2019, 1, 1, tzinfo=UTC)
instants = st.integers(0, 9 * 365 * 24 * 60).map(lambda n: YEAR_2019 + timedelta(minutes=n))
lengths = st.timedeltas(timedelta(minutes=1), timedelta(hours=200))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-28", "weekend"),
        ("2026-08-17", "Independence Day"),
        ("2026-03-19", "Day of Silence"),
        ("2026-03-23", "Eid al-Fitr Joint Holiday"),
        ("2026-03-20", "Eid al-Fitr Joint Holiday"),
        ("2024-03-12", "Day of Silence Joint Holiday"),
        ("2026-06-17", "Galungan"),
        ("2026-06-18", "Umanis, the day after Galungan"),
        ("2027-01-12", "Penampahan, the eve of Galungan"),
        ("2024-10-05", "Kuningan"),
        ("2027-01-13", "Galungan"),
    ],
)
def test_says_why_a_day_is_free(day: str, name: str) -> None:
    """Weekends, national holidays, collective leave, and Bali's own days."""
    reason = why_free(date.fromisoformat(day), calendar=CALENDAR)
    assert reason is not None
    assert reason["en"] == name
    assert reason["id"]


@pytest.mark.parametrize("day", ["2026-11-23", "2026-06-15", "2026-03-25"])
def test_lets_an_ordinary_day_be_worked(day: str) -> None:
    """Monday, the Monday of Galungan's week, the Wednesday after the Idulfitri leave."""
    assert is_worked(date.fromisoformat(day), calendar=CALENDAR)


def test_knows_nyepi_and_the_days_around_it() -> None:
    """Published dates, and Pengerupukan and Ngembak Geni by them."""
    published = ["2018-03-17", "2020-03-25", "2022-03-03", "2024-03-11", "2026-03-19"]
    for day in map(date.fromisoformat, published):
        assert list(holy_days("nyepi", day.year)) == [day]
        assert list(holy_days("pengerupukan", day.year)) == [day - timedelta(days=1)]
        assert list(holy_days("ngembak_geni", day.year)) == [day + timedelta(days=1)]


def test_names_a_holy_day_that_it_does_not_know() -> None:
    """With those that it does."""
    with pytest.raises(UnknownHolyDay, match=r"tumpek: no such holy day, known are pengerupukan"):
        holy_days("tumpek", 2026)
    assert all(holy_days(word, 2026) for word in HOLY_DAYS)


def test_obeys_the_regency_calendar() -> None:
    """A holiday of the regency's own is free; a holy day switched off is worked."""
    own = DatedDay(day=date(2026, 4, 28), name={"id": "Hari Puputan", "en": "Puputan Day"})
    calendar = CALENDAR.model_copy(
        update={"regional_holidays": (own,), "holy_days": {"galungan": False}}
    )
    assert why_free(own.day, calendar=calendar) == own.name
    assert is_worked(date(2026, 6, 17), calendar=calendar)


@pytest.mark.parametrize(
    ("begins", "days", "due"),
    [
        (wita("2026-11-23", 10), 3, wita("2026-11-26", 16)),
        (wita("2026-11-27", 23, 59), 1, wita("2026-11-30", 16)),
        (wita("2026-11-28", 9), 1, wita("2026-11-30", 16)),
        # Galungan on Wednesday 17 June, the Islamic new year on the day before, Umanis after.
        (wita("2026-06-15", 8), 1, wita("2026-06-19", 16)),
        # From before Nyepi across Idulfitri and its leave.
        (wita("2026-03-17", 8), 2, wita("2026-03-26", 16)),
        (wita("2026-11-26", 16), -1, wita("2026-11-25", 8)),
        (wita("2026-11-26", 16), 0, wita("2026-11-26", 16)),
    ],
)
def test_counts_working_days(begins: datetime, days: int, due: datetime) -> None:
    """The first day doesn't count, the last ends with the office; backwards it opens with it."""
    assert add_working_days(begins, days, calendar=CALENDAR) == due


def test_takes_the_day_in_wita() -> None:
    """17:00 UTC on Thursday is Friday in Klungkung."""
    late = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    assert add_working_days(late, 1, calendar=CALENDAR) == wita("2026-11-30", 16)


@pytest.mark.parametrize(
    ("begins", "hours", "ends"),
    [
        (wita("2026-11-23", 10), 4, wita("2026-11-23", 14)),
        (wita("2026-11-23", 14), 4, wita("2026-11-24", 10)),
        (wita("2026-11-27", 15), 2, wita("2026-11-30", 9)),
        (wita("2026-11-28", 3), 8, wita("2026-11-30", 16)),
        (wita("2026-11-23", 6), 1, wita("2026-11-23", 9)),
    ],
)
def test_counts_office_hours(begins: datetime, hours: int, ends: datetime) -> None:
    """08 to 16, over nights and weekends."""
    assert add_working_time(begins, hours * HOUR, calendar=CALENDAR) == ends


@given(instants, st.integers(1, 30))
def test_counts_just_as_many_worked_days(at: datetime, days: int) -> None:
    """Whatever the day: n worked days lie after its day, up to the due day, which is one."""
    due = add_working_days(at, days, calendar=CALENDAR)
    first, last = wita_date(at), wita_date(due)
    between = [first + timedelta(days=i) for i in range(1, (last - first).days + 1)]
    assert sum(is_worked(day, calendar=CALENDAR) for day in between) == days
    assert is_worked(last, calendar=CALENDAR)
    assert due.astimezone(WITA).time() == time(16)


@given(instants, lengths)
def test_adds_as_much_office_time_as_it_then_measures(at: datetime, length: timedelta) -> None:
    """Adding and measuring are each other's inverse, down to the microsecond."""
    due = add_working_time(at, length, calendar=CALENDAR)
    assert working_time(at, due, calendar=CALENDAR) == length


@given(instants, lengths, lengths)
def test_adds_in_two_steps_what_it_adds_in_one(
    at: datetime, first: timedelta, second: timedelta
) -> None:
    """And so never goes backwards."""
    halfway = add_working_time(at, first, calendar=CALENDAR)
    twice = add_working_time(halfway, second, calendar=CALENDAR)
    assert twice == add_working_time(at, first + second, calendar=CALENDAR)
    assert at < halfway < twice


@given(instants)
def test_measures_nothing_backwards(at: datetime) -> None:
    """Two instants the wrong way round have no time between them."""
    assert working_time(at, at - HOUR, calendar=CALENDAR) == timedelta(0)
    assert add_working_time(at, timedelta(0), calendar=CALENDAR) == at


def test_steps_over_free_days_both_ways() -> None:
    """Friday's next is Monday, and back."""
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert next_worked(friday, calendar=CALENDAR) == monday
    assert next_worked(monday, calendar=CALENDAR, step=-1) == friday
