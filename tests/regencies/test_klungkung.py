"""Klungkung as it ships: whole, lawful in its numbers, and without a single real person."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from models.facts.grammar import FACTS
from models.limits import Unit
from models.regency import Regency, Relation, Role
from models.regency_folder import FOLDERS, read_regency
from models.views import Bar, Colour, FigureKind
from policies.workdays import HOLY_DAYS

DATES = ("clause.due", "prevention.due", "registration.due", "conflict_state.until")

FOLDER = FOLDERS / "klungkung"
CODES = """KESBANG POLRES KODIM KEJARI POLPP BNNK TAPEM PMD CAMAT DESA MDA DISBUD KEMENAG FKUB
BPN DLHP DINKES DSOSPPPA DISHUB DISPAR DISNAKER PUPR KPU BAWASLU IMIGRASI DISKOMINFO BPBD"""
CATEGORIES = [
    "BTS",
    "ADT",
    "AGM",
    "SKU",
    "POL",
    "SDA",
    "EKO",
    "MRS",
    "NRK",
    "AKW",
    "KES",
    "PPA",
    "ORM",
    "LNY",
]
A_THIRD_OR_SO = 0.25


@pytest.fixture(scope="module")
def klungkung() -> Regency:
    """The regency that ships with Rukun."""
    return read_regency(Path(FOLDER))


def test_has_all_villages_and_kecamatan(klungkung: Regency) -> None:
    """53 desa and 6 kelurahan in four kecamatan, as counted in two packages."""
    assert Counter(village.kind for village in klungkung.villages) == {"desa": 53, "kelurahan": 6}
    spread = Counter(village.kecamatan for village in klungkung.villages)
    assert spread == {"51.05.01": 16, "51.05.02": 13, "51.05.03": 18, "51.05.04": 12}
    assert klungkung.village("51.05.01.2016").bps_code == "5105010002"
    assert klungkung.kecamatan_of("51.05.04.2006").name == "Dawan"


def test_has_every_agency_with_an_office_for_each_place(klungkung: Regency) -> None:
    """CAMAT is four offices, DESA one for each village, every other code one."""
    offices = Counter(agency.kind for agency in klungkung.agencies)
    assert offices == {**dict.fromkeys(CODES.split(), 1), "CAMAT": 4, "DESA": 59}
    assert klungkung.agency_of_kind("CAMAT", village="51.05.03.1012").code == "CAMAT-51.05.03"
    lurah = klungkung.agency_of_kind("DESA", village="51.05.03.1012")
    assert lurah.head["id"] == "Lurah Semarapura Klod Kangin"
    perbekel = klungkung.agency_of_kind("DESA", village="51.05.01.2010")
    assert (perbekel.head["id"], perbekel.kecamatan) == ("Perbekel Ped", "51.05.01")


def test_disposes_only_to_the_bupatis_own(klungkung: Regency) -> None:
    """Police, prosecutors, land office and Bawaslu are requested; MDA and FKUB are asked."""
    requested = {"POLRES", "KODIM", "KEJARI", "BPN", "KEMENAG", "BNNK", "KPU", "BAWASLU"}
    assert {klungkung.agency(code).relation for code in requested} == {Relation.VERTIKAL}
    assert {klungkung.agency(code).relation for code in ("MDA", "FKUB")} == {Relation.ADAT}
    assert klungkung.agency("PUPR").relation is Relation.PERANGKAT


def test_climbs_to_somebody_else_than_the_silent_officer(klungkung: Regency) -> None:
    """Each agency has at least two rungs, none of them the officer who didn't answer."""
    for agency in klungkung.agencies:
        assert len(set(agency.rungs)) == len(agency.rungs) >= 2
        assert f"{agency.code}-PETUGAS" not in agency.rungs


def test_has_the_fourteen_categories(klungkung: Regency) -> None:
    """With the letters of UU 7/2012 Ps 5, and bars on what the law excludes from peace."""
    assert [category.code for category in klungkung.categories] == CATEGORIES
    assert {letter for one in klungkung.categories for letter in one.law_letters} == set("abcde")
    barred = {one.code: one.bar for one in klungkung.categories if one.bar}
    assert barred == {"PPA": Bar.SEALED, "NRK": Bar.CRIME}
    assert klungkung.category("SDA").law_letter == "d, e"
    assert klungkung.category("ADT").mediator_kinds[0] is FigureKind.CUSTOMARY


def test_puts_the_overrides_in_their_order(klungkung: Regency) -> None:
    """Sealed before danger before court before two regencies before unknown."""
    order = [override.id for override in klungkung.routing.overrides]
    wanted = ["reprisal", "ppa", "danger", "court", "two_regencies", "unknown"]
    assert [name for name in order if name in wanted] == wanted
    assert order[:2] == ["reprisal", "ppa"]


def test_starts_and_stops_its_deadlines_by_facts_that_exist(klungkung: Regency) -> None:
    """A clock on a misspelt fact would never run, or never stop."""
    for deadline in klungkung.deadlines:
        assert deadline.starts_at in {*FACTS, *DATES}
        assert set(deadline.ends_at) <= set(FACTS), deadline.kind


