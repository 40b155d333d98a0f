"""Figures: neutral, of the kinds that the category calls for, each with its reason."""

import pytest

from models.regency import Figure
from models.views import FigureKind, Forum, PanelChoice
from policies.mediation import propose_figures
from tests.policies.situations import (
    GELGEL,
    KAMASAN,
    PED,
    TOJAN,
    a_case,
    a_figure,
    a_panel,
    a_party,
)

ADAT, MASY, AGAMA = FigureKind.CUSTOMARY, FigureKind.COMMUNITY, FigureKind.RELIGIOUS


def ids(choice: PanelChoice) -> list[str]:
    """The figures proposed, in order."""
    return [one.figure for one in choice.figures]


def why_not(figure: Figure, **changed: object) -> str | None:
    """Why a figure is passed over between a group of Gelgel and one of Kamasan."""
    sides = changed.pop("parties", (a_party("petani"), a_party("pedagang", village=KAMASAN)))
    case = changed.pop("case", a_case())
    panel = a_panel(case, *sides, **({"kinds": (figure.kind,)} | changed))  # type: ignore[arg-type,misc] # any field
    choice = propose_figures(panel, figures=[figure])
    assert len(choice.figures) + len(choice.passed_over) == 1
    return choice.passed_over[0].reason["en"] if choice.passed_over else None


def test_proposes_a_figure_that_nothing_speaks_against() -> None:
    """Of another village, or even of a side's village where no rule forbids it."""
    assert why_not(a_figure("KL-MASY-A", village=TOJAN)) is None
    assert why_not(a_figure("KL-MASY-B", village=GELGEL, banjar="Banjar Pande")) is None


def test_refuses_a_side() -> None:
    """Nobody mediates his own cause."""
    assert why_not(a_figure("KL-A"), parties=(a_party("KL-A"),)) == "is one of the sides"


def test_refuses_a_figure_of_a_sides_banjar() -> None:
    """However the banjar is written; a banjar of that name elsewhere is another one."""
    sides = (a_party("x", kind="banjar", banjar="Pande"), a_party("y", village=KAMASAN))
    near = a_figure("KL-A", village=GELGEL, banjar="Banjar Pande")
    far = a_figure("KL-B", village=TOJAN, banjar="Banjar Pande")
    assert why_not(near, parties=sides) == "is of a side's banjar"
    assert why_not(far, parties=sides) is None


@pytest.mark.parametrize("kind", ["village", "customary_village"])
def test_refuses_an_officer_of_a_village_that_is_a_side(kind: str) -> None:
    """A prajuru doesn't mediate between his desa adat and its krama."""
    sides = (a_party("desa", kind=kind), a_party("keluarga"))
    bendesa = a_figure("KL-ADAT-BENDESA-GELGEL", kind=ADAT, village=GELGEL)
    assert why_not(bendesa, parties=sides) == "holds an office in a village that is a side"


def test_wants_a_third_village_for_a_boundary() -> None:
    """BTS only: of neither side's village, nor the village that was reported."""
    for village in (GELGEL, KAMASAN):
        figure = a_figure("KL-A", village=village)
        reason = why_not(figure, case=a_case("BTS"))
        assert reason is not None
        assert "third village" in reason
    assert why_not(a_figure("KL-A", village=TOJAN), case=a_case("BTS")) is None


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ("ties", "declared a tie"),
        ("declined", "said no already"),
        ("objected", "was refused by a side"),
        ("decided", "sits in a body that decided this matter before"),
    ],
)
def test_refuses_whom_something_is_known_against(known: str, reason: str) -> None:
    """A declared tie, a no, a side's objection, an own decision."""
    assert why_not(a_figure("KL-A"), **{known: frozenset({"KL-A"})}) == reason


def test_refuses_a_member_of_a_body_that_decided_the_matter() -> None:
    """By the body, not only by the figure's id."""
    judge = a_figure("KL-ADAT-A", kind=ADAT, sits_in=("kertha_desa_gelgel",))
    assert why_not(judge, decided=frozenset({"kertha_desa_gelgel"})) is not None
    assert why_not(judge, decided=frozenset({"kertha_desa_akah"})) is None


