"""The board: what a coordinator finds by which filter or word, and what nobody finds by any."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.audit import erase_text
from desk.bars import Barring, raise_bar
from desk.reviews import review
from kit import clock
from models.reading_board import RARE, Sought, board
from models.reading_concerns import Concern
from models.session import reading
from models.texts import ErasableText
from tests.builders import a_case, run_flows
from tests.people import OTHER, VILLAGE, assigned, case_of, coordinator
from tests.portal.conftest import answered
from tests.portal.people import Browser

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
FAR = "51.05.01.2010"
WATER = "Air subak di hilir tidak sampai karena saluran di hulu dibendung, petani saling ancam."


@pytest.fixture
async def desk(portal: Browser) -> Browser:
    """A coordinator's browser."""
    await portal.sign_in(COORDINATOR)
    return portal


async def shown(browser: Browser, address: str = "/papan") -> list[str]:
    """The numbers on the board, in order."""
    text = answered(await browser.get(address), 200)
    return [one.split('"')[0] for one in text.split('class="number" href="/kasus/')[1:]]


async def found(browser: Browser, words: str, address: str = "/papan") -> list[str]:
    """The numbers that words find."""
    sent = await browser.post(address, {"words": words})
    answered(sent, 303)
    assert f"={words}" not in sent.headers["location"]
    return await shown(browser, sent.headers["location"])


async def test_is_for_coordinators(portal: Browser) -> None:
    """A stranger signs in first; an agency is told that it is not theirs."""
    answered(await portal.get("/papan"), 401)
    await portal.sign_in("agency:POLRES-PETUGAS")
    answered(await portal.get("/papan"), 403)


async def test_says_calmly_that_there_is_nothing(desk: Browser) -> None:
    """An empty board is a sentence, and so is a filter that nothing fits."""
    assert "Belum ada kasus yang berjalan" in answered(await desk.get("/papan"), 200)
    assert "Tidak ada kasus yang cocok" in answered(await desk.get("/papan?warna=red"), 200)


async def test_narrows_by_each_filter_of_the_address(desk: Browser) -> None:
    """Status, colour, category, agency, kecamatan and village: what fits stays, the rest goes."""
    near, far = await assigned(), await a_case(WATER, village=FAR)
    case = await case_of(near)
    fits = {
        "status": "assigned",
        "warna": case.colour,
        "kategori": case.category,
        "instansi": case.lead,
        "kecamatan": "51.05.02",
        "desa": VILLAGE,
    }
    assert await shown(desk) == [far, near]
    for name, value in fits.items():
        both = name == "warna" and (await case_of(far)).colour == value
        expected = [far, near] if both else [near]
        assert await shown(desk, f"/papan?{name}={value}") == expected, name
    assert await shown(desk, "/papan?warna=red") == []
    every = "&".join(f"{name}={value}" for name, value in fits.items())
    assert await shown(desk, f"/papan?{every}") == [near]
    assert await shown(desk, f"/papan?desa={OTHER}") == []
    assert await shown(desk, "/papan?status=nonsense&x=1") == [far, near]


