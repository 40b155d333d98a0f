"""What a reporter chose from the form's lists counts beside the words, and never against them."""

from datetime import date
from pathlib import Path

import pytest

from models.regency import Regency
from models.regency_folder import read_regency
from models.views import Bar, Colour, EarlierCase, ReportView, TriageChoice
from policies.triage import LIKELY_TWIN, triage

DAY = date(2026, 11, 23)
HERE, NEAR, FAR = "51.05.02.2004", "51.05.02.2005", "51.05.03.2003"
VAGUE = "Warga kami resah soal itu."
BORDER = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."
RETOLD = "Kemarin patok batas sawah digeser orang, lalu warga kedua desa bertengkar di sana."


@pytest.fixture(scope="module")
def klungkung() -> Regency:
    """Klungkung, as its folder describes it."""
    return read_regency(Path(__file__).parents[2] / "regencies" / "klungkung")


def read(text: str, rules: Regency, *earlier: EarlierCase, **answers: str) -> TriageChoice:
    """Triage a report with answers."""
    return triage(ReportView(text, HERE, DAY, answers), regency=rules, earlier=earlier)


def test_takes_a_topic_as_a_sign_and_not_as_proof(klungkung: Regency) -> None:
    """It names a category where the words name none, and a person still decides."""
    chosen = read(VAGUE, klungkung, topic="BTS")
    assert chosen.category == "BTS"
    assert chosen.unsure
    assert "answer.topic_bts" in chosen.entries


def test_every_topic_is_a_category(klungkung: Regency) -> None:
    """The form offers those that triage reads."""
    asked = {one.answer for one in klungkung.vocabulary.answers if one.question == "topic"}
    assert asked == set(klungkung.vocabulary.categories)


def test_seals_what_the_reporter_takes_for_violence_against_women_or_children(
    klungkung: Regency,
) -> None:
    """Doubt seals."""
    assert Bar.SEALED in read(VAGUE, klungkung, topic="PPA").bars
    assert Bar.SEALED not in read(VAGUE, klungkung, topic="ADT").bars


def test_raises_the_colour_for_what_is_announced(klungkung: Regency) -> None:
    """Today or tomorrow is one step; next week is none."""
    calm, soon = read(BORDER, klungkung), read(BORDER, klungkung, again="soon")
    order = [Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED]
    assert order.index(soon.colour) == order.index(calm.colour) + 1
    assert read(BORDER, klungkung, again="week").colour is calm.colour


@pytest.mark.parametrize(
    ("village", "areas"),
    [(NEAR, {"same_kecamatan"}), (FAR, {"other_kecamatan"}), (HERE, set()), ("x", set())],
)
def test_sees_the_border_that_the_other_village_lies_behind(
    klungkung: Regency, village: str, areas: set[str]
) -> None:
    """As if the words had named it."""
    plain = set(read(VAGUE, klungkung).areas)
    assert set(read(VAGUE, klungkung, other_village=village).areas) - plain == areas


def test_looks_more_readily_for_a_twin_that_the_reporter_knows_of(klungkung: Regency) -> None:
    """Half as much in common is enough; nobody else is told that there is one."""
    earlier = EarlierCase("KLK-2026-00001", HERE, "BTS", DAY, RETOLD)
    assert LIKELY_TWIN not in read(BORDER, klungkung, earlier).unsure
    assert LIKELY_TWIN in read(BORDER, klungkung, earlier, told_before="yes").unsure


def test_delays_no_danger_for_a_twin(klungkung: Regency) -> None:
    """Red never waits, whatever was told before."""
    earlier = EarlierCase("KLK-2026-00001", HERE, "BTS", DAY, BORDER)
    now = {"told_before": "yes", "violence_now": "yes", "weapon": "yes", "crowd": "yes"}
    chosen = read(BORDER, klungkung, earlier, **now)
    assert chosen.colour is Colour.RED
    assert LIKELY_TWIN not in chosen.unsure
