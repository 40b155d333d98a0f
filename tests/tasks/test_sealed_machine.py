"""No path by any acts leads a sealed case to a meeting, a telling mail, or a search hit.

People do whatever comes to their mind, mostly with cases that must be sealed or were sealed by
somebody; after every single act everything that is said and shown of them is looked at.
"""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from engine.cluster import Cluster
from tests.tasks.acts import ACTS, raises_bar
from tests.tasks.acts_aside import ASIDE, protects
from tests.tasks.test_state_machine import TEXTS, People, picking, walk

AT_HOME = TEXTS[3]
SEALED_MUST_HAPPEN = (
    "bar.raised",
    "bar.lifted",
    "case.sealed",
    "meeting.cancelled",
    "incident.recorded",
    "victim.protected",
    "case.referred",
    "tie.declared",
    "reprisal.reported",
)


class Sealing(People):
    """The same people, who seal more, and do what lies beside a case's way."""

    @initialize(told=st.sampled_from(TEXTS), steps=st.sampled_from((4, 8, 5, 3)))
    def begins_with_a_case_on_its_way(self, told: str, steps: int) -> None:
        """A case somewhere between report and closure, and one that is sealed from the start."""
        super().begins_with_a_case_on_its_way(told, steps)
        self.reports(AT_HOME)

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
