"""The regency's sample reports, read by text and village alone, go where their labels say."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.regency import Regency
from models.regency_folder import read_regency
from models.status import Status
from models.views import Bar, CaseSituation, ReportView, TriageChoice
from policies.assignment import choose_agency
from policies.triage import triage

FOLDER = Path(__file__).parents[2] / "regencies" / "klungkung"
SAMPLES = [json.loads(line) for line in (FOLDER / "samples.jsonl").read_text().splitlines()]
Sample = dict[str, Any]
Read = tuple[Sample, TriageChoice]


@pytest.fixture(scope="module")
def klungkung() -> Regency:
    """Klungkung, as its folder describes it."""
    return read_regency(FOLDER)


@pytest.fixture(scope="module")
def decided(klungkung: Regency) -> list[Read]:
    """Every sample with what triage made of it."""
    day = date(2026, 11, 23)
    reports = [ReportView(sample["teks"], sample["kode_desa"], day) for sample in SAMPLES]
    choices = [triage(report, regency=klungkung) for report in reports]
    return list(zip(SAMPLES, choices, strict=True))


def test_finds_the_category_of_nearly_all(decided: list[Read]) -> None:
    """At least 18 of 20 categories, and severity as labelled for most."""
    assert sum(choice.category == sample["kategori"] for sample, choice in decided) >= 18
    assert sum(choice.severity == sample["keparahan"] for sample, choice in decided) >= 16


def test_finds_the_lead_agency_of_nearly_all(decided: list[Read], klungkung: Regency) -> None:
    """At least 18 of 20 lead agencies, by kind."""
    leads = [
        (sample["instansi_utama"], lead_of(sample, choice, klungkung)) for sample, choice in decided
    ]
    assert sum(wanted == lead for wanted, lead in leads) >= 18


def test_bars_victims_and_narcotics(decided: list[Read]) -> None:
    """PPA is sealed and NRK is a crime, in all samples."""
    barred = {"PPA": Bar.SEALED, "NRK": Bar.CRIME}
    harmed = [(barred[it["kategori"]], how) for it, how in decided if it["kategori"] in barred]
    assert len(harmed) == 2
    assert all(bar in choice.bars for bar, choice in harmed)


def lead_of(sample: Sample, choice: TriageChoice, regency: Regency) -> str:
    """Ask routing for the kind of the lead agency."""
    situation = CaseSituation(
        number=f"KLK-2026-{sample['id'][1:]:0>5}",
        status=Status.TRIAGED,
        category=choice.category,
        village=sample["kode_desa"],
        severity=choice.severity,
        stage=choice.stage,
        colour=choice.colour,
        bars=choice.bars,
        objects=choice.objects,
        areas=choice.areas,
    )
    return regency.agency(choose_agency(situation, regency=regency).lead).kind
