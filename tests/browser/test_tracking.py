"""A reporter follows a case in a real browser, tells how it goes on, and is gone in one press."""

from playwright.async_api import Route, expect

from desk.messages import answer_reporter
from portal.leaving import HARMLESS_SITE
from portal.tracking.visit import COOKIE
from tests.browser.conftest import Visit
from tests.people import coordinator, facts_of
from tests.portal.followers import MAIL, reported

NEWS = "Mereka berkumpul lagi di balai."
REPLY = "Petugas akan ke sana malam ini."


async def _enter(visit: Visit, number: str, code: str) -> None:
    await visit.go("/lacak")
    await visit.page.get_by_label("Nomor").fill(number)
    await visit.page.get_by_label("Kode").fill(code)
    await visit.press("Lihat")


async def test_a_reporter_follows_and_tells(visit: Visit) -> None:
    """Number and code, a message and its answer, a threat: with script or without."""
    receipt = await reported(email=MAIL)
    page = visit.page
    await _enter(visit, receipt.number, "1111 2222 3333 4444")
    await expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    await visit.accessible()
    await _enter(visit, receipt.number, receipt.tracking_code or "")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("sudah diteruskan")
    await visit.accessible()
    await visit.press("Tulis pesan")
    await visit.accessible()
    await page.get_by_label("Pesan Anda").fill(NEWS)
    await visit.press("Kirim pesan")
    await answer_reporter(receipt.number, REPLY, by=coordinator())
    await visit.go("/lacak/kasus")
    await expect(page.get_by_text(NEWS)).to_be_visible()
    await expect(page.get_by_text(REPLY)).to_be_visible()
    await visit.press("Keadaan memburuk")
    await page.get_by_label("Apa yang terjadi").fill("Mereka beradu mulut lagi.")
    await page.get_by_label("Orang banyak berkumpul").check()
    await visit.press("Kirim kabar ini")
    await expect(page.get_by_role("status")).to_contain_text("Terima kasih")
    assert "incident.recorded" in await facts_of(receipt.number)
    await visit.press("Saya terancam")
    await page.get_by_label("Apa yang terjadi pada Anda").fill("Rumah saya dilempari batu.")
    await visit.press("Kirim")
    await expect(page.locator(".bigcode").first).to_be_hidden()
    await visit.accessible()
    await page.locator("summary").click()
    await expect(page.locator(".bigcode").first).to_be_visible()


async def test_a_reporter_is_gone_in_one_press(visit: Visit) -> None:
    """The weather, no cookie, and no way back to the page."""

    async def weather(route: Route) -> None:
        await route.fulfill(body="<h1>cuaca</h1>", content_type="text/html")

    await visit.context.route(HARMLESS_SITE + "**", weather)
    receipt = await reported()
    await _enter(visit, receipt.number, receipt.tracking_code or "")
    await visit.press("Keluar cepat")
    await visit.page.wait_for_url(HARMLESS_SITE)
    assert COOKIE not in {str(one.get("name")) for one in await visit.context.cookies()}
    await visit.go("/lacak/kasus")
    await expect(visit.page.get_by_text("Waktunya habis")).to_be_visible()
    await visit.accessible()


async def test_says_how_to_come_back_without_the_code(visit: Visit) -> None:
    """One form, one answer, and the other way for whoever left no address."""
    await visit.go("/lacak/kode")
    await visit.accessible()
    await visit.page.get_by_label("Nomor").fill("KLK-2026-00012")
    await visit.page.get_by_label("Surel").fill("siapa@desa.example")
    await visit.press("Minta kode baru")
    await expect(visit.page.get_by_role("status")).to_contain_text("satu jam")
    await visit.accessible()