@pytest.mark.parametrize(
    ("kind", "colour", "length", "unit"),
    [
        ("verification", Colour.GREEN, 3, Unit.WORKING_DAYS),
        ("verification", Colour.YELLOW, 1, Unit.WORKING_DAYS),
        ("verification", Colour.ORANGE, 4, Unit.HOURS),
        ("verification", Colour.RED, 1, Unit.HOURS),
        ("first_contact", Colour.GREEN, 5, Unit.WORKING_DAYS),
        ("first_contact", Colour.ORANGE, 24, Unit.HOURS),
        ("first_contact", Colour.RED, 2, Unit.HOURS),
        ("mediation", Colour.YELLOW, 30, Unit.DAYS),
        ("mediation_start", Colour.YELLOW, 7, Unit.DAYS),
        ("village_boundary", Colour.GREEN, 6, Unit.MONTHS),
        ("monitoring_90", Colour.GREEN, 90, Unit.DAYS),
        ("clause_before", Colour.GREEN, -14, Unit.DAYS),
        ("clause_eve", Colour.GREEN, -3, Unit.DAYS),
        ("clause_after", Colour.GREEN, 1, Unit.DAYS),
    ],
)
def test_keeps_the_limits_of_their_sources(
    klungkung: Regency, *, kind: str, colour: Colour, length: int, unit: Unit
) -> None:
    """The numbers of SP4N-LAPOR!, UU 30/1999 and Permendagri 45/2016."""
    pace = klungkung.deadline(kind).pace(colour)
    assert (pace.length, pace.unit) == (length, unit)


def test_has_figures_for_every_kecamatan_and_kind(klungkung: Regency) -> None:
    """At least three of each kind everywhere, women among each kind, five faiths."""
    spread = Counter((figure.kecamatan, figure.kind) for figure in klungkung.figures)
    assert len(spread) == len(klungkung.kecamatan) * len(FigureKind)
    assert min(spread.values()) >= 3
    women = [figure for figure in klungkung.figures if figure.woman]
    assert {figure.kind for figure in women} == set(FigureKind)
    assert len(women) >= A_THIRD_OR_SO * len(klungkung.figures)
    faiths = {figure.faith for figure in klungkung.figures} - {None}
    assert {"hindu", "islam", "protestant", "catholic", "buddhist"} <= faiths


def test_places_figures_in_villages_of_their_kecamatan(klungkung: Regency) -> None:
    """Neutrality is judged by village and banjar."""
    for figure in klungkung.figures:
        if figure.village:
            assert klungkung.village(figure.village).kecamatan == figure.kecamatan
        else:
            assert figure.banjar is None


def test_has_people_for_every_act(klungkung: Regency) -> None:
    """Enough coordinators to close a case by a second one, two auditors, an administrator."""
    assert len(klungkung.actors_of(role=Role.COORDINATOR)) >= 3
    assert len(klungkung.actors_of(role=Role.AUDITOR)) == 2
    assert len(klungkung.actors_of(role=Role.ADMINISTRATOR)) == 1
    for agency in klungkung.agencies:
        assert klungkung.actors_of(role=Role.AGENCY, agency=agency.code)


def test_gives_no_person_two_offices_of_the_secretariat(klungkung: Regency) -> None:
    """Else one person could be the second person of a closure."""
    offices = [actor.office["id"] for actor in klungkung.actors if actor.agency == "KESBANG"]
    assert len(set(offices)) == len(offices)


def test_names_no_person_and_no_real_address() -> None:
    """Every address ends in .example, every number of an office in 000-xxx."""
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text()
        addresses = re.findall(r"[\w.{}+-]+@[\w.-]+", text)
        assert all(address.endswith(".example") for address in addresses), path.name
        assert all("-000-" in phone for phone in re.findall(r"phone: (\S+)", text))
        assert not re.search(r"\b(I|Ni) (Gusti|Made|Wayan|Nyoman|Ketut|Putu|Kadek)\b", text)


def test_knows_its_holy_days_and_hours(klungkung: Regency) -> None:
    """The switches are those that the calendar can compute."""
    assert set(klungkung.calendar.holy_days) <= set(HOLY_DAYS)
    assert klungkung.calendar.office_hours.opens.hour == 8


def test_reads_only_the_columns_that_a_report_has(klungkung: Regency) -> None:
    """Labels that somebody else gave (isu, bentuk, kategori) are no column of ours."""
    headers = {alias for aliases in klungkung.import_columns.values() for alias in aliases}
    assert {"id_sumber", "tanggal", "kode_desa", "uraian", "id", "kanal", "teks"} <= headers
    labels = {"isu", "bentuk", "kategori", "keparahan", "eskalasi", "instansi_utama"}
    assert headers.isdisjoint(labels)


def test_ships_the_twenty_samples(klungkung: Regency) -> None:
    """Invented reports, each in a village that exists."""
    lines = (FOLDER / "samples.jsonl").read_text().splitlines()
    samples = [json.loads(line) for line in lines]
    assert len(samples) == 20
    for sample in samples:
        assert klungkung.village(sample["kode_desa"]).name == sample["desa"]


def test_keeps_villages_sorted_by_code() -> None:
    """A person finds a village by its code."""
    with (FOLDER / "villages.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    assert codes == sorted(codes)


@pytest.mark.parametrize(
    ("agency", "sealed", "officer"),
    [
        ("POLRES", False, "POLRES-PETUGAS"),
        ("POLRES", True, "POLRES-UNIT-PPA"),
        ("DSOSPPPA", False, "DSOSPPPA-PETUGAS"),
        ("DSOSPPPA", True, "DSOSPPPA-UPTD-PPA"),
        ("PUPR", True, "PUPR-PETUGAS"),
    ],
)
def test_an_agency_answers_as_its_liaison(
    klungkung: Regency, *, agency: str, sealed: bool, officer: str
) -> None:
    """Its special officer only on the sealed path, wherever in the file they stand."""
    for rules in (klungkung, klungkung.model_copy(update={"actors": klungkung.actors[::-1]})):
        found = rules.liaison(agency, sealed=sealed)
        assert found is not None
        assert found.id == officer