async def test_its_tabs_say_which_cases_they_show(desk: Browser) -> None:
    """Those that run come first; "Semua" are all of them, ended ones too."""
    runs, ended = await assigned(), await a_case("zzz qqq", village=FAR)
    await run_flows()
    await review(ended, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    page = answered(await desk.get("/papan"), 200)
    assert await shown(desk) == [runs]
    assert '<a href="/papan" aria-current="page">Yang berjalan</a>' in page
    assert '<a href="/papan?berakhir=1">Semua</a>' in page
    assert await shown(desk, "/papan?berakhir=1") == [ended, runs]
    everything = answered(await desk.get("/papan?berakhir=1"), 200)
    assert '<a href="/papan?berakhir=1" aria-current="page">Semua</a>' in everything


async def test_knows_what_is_late_and_what_is_ones_own(desk: Browser) -> None:
    """Overdue is asked of the clock, one's own of the facts that one said."""
    mine, other = await assigned(), await a_case("Ada ribut-ribut kecil.", village=FAR)
    await run_flows()
    assert await shown(desk, "/papan?lewat=1") == []
    assert await shown(desk, "/papan?saya=1") == []
    await raise_bar(mine, Barring("court"), by=coordinator())
    await run_flows()
    assert await shown(desk, "/papan?saya=1") == [mine]
    clock.shift_by(timedelta(days=60))
    late = await shown(desk, "/papan?lewat=1")
    assert other in late
    assert await shown(desk, "/papan?perlu=overdue") == late
    assert await shown(desk, "/papan?lewat=1&perlu=review") == [other]
    assert other not in await shown(desk, "/papan?lewat=1&saya=1")


@pytest.mark.parametrize("concern", list(Concern))
async def test_asks_each_concern_of_the_database(desk: Browser, concern: Concern) -> None:
    """Every concern is a filter that can be asked, and finds nothing where nothing is wrong."""
    number = await assigned()
    assert await shown(desk, f"/papan?perlu={concern}") == []
    assert await shown(desk) == [number]


async def test_pages_without_gap_or_repeat_while_cases_come_in(desk: Browser) -> None:
    """The second page goes on where the first ended, whatever was added above."""
    before = [await a_case() for _ in range(30)][::-1]
    first = answered(await desk.get("/papan"), 200)
    older = first.split('rel="next" href="')[1].split('"')[0]
    assert await shown(desk) == before[:25]
    for _ in range(3):
        await a_case()
    assert await shown(desk, older) == before[25:]
    assert 'rel="next"' not in answered(await desk.get(older), 200)


@pytest.mark.parametrize("rare", [RARE, 1], ids=["looked up", "read from the newest"])
async def test_finds_numbers_villages_and_words(
    desk: Browser, monkeypatch: pytest.MonkeyPatch, rare: int
) -> None:
    """A part of a number, a village's name, and words as Indonesian bends them, however common."""
    monkeypatch.setattr("models.reading_board.RARE", rare)
    near, far = await a_case(), await a_case(WATER, village=FAR)
    assert await found(desk, near) == [near]
    assert await found(desk, near.rpartition("-")[2].lstrip("0")) == [near]
    assert await found(desk, "Desa Ped") == [far]
    assert await found(desk, "ped") == [far]
    assert await found(desk, "petani mengancam") == [far]
    assert await found(desk, "sawah") == [near]
    assert await found(desk, "sawah", "/papan?kecamatan=51.05.01") == []
    assert await found(desk, "gunung meletus") == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("near", "rare"), [(50, RARE), (1, RARE), (1, 1)])
async def test_finds_the_newest_however_common_a_word(
    monkeypatch: pytest.MonkeyPatch, near: int, rare: int
) -> None:
    """A page's fill, newest first, whichever of the three ways finds it."""
    monkeypatch.setattr("models.reading_board.NEAR", near)
    monkeypatch.setattr("models.reading_board.RARE", rare)
    _, second, third = [await a_case() for _ in range(3)]
    await a_case(WATER, village=FAR)
    async with reading() as db:
        seen = await board(db, Sought(words="sawah", ended=True), at=clock.now(), most=2)
    assert [one.number for one in seen] == [third, second]


async def test_keeps_searched_words_to_whoever_typed_them(desk: Browser, another: Browser) -> None:
    """An address that is passed on finds nothing by its words, and shows none of them."""
    await a_case()
    sent = await desk.post("/papan", {"words": "sawah"})
    assert "sawah" in answered(await desk.get(sent.headers["location"]), 200)
    await another.sign_in("coordinator:KESBANG-PIKET")
    assert "sawah" not in answered(await another.get(sent.headers["location"]), 200)


async def test_finds_no_erased_word(desk: Browser) -> None:
    """What was erased is not found any more."""
    number = await a_case()
    async with reading() as db:
        text = await db.scalar(select(ErasableText.id).where(ErasableText.case == number))
    await erase_text(number, str(text), by=coordinator(), reason_code="by_mistake")
    assert await found(desk, "sawah") == []


async def test_no_filter_and_no_word_finds_a_sealed_case(desk: Browser) -> None:
    """Number and clock are in the plain list; no filter, tab or word gives the case away."""
    number = await assigned()
    before = await case_of(number)
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await run_flows()
    case = await case_of(number)
    page = answered(await desk.get("/papan"), 200)
    assert await shown(desk) == [number]
    assert "Tugas tertutup" in page
    assert f"/papan?status={case.status}" not in page
    asked = {
        *(f"status={one}" for one in {case.status, before.status}),
        *(f"warna={one}" for one in {case.colour, before.colour}),
        *(f"kategori={one}" for one in {case.category, before.category}),
        *(f"instansi={one}" for one in {case.lead, before.lead}),
        *(f"perlu={one}" for one in Concern),
        f"desa={VILLAGE}",
        "kecamatan=51.05.02",
        "saya=1",
        "lewat=1",
    }
    clock.shift_by(timedelta(days=60))
    for one in asked:
        assert await shown(desk, f"/papan?berakhir=1&{one}") == [], one
    for words in ("sawah", "tusan", "patok batas"):
        assert await found(desk, words) == []
    assert await found(desk, number) == [number]
