"""The ladder: the lowest rung that fits, upwards only, never in its own cause."""

import pytest

from models.regency_folder import FOLDERS, read_regency
from models.sittings import Talks
from models.views import CaseSituation, Forum
from policies.forum import choose_forum, host_of, known_bodies
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


@pytest.fixture(scope="module")
def talks() -> Talks:
    """Whose each forum is in Klungkung."""
    return read_regency(FOLDERS / "klungkung").talks


def _with(*feared: str) -> CaseSituation:
    return a_case("BTS", not_to_tell=feared)


@pytest.mark.parametrize("feared", ["CAMAT", "CAMAT-51.05.03"])
def test_passes_over_a_forum_whose_office_is_feared(talks: Talks, feared: str) -> None:
    """The camat is not asked to hold talks that the reporter fears him in."""
    choice = choose_forum(_with(feared), parties=[HERE], talks=talks)
    assert choice.forum == Forum.REGENCY
    assert [forum for forum, _ in choice.passed_over] == [Forum.KECAMATAN]


def test_passes_over_a_forum_whose_office_has_a_tie(talks: Talks) -> None:
    """Of the case's own place; another kecamatan's camat is nobody to it."""
    ties = {"CAMAT-51.05.03": "business"}
    assert choose_forum(_with(), parties=[HERE], ties=ties, talks=talks).forum == Forum.REGENCY
    other = {"CAMAT-51.05.01": "business"}
    assert choose_forum(_with(), parties=[HERE], ties=other, talks=talks).forum == Forum.KECAMATAN


def test_meets_in_another_office_than_the_feared_one(talks: Talks) -> None:
    """The next host; none if all are feared."""
    assert host_of(talks.hosts, _with(), ties=()) == "CAMAT"
    assert host_of(talks.hosts, _with("CAMAT"), ties=()) == "KESBANG"
    assert host_of(talks.hosts, _with("CAMAT", "KESBANG"), ties=()) is None


def test_knows_the_council_that_decided_by_its_forum() -> None:
    """The regency council's own decision closes its forum: data and rule spell it alike."""
    figures = read_regency(FOLDERS / "klungkung").figures
    assert "mda_regency_klungkung" in known_bodies(figures)
    choice = choose_forum(
        a_case("ADT"),
        parties=[HERE],
        tried=[Forum.KERTHA_DESA, Forum.MDA_KECAMATAN],
        decided={"mda_regency_klungkung"},
    )
    assert choice.forum == Forum.TASK_FORCE
    assert choice.needs_decision
