"""A coordinator's screens in a real browser: readable, accessible, and renewed by themselves."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from desk.bars import Barring, raise_bar
from desk.reports import Told, report
from kit import clock
from models.regency_folder import regency
from portal.app import create_app
from tests.browser.conftest import Visit
from tests.builders import a_case, run_flows
from tests.people import VILLAGE, assigned, at_meeting, coordinator
from tests.portal.people import Browser
from tests.portal.test_today import COORDINATOR, PED, RED

PAGES = ("/koordinator", "/papan", "/papan?status=needs_review&lewat=1", "/beban", "/direktori")


@pytest.fixture
async def desk(visit: Visit) -> Visit:
    """The window of a coordinator who signed in."""
    async with Browser.of(create_app()) as door:
        await door.sign_in(COORDINATOR)
        kept = [
            {"name": name, "value": value, "url": visit.address}
            for name, value in door.http.cookies.items()
        ]
    await visit.context.add_cookies(kept)  # type: ignore[arg-type] # its own typed dictionary
    return visit


async def a_busy_day() -> str:
    """Something for most blocks; gives the number of the sealed one."""
    await at_meeting()
    sealed = await assigned(PED)
    await raise_bar(sealed, Barring("sealed"), by=coordinator())
    await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    await report(Told(RED, PED, clock.today()), by="reporter:-", rules=regency())
    await a_case(village="51.05.01.2001")
    clock.shift_by(timedelta(hours=30))
    return sealed


async def test_every_screen_is_readable_by_everybody(desk: Visit) -> None:
    """No serious issue by axe's rules, nothing wider than the window, empty and full."""
    for path in PAGES:
        await desk.go(path)
        await desk.accessible()
    sealed = await a_busy_day()
    for path in PAGES:
        await desk.go(path)
        await desk.accessible()
    await desk.go("/papan")
    await expect(desk.page.get_by_role("link", name=sealed)).to_be_visible()


async def test_searches_by_words(desk: Visit) -> None:
    """Typed, sent and found; the address holds no word of it."""
    number = await a_case(village=VILLAGE)
    await desk.go("/papan")
    await desk.page.get_by_label("Cari nomor, desa atau kata").fill("patok sawah")
    await desk.press("Cari")
    await expect(desk.page.get_by_role("link", name=number)).to_be_visible()
    assert "patok" not in desk.page.url


async def test_renews_itself_and_loses_no_typing(desk: Visit) -> None:
    """A new case stands on the open page; while somebody types, a bar says so instead."""
    if not desk.scripted:
        pytest.skip("a window without scripts is loaded again by hand")
    await desk.go("/papan")
    await desk.page.wait_for_timeout(1500)  # until it listens
    first = await a_case()
    await expect(desk.page.get_by_role("link", name=first)).to_be_visible()
    await desk.page.get_by_label("Cari nomor, desa atau kata").fill("sungai")
    second = await a_case(village=PED)
    await expect(desk.page.get_by_text("Ada perubahan sejak halaman ini dibuka.")).to_be_visible()
    await expect(desk.page.get_by_role("link", name=second)).to_have_count(0)
    assert await desk.page.get_by_label("Cari nomor, desa atau kata").input_value() == "sungai"
