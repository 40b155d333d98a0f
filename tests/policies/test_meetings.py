"""Hours of meetings: on days when people may come, when no figure sits elsewhere."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.clock import WITA, wita_date
from models.views import Slot
from policies.meetings import NoSlot, may_meet, propose_slot
from policies.workdays import is_worked
from tests.policies.situations import CALENDAR, wita

MONDAY = wita("2026-11-23", 10)
A_MONTH = timedelta(days=30)


def propose(begins: datetime, *busy: Slot) -> Slot:
    """The hours within a month."""
    return propose_slot(begins, deadline=begins + A_MONTH, calendar=CALENDAR, busy=busy)


def test_takes_the_first_morning_after_the_notice() -> None:
    """Two working days between invitation and meeting, an hour after the office opens."""
    assert propose(MONDAY) == Slot(wita("2026-11-25", 9), wita("2026-11-25", 11))


def test_moves_on_past_the_hours_that_a_figure_is_taken() -> None:
    """To the next free hours of the day, over midday, then to the next day."""
    morning = Slot(wita("2026-11-25", 8), wita("2026-11-25", 10))
    assert propose(MONDAY, morning).starts_at == wita("2026-11-25", 10)
    until_noon = Slot(wita("2026-11-25", 8), wita("2026-11-25", 12))
    assert propose(MONDAY, until_noon).starts_at == wita("2026-11-25", 13)
    all_day = Slot(wita("2026-11-25", 8), wita("2026-11-25", 16))
    assert propose(MONDAY, all_day).starts_at == wita("2026-11-26", 9)


def test_keeps_friday_midday_free() -> None:
    """Nothing from 11:00 to 13:30, when men are at the mosque."""
    wednesday = wita("2026-11-25", 10)
    taken = Slot(wita("2026-11-27", 8), wita("2026-11-27", 9, 30))
    assert propose(wednesday, taken) == Slot(wita("2026-11-27", 13, 30), wita("2026-11-27", 15, 30))


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-28",  # Saturday
        "2026-08-17",  # Independence Day
        "2026-03-18",  # Pengerupukan
        "2026-03-19",  # Nyepi
        "2026-03-20",  # Ngembak Geni
        "2026-06-16",  # Penampahan, and the Islamic new year
        "2026-06-17",  # Galungan
        "2026-06-18",  # Umanis
        "2024-10-05",  # Kuningan
    ],
)
def test_never_meets_on_a_free_or_holy_day(day: str) -> None:
    """Holy days stay free though the offices' calendar has them switched off."""
    bare = CALENDAR.model_copy(update={"holy_days": {}})
    for calendar in (CALENDAR, bare):
        assert not may_meet(date.fromisoformat(day), calendar=calendar)


def test_says_that_there_are_no_hours_before_the_limit() -> None:
    """Over Nyepi and Idulfitri two weeks pass; the sentence says what to do."""
    begins, limit = wita("2026-03-16", 10), wita("2026-03-25", 8)
    with pytest.raises(NoSlot, match="until 2026-03-25 suit every figure; extend"):
        propose_slot(begins, deadline=limit, calendar=CALENDAR)


def test_meets_without_notice_where_asked() -> None:
    """Talks that go on the same day, never before the instant of asking."""
    slot = propose_slot(MONDAY, deadline=MONDAY + A_MONTH, calendar=CALENDAR, notice=0)
    assert slot.starts_at == wita("2026-11-23", 10)


instants = st.integers(0, 4 * 365 * 24).map(lambda n: wita("2024-01-01") + timedelta(hours=n))
stretches = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 9)), max_size=12)


@given(instants, stretches)
def test_suits_everybody_whenever_it_is_asked(
    begins: datetime, taken: list[tuple[int, int]]
) -> None:
    """Worked, not holy, in office hours, not on Friday midday, after notice, in nobody's way."""
    hour = timedelta(hours=1)
    busy = [Slot(begins + a * hour, begins + (a + n) * hour) for a, n in taken]
    slot = propose_slot(begins, deadline=begins + 3 * A_MONTH, calendar=CALENDAR, busy=busy)
    day = wita_date(slot.starts_at)
    here, ends = slot.starts_at.astimezone(WITA), slot.ends_at.astimezone(WITA)
    assert is_worked(day, calendar=CALENDAR)
    assert may_meet(day, calendar=CALENDAR)
    assert time(9) <= here.time() < ends.time() <= time(16)
    assert day.weekday() != 4 or ends.time() <= time(11) or here.time() >= time(13, 30)
    assert day >= wita_date(begins) + timedelta(days=2)
    assert not any(slot.starts_at < one.ends_at and one.starts_at < slot.ends_at for one in busy)
