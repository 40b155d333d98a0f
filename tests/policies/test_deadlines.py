"""Deadlines: due when the rule says, moved by what doesn't count, climbed one rung at a time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.limits import Pause, Span, Unit
from models.regency_folder import FOLDERS, read_regency
from models.views import Colour, Slot
from policies.deadlines import (
    Rung,
    checks_on,
    due_after_stop,
    due_at,
    ended_by,
    ladder,
    pause_ends,
    rung_now,
    started_by,
)
from tests.policies.situations import CALENDAR, a_case, a_rule, wita

MONDAY = wita("2026-11-23", 10)
RUNGS = ("POLRES-KASAT", "POLRES-KAPOLRES", "KESBANG-SEKRETARIS")


def test_sets_the_limit_of_the_colour() -> None:
    """Working days for the calm, wall-clock hours for orange and red."""
    dues = {colour: due_at(a_rule(), MONDAY, colour=colour, calendar=CALENDAR) for colour in Colour}
    assert dues[Colour.GREEN] == dues[Colour.YELLOW] == wita("2026-11-25", 16)
    assert dues[Colour.ORANGE] == wita("2026-11-23", 14)
    assert dues[Colour.RED] == wita("2026-11-23", 11)


@pytest.mark.parametrize(
    ("begins", "span", "due"),
    [
        (wita("2026-11-28", 22), Span(length=24, unit=Unit.HOURS), wita("2026-11-29", 22)),
        (MONDAY, Span(length=30, unit=Unit.MINUTES), wita("2026-11-23", 10, 30)),
        (MONDAY, Span(length=14, unit=Unit.DAYS), wita("2026-12-07", 10)),
        (MONDAY, Span(length=6, unit=Unit.MONTHS), wita("2027-05-23", 10)),
        (wita("2026-08-31", 9), Span(length=6, unit=Unit.MONTHS), wita("2027-02-28", 9)),
        # 20:00 UTC on the last day of February is already March in WITA.
        (
            datetime(2027, 2, 28, 20, tzinfo=UTC),
            Span(length=1, unit=Unit.MONTHS),
            wita("2027-04-01", 4),
        ),
        (wita("2026-12-20", 12), Span(length=-14, unit=Unit.DAYS), wita("2026-12-06", 12)),
    ],
)
def test_counts_in_every_unit(begins: datetime, span: Span, due: datetime) -> None:
    """Hours and days run through nights and Sundays; months keep the day or take the last."""
    rule = a_rule(length=span.length, unit=span.unit, colours={})
    assert due_at(rule, begins, colour=Colour.GREEN, calendar=CALENDAR) == due


@pytest.mark.parametrize(
    ("begins", "due"),
    [
        (wita("2026-11-23", 22), wita("2026-11-24", 8)),  # 02.00
        (wita("2026-11-23", 18), wita("2026-11-24", 8)),  # 22.00
        (wita("2026-11-23", 10), wita("2026-11-23", 14)),
        (wita("2026-11-28", 3), wita("2026-11-28", 8)),  # 07.00 of a Saturday
    ],
)
def test_asks_no_citizen_for_an_answer_by_night(begins: datetime, due: datetime) -> None:
    """A limit of hours ends in the morning then; red, for which a night counts, as it is."""
    rule = a_rule(by_day=True)
    assert due_at(rule, begins, colour=Colour.ORANGE, calendar=CALENDAR) == due
    red = due_at(rule, begins, colour=Colour.RED, calendar=CALENDAR)
    assert red == begins + timedelta(hours=1)


def test_a_figures_and_a_sides_limits_are_by_day() -> None:
    """Nobody else's: offices have their duty desks, and their limits are the law's or ours."""
    rules = read_regency(FOLDERS / "klungkung").deadlines
    assert {one.kind for one in rules if one.by_day} == {"figure_answer", "party_answer"}


def test_moves_a_limit_by_a_pause() -> None:
    """A pause of a whole working day moves the limit by one."""
    pause = Slot(wita("2026-11-24", 8), wita("2026-11-24", 16))
    due = due_at(a_rule(), MONDAY, colour=Colour.GREEN, calendar=CALENDAR, pauses=[pause])
    assert due == wita("2026-11-26", 16)


def test_ignores_a_pause_outside_the_office_hours_of_a_working_day_limit() -> None:
    """A weekend's pause takes nothing that would have counted."""
    pause = Slot(wita("2026-11-27", 16), wita("2026-11-30", 8))
    friday = wita("2026-11-27", 9)
    due = due_at(a_rule(), friday, colour=Colour.GREEN, calendar=CALENDAR, pauses=[pause])
    assert due == wita("2026-12-01", 16)


