"""Which agency leads: the overrides in order, then the routing table, then whoever is left."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.regency import Regency
from models.regency_folder import FOLDERS, read_regency
from models.status import Status
from models.views import Approach, AssignmentChoice, Bar, CaseSituation, Colour
from policies.assignment import IS_A_SIDE, NoAgencyCovers, choose_agency, rungs_for

KLUNGKUNG = FOLDERS / "klungkung"
TUSAN, GELGEL, PED = "51.05.02.2004", "51.05.03.2003", "51.05.01.2010"
OTHER_REGENCYS = "51.07.01.2001"

# What the reports of samples.jsonl are about, beyond category and stage.
OBJECTS = {
    "C04": ("irrigation",),
    "C05": ("environment", "project", "road_block"),
    "C08": ("worship_place", "temple"),
    "C10": ("election", "election_violation"),
    "C13": ("waste", "road_block"),
    "C14": ("sea",),
    "C16": ("wages", "project"),
    "C17": ("customary_land", "coast"),
    "C18": ("transport", "tourism"),
    "C19": ("temple", "foreigner"),
}
AREAS = {"C02": ("other_regency",)}
BARS = {"C10": (Bar.ELECTION,), "C11": (Bar.SEALED,)}
SAMPLES = [json.loads(line) for line in (KLUNGKUNG / "samples.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def klungkung() -> Regency:
    """The regency that ships with Rukun."""
    return read_regency(Path(KLUNGKUNG))


def a_case(category: str = "EKO", **changed: object) -> CaseSituation:
    """A calm case in Gelgel."""
    situation = CaseSituation(
        number="KLK-2026-00001",
        status=Status.TRIAGED,
        category=category,
        village=GELGEL,
        severity=2,
        stage=1,
        colour=Colour.YELLOW,
    )
    return replace(situation, **changed)  # type: ignore[arg-type] # any field


def supporters(choice: AssignmentChoice) -> list[str]:
    """The codes of the supporting offices, in order."""
    return [support.agency for support in choice.supports]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["id"])
def test_finds_the_lead_that_practitioners_expect(
    klungkung: Regency, sample: dict[str, object]
) -> None:
    """All twenty sample reports, by their labels, reach the agency of the label."""
    name = str(sample["id"])
    situation = a_case(
        str(sample["kategori"]),
        village=sample["kode_desa"],
        severity=sample["keparahan"],
        stage=sample["eskalasi"],
        objects=OBJECTS.get(name, ()),
        areas=AREAS.get(name, ()),
        bars=BARS.get(name, ()),
    )
    lead = choose_agency(situation, regency=klungkung).lead
    assert klungkung.agency(lead).kind == sample["instansi_utama"]


def test_gives_a_boundary_to_the_camat_of_the_village(klungkung: Regency) -> None:
    """CAMAT is four offices, and the one in charge leads."""
    choice = choose_agency(a_case("BTS", village=TUSAN), regency=klungkung)
    assert choice.lead == "CAMAT-51.05.02"
    assert (choice.alternate, choice.override, choice.approach) == ("TAPEM", None, "mediation")


@pytest.mark.parametrize(
    ("other", "lead"),
    [("51.05.02.2005", "CAMAT-51.05.02"), (PED, "TAPEM"), (OTHER_REGENCYS, "KESBANG")],
)
def test_follows_a_boundary_outwards(klungkung: Regency, other: str, lead: str) -> None:
    """Same kecamatan: the camat. Another one: the regency. Another regency: the Governor's file."""
    situation = a_case("BTS", village=TUSAN, other_villages=(other,))
    assert choose_agency(situation, regency=klungkung).lead == lead


def test_lets_every_village_of_the_case_support(klungkung: Regency) -> None:
    """A case over two kecamatan has two camat and two perbekel beside the lead."""
    choice = choose_agency(a_case("SKU", village=TUSAN, other_villages=(PED,)), regency=klungkung)
    offices = {"CAMAT-51.05.02", "CAMAT-51.05.01", f"DESA-{TUSAN}", f"DESA-{PED}"}
    assert offices <= set(supporters(choice))


def test_asks_no_village_to_support_in_a_dispute_about_its_own_boundary(klungkung: Regency) -> None:
    """Both villages are its sides, also while it is the police who lead; the reason is kept."""
    both = {f"DESA-{TUSAN}", f"DESA-{PED}"}
    for stage in (1, 3):
        situation = a_case("BTS", village=TUSAN, other_villages=(PED,), stage=stage)
        choice = choose_agency(situation, regency=klungkung)
        assert both.isdisjoint(supporters(choice))
        assert {over.agency for over in choice.passed_over if over.reason == IS_A_SIDE} == both


