"""Who is woken, where and when; and by which rung."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kit.clock import WITA
from models.duty import Alarm, Edition
from models.regency import Regency
from models.regency_folder import FOLDERS, read_regency
from policies.duty import alarm_now, edition_at, first_rung, ladder_at, may_answer, shift_at

PED, TUSAN = "51.05.01.2010", "51.05.02.2004"
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=WITA)
NYEPI_NIGHT = datetime(2027, 3, 9, 2, 0, tzinfo=WITA)


@pytest.fixture(scope="module")
def rules() -> Regency:
    """Klungkung, as its folder describes it."""
    return read_regency(Path(FOLDERS / "klungkung"))


def codes(rules: Regency, at: datetime, village: str = PED) -> list[list[str]]:
    """The ladder by codes."""
    alarm = Alarm(village, sealed=False, raised_at=at)
    return [[post.code for post in row] for row in ladder_at(at, alarm, rules=rules)]


def test_nyepi_lasts_from_six_to_six() -> None:
    """At 02.00 of the next day it is still Nyepi; at 02.00 of the day itself not yet."""
    editions = [edition_at(NYEPI_NIGHT + timedelta(hours=hours)) for hours in (-24, -20, 0, 3, 5)]
    o, n = Edition.ORDINARY, Edition.NYEPI
    assert editions == [o, n, n, n, o]


def test_each_kecamatan_wakes_its_own_posts_first(rules: Regency) -> None:
    """Nusa Penida's own stand on its first rung, by day, by night and on Nyepi."""
    for at in (NIGHT, NIGHT + timedelta(hours=8), NYEPI_NIGHT):
        assert codes(rules, at)[0][0] == "POLSEK-51.05.01"
        assert codes(rules, at, TUSAN)[0][0] == "POLSEK-51.05.02"
    assert "NP-KORAMIL" in codes(rules, NIGHT)[0]
    assert not any("51.05.01" in code for row in codes(rules, NIGHT, TUSAN) for code in row)


def test_offices_stand_by_in_office_hours_only(rules: Regency) -> None:
    """The camat's desk is woken on a working morning, not at night and not on a Sunday."""
    desk = "PIKET-CAMAT-51.05.02"
    assert desk in codes(rules, NIGHT + timedelta(hours=8), TUSAN)[0]
    assert desk not in codes(rules, NIGHT, TUSAN)[0]
    assert desk not in codes(rules, datetime(2026, 11, 22, 10, tzinfo=WITA), TUSAN)[0]


@pytest.mark.parametrize("hour", range(24))
def test_somebody_is_there_at_every_hour_everywhere(rules: Regency, hour: int) -> None:
    """All five rungs have somebody, in each kecamatan, on working days, Sundays and Nyepi."""
    for day in (datetime(2026, 11, 24), datetime(2026, 11, 22), datetime(2027, 3, 8)):  # noqa: DTZ001 - WITA below
        at = day.replace(hour=hour, tzinfo=WITA)
        for kecamatan in rules.kecamatan:
            shift = shift_at(at, kecamatan=kecamatan.code, rules=rules)
            assert len(shift.rungs) == 5
            assert all(shift.rungs)


def test_climbs_at_0_5_15_30_and_60_minutes(rules: Regency) -> None:
    """Each rung once, and none after the last."""
    said, at = -1, {}
    for minute in range(120):
        alarm = Alarm(PED, sealed=False, raised_at=NIGHT, said=said)
        rung = alarm_now(alarm, at=NIGHT + timedelta(minutes=minute), rules=rules)
        if rung is not None:
            assert not rung.skipped
            at[rung.number], said = minute, rung.number
    assert at == {0: 0, 1: 5, 2: 15, 3: 30, 4: 60}


def test_a_late_alarm_wakes_those_it_passed_too(rules: Regency) -> None:
    """After an outage of half an hour one rung is said, and everybody below it is woken."""
    alarm = Alarm(PED, sealed=False, raised_at=NIGHT, said=0)
    rung = alarm_now(alarm, at=NIGHT + timedelta(minutes=31), rules=rules)
    assert rung is not None
    assert (rung.number, rung.skipped) == (3, (1, 2))
    woken = {post.code for post in rung.posts}
    assert {"POLRES-SPKT", "POLRES-KABAGOPS", "KESBANG-KEPALA"} <= woken
    assert rung.next_at == NIGHT + timedelta(minutes=60)


def test_sealed_wakes_its_two_bodies_and_nobody_else(rules: Regency) -> None:
    """At every rung: the police and the office for women and children."""
    alarm = Alarm(PED, sealed=True, raised_at=NIGHT)
    ladder = ladder_at(NIGHT, alarm, rules=rules)
    assert {post.agency for row in ladder for post in row} == {"POLRES", "DSOSPPPA"}
    told = {"KESBANG-PIKET", "POLRES-PPA"}
    assert not may_answer(alarm, post="KESBANG-PIKET", told=told, rules=rules)
    assert may_answer(alarm, post="POLRES-PPA", told=told, rules=rules)


def test_a_reprisal_wakes_police_and_secretariat_and_nobody_else(rules: Regency) -> None:
    """The nearest police post and the secretariat's desk first; each kecamatan its own."""
    for village, post in ((PED, "POLSEK-51.05.01"), (TUSAN, "POLSEK-51.05.02")):
        alarm = Alarm(village, sealed=True, raised_at=NIGHT, reprisal=True)
        ladder = ladder_at(NIGHT, alarm, rules=rules)
        assert [one.code for one in ladder[0]] == [post, "POLRES-SPKT", "KESBANG-PIKET"]
        assert {one.agency for row in ladder for one in row} == {"POLRES", "KESBANG"}
        told = {"DSOSPPPA-UPTD", "KESBANG-PIKET"}
        assert may_answer(alarm, post="KESBANG-PIKET", told=told, rules=rules)
        assert not may_answer(alarm, post="DSOSPPPA-UPTD", told=told, rules=rules)


def test_a_reporter_who_fears_the_police_is_left_to_the_secretariat(rules: Regency) -> None:
    """No police post is woken, at any rung."""
    feared = Alarm(PED, sealed=True, raised_at=NIGHT, reprisal=True, not_to_tell=("POLRES",))
    assert {one.agency for row in ladder_at(NIGHT, feared, rules=rules) for one in row} == {
        "KESBANG"
    }


def test_only_who_was_woken_may_speak(rules: Regency) -> None:
    """Neither another kecamatan's police nor a rung that is still to come."""
    alarm = Alarm(PED, sealed=False, raised_at=NIGHT)
    told = {"POLSEK-51.05.01"}
    assert may_answer(alarm, post="POLSEK-51.05.01", told=told, rules=rules)
    assert not may_answer(alarm, post="POLSEK-51.05.02", told=told, rules=rules)
    assert not may_answer(alarm, post="POLRES-KABAGOPS", told=told, rules=rules)


def test_passes_over_whom_the_reporter_fears(rules: Regency) -> None:
    """The camat of the place is not woken if the reporter says so; somebody else is."""
    fears = Alarm(PED, sealed=False, raised_at=NIGHT, not_to_tell=("CAMAT",))
    rung = first_rung(fears, rules=rules)
    assert rung is not None
    alarm = Alarm(PED, sealed=False, raised_at=NIGHT, not_to_tell=("CAMAT", "POLRES"))
    woken = {post.agency for row in ladder_at(NIGHT, alarm, rules=rules) for post in row}
    assert woken.isdisjoint({"CAMAT-51.05.01", "POLRES"})
    assert all(ladder_at(NIGHT, alarm, rules=rules))