def test_moves_on_through_a_pause_that_the_moved_limit_reaches() -> None:
    """Two hours lost move the limit into a second pause, which moves it again."""
    pauses = [
        Slot(wita("2026-11-23", 11), wita("2026-11-23", 13)),
        Slot(wita("2026-11-23", 15), wita("2026-11-23", 18)),
    ]
    due = due_at(a_rule(), MONDAY, colour=Colour.ORANGE, calendar=CALENDAR, pauses=pauses)
    assert due == wita("2026-11-23", 19)


def test_counts_time_once_that_was_paused_and_down() -> None:
    """A pause and an outage over the same hours move the limit by these hours only."""
    pause = Slot(wita("2026-11-23", 11), wita("2026-11-23", 13))
    outage = Slot(wita("2026-11-23", 12), wita("2026-11-23", 14))
    due = due_at(
        a_rule(),
        MONDAY,
        colour=Colour.ORANGE,
        calendar=CALENDAR,
        pauses=[pause],
        outages=[outage],
    )
    assert due == wita("2026-11-23", 17)


def test_never_pauses_red_nor_a_rule_that_may_not() -> None:
    """Red runs on, whatever anybody says; so does a limit that is not pausable."""
    pause = Slot(wita("2026-11-23", 10), wita("2026-11-25", 10))
    red = due_at(a_rule(), MONDAY, colour=Colour.RED, calendar=CALENDAR, pauses=[pause])
    strict = a_rule(pausable=False)
    orange = due_at(strict, MONDAY, colour=Colour.ORANGE, calendar=CALENDAR, pauses=[pause])
    assert (red, orange) == (wita("2026-11-23", 11), wita("2026-11-23", 14))


def test_holds_an_outage_against_nobody() -> None:
    """Even where the rule may not pause."""
    outage = Slot(wita("2026-11-23", 11), wita("2026-11-23", 12))
    strict = a_rule(pausable=False)
    due = due_at(strict, MONDAY, colour=Colour.ORANGE, calendar=CALENDAR, outages=[outage])
    assert due == wita("2026-11-23", 15)


@given(st.lists(st.tuples(st.integers(-50, 200), st.integers(0, 60)), max_size=5))
def test_gives_all_of_the_time_that_counts(stretches: list[tuple[int, int]]) -> None:
    """However the pauses lie, the hours outside them up to the limit are the rule's four."""
    hour = timedelta(hours=1)
    pauses = [Slot(MONDAY + a * hour, MONDAY + (a + n) * hour) for a, n in stretches]
    due = due_at(a_rule(), MONDAY, colour=Colour.ORANGE, calendar=CALENDAR, pauses=pauses)
    passed = [MONDAY + n * hour for n in range(int((due - MONDAY) / hour))]
    assert sum(not any(p.starts_at <= at < p.ends_at for p in pauses) for at in passed) == 4


def test_leaves_as_much_after_a_stop_as_before_it() -> None:
    """A limit that is moved when its clock runs again ends where one counted anew would."""
    stop = Slot(MONDAY + timedelta(hours=2), MONDAY + timedelta(days=3, hours=1))
    for colour in Colour:
        due = due_at(a_rule(), MONDAY, colour=colour, calendar=CALENDAR)
        moved = due_after_stop(a_rule(), due, stop, colour=colour, calendar=CALENDAR)
        anew = due_at(a_rule(), MONDAY, colour=colour, calendar=CALENDAR, pauses=[stop])
        assert moved == anew


def test_does_not_revive_a_limit_that_was_over_before_the_stop() -> None:
    """A pause is no pardon."""
    due = due_at(a_rule(), MONDAY, colour=Colour.GREEN, calendar=CALENDAR)
    stop = Slot(due + timedelta(hours=1), due + timedelta(days=3))
    moved = due_after_stop(a_rule(), due, stop, colour=Colour.GREEN, calendar=CALENDAR)
    assert moved == due


def test_builds_the_ladder_from_the_rule() -> None:
    """A reminder a working day before, the first superior at the limit, one more each day."""
    due = wita("2026-11-26", 16)
    rungs = ladder(a_rule(), due, colour=Colour.GREEN, to=RUNGS, calendar=CALENDAR)
    assert rungs == (
        Rung(0, wita("2026-11-25", 8), None),
        Rung(1, due, "POLRES-KASAT"),
        Rung(2, wita("2026-11-27", 16), "POLRES-KAPOLRES"),
        Rung(3, wita("2026-11-30", 16), "KESBANG-SEKRETARIS"),
    )


def test_tells_only_the_first_where_a_rule_does_not_climb() -> None:
    """Orange of this rule has no climb, red no reminder."""
    due = wita("2026-11-23", 14)
    orange = ladder(a_rule(), due, colour=Colour.ORANGE, to=RUNGS, calendar=CALENDAR)
    red = ladder(a_rule(), due, colour=Colour.RED, to=RUNGS, calendar=CALENDAR)
    assert [rung.number for rung in orange] == [0, 1]
    assert [rung.number for rung in red] == [1, 2, 3]