@pytest.mark.parametrize("category", ["PPA", "AKW", "BTS", "LNY"])
def test_seals_before_all_else(klungkung: Regency, category: str) -> None:
    """Violence, a court case and two regencies change nothing: two agencies know, nobody else."""
    situation = a_case(
        category,
        stage=3,
        bars=(Bar.COURT, Bar.SEALED),
        areas=("other_regency",),
        objects=("foreigner", "burial"),
    )
    choice = choose_agency(situation, regency=klungkung)
    assert (choice.lead, supporters(choice), choice.sealed) == ("DSOSPPPA", ["POLRES"], True)
    assert (choice.override, choice.approach) == ("ppa", Approach.HANDLING)


def test_seals_a_category_whose_bar_nobody_raised(klungkung: Regency) -> None:
    """The category's own bar always stands."""
    assert choose_agency(a_case("PPA"), regency=klungkung).sealed


def test_never_lets_a_sealed_case_fall_to_the_secretariat(klungkung: Regency) -> None:
    """With Dinas Sosial told off the police unit leads; with both, a person must find a way."""
    one = choose_agency(a_case("PPA", not_to_tell=("DSOSPPPA",)), regency=klungkung)
    assert (one.lead, one.supports, one.sealed) == ("POLRES", (), True)
    both = a_case("PPA", not_to_tell=("DSOSPPPA",), passed_over=("POLRES",))
    with pytest.raises(NoAgencyCovers, match="KLK-2026-00001"):
        choose_agency(both, regency=klungkung)


def test_climbs_a_sealed_silence_only_among_those_who_know(klungkung: Regency) -> None:
    """Neither the secretariat nor the Sekda learns of a sealed case by a late answer."""
    rungs = rungs_for("DSOSPPPA", situation=a_case("PPA"), regency=klungkung)
    agencies = {klungkung.actor(rung).agency for rung in rungs}
    assert agencies == {"DSOSPPPA", "POLRES"}
    assert "SETDA-SEKDA" in rungs_for("DSOSPPPA", situation=a_case("BTS"), regency=klungkung)


def test_lets_the_police_lead_in_danger_and_hands_back(klungkung: Regency) -> None:
    """From stage 2 POLRES leads; the category's own lead helps first and takes over afterwards."""
    choice = choose_agency(a_case("ADT", stage=2), regency=klungkung)
    assert (choice.lead, choice.follow_up, choice.approach) == ("POLRES", "MDA", Approach.HANDLING)
    assert choice.supports[0].agency == "MDA"
    assert "takes over" in choice.supports[0].duty["en"]


def test_mediates_a_brawl_that_the_police_lead_anyway(klungkung: Regency) -> None:
    """When nobody has to take over, the route's own approach holds."""
    choice = choose_agency(a_case("AKW", stage=2), regency=klungkung)
    assert (choice.follow_up, choice.approach) == (None, Approach.MEDIATION)


def test_hands_back_to_the_next_when_the_own_lead_is_a_side(klungkung: Regency) -> None:
    """MDA decided the matter itself, so that DISBUD takes over."""
    choice = choose_agency(a_case("ADT", stage=2, passed_over=("MDA",)), regency=klungkung)
    assert choice.follow_up == "DISBUD"


@pytest.mark.parametrize("bar", [Bar.COURT, Bar.CRIME, Bar.ELECTION])
@pytest.mark.parametrize("category", ["SDA", "MRS", "POL", "NRK"])
def test_never_mediates_what_is_barred(klungkung: Regency, category: str, bar: Bar) -> None:
    """A court case, a crime and an election offence are handled or calmed, never mediated."""
    choice = choose_agency(a_case(category, bars=(bar,)), regency=klungkung)
    assert choice.approach in (Approach.HANDLING, Approach.FIGURES)


def test_leaves_a_court_case_with_its_own_agency(klungkung: Regency) -> None:
    """The land office keeps the case, with both reasons and both legal bases."""
    choice = choose_agency(a_case("SDA", bars=(Bar.COURT,)), regency=klungkung)
    assert (choice.lead, choice.override) == ("BPN", "court")
    assert "land title" in choice.reason["en"]
    assert "court" in choice.reason["en"]
    assert "21/2020" in choice.basis["id"]
    assert "Ps 46" in choice.basis["id"]


def test_watches_a_mere_potential(klungkung: Regency) -> None:
    """No tension yet between groups: watched. A complaint, however small, reaches an agency."""
    calm = {"stage": 0, "severity": 1, "colour": Colour.GREEN}
    assert choose_agency(a_case("SKU", **calm), regency=klungkung).approach is Approach.WATCH
    assert choose_agency(a_case("EKO", **calm), regency=klungkung).approach is Approach.MEDIATION


def test_asks_the_alternate_and_then_the_secretariat(klungkung: Regency) -> None:
    """Each refusal goes one step on, and is on record."""
    first = choose_agency(a_case("BTS", passed_over=("CAMAT-51.05.03",)), regency=klungkung)
    assert (first.lead, first.alternate) == ("TAPEM", "KESBANG")
    second = choose_agency(
        a_case("BTS", passed_over=("CAMAT-51.05.03", "TAPEM")), regency=klungkung
    )
    assert second.lead == "KESBANG"
    village = f"DESA-{GELGEL}"
    assert [over.agency for over in second.passed_over] == ["CAMAT-51.05.03", "TAPEM", village]
    assert "TAPEM" not in supporters(second)


