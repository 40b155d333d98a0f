"""Days and hours that people keep: for everybody, for some villages, for some faiths."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.clock import wita_date
from models.regency_folder import FOLDERS, read_regency
from models.views import Slot
from policies.balinese import is_galungan, is_kuningan
from policies.meetings import propose_slot
from policies.observances import Concerned, why_not_at, why_not_on
from policies.workdays import national_holidays, ramadan
from tests.policies.situations import CALENDAR, GELGEL, KAMASAN, PED, wita

KLUNGKUNG = read_regency(FOLDERS / "klungkung").calendar
TWO_HOURS, A_DAY = timedelta(hours=2), timedelta(days=1)
NYEPI = {  # published
    2018: "2018-03-17",
    2019: "2019-03-07",
    2020: "2020-03-25",
    2021: "2021-03-14",
    2022: "2022-03-03",
    2023: "2023-03-22",
    2024: "2024-03-11",
    2025: "2025-03-29",
    2026: "2026-03-19",
}


def from_(day: str, hour: int) -> Slot:
    """Two hours."""
    return Slot(wita(day, hour), wita(day, hour) + TWO_HOURS)


@pytest.mark.parametrize("year", NYEPI)
def test_keeps_nyepi_and_the_days_around_it(year: int) -> None:
    """Whoever is concerned, and whatever the offices' calendar switches off."""
    bare = CALENDAR.model_copy(update={"holy_days": {}, "national_holidays": False})
    day = date.fromisoformat(NYEPI[year])
    for kept in (day - A_DAY, day, day + A_DAY):
        assert why_not_on(kept, calendar=bare)


def test_keeps_a_piodalan_for_its_own_villages_only() -> None:
    """Buda Cemeng Kelawu and the two days after it, every 210 days, in Ped and not in Gelgel."""
    from_here = date(2025, 1, 1)
    begins = next(day for n in range(210) if _of_ped(day := from_here + n * A_DAY))
    for n in (0, 1, 3):  # the third falls on the eve of Nyepi
        assert all(_of_ped(begins + (210 * n + after) * A_DAY) for after in range(3))
        assert not _of_ped(begins + (210 * n + 3) * A_DAY)
    assert begins == date(2025, 1, 22)  # as published
    here = Concerned(villages=frozenset({KAMASAN}))
    assert why_not_on(date(2026, 11, 25), calendar=CALENDAR, concerned=here) is None


def _of_ped(day: date) -> bool:
    concerned = Concerned(villages=frozenset({PED}))
    alone = CALENDAR.model_copy(update={"national_holidays": False})
    said = why_not_on(day, calendar=alone, concerned=concerned)
    return said is not None and "Ped" in said["en"]


def test_keeps_a_dated_piodalan() -> None:
    """One that follows the moon is written with its dates."""
    concerned = Concerned(villages=frozenset({GELGEL}))
    assert why_not_on(date(2026, 11, 25), calendar=CALENDAR, concerned=concerned)
    assert why_not_on(date(2026, 11, 26), calendar=CALENDAR, concerned=concerned) is None
    begins = wita("2026-11-23", 10)
    slot = propose_slot(
        begins, deadline=begins + 30 * A_DAY, calendar=CALENDAR, concerned=concerned
    )
    assert slot.starts_at == wita("2026-11-26", 9)


@pytest.mark.parametrize(
    ("slot", "faiths", "kept"),
    [
        (from_("2026-11-27", 12), {"hindu"}, True),  # Friday midday: everybody
        (from_("2026-11-26", 12), {"islam"}, False),
        (from_("2026-03-05", 18), {"hindu", "islam"}, True),  # in Ramadan
        (from_("2026-03-05", 18), {"hindu"}, False),
        (from_("2026-03-05", 14), {"islam"}, False),
        (from_("2026-11-26", 18), {"islam"}, False),  # not in Ramadan
        (from_("2026-11-29", 9), {"catholic"}, True),  # Sunday morning
        (from_("2026-11-29", 9), {"hindu"}, False),
        (from_("2026-11-29", 14), {"protestant"}, False),
    ],
)
def test_keeps_hours_of_worship_where_they_matter(
    slot: Slot,
    faiths: set[str],
    kept: bool,  # noqa: FBT001 - a table's column
) -> None:
    """Friday midday, the evenings of Ramadan, Sunday mornings."""
    concerned = Concerned(faiths=frozenset(faiths))
    assert (why_not_at(slot, calendar=CALENDAR, concerned=concerned) is not None) == kept


def test_knows_ramadan_by_idulfitri() -> None:
    """Idulfitri of 2026 was on 21 March: the month before it, and neither later nor earlier."""
    assert not ramadan(date(2026, 2, 18))
    assert all(ramadan(date(2026, 2, 19) + n * A_DAY) for n in range(30))
    assert not ramadan(date(2026, 3, 21))


@given(st.integers(0, 13 * 365 * 24), st.sampled_from([GELGEL, PED, KAMASAN]))
def test_never_proposes_a_holy_day_from_2018_to_2030(hour: int, village: str) -> None:
    """Asked at any hour of thirteen years: never Nyepi, Galungan, Kuningan or days around them."""
    begins = wita("2018-01-01") + timedelta(hours=hour)
    concerned = Concerned(villages=frozenset({village}), faiths=frozenset({"islam"}))
    slot = propose_slot(
        begins, deadline=begins + 90 * A_DAY, calendar=KLUNGKUNG, concerned=concerned
    )
    day = wita_date(slot.starts_at)
    around = [day - A_DAY, day, day + A_DAY]
    assert not any(is_galungan(one) for one in around)
    assert not is_kuningan(day)
    assert not any("Silence" in national_holidays(d.year).get(d, {}).get("en", "") for d in around)
    assert why_not_at(slot, calendar=KLUNGKUNG, concerned=concerned) is None
