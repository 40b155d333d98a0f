"""From the mail's link to an answer, in a real browser."""

from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.people import assigned, facts_of
from tests.portal.test_links import link_of


async def test_an_agency_accepts_from_its_mail(visit: Visit) -> None:
    """Two clicks and two words, with script or without."""
    number = await assigned()
    await visit.go(await link_of(number))
    await visit.press("Terima penugasan")
    await visit.page.get_by_label("Jabatan Anda").fill("Camat Banjarangkan")
    await visit.page.get_by_label("Nama Anda").fill("Ni Made Sari")
    await visit.press("Ya, kami terima")
    await expect(visit.page.get_by_role("status").first).to_contain_text("Terima kasih")
    assert (await facts_of(number))[-1] == "assignment.accepted"