def _rungs() -> tuple[Rung, ...]:
    due = wita("2026-11-26", 16)
    return ladder(a_rule(), due, colour=Colour.GREEN, to=RUNGS, calendar=CALENDAR)


def test_says_nothing_before_the_first_rung() -> None:
    """A day too early."""
    assert rung_now(_rungs(), said=[], at=wita("2026-11-25", 7)) is None


def test_says_each_rung_once() -> None:
    """The sweep comes every five minutes; the reminder goes once."""
    choice = rung_now(_rungs(), said=[], at=wita("2026-11-25", 8))
    assert choice is not None
    assert (choice.rung.number, choice.skipped) == (0, ())
    assert rung_now(_rungs(), said=[0], at=wita("2026-11-26", 15)) is None


def test_says_only_the_highest_rung_and_names_the_skipped() -> None:
    """After a long silence of Rukun itself nobody gets four mails at once."""
    choice = rung_now(_rungs(), said=[0], at=wita("2026-12-24", 9))
    assert choice is not None
    assert choice.rung.to == "KESBANG-SEKRETARIS"
    assert choice.skipped == (1, 2)
    assert rung_now(_rungs(), said=[0, 3], at=wita("2026-12-24", 9)) is None


def test_never_climbs_down_again() -> None:
    """A skipped rung stays unsaid."""
    assert rung_now(_rungs(), said=[2], at=wita("2026-11-27", 17)) is None


def test_finds_the_rules_that_a_fact_starts_and_ends() -> None:
    """By fact and by what the case is; a rule that says nothing of it is for all."""
    boundary = a_rule(
        "village_boundary",
        starts_at="assignment.accepted",
        categories=("BTS",),
        not_areas=("other_regency",),
    )
    rules = (a_rule(), boundary)
    trade, border = a_case("EKO"), a_case("BTS")
    beyond = a_case("BTS", areas=("other_regency",))
    assert started_by("notices.delivered", case=trade, deadlines=rules) == (rules[0],)
    assert started_by("assignment.accepted", case=trade, deadlines=rules) == ()
    assert started_by("assignment.accepted", case=border, deadlines=rules) == (boundary,)
    assert started_by("assignment.accepted", case=beyond, deadlines=rules) == ()
    assert ended_by("assignment.accepted", deadlines=rules) == rules


@pytest.mark.parametrize(
    ("kind", "category", "objects", "starts"),
    [
        ("worship_permit", "AGM", ("worship_place",), True),
        ("worship_permit", "AGM", (), False),  # a sermon asks for no permit
        ("complaint", "EKO", ("public_service",), True),
        ("complaint", "EKO", ("wages",), False),
        ("complaint", "EKO", ("transport",), False),
    ],
)
def test_times_only_what_a_law_is_about(
    kind: str, category: str, objects: tuple[str, ...], *, starts: bool
) -> None:
    """A limit of a law runs on no case that the law does not speak of."""
    rules = read_regency(FOLDERS / "klungkung").deadlines
    case = a_case(category, objects=objects)
    begun = {rule.kind for rule in started_by("assignment.accepted", case=case, deadlines=rules)}
    assert (kind in begun) is starts


def test_ends_a_pause_by_itself() -> None:
    """After the length that its reason allows."""
    pause = Pause(
        code="sea_weather",
        name={"id": "Penyeberangan ditutup", "en": "No crossing"},
        at_most=Span(length=3, unit=Unit.DAYS),
    )
    assert pause_ends(pause, MONDAY, calendar=CALENDAR) == date(2026, 11, 26)


def test_looks_at_an_agreement_after_signing_and_around_its_dues() -> None:
    """H+7 and H+30; H-3 and H+1 of a due date; nothing on or before the day of signing."""
    signed = {"starts_at": "agreement.signed", "ends_at": ("clause.checked",), "unit": "days"}
    around = signed | {"starts_at": "clause.due"}
    rules = [
        a_rule("monitoring_7", **(signed | {"length": 7})),
        a_rule("monitoring_30", **(signed | {"length": 30})),
        a_rule("clause_before", **(around | {"length": -14})),
        a_rule("clause_after", **(around | {"length": 1})),
        a_rule(),
    ]
    days = checks_on(
        date(2026, 3, 1),
        said_on=date(2026, 3, 1),
        dues=[date(2026, 3, 10), None, date(2026, 4, 1)],
        deadlines=rules,
        calendar=CALENDAR,
    )
    assert [f"{day:%m-%d}" for day in days] == ["03-08", "03-11", "03-18", "03-31", "04-02"]
