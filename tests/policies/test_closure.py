"""Closure: a case ends when nothing is left open and a second person agrees."""

from dataclasses import replace
from datetime import date

import pytest

from models.status import Status, may_become
from policies.closure import (
    ClosureSituation,
    Prevention,
    Remains,
    SealedEnding,
    closure_refusals,
)
from policies.outcomes import UNMET

TODAY = date(2026, 11, 23)
BEFORE, AFTER = date(2026, 11, 22), date(2026, 12, 31)
READY = ClosureSituation(
    status=Status.AGREED,
    on=TODAY,
    approver="coordinator:KESBANG-SEKRETARIS",
    approver_agency="KESBANG",
    worked=frozenset(
        {"coordinator:KESBANG-SEKRETARIS", "agency:PUPR-KABID", "flow:close-cases/1", "reporter"}
    ),
    outcome="agreement_kept",
    root_cause="water_sharing",
    documents=frozenset({"agreement"}),
    parties_told=True,
    prevention=Prevention("gate_schedule", "PUPR", AFTER),
)


def codes(**changed: object) -> list[str]:
    """What is in the way of a ready case after these changes."""
    return [one.code for one in closure_refusals(replace(READY, **changed))]  # type: ignore[arg-type] # any field


def test_closes_a_case_that_is_ready() -> None:
    """Nothing in the way."""
    assert codes() == []


def test_closes_without_prevention_where_somebody_says_why() -> None:
    """And where handling, not an agreement, ended it."""
    assert codes(prevention=None, why_no_prevention=True) == []
    handled = frozenset({"handling"})
    assert codes(status=Status.IN_HANDLING, outcome="handled", documents=handled) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"outcome": None}, "outcome"),
        ({"root_cause": ""}, "root_cause"),
        *(({"unmet": one}, one) for one in UNMET),
        ({"outcome": "handled", "documents": frozenset()}, "documents"),
        ({"parties_told": False}, "parties_told"),
        ({"prevention": None}, "prevention"),
        ({"prevention": Prevention("gate_schedule", None, AFTER)}, "prevention_incomplete"),
        ({"prevention": Prevention("gate_schedule", "PUPR", None)}, "prevention_incomplete"),
        ({"prevention": Prevention("gate_schedule", "PUPR", BEFORE)}, "prevention_over"),
        ({"open_clauses": 1}, "clauses"),
        ({"remains": Remains(evacuees=28)}, "evacuees"),
        ({"remains": Remains(out_of_school=2)}, "out_of_school"),
        ({"remains": Remains(sanctions=1)}, "sanctions"),
        ({"worked": frozenset({READY.approver, "flow:x/1", "clock:alarms"})}, "second_person"),
        ({"worked": frozenset({READY.approver, "reporter:2"})}, "second_person"),
        ({"sides": frozenset({"KESBANG"})}, "own_cause"),
        ({"ties": frozenset({READY.approver})}, "tie"),
        ({"ties": frozenset({"KESBANG"})}, "tie"),
    ],
)
def test_names_what_is_in_the_way(changed: dict[str, object], code: str) -> None:
    """Each gap by itself, as a sentence in both languages."""
    assert codes(**changed) == [code]
    (refusal,) = closure_refusals(replace(READY, **changed))  # type: ignore[arg-type] # any field
    assert set(refusal.said) == {"id", "en"}
    assert all(words.endswith(".") for words in refusal.said.values())


@pytest.mark.parametrize("status", list(Status))
def test_closes_only_from_a_status_that_may_close(status: Status) -> None:
    """As the table of moves has it."""
    assert ("status" in codes(status=status)) != may_become(status, Status.CLOSED)


def test_names_everything_at_once() -> None:
    """A person mends all of it in one go."""
    found = codes(
        outcome=None, root_cause=None, parties_told=False, prevention=None, remains=Remains(3, 0, 1)
    )
    assert found == [
        "outcome",
        "root_cause",
        "parties_told",
        "prevention",
        "evacuees",
        "sanctions",
    ]


def test_lets_someone_approve_who_never_worked_on_it() -> None:
    """They are the second person."""
    assert codes(approver="coordinator:KESBANG-KABID") == []


@pytest.mark.parametrize(
    ("approver", "agency", "bodies", "codes_"),
    [
        ("agency:POLRES-UNIT-PPA", "POLRES", {"DSOSPPPA", "POLRES"}, []),
        ("agency:DSOSPPPA-UPTD-PPA", "DSOSPPPA", {"DSOSPPPA", "POLRES"}, ["finisher"]),
        ("agency:DSOSPPPA-PETUGAS", "DSOSPPPA", {"DSOSPPPA", "POLRES"}, ["other_body"]),
        ("agency:DSOSPPPA-PETUGAS", "DSOSPPPA", {"DSOSPPPA"}, []),
    ],
)
def test_the_other_body_closes_what_is_sealed(
    approver: str, agency: str, *, bodies: set[str], codes_: list[str]
) -> None:
    """Where one alone has it, another of its officers."""
    sealed = SealedEnding("agency:DSOSPPPA-UPTD-PPA", "DSOSPPPA", frozenset(bodies))
    worked = frozenset({"agency:DSOSPPPA-UPTD-PPA", approver, "agency:POLRES-PETUGAS"})
    assert codes(approver=approver, approver_agency=agency, worked=worked, sealed=sealed) == codes_


def test_a_sealed_case_is_closed_after_what_the_law_asks_for_the_victim() -> None:
    """Protection and the report to the police, each with a sentence of its own."""
    unsaid = frozenset({"protection", "police"})
    sealed = SealedEnding("agency:POLRES-PETUGAS", "POLRES", frozenset({"POLRES"}), unsaid)
    assert codes(sealed=sealed) == ["protection", "police"]
    assert codes(sealed=replace(sealed, unsaid=frozenset())) == []


def test_a_victim_is_told_before_a_sealed_case_is_closed() -> None:
    """There are no sides to tell."""
    sealed = SealedEnding("agency:DSOSPPPA-UPTD-PPA", "DSOSPPPA", frozenset({"DSOSPPPA"}))
    assert codes(parties_told=False, sealed=sealed) == ["victim_told"]
