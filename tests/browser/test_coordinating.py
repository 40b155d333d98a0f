"""A coordinator's screens in a real browser: searched, and renewed by themselves."""

import pytest
from playwright.async_api import expect

from portal.app import create_app
from tests.browser.conftest import Visit
from tests.builders import a_case
from tests.people import VILLAGE
from tests.portal.people import Browser
from tests.portal.test_today import COORDINATOR, PED


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