def test_keeps_out_whom_the_reporter_fears() -> None:
    """The bendesa of the reported village, not the one of another; and it doesn't say why."""
    case = a_case(not_to_tell=("bendesa",))
    near = a_figure("KL-ADAT-BENDESA-GELGEL", kind=ADAT, village=GELGEL)
    far = a_figure("KL-ADAT-BENDESA-TOJAN", kind=ADAT, village=TOJAN)
    assert why_not(near, case=case) == "is kept out of this case"
    assert why_not(far, case=case) is None
    council = a_figure("KL-ADAT-KETUA", kind=ADAT, sits_in=("mda_regency_klungkung",))
    assert why_not(council, case=a_case(not_to_tell=("MDA",))) == "is kept out of this case"


def test_takes_the_kinds_in_the_order_of_the_category() -> None:
    """Customary first for a customary matter (UU 7/2012 Ps 41), then its own faith, in turn."""
    figures = [
        a_figure("A-MASY"),
        a_figure("A-MUSLIMAT", kind=AGAMA, faith="islam", woman=True),
        a_figure("B-AGAMA", kind=AGAMA, faith="hindu"),
        a_figure("C-ADAT", kind=ADAT, woman=True),
        a_figure("D-ADAT", kind=ADAT),
    ]
    choice = propose_figures(
        a_panel(a_case("ADT"), a_party("x"), kinds=(ADAT, AGAMA)), figures=figures
    )
    assert ids(choice) == ["C-ADAT", "B-AGAMA", "D-ADAT"]
    assert choice.lacks == ()


def test_seats_both_faiths_where_faiths_dispute() -> None:
    """One per faith of the sides, first of all."""
    figures = [
        a_figure("A-PHDI", kind=AGAMA, faith="hindu"),
        a_figure("B-PHDI", kind=AGAMA, faith="hindu", woman=True),
        a_figure("C-TAKMIR", kind=AGAMA, faith="islam"),
        a_figure("D-PENDETA", kind=AGAMA, faith="protestant"),
    ]
    sides = (a_party("x", faith="hindu"), a_party("y", faith="islam"))
    choice = propose_figures(a_panel(a_case("AGM"), *sides, kinds=(AGAMA,)), figures=figures)
    assert ids(choice)[:2] == ["A-PHDI", "C-TAKMIR"]
    unknown = propose_figures(a_panel(a_case("AGM"), kinds=(AGAMA,)), figures=figures)
    assert ids(unknown)[:2] == ["A-PHDI", "C-TAKMIR"]


def test_names_the_faith_that_it_cannot_seat() -> None:
    """So that a coordinator looks for one."""
    sides = (a_party("x", faith="hindu"), a_party("y", faith="islam"))
    hindu = [a_figure(f"{n}-PHDI", kind=AGAMA, faith="hindu", woman=True) for n in "ABC"]
    choice = propose_figures(a_panel(a_case("AGM"), *sides, kinds=(AGAMA,)), figures=hindu)
    assert choice.lacks == ("faith_islam",)


def test_aims_at_three_women_in_ten() -> None:
    """One of three, though men would come first; and says so when there is none."""
    men = [a_figure(f"{n}-MASY") for n in "ABC"]
    woman = a_figure("Z-MASY", woman=True)
    with_her = propose_figures(a_panel(a_case(), a_party("x")), figures=[*men, woman])
    assert ids(with_her) == ["A-MASY", "B-MASY", "Z-MASY"]
    assert "a woman" in with_her.figures[2].reason["en"]
    assert propose_figures(a_panel(a_case(), a_party("x")), figures=men).lacks == ("women",)


def test_lacks_a_kind_that_nobody_neutral_fills() -> None:
    """Rather fewer figures than one who is not neutral."""
    bendesa = a_figure("A-ADAT", kind=ADAT, village=GELGEL, woman=True)
    sides = (a_party("desa", kind="customary_village"), a_party("x"))
    choice = propose_figures(a_panel(a_case("ADT"), *sides, kinds=(ADAT,)), figures=[bendesa])
    assert ids(choice) == []
    assert choice.lacks == ("kind_customary",)
    assert [one.figure for one in choice.passed_over] == ["A-ADAT"]


def test_brings_other_faces_after_talks_that_failed() -> None:
    """Who mediated in vain sits again only where nobody else is as near."""
    figures = [a_figure(f"KL-MASY-{one}", village=TOJAN) for one in "AB"]
    panel = a_panel(a_case(), a_party("x"), kinds=(MASY,), sat=frozenset({"KL-MASY-A"}))
    assert ids(propose_figures(panel, figures=figures, size=1)) == ["KL-MASY-B"]
    assert ids(propose_figures(panel, figures=figures[:1], size=1)) == ["KL-MASY-A"]