@pytest.mark.parametrize("category", ["LNY", "SKU", "ORM"])
def test_lets_the_stand_in_take_what_a_feared_secretariat_would(
    klungkung: Regency, category: str
) -> None:
    """Who fears Kesbangpol is handled by another office, which then has no part of it at all."""
    choice = choose_agency(a_case(category, not_to_tell=("KESBANG",)), regency=klungkung)
    assert choice.lead == "TAPEM"
    assert "KESBANG" not in supporters(choice)


def test_lets_the_stand_in_take_a_case_of_the_secretariat(klungkung: Regency) -> None:
    """Nobody judges his own cause, the secretariat neither."""
    assert choose_agency(a_case("SKU", passed_over=("KESBANG",)), regency=klungkung).lead == "TAPEM"


def test_refuses_when_nobody_is_left(klungkung: Regency) -> None:
    """A case is never given to an agency that must not have it."""
    with pytest.raises(NoAgencyCovers):
        choose_agency(a_case("SKU", passed_over=("KESBANG", "TAPEM")), regency=klungkung)


@pytest.mark.parametrize("named", ["DESA", f"DESA-{GELGEL}"])
def test_does_not_tell_whom_the_reporter_fears(klungkung: Regency, named: str) -> None:
    """The perbekel, named by kind or by office, drops out; what a mail prints doesn't say so."""
    choice = choose_agency(a_case("SKU", not_to_tell=(named,)), regency=klungkung)
    assert f"DESA-{GELGEL}" not in supporters(choice)
    assert [over.agency for over in choice.passed_over] == [f"DESA-{GELGEL}"]
    assert choice == replace(
        choose_agency(a_case("SKU"), regency=klungkung),
        supports=choice.supports,
        passed_over=choice.passed_over,
    )


def test_prints_the_same_for_who_declined_and_who_must_not_know(klungkung: Regency) -> None:
    """The alternate can't tell from its mail whether the reporter feared the first agency."""
    declined = choose_agency(a_case("BTS", passed_over=("CAMAT",)), regency=klungkung)
    feared = choose_agency(a_case("BTS", not_to_tell=("CAMAT",)), regency=klungkung)
    assert replace(declined, passed_over=()) == replace(feared, passed_over=())


def test_brings_in_who_else_is_needed(klungkung: Regency) -> None:
    """A foreigner brings Immigration, whatever the category."""
    assert "IMIGRASI" in supporters(
        choose_agency(a_case("MRS", objects=("foreigner",)), regency=klungkung)
    )


def test_keeps_an_assault_with_the_police_and_out_of_the_talks(klungkung: Regency) -> None:
    """Figures reconcile the groups; whoever was hit is protected, and the offence investigated."""
    choice = choose_agency(a_case("MRS", objects=("assault",)), regency=klungkung)
    assert (choice.lead, choice.approach) == ("POLPP", Approach.MEDIATION)
    police = next(one for one in choice.supports if one.agency == "POLRES")
    assert "tindak pidana" in police.duty["id"]


@pytest.mark.parametrize("stage", [1, 3])
def test_asks_who_cares_for_those_who_fled(klungkung: Regency, stage: int) -> None:
    """Shelter and basic needs, on whatever route (UU 7/2012 Ps 32)."""
    fled = a_case("ADT", objects=("evacuation",), stage=stage)
    assert {"BPBD", "DSOSPPPA", "DINKES"} <= set(supporters(choose_agency(fled, regency=klungkung)))


def test_tells_the_police_of_a_closed_road(klungkung: Regency) -> None:
    """Before anybody is hurt, and without entering the matter."""
    choice = choose_agency(a_case("EKO", objects=("road_block",)), regency=klungkung)
    assert "POLRES" in supporters(choice)


def test_sends_no_wages_to_figures(klungkung: Regency) -> None:
    """An industrial dispute goes to the industrial mediator (UU 2/2004)."""
    choice = choose_agency(a_case("EKO", objects=("wages",)), regency=klungkung)
    assert (choice.lead, choice.approach) == ("DISNAKER", Approach.HANDLING)


def test_answers_for_every_category_stage_and_bar(klungkung: Regency) -> None:
    """Each case has a lead, a reason and a basis in both languages, and no supporter twice."""
    bars = [(), *((bar,) for bar in Bar)]
    for category in klungkung.categories:
        for stage in range(5):
            for bar in bars:
                situation = a_case(category.code, stage=stage, bars=bar)
                choice = choose_agency(situation, regency=klungkung)
                assert choice.lead not in supporters(choice)
                assert len(set(supporters(choice))) == len(choice.supports)
                assert set(choice.reason) == set(choice.basis) == {"id", "en"}
                assert choice.approach is not Approach.MEDIATION or not bar
