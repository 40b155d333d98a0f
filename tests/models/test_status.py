"""The moves of a case: the table, the facts that make the moves, the one door that records."""

from datetime import UTC, datetime
from itertools import product

import pytest
from sqlalchemy.orm import Session

from models.cases import Case
from models.facts.base import Fact
from models.facts.grammar import FACTS
from models.status import ENDED, LABELS, MOVES, Status, TransitionRefused, may_become

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAIRS = list(product(Status, Status))


def _fact_to(after: Status) -> Fact:
    kind = next(kind for kind in FACTS.values() if kind.leads_to is after)
    return kind.model_construct()


def _case(status: Status) -> Case:
    return Case(number="KLK-2026-00001", seq=1, status=status)


def _record(case: Case, fact: Fact) -> Session:
    """Record into a session without a database: what is pending is all that matters here."""
    db = Session()
    db.add(case)
    case.record(fact, actor="test", at=AT)
    return db


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_records_exactly_the_moves_of_the_table(before: Status, after: Status) -> None:
    """Every pair of statuses: an arrow is recorded with its fact, all else is refused whole."""
    case = _case(before)
    if may_become(before, after):
        db = _record(case, _fact_to(after))
        assert (case.status, case.seq, len(db.info["pending"])) == (after, 2, 1)
    else:
        with pytest.raises(TransitionRefused, match=f"a {before} case cannot become {after}"):
            _record(case, _fact_to(after))
        assert (case.status, case.seq) == (before, 1)


def test_has_a_row_and_labels_for_every_status() -> None:
    """No status without its row of moves and its names in both languages."""
    assert set(MOVES) == set(LABELS) == set(Status)
    assert all(set(LABELS[status]) == {"id", "en"} for status in Status)


def test_has_a_fact_for_every_arrow() -> None:
    """No arrow that nothing can walk: each status in the table is led to by a fact."""
    led_to = {kind.leads_to for kind in FACTS.values()}
    assert {after for afters in MOVES.values() for after in afters} <= led_to


def test_has_an_arrow_for_every_fact_that_moves() -> None:
    """No fact that could never be said: some status may become what it leads to."""
    reached = {after for afters in MOVES.values() for after in afters} | {Status.REPORTED}
    assert {kind.leads_to for kind in FACTS.values() if kind.leads_to} <= reached


def test_reaches_every_status_from_a_report() -> None:
    """A report can come to stand anywhere, and nothing stands where no report can come."""
    reached, edge = {Status.REPORTED}, {Status.REPORTED}
    while edge:
        edge = {after for before in edge for after in MOVES[before]} - reached
        reached |= edge
    assert reached == set(Status)


def test_lets_an_ended_case_only_begin_again() -> None:
    """What ended may be triaged anew, and goes nowhere else."""
    assert {after for status in ENDED for after in MOVES[status]} == {Status.TRIAGED}


def test_leads_to_dismissal_only_by_a_review() -> None:
    """A rule never dismisses: the one way there starts where a person decides."""
    assert [before for before in Status if may_become(before, Status.DISMISSED)] == [
        Status.NEEDS_REVIEW
    ]


def test_leaves_a_status_alone_with_a_fact_that_leads_nowhere() -> None:
    """A fact without a move raises the version and nothing else."""
    quiet = next(kind for kind in FACTS.values() if kind.leads_to is None).model_construct()
    for status in Status:
        case = _case(status)
        _record(case, quiet)
        assert (case.status, case.seq) == (status, 2)
