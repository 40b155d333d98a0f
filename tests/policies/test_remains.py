"""Sources disagree on who is still away; nobody is left behind for the lower number."""

from datetime import date, timedelta

from policies.remains import Counted, standing

MONTH = timedelta(days=30)


def _away(source: str, as_of: date, count: int) -> Counted:
    return Counted("people", source, as_of, count)


def test_takes_the_highest_of_what_sources_say_now() -> None:
    """In Sental Kangin 21 and 28 people were named within three weeks (domain 4.1)."""
    told = [_away("polsek", date(2025, 3, 31), 21), _away("press", date(2025, 4, 21), 28)]
    assert standing(told, stands_for=MONTH) == {"people": 28}


def test_of_one_source_the_newest_counts() -> None:
    """Whoever says that all are back has said it."""
    told = [_away("camat", date(2025, 6, 2), 28), _away("camat", date(2025, 6, 9), 0)]
    assert standing(told, stands_for=MONTH) == {}


def test_a_source_that_still_counts_people_keeps_it_open() -> None:
    """Another's nought of the same week does not bring them home."""
    told = [_away("camat", date(2025, 8, 20), 0), _away("families", date(2025, 8, 18), 4)]
    assert standing(told, stands_for=MONTH) == {"people": 4}


def test_an_old_word_is_outdated_by_a_newer_one() -> None:
    """A count of months ago keeps nothing open for ever."""
    told = [_away("press", date(2025, 4, 21), 28), _away("camat", date(2025, 8, 20), 0)]
    assert standing(told, stands_for=MONTH) == {}
