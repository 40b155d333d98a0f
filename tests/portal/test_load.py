"""Workload and directory: pictures with a table behind each, and who carries what."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.bars import Barring, raise_bar
from kit import clock
from models.notices import Notice
from models.regency_folder import regency
from models.session import transaction
from portal.coordinating.pictures import drawn
from tests.builders import a_case, run_flows
from tests.people import assigned, at_meeting, case_of, coordinator, figures_of
from tests.portal.conftest import answered
from tests.portal.people import Browser

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
FAR = "51.05.01.2010"


@pytest.fixture
async def desk(portal: Browser) -> Browser:
    """A coordinator's browser."""
    await portal.sign_in(COORDINATOR)
    return portal


async def part(browser: Browser, address: str, title: str) -> str:
    """A part of a page, by its heading."""
    text = answered(await browser.get(address), 200)
    [found] = [one for one in text.split("<section") if f">{title}</h2>" in one]
    return found


def rows(text: str) -> dict[str, list[int]]:
    """The numbers of a table by the heads of its rows."""
    cells = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', text, re.DOTALL)
    return {head: [int(one) for one in re.findall(r">(\d+)</td>", rest)] for head, rest in cells}


def test_draws_bars_within_the_picture() -> None:
    """The longest bar fills the room, parts follow each other, nothing sticks out."""
    picture = drawn([("a", {"x": 3, "y": 1}), ("b", {"y": 2})], {"x": "X", "y": "Y"})
    first, second = picture.bars
    assert (first.total, second.total) == (4, 2)
    assert first.parts[0].x + first.parts[0].width == pytest.approx(first.parts[1].x)
    assert first.parts[1].x + first.parts[1].width <= 340
    assert second.parts[1].width == pytest.approx(first.parts[1].width * 2, abs=0.2)


async def test_says_calmly_that_there_is_nothing_to_do(desk: Browser) -> None:
    """Empty pictures are sentences."""
    text = answered(await desk.get("/beban"), 200)
    assert "Tidak ada kasus yang berjalan." in text
    assert "Belum ada instansi yang memegang kasus." in text
    assert "style=" not in text


async def test_counts_open_cases_by_agency_colour_and_age(desk: Browser) -> None:
    """The picture's numbers are in the table behind it; a sealed case is in none."""
    number, sealed = await assigned(), await a_case(village=FAR)
    await raise_bar(sealed, Barring("sealed"), by=coordinator())
    await run_flows()
    case = await case_of(number)
    lead = regency().agency(case.lead or "").name["id"]
    counts = rows(await part(desk, "/beban", "Kasus berjalan per instansi dan warna"))
    assert counts.keys() == {lead}
    assert counts[lead][-1] == 1
    ages = "Umur kasus yang berjalan"
    assert rows(await part(desk, "/beban", ages))["sampai 7 hari"] == [1, 1]
    clock.shift_by(timedelta(days=45))
    assert rows(await part(desk, "/beban", ages))["31 sampai 90 hari"] == [1, 1]


async def test_counts_what_came_in_by_week(desk: Browser) -> None:
    """This week is the last row, and nothing was closed in it."""
    await a_case()
    weeks = rows(await part(desk, "/beban", "Masuk dan ditutup per minggu"))
    assert len(weeks) == 12
    assert list(weeks.values())[-1] == [1, 0, 1]


async def test_knows_who_carries_what(desk: Browser) -> None:
    """Open cases of agencies, talks and meetings of figures."""
    number = await at_meeting()
    lead = (await case_of(number)).lead
    text = answered(await desk.get("/direktori"), 200)
    assert f'href="/papan?instansi={lead}">1</a>' in text
    figure = regency().figure((await figures_of(number))[0])
    row = text.split(f"<span>{figure.office['id']}</span>")[1].split("</tr>")[0]
    assert 'data-label="Mediasi berjalan">1<' in row
    assert 'data-label="Musyawarah mendatang">1<' in row


async def test_says_whose_mailbox_is_dead(desk: Browser) -> None:
    """An agency whose mails are refused stands out; whoever has no mail is brought letters."""
    number = await assigned()
    async with transaction() as db:
        told = (Notice.case == number) & (Notice.kind == "case_assigned")
        values = {"state": "dead", "trouble": "recipient_refused"}
        await db.execute(update(Notice).where(told).values(**values))
    text = answered(await desk.get("/direktori"), 200)
    assert "surel ditolak (1" in text
    assert "Sampaikan kepada administrator" in text
