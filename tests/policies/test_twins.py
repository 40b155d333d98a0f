"""A likely twin is the same event in the same village, told again."""

from datetime import date

import pytest

from models.views import EarlierCase, ReportView
from models.vocabulary import TwinRules
from policies.twins import likely_twins, order_of, similarity

RULES = TwinRules(days=7, similarity=45)
TOLD = "Air subak di hilir tidak sampai sejak saluran di hulu dibendung untuk kolam ikan."
RETOLD = "Sejak saluran di hulu dibendung untuk kolam ikan, air subak tidak sampai ke hilir lagi."
OTHER = "Sopir lokal mencegat kendaraan sewaan dari luar pulau dan menurunkan tamu di jalan."
REPORT = ReportView(RETOLD, "51.05.02.2012", date(2026, 11, 20))


def an_earlier(**changes: object) -> EarlierCase:
    """Build an earlier case that tells the same, with changes."""
    parts: dict[str, object] = {
        "number": "KLK-2026-00007",
        "village": "51.05.02.2012",
        "category": "SDA",
        "happened_on": date(2026, 11, 18),
        "text": TOLD,
    }
    return EarlierCase(**(parts | changes))  # type: ignore[arg-type]  # any part may be changed


def twins_of(*earlier: EarlierCase) -> tuple[str, ...]:
    """Ask for the twins of the report."""
    return likely_twins(REPORT, earlier, category="SDA", rules=RULES)


def test_knows_an_event_told_again() -> None:
    """Other words for the same thing, two days apart, in the same village."""
    assert twins_of(an_earlier()) == ("KLK-2026-00007",)


@pytest.mark.parametrize(
    "changes",
    [
        {"village": "51.05.02.2011"},
        {"category": "EKO"},
        {"happened_on": date(2026, 11, 10)},
        {"text": OTHER},
        {"text": ""},
    ],
)
def test_wants_place_kind_time_and_words_alike(changes: dict[str, object]) -> None:
    """One that differs is enough to be no twin."""
    assert twins_of(an_earlier(**changes)) == ()


def test_names_the_likeliest_first() -> None:
    """By similarity, then the lowest number."""
    later = an_earlier(number="KLK-2026-00012")
    same = an_earlier(number="KLK-2026-00009", text=RETOLD)
    assert twins_of(later, same, an_earlier()) == (
        "KLK-2026-00009",
        "KLK-2026-00007",
        "KLK-2026-00012",
    )


def test_measures_similarity_in_percent() -> None:
    """Equal is 100, unlike is low, and nothing is like nothing."""
    assert similarity(TOLD, TOLD) == 100
    assert similarity(TOLD, OTHER) < 20
    assert similarity("", "") == 0


def test_orders_numbers_by_year_and_count() -> None:
    """Also beyond five digits."""
    assert order_of("KLK-2026-99999") < order_of("KLK-2026-100000") < order_of("KLK-2027-00001")
