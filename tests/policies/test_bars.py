"""What a bar closes, what it makes of a case, and who lifts it."""

from typing import Any

import pytest

from models.status import ENDED, Status
from models.views import Bar
from policies.bars import (
    BY_TWO,
    CLOSES,
    SCOPES,
    Effect,
    Scope,
    effect_of,
    lifting_refusal,
    scope_of,
)


@pytest.mark.parametrize("bar", list(Bar))
def test_every_bar_says_what_it_closes_with_its_article(bar: Bar) -> None:
    """In both languages, and each has a scope of its own."""
    assert set(CLOSES[bar]) == {"id", "en"}
    assert any(law in CLOSES[bar]["id"] for law in ("UU", "Perpol"))
    assert scope_of(bar, None) is SCOPES[bar][0]


def test_only_a_seal_is_raised_for_one_person() -> None:
    """The wider conflict stays mediable without that person."""
    assert [bar for bar in Bar if scope_of(bar, "person") is Scope.PERSON] == [Bar.SEALED]


@pytest.mark.parametrize("status", sorted(set(Status) - ENDED - {Status.REPORTED}))
def test_a_seal_moves_every_open_case_at_once(status: Status) -> None:
    """Nothing that is going on is a reason to wait."""
    assert effect_of(Bar.SEALED, status) in {Effect.TRIAGE, Effect.REROUTE}


@pytest.mark.parametrize("bar", [Bar.CRIME, Bar.COURT])
def test_what_closes_a_part_leaves_the_case_where_it_is(bar: Bar) -> None:
    """Its lead stays."""
    assert effect_of(bar, Status.IN_MEDIATION) is Effect.NARROW


@pytest.mark.parametrize("status", sorted(ENDED))
def test_an_ended_case_stays_ended(status: Status) -> None:
    """It is sealed to readers all the same; a person reopens it."""
    assert {effect_of(bar, status) for bar in Bar} == {Effect.NOTHING}


def test_a_seal_needs_a_second_person() -> None:
    """Whoever asked does not lift."""
    asked: dict[str, Any] = {"carried_by": None, "asked_by": "coordinator:A"}
    assert lifting_refusal(Bar.SEALED, by="coordinator:A", **asked) is not None
    assert lifting_refusal(Bar.SEALED, by="agency:B", **asked) is None


@pytest.mark.parametrize("bar", sorted(BY_TWO))
def test_what_keeps_an_offence_from_talks_is_lifted_by_two(bar: Bar) -> None:
    """One who erred, or was leant on, does not open it alone; a court's bar falls with the suit."""
    refused = lifting_refusal(bar, by="coordinator:A", asked_by="coordinator:A", carried_by=None)
    assert refused is not None
    assert Bar.COURT not in BY_TWO


def test_a_seal_is_lifted_by_somebody_who_reads_the_case() -> None:
    """Two coordinators can't judge what neither may read, unless the secretariat alone reads it."""
    asked: dict[str, Any] = {"carried_by": None, "asked_by": "coordinator:A"}
    assert lifting_refusal(Bar.SEALED, by="coordinator:B", **asked) is not None
    assert lifting_refusal(Bar.SEALED, by="coordinator:B", **asked, read_by_one_role=True) is None
    body: dict[str, Any] = {"carried_by": None, "asked_by": "agency:A"}
    assert lifting_refusal(Bar.SEALED, by="agency:B", **body) is not None
    assert lifting_refusal(Bar.SEALED, by="coordinator:B", **body) is None


def test_while_nobody_is_protected_a_body_decides_last() -> None:
    """The clock of 1x24 hours runs: the secretariat does not end it."""
    body: dict[str, Any] = {"carried_by": None, "asked_by": "agency:A"}
    assert lifting_refusal(Bar.SEALED, by="coordinator:B", **body, unprotected=True) is not None
    asked: dict[str, Any] = {"carried_by": None, "asked_by": "coordinator:A"}
    assert lifting_refusal(Bar.SEALED, by="agency:B", **asked, unprotected=True) is None


def test_a_category_that_carries_the_bar_goes_first() -> None:
    """A PPA case is sealed as long as it is one."""
    refused = lifting_refusal(Bar.SEALED, by="b", asked_by="a", carried_by="PPA")
    assert refused is not None
    assert "PPA" in refused["id"]
