"""The pawukon: published dates of Galungan and Kuningan, 2018 to 2030."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.balinese import (
    GALUNGAN,
    KUNINGAN,
    WUKU,
    days_of,
    is_galungan,
    is_kuningan,
    pawukon,
)

GALUNGAN_DAYS = {
    2018: ["2018-05-30", "2018-12-26"],
    2019: ["2019-07-24"],
    2020: ["2020-02-19", "2020-09-16"],
    2021: ["2021-04-14", "2021-11-10"],
    2022: ["2022-06-08"],
    2023: ["2023-01-04", "2023-08-02"],
    2024: ["2024-02-28", "2024-09-25"],
    2025: ["2025-04-23", "2025-11-19"],
    2026: ["2026-06-17"],
    2027: ["2027-01-13", "2027-08-11"],
    2028: ["2028-03-08", "2028-10-04"],
    2029: ["2029-05-02", "2029-11-28"],
    2030: ["2030-06-26"],
}


@pytest.mark.parametrize("year", GALUNGAN_DAYS)
def test_finds_galungan_and_kuningan(year: int) -> None:
    """Each Galungan of the year, and none but these; Kuningan ten days later."""
    galungan = [date.fromisoformat(day) for day in GALUNGAN_DAYS[year]]
    assert list(days_of(GALUNGAN, year)) == galungan
    assert all(is_galungan(day) and is_kuningan(day + timedelta(days=10)) for day in galungan)


def test_knows_kuningan_across_the_new_year() -> None:
    """2019 begins with the Kuningan of the Galungan of December 2018."""
    assert days_of(KUNINGAN, 2019) == (date(2019, 1, 5), date(2019, 8, 3))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-09-25", "Buda Kliwon Dungulan"),
        ("2024-10-05", "Saniscara Kliwon Kuningan"),
        ("2025-02-08", "Saniscara Umanis Watugunung"),  # Saraswati
        ("2025-02-12", "Buda Kliwon Sinta"),  # Pagerwesi
        ("2024-07-13", "Saniscara Umanis Watugunung"),  # Saraswati, the last day of the cycle
    ],
)
def test_says_the_days_of_known_feasts(day: str, said: str) -> None:
    """Saptawara, pancawara and wuku of holy days that everybody knows."""
    assert str(pawukon(date.fromisoformat(day))) == said


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_keeps_the_week_and_the_cycle(day: date) -> None:
    """The seven-day week is the common one; after 210 days all comes again."""
    here = pawukon(day)
    assert (day.weekday() + 1) % 7 == here.number % 7
    assert pawukon(day + timedelta(days=210)) == here
    assert len(WUKU) == 30
