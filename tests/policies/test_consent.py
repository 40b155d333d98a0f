"""Consent counts for the figures it was given to; one objection is free."""

import pytest

from models.views import Consented
from policies.consent import consents, is_free


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, False),
        (Consented(accepts=False), False),
        (Consented(accepts=True), True),
        (Consented(accepts=True, figures=frozenset({"A", "B", "C"})), True),
        (Consented(accepts=True, figures=frozenset({"A"})), False),
    ],
)
def test_counts_consent_only_for_those_who_were_named(said: Consented, *, expected: bool) -> None:
    """A figure who came later was accepted by nobody; an old row counts as it was meant."""
    assert consents(said, sitting=["A", "B"]) is expected


def test_gives_each_side_one_free_objection() -> None:
    """The second one asks for reasons."""
    assert is_free([])
    assert not is_free(["A"])
