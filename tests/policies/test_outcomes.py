"""An outcome is what the record bears out."""

from typing import Any

import pytest

from policies.outcomes import Held, Need, fitting, unmet


@pytest.mark.parametrize(
    ("need", "held", "missing"),
    [
        (None, {}, None),
        ("agreement", {}, "agreement"),
        ("agreement", {"agreed": True}, "agreement"),
        ("agreement", {"agreement": True}, None),
        ("no_agreement", {}, None),
        ("no_agreement", {"agreement": True}, "no_agreement"),
        ("talks", {}, "talks"),
        ("talks", {"agreed": True}, None),
        ("talks", {"agreement": True}, None),
        ("court", {}, "court"),
        ("court", {"court": True}, None),
        ("court", {"referral": True}, None),
        ("referral", {"court": True}, "referral"),
        ("referral", {"referral": True}, None),
        ("protection", {}, "protection"),
        ("protection", {"protected": True}, None),
        ("protection", {"sealed": True}, None),
        ("talks", {"sealed": True, "agreed": True}, "sides"),
        ("agreement", {"sealed": True, "agreement": True}, "sides"),
        ("no_agreement", {"sealed": True}, None),
    ],
)
def test_names_what_the_record_lacks(
    need: str | None, held: dict[str, Any], missing: str | None
) -> None:
    """For each need with and without what it asks for; a sealed case has no sides."""
    assert unmet(need, Held(**held)) == missing


def test_knows_each_need_that_a_regency_may_write() -> None:
    """And refuses one that is none."""
    for need in Need:
        assert unmet(need, Held()) in {None, need}
    with pytest.raises(ValueError, match="peace"):
        unmet("peace", Held())


def test_gives_what_fits_in_the_order_of_the_list() -> None:
    """What needs nothing always fits."""
    outcomes = dict.fromkeys(("agreed", "handled", "calm"))
    needs = {"agreed": "agreement", "calm": "no_agreement"}
    assert list(fitting(needs, outcomes=outcomes, held=Held())) == ["handled", "calm"]
    signed = Held(agreement=True)
    assert list(fitting(needs, outcomes=outcomes, held=signed)) == ["agreed", "handled"]
