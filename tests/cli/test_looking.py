"""Lists and pages show what the reader may see, and no more."""

import json
from dataclasses import fields

import pytest
from sqlalchemy import select

from cli import exits
from models.case_parts import Moment
from models.chain import SealedFact
from models.facts.grammar import FACTS
from models.reading import CaseLine
from models.reading_case import CasePage
from models.reading_words import HEADLINES
from models.session import reading
from tasks.assignment import assign_agencies
from tasks.triage import triage_reports
from tests.builders import a_case
from tests.cli.running import Rukun

SEALED = "Seorang istri dipukul suaminya di rumah, anaknya ketakutan dan luka."


@pytest.mark.usefixtures("database")
async def test_shows_a_case_with_its_timeline_and_version(rukun: Rukun) -> None:
    """The page names each fact and the version to act on, and never the report's words."""
    number = await a_case()
    await triage_reports.fn([number])
    await assign_agencies.fn([number])
    ended = await rukun("show", number, "--as", "coordinator:KESBANG-PIKET")
    assert ended.code == 0, ended.err
    for words in ("Reported", "Triaged", "Assigned", "CAMAT-51.05.02", "--seen 3"):
        assert words in ended.out
    assert "beradu mulut" not in ended.out


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "asked", [("--category", "ZZZ"), ("--agency", "NOBODY"), ("--village", "Atlantis")]
)
async def test_refuses_to_look_for_what_is_not_there(rukun: Rukun, asked: tuple[str, str]) -> None:
    """An empty list would say that there are no such cases."""
    ended = await rukun("cases", *asked)
    assert ended.code == exits.BAD_INPUT
    assert asked[1] in ended.err


@pytest.mark.usefixtures("database")
async def test_hides_a_sealed_case_before_its_triage(rukun: Rukun) -> None:
    """While its triage waits, or fails, no outsider sees more than number and clock."""
    number = await a_case(SEALED)
    [line] = json.loads((await rukun("cases", "--json")).out)
    assert (line["number"], line["sealed"], line["village"]) == (number, True, None)


@pytest.mark.usefixtures("database")
async def test_writes_json_with_the_documented_keys(rukun: Rukun) -> None:
    """Programs find the fields of the shapes, and nothing that points at the reporter."""
    number = await a_case()
    [line] = json.loads((await rukun("cases", "--json")).out)
    page = json.loads((await rukun("show", number, "--json")).out)
    assert list(line) == [one.name for one in fields(CaseLine)]
    assert list(page) == [one.name for one in fields(CasePage)]
    [moment] = page["timeline"]
    assert list(moment) == [one.name for one in fields(Moment)]
    assert not {"channel", "not_to_tell", "anonymous"} & set(moment["body"])


@pytest.mark.usefixtures("database")
async def test_shows_a_sealed_case_by_number_and_clock_only(rukun: Rukun) -> None:
    """The machine's operator and other agencies learn nothing of a sealed case."""
    number = await a_case(SEALED)
    await triage_reports.fn([number])
    await assign_agencies.fn([number])
    [line] = json.loads((await rukun("cases", "--json")).out)
    assert line["sealed"]
    assert all(line[name] is None for name in ("colour", "category", "village", "lead"))
    page = json.loads((await rukun("show", number, "--json")).out)
    assert page["timeline"] == page["agencies"] == page["bars"] == []
    stranger = await rukun("show", number, "--as", "agency:PUPR")
    assert stranger.code == exits.REFUSED
    assert "no such case" in stranger.err
    auditor = await rukun("show", number, "--as", "auditor:INSPEKTORAT-IRBAN", "--json")
    assert json.loads(auditor.out)["timeline"]
    async with reading() as db:
        read = await db.scalars(select(SealedFact.body).where(SealedFact.name == "record.read"))
        assert [(one["what"], one["case"]) for one in read] == [("history", number)]


@pytest.mark.usefixtures("database")
async def test_finds_no_sealed_case_by_what_it_is_about(rukun: Rukun) -> None:
    """Asking for a category, a village, a colour or an agency never reveals a sealed case."""
    number = await a_case(SEALED)
    await triage_reports.fn([number])
    for asked in (["--category", "PPA"], ["--village", "Tusan"], ["--colour", "orange"]):
        assert number not in (await rukun("cases", *asked)).out


@pytest.mark.usefixtures("database")
async def test_counts_the_house(rukun: Rukun) -> None:
    """``status`` and ``notices list`` count what is there."""
    number = await a_case()
    await triage_reports.fn([number])
    house = json.loads((await rukun("status", "--json")).out)["house"]
    assert (house["cases"], house["by_status"]) == (1, {"triaged": 1})
    assert house["waiting"] == 1
    assert (await rukun("notices", "list", "--case", number)).code == 0


def test_names_every_fact_in_both_languages() -> None:
    """No fact of the grammar stands on a timeline by its code."""
    assert set(HEADLINES) == set(FACTS)
    assert all(all(words) for words in HEADLINES.values())
