"""No path by any acts leads a sealed case to a meeting, a telling mail, or a search hit.

People do whatever comes to their mind, mostly with cases that must be sealed or were sealed by
somebody; after every single act everything that is said and shown of them is looked at.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from engine.cluster import Cluster
from tests.tasks.acts import ACTS, lifts_bar, raises_bar
from tests.tasks.acts_aside import ASIDE, protects, refers
from tests.tasks.test_state_machine import TEXTS, People, picking, walk

AT_HOME = TEXTS[3]
# What each walk is led to; the rest of what people do comes by chance.
SEALED_MUST_HAPPEN = ("bar.raised", "bar.lifted", "case.sealed", "victim.protected")

FEWEST = 3  # steps that a case has gone before people do whatever they like


def _first(choices: Sequence[Any]) -> Any:
    return choices[0]


def _second(choices: Sequence[Any]) -> Any:
    return choices[1]


class Sealing(People):
    """The same people, who seal more, and do what lies beside a case's way."""

    @initialize(
        told=st.sampled_from(TEXTS),
        steps=st.sampled_from((8, 6, 7, 5, FEWEST)),
        sealed_and_opened=st.booleans(),
    )
    def begins_with_a_case_on_its_way(
        self, told: str, steps: int, *, sealed_and_opened: bool
    ) -> None:
        """A case somewhere between report and closure, and one that is sealed from the start."""
        super().begins_with_a_case_on_its_way(told, steps)
        if sealed_and_opened:
            self._seals_and_opens(self.cases[0])
        elif steps == FEWEST:
            self.flows_run()  # nothing is referred while a flow is still to act on it
            self._do(refers, self.cases[0], _first)
        self.reports(AT_HOME)

    def _seals_and_opens(self, case: str) -> None:
        """Sealed on its way, looked at, and opened by two: chance alone comes there too seldom."""
        self._do(raises_bar, case, _first)
        self.flows_run()
        self._do(protects, case, _first)
        for asks_or_lifts in (_first, _second):
            self._do(lifts_bar, case, asks_or_lifts)
            self.the_record_is_whole()

    @rule(data=st.data())
    def somebody_does_something_aside(self, data: st.DataObject) -> None:
        """Incidents, referrals, ties, counts, words, other offices."""
        pick = picking(data)
        self._do(pick(ASIDE), pick(self.cases), pick)

    @rule(data=st.data())
    def a_body_does_its_duty(self, data: st.DataObject) -> None:
        """The flows give it to its two bodies, and one of them protects."""
        pick = picking(data)
        self.flows_run()
        self._do(protects, pick(self.cases), pick)

    @rule(data=st.data())
    def somebody_seals_in_the_middle(self, data: st.DataObject) -> None:
        """A bar, then at once whatever anybody wants, while the flow is still to come."""
        pick = picking(data)
        case = pick(self.cases)
        self._do(raises_bar, case, pick)
        self._do(pick((*ACTS, *ASIDE)), case, pick)


def test_leads_nothing_sealed_to_talks_a_telling_mail_or_a_hit(
    cluster: Cluster, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """UU 12/2022 Ps 23; UU 23/2004: whatever people do, in whatever order."""
    walk(Sealing, cluster, database=database, monkeypatch=monkeypatch, examples=45)
    missing = set(SEALED_MUST_HAPPEN) - Sealing.said
    assert missing == set(), "the walk is too short to prove anything"
