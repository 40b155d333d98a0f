"""A report in a real browser: told, received, and left behind in one press."""

import re

from playwright.async_api import Route, expect

from kit.clock import today
from portal.leaving import HARMLESS_SITE
from tests.browser.conftest import Visit
from tests.kit.test_cleaning import photo
from tests.people import case_of
from tests.portal.test_reporting import TEXT, code_in, number_in
from tests.portal.test_reporting_files import files_of

A_PHOTO = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo()}


async def tell(visit: Visit) -> None:
    """Fill the form in, as shortly as it goes."""
    await visit.go("/lapor")
    await visit.page.get_by_label("Apa yang terjadi?").fill(TEXT)
    await visit.page.locator("#village").select_option("51.05.02.2004")


async def test_a_villager_reports_with_a_photo(visit: Visit) -> None:
    """Words, a village, a photo: the receipt has number and code, and its address neither."""
    await tell(visit)
    await expect(visit.page.locator("#happened_on")).to_have_value(today().isoformat())
    await visit.accessible()
    await visit.page.locator("#files").set_input_files(A_PHOTO)  # type: ignore[arg-type] # a file
    await visit.press("Kirim")
    await expect(visit.page.locator(".bigcode")).to_have_count(2)
    await visit.accessible()
    number = number_in(await visit.page.content())
    assert visit.page.url == f"{visit.address}/lapor"
    assert await visit.page.title() == "Halaman"
    assert (await case_of(number)).status == "reported"
    assert len(await files_of(number)) == 1


async def test_a_reload_reports_nothing_twice(visit: Visit) -> None:
    """The same receipt is shown again."""
    await tell(visit)
    await visit.press("Kirim")
    await expect(visit.page.locator(".bigcode")).to_have_count(2)
    first = code_in(await visit.page.content())
    await visit.page.reload()
    assert code_in(await visit.page.content()) == first


async def test_back_after_the_receipt_shows_no_words(visit: Visit) -> None:
    """Whoever holds the phone next reads nothing of it, and sends nothing twice."""
    await tell(visit)
    await visit.press("Kirim")
    await expect(visit.page.locator(".bigcode")).to_have_count(2)
    await visit.page.go_back()
    await expect(visit.page.locator("#text")).to_have_value("")


async def test_a_slip_loses_nothing(visit: Visit) -> None:
    """What was typed is there, what is wrong is marked, and the page is as usable as before."""
    await tell(visit)
    await visit.page.get_by_label("Boleh, dengan cara").check()
    await visit.page.get_by_label("Surel").fill("wayan@warga")
    await visit.page.locator("#text").fill(TEXT + "\u200b di sana")
    await visit.press("Kirim")
    await expect(visit.page.locator("[role=alert]")).to_contain_text("tidak hilang")
    await expect(visit.page.get_by_label("Surel")).to_have_value("wayan@warga")
    await expect(visit.page.locator("#village")).to_have_value("51.05.02.2004")
    await visit.accessible()


async def test_another_language_keeps_what_was_typed(visit: Visit) -> None:
    """Also before the form is complete; Enter in a line still sends."""
    await visit.go("/lapor")
    await visit.page.get_by_label("Apa yang terjadi?").fill(TEXT)
    await visit.press("EN")
    await expect(visit.page.get_by_label("What happened?")).to_have_value(TEXT)
    await visit.accessible()
    await visit.page.locator("#village").select_option("51.05.02.2004")
    await visit.page.locator("#place").press("Enter")
    await expect(visit.page.locator(".bigcode")).to_have_count(2)


async def test_the_village_search_is_an_addition(visit: Visit) -> None:
    """With script typing narrows the list; without, the list is all there is."""
    await visit.go("/lapor")
    search = visit.page.locator("input[type=search]").first
    if not visit.scripted:
        await expect(search).to_have_count(0)
        return
    await search.fill("tusan")
    await expect(visit.page.locator("#village")).to_have_value("51.05.02.2004")
    await search.fill("")
    await expect(visit.page.locator("#village optgroup")).to_have_count(4)


async def test_leaving_leaves_nothing_behind(visit: Visit) -> None:
    """One press: another site, no cookie of ours, and "back" shows neither number nor code."""

    async def weather(route: Route) -> None:
        await route.fulfill(status=200, content_type="text/html", body="<title>Cuaca</title>")

    await visit.context.route(f"{HARMLESS_SITE}**", weather)
    await tell(visit)
    await visit.press("Kirim")
    await expect(visit.page.locator(".bigcode")).to_have_count(2)
    number, code = (await visit.page.locator(".bigcode").all_inner_texts())[:2]
    await visit.press("Keluar cepat")
    await visit.page.wait_for_url(re.compile(re.escape(HARMLESS_SITE)))
    for _ in range(50):  # with script the page is gone before its cookies are
        if not await visit.context.cookies(visit.address):
            break
        await visit.page.wait_for_timeout(100)
    assert await visit.context.cookies(visit.address) == []
    await visit.page.go_back()
    shown = await visit.page.content()
    assert number not in shown
    assert code not in shown
