"""When small reports are together no small matter."""

from dataclasses import replace
from datetime import date

from policies.patterns import SmallReport, pattern_with

NEW = SmallReport("KLK-2026-00009", "51.05.02.2004", "EKO", date(2026, 10, 1), 2, 1, ("waste",))
FIRST = replace(NEW, number="KLK-2026-00002", opened_on=date(2026, 2, 1))
SECOND = replace(NEW, number="KLK-2026-00005", opened_on=date(2026, 6, 1))


def test_finds_three_small_reports_of_one_root() -> None:
    """It names all three, the newest last, whichever was looked at last."""
    found = (FIRST.number, SECOND.number, NEW.number)
    assert pattern_with(NEW, [SECOND, FIRST]) == found
    assert pattern_with(FIRST, [NEW, SECOND]) == found


def test_two_are_no_pattern() -> None:
    """It says nothing of two."""
    assert pattern_with(NEW, [FIRST]) == ()


def test_leaves_out_other_places_roots_and_years() -> None:
    """It counts neither another village, another object, nor what is over a year old."""
    for other in (
        replace(SECOND, village="51.05.02.2005"),
        replace(SECOND, objects=("wages",)),
        replace(SECOND, category="SDA"),
        replace(SECOND, opened_on=date(2025, 9, 1)),
        replace(SECOND, severity=3),
        replace(SECOND, stage=2),
    ):
        assert pattern_with(NEW, [FIRST, other]) == ()


def test_a_grave_report_is_no_part_of_it() -> None:
    """A grave case is followed for its own sake."""
    assert pattern_with(replace(NEW, severity=3), [FIRST, SECOND]) == ()