def test_prefers_who_fits_best() -> None:
    """Who knows the object, then who is near, then who sits in this forum and has least to do."""
    figures = [
        a_figure("A-VILLAGE-ONLY", forums=(Forum.VILLAGE,)),
        a_figure("B-BENDEGA", objects=("sea",)),
        a_figure("C-FAR", kecamatan="51.05.01", village=PED),
        a_figure("D-BUSY"),
        a_figure("E-NEAR"),
        a_figure("F-PEKASEH", objects=("irrigation",)),
    ]
    situation = a_panel(a_case("SDA", objects=("irrigation",)), a_party("x"), load={"D-BUSY": 2})
    choice = propose_figures(situation, figures=figures, size=6)
    assert ids(choice) == [
        "F-PEKASEH",
        "E-NEAR",
        "D-BUSY",
        "A-VILLAGE-ONLY",
        "C-FAR",
        "B-BENDEGA",
    ]


def test_finds_who_replaces_a_figure() -> None:
    """Those kept hold their seats; only the open seat is filled, with its kind."""
    figures = [
        a_figure("A-ADAT", kind=ADAT),
        a_figure("B-ADAT", kind=ADAT),
        a_figure("C-AGAMA", kind=AGAMA, faith="hindu", woman=True),
        a_figure("D-ADAT", kind=ADAT),
    ]
    left = a_panel(
        a_case("ADT"),
        a_party("x"),
        kinds=(ADAT, AGAMA),
        kept=("B-ADAT", "C-AGAMA"),
        declined=frozenset({"A-ADAT"}),
    )
    choice = propose_figures(left, figures=figures)
    assert ids(choice) == ["D-ADAT"]
    assert choice.lacks == ()


def test_replaces_the_one_faith_that_left() -> None:
    """The seat of a faith stays that faith's."""
    figures = [
        a_figure("A-PHDI", kind=AGAMA, faith="hindu", woman=True),
        a_figure("B-PHDI", kind=AGAMA, faith="hindu"),
        a_figure("C-TAKMIR", kind=AGAMA, faith="islam"),
        a_figure("D-MUI", kind=AGAMA, faith="islam"),
    ]
    sides = (a_party("x", faith="hindu"), a_party("y", faith="islam"))
    left = a_panel(
        a_case("AGM"),
        *sides,
        kinds=(AGAMA,),
        kept=("A-PHDI", "B-PHDI"),
        declined=frozenset({"C-TAKMIR"}),
    )
    assert ids(propose_figures(left, figures=figures)) == ["D-MUI"]


def test_says_why_in_both_languages() -> None:
    """For each one proposed and each passed over."""
    figures = [a_figure("A-MASY"), a_figure("B-MASY"), a_figure("C-AGAMA", kind=AGAMA)]
    situation = a_panel(a_case(), a_party("x"), ties=frozenset({"B-MASY"}))
    choice = propose_figures(situation, figures=figures)
    assert choice.figures[0].reason == {
        "id": "tokoh masyarakat, pilihan ke-1 untuk jenis perkara ini; dari kecamatan yang sama; "
        "tidak diketahui terikat dengan para pihak",
        "en": "community figure, choice no. 1 for this kind of matter; of the same kecamatan; "
        "no tie to the sides is known",
    }
    assert [(one.figure, set(one.reason)) for one in choice.passed_over] == [
        ("B-MASY", {"id", "en"})
    ]


def test_proposes_nobody_where_nobody_mediates() -> None:
    """A category without kinds has no panel."""
    choice = propose_figures(a_panel(a_case("PPA"), kinds=()), figures=[a_figure("A-MASY")])
    assert (choice.figures, choice.passed_over, choice.lacks) == ((), (), ())


def test_keeps_the_order_whatever_order_the_figures_come_in() -> None:
    """The same situation, the same panel."""
    figures = [a_figure(f"{n}-MASY", woman=n == "C") for n in "ABCDE"]
    situation = a_panel(a_case(), a_party("x"))
    assert ids(propose_figures(situation, figures=figures)) == ids(
        propose_figures(situation, figures=figures[::-1])
    )
