"""Quorum: who must sit together before anything is decided."""

import pytest

from models.regency_folder import FOLDERS, read_regency
from models.sittings import Talks
from models.views import Forum, MeetingKind
from policies.sittings import Attendance, kind_held, lacking, may_be_planned, stands_still

WHOLE = Attendance(sides=2, of=2, figures=1, agencies=1)


@pytest.fixture(scope="module")
def talks() -> Talks:
    """The rules of Klungkung."""
    return read_regency(FOLDERS / "klungkung").talks


@pytest.mark.parametrize(
    ("there", "forum", "lacks"),
    [
        (WHOLE, Forum.KECAMATAN, ()),
        (Attendance(1, 2, 1, 1), Forum.KECAMATAN, ("sides",)),
        (Attendance(2, 3, 1, 1), Forum.KECAMATAN, ("sides",)),
        (Attendance(2, 2, 0, 0), Forum.REGENCY, ("figures", "facilitator")),
        (Attendance(2, 2, 1, 0), Forum.MDA_KECAMATAN, ()),
    ],
)
def test_names_what_a_mediation_lacks(
    talks: Talks, there: Attendance, *, forum: Forum, lacks: tuple[str, ...]
) -> None:
    """All sides, a mediator, a facilitator; a customary forum facilitates itself."""
    rule = talks.rule(MeetingKind.MEDIATION)
    assert lacking(rule, there, forum=forum, talks=talks) == lacks


def test_asks_a_paruman_for_the_quorum_of_its_awig_awig(talks: Talks) -> None:
    """And holds one for customary matters only."""
    rule = talks.rule(MeetingKind.PARUMAN)
    assert lacking(rule, WHOLE, forum=Forum.KERTHA_DESA, talks=talks) == ("awig_awig",)
    assert may_be_planned(rule, category="ADT")
    assert not may_be_planned(rule, category="EKO")


def test_wants_two_offices_at_a_coordination_and_no_side(talks: Talks) -> None:
    """One office alone coordinates nothing."""
    rule = talks.rule(MeetingKind.COORDINATION)
    alone = Attendance(sides=0, of=2, figures=0, agencies=1)
    assert lacking(rule, alone, forum=Forum.REGENCY, talks=talks) == ("facilitator",)


def test_calls_a_sitting_with_one_side_a_caucus() -> None:
    """Whatever it was to be."""
    assert kind_held(MeetingKind.PARUMAN, sides=1, of=2) is MeetingKind.CAUCUS
    assert kind_held(MeetingKind.MEDIATION, sides=2, of=2) is MeetingKind.MEDIATION
    assert kind_held(MeetingKind.COORDINATION, sides=0, of=2) is MeetingKind.COORDINATION


def test_asks_a_person_after_two_meetings_without_quorum(talks: Talks) -> None:
    """Not for ever another date."""
    assert not stands_still(["one"], talks=talks)
    assert stands_still(["one", "two"], talks=talks)
