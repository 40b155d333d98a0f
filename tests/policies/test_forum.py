"""The ladder: the lowest rung that fits, upwards only, never in its own cause."""

import pytest

from models.views import Forum
from policies.forum import choose_forum
from tests.policies.situations import GELGEL, KAMASAN, PED, a_case, a_party

HERE, NEXT_DOOR, ISLAND = (a_party(v, village=v) for v in (GELGEL, KAMASAN, PED))


@pytest.mark.parametrize(
    ("category", "parties", "forum"),
    [
        ("EKO", (HERE,), Forum.VILLAGE),
        ("EKO", (HERE, NEXT_DOOR), Forum.KECAMATAN),
        ("EKO", (HERE, ISLAND), Forum.REGENCY),
        ("EKO", (), Forum.VILLAGE),
        ("BTS", (HERE,), Forum.KECAMATAN),
        ("ADT", (HERE,), Forum.KERTHA_DESA),
        ("ADT", (HERE, NEXT_DOOR), Forum.MDA_KECAMATAN),
        ("ADT", (HERE, ISLAND), Forum.MDA_REGENCY),
    ],
)
def test_starts_where_all_sides_are_at_home(
    category: str, parties: tuple[object, ...], forum: Forum
) -> None:
    """The village, the kecamatan or the regency; MDA's ladder for customary matters."""
    choice = choose_forum(a_case(category), parties=parties)  # type: ignore[arg-type] # any field
    assert choice.forum == forum
    assert set(choice.reason) == {"id", "en"}
    assert not choice.needs_decision


def test_starts_at_the_regency_where_triage_read_a_wider_border() -> None:
    """Though the other side is not named yet."""
    case = a_case("BTS", areas=("other_kecamatan",))
    assert choose_forum(case, parties=[HERE]).forum == Forum.REGENCY


def test_climbs_rung_by_rung_and_ends_at_the_court() -> None:
    """UU 7/2012 Ps 41-43; the task force and the court only by a coordinator's decision."""
    tried: list[Forum] = []
    for _ in range(5):
        choice = choose_forum(a_case(), parties=[HERE], tried=tried)
        assert choice.needs_decision == (choice.forum in {Forum.TASK_FORCE, Forum.COURT})
        tried.append(choice.forum)
    assert tried == [
        Forum.VILLAGE,
        Forum.KECAMATAN,
        Forum.REGENCY,
        Forum.TASK_FORCE,
        Forum.COURT,
    ]
    assert choose_forum(a_case(), parties=[HERE], tried=tried).forum == Forum.COURT


@pytest.mark.parametrize(
    ("category", "kind", "passed", "forum"),
    [
        ("EKO", "village", Forum.VILLAGE, Forum.KECAMATAN),
        ("ADT", "customary_village", Forum.KERTHA_DESA, Forum.MDA_KECAMATAN),
    ],
)
def test_passes_over_a_village_that_is_a_side(
    category: str, kind: str, *, passed: Forum, forum: Forum
) -> None:
    """And says so."""
    choice = choose_forum(a_case(category), parties=[a_party("desa", kind=kind), HERE])
    assert choice.forum == forum
    assert choice.passed_over == (
        (passed, {"id": "desa ini sendiri adalah pihak", "en": "the village itself is a side"}),
    )


def test_passes_over_a_body_that_decided_the_matter() -> None:
    """The Kertha Desa that imposed the kasepekang doesn't mediate about it."""
    choice = choose_forum(a_case("ADT"), parties=[HERE], decided=["kertha_desa_gelgel"])
    assert choice.forum == Forum.MDA_KECAMATAN
    assert [forum for forum, _ in choice.passed_over] == [Forum.KERTHA_DESA]
