"""No path by any acts leads a sealed case to a meeting, a telling mail, or a search hit.

People do whatever comes to their mind, mostly with cases that must be sealed or were sealed by
somebody; after every single act everything that is said and shown of them is looked at.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from engine.cluster import Cluster
from tests.builders import A_TEXT
from tests.tasks.acts import (
    ACTS,
    Act,
    Pick,
    cancels_meeting,
    lifts_bar,
    raises_bar,
    records_incident,
)
from tests.tasks.acts_aside import ASIDE, declares_tie, protects, refers
from tests.tasks.test_state_machine import TEXTS, People, first, picking, walk

AT_HOME = TEXTS[3]
# What the walks are led to; the rest of what people do comes by chance.
SEALED_MUST_HAPPEN = (
    "bar.raised",
    "bar.lifted",
    "case.sealed",
    "victim.protected",
    "meeting.cancelled",
    "case.referred",
    "tie.declared",
    "incident.recorded",
)


def _second(choices: Sequence[Any]) -> Any:
    return choices[1]


# How far a case has gone before people do whatever they like, and what they are led to do first.
Led = tuple[int, tuple[tuple[Act, Pick], ...]]
LED: tuple[Led, ...] = (
    (8, ()),
    (5, ((raises_bar, first), (protects, first), (lifts_bar, first), (lifts_bar, _second))),
    (7, ((raises_bar, first), (protects, first), (lifts_bar, first), (lifts_bar, _second))),
    (4, ((cancels_meeting, first),)),
    (3, ((refers, first),)),
    (1, ((declares_tie, first), (records_incident, first))),
)


class Sealing(People):
    """The same people, who seal more, and do what lies beside a case's way."""

    led: ClassVar[Led] = LED[0]

    @initialize(told=st.sampled_from(TEXTS))
    def begins_with_a_case_on_its_way(self, told: str) -> None:
        """A case somewhere between report and closure, and one that is sealed from the start."""
        steps, acts = self.led
        super().begins_with_a_case_on_its_way(A_TEXT if acts else told, steps, sued=False)
        for act, pick in acts:
            self._do(act, self.cases[0], pick)
            self.the_record_is_whole()
            self.flows_run()
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


@pytest.mark.long
def test_leads_nothing_sealed_to_talks_a_telling_mail_or_a_hit(
    cluster: Cluster, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """UU 12/2022 Ps 23; UU 23/2004: whatever people do, in whatever order."""
    said: set[str] = set()
    for led in LED:
        Sealing.led = led
        walk(Sealing, cluster, database=database, monkeypatch=monkeypatch, examples=5)
        said |= Sealing.said
    assert set(SEALED_MUST_HAPPEN) - said == set(), "the walks are too short to prove anything"
