"""From a report to the case's end, each step by the person who does it, in a real browser.

Nobody gets more than a person gets: pages, the mail's link, a receipt, an authenticator. Between
two steps the flows do their part. Each on a desk with scripts and on a phone without: that a phone
with scripts does the same is shown step by step beside this file.
"""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from kit import clock
from models.regency_folder import regency
from tests.browser.conftest import Visit, Windows
from tests.browser.people import (
    accepts,
    approves,
    follows,
    mailed,
    meets,
    said,
    set_up_and_sign_in,
    tells,
)
from tests.builders import run_flows
from tests.people import HERE, OTHER, THERE, VILLAGE, case_of, facts_of, let_it_begin
from tests.portal.standing import UNCLEAR

FIRST, SECOND = "coordinator:KESBANG-SEKRETARIS", "coordinator:KESBANG-KEPALA"
AUDITOR = "auditor:INSPEKTORAT-IRBAN"
RED = "Massa membawa parang sedang menyerang dan membakar rumah warga sekarang."
POST = "POLSEK-51.05.02"
pytestmark = pytest.mark.parametrize("windows", ["desktop", "phone-without-script"], indirect=True)
YES, NO = "Bersedia bermusyawarah", "Tidak bersedia"


async def test_a_dispute_is_settled_and_closed(windows: Windows) -> None:
    """Reporter, coordinators, agency, figures and auditor carry one case to its end."""
    reporter, officer = await windows.open(), await windows.open()
    number, code = await tells(reporter, UNCLEAR, village=VILLAGE)
    await run_flows()
    await _review(await windows.open(), number)
    link = await _of_lead(number, windows)
    await accepts(officer, link)
    await run_flows()
    await officer.go(link)
    await meets(officer, {HERE: (VILLAGE, YES), THERE: (OTHER, YES)})
    await run_flows()
    await _figures_come(windows, number)
    await _sides_consent(officer, link)
    await _they_meet(officer, link, number)
    await _sign(officer, link)
    await _check(officer, link)
    await _close(await windows.open(), number, outcome="agreement_kept")
    await follows(reporter, number, code)
    await expect(reporter.page.get_by_role("heading", level=1)).to_have_text(
        "Penanganan sudah selesai"
    )
    await _audit(await windows.open(), number)


async def test_an_agency_handles_a_case_alone(windows: Windows) -> None:
    """One side is unwilling: no meeting, the agency's own work, and a second person's approval."""
    reporter, officer = await windows.open(), await windows.open()
    text = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."
    number, code = await tells(reporter, text, village=VILLAGE)
    await run_flows()
    link = await _of_lead(number, windows)
    await accepts(officer, link)
    await run_flows()
    await officer.go(link)
    await meets(officer, {HERE: (VILLAGE, YES), THERE: (OTHER, NO)})
    await run_flows()
    await officer.go(link)
    await officer.press("Laporkan bahwa penanganan selesai")
    await officer.page.get_by_label("Hasilnya").select_option("handled")
    await officer.page.get_by_label("Apa yang dikerjakan").fill("Kedua pihak ditemui; tenang.")
    await officer.press("Kirim laporan")
    await run_flows()
    await _close(await windows.open(), number, outcome="handled")
    await follows(reporter, number, code)
    await expect(reporter.page.get_by_role("heading", level=1)).to_have_text(
        "Penanganan sudah selesai"
    )
    assert "meeting.set" not in await facts_of(number)


async def test_an_alarm_is_taken_and_the_place_reported_calm(windows: Windows) -> None:
    """From the mail that wakes a post to its report that all is calm, by one link."""
    number, _ = await tells(await windows.open(), RED, village=VILLAGE)
    post = await windows.open()
    link = (await mailed("alarm_sent", number, portal_url=windows.address))[POST]
    await post.go(link)
    await post.press("Saya menerima alarm ini")
    await expect(said(post)).to_contain_text("Alarm Anda terima")
    await post.press("Laporkan keadaan sekarang")
    await post.page.get_by_label("Keadaan sekarang").select_option(label="Sudah tenang")
    await post.press("Kirim laporan")
    facts = await facts_of(number)
    assert facts.index("alert.acknowledged") < facts.index("situation.reported")


async def _of_lead(number: str, windows: Windows) -> str:
    assert (await case_of(number)).status == "assigned"
    [link] = (await mailed("case_assigned", number, portal_url=windows.address)).values()
    return link


async def _review(visit: Visit, number: str) -> None:
    """A coordinator signs in and decides what the rules could not."""
    await set_up_and_sign_in(visit, FIRST)
    await visit.press("Telaah")
    await visit.press(number)
    page = visit.page
    await page.get_by_label("Kategori").select_option("BTS")
    await page.get_by_label("Keparahan").select_option("2")
    await page.get_by_label("Tahap").select_option("1")
    await visit.press("Tetapkan dan teruskan")
    await expect(said(visit)).to_contain_text("Telaah tercatat")
    await run_flows()


async def _figures_come(windows: Windows, number: str) -> None:
    """Each figure answers behind the link of its own mail."""
    links = await mailed("figure_asked", number, portal_url=windows.address)
    assert links
    for figure, link in links.items():
        visit = await windows.open()
        await visit.go(link)
        office = regency().figure(figure).office["id"]
        await expect(visit.page.locator("main")).to_contain_text(office)
        await visit.press("Saya bersedia menengahi")
        await visit.press("Ya, saya bersedia")
        await expect(said(visit)).to_contain_text("Terima kasih")
    await run_flows()


async def _sides_consent(visit: Visit, link: str) -> None:
    for side in (HERE, THERE):
        await visit.go(link)
        await visit.press("Catat pihak yang menerima para penengah")
        await visit.page.get_by_label("Pihak").select_option(side)
        await visit.press("Catat pihak yang menerima para penengah")
        await expect(said(visit)).to_be_visible()
    await run_flows()


async def _they_meet(visit: Visit, link: str, number: str) -> None:
    """The meeting stands on the page; once it began, the officer says how it went."""
    await visit.go(link)
    await expect(visit.page.get_by_role("heading", name="Musyawarah", exact=True)).to_be_visible()
    await let_it_begin(number)
    await visit.go(link)
    await visit.press("Catat hasil musyawarah")
    await expect(visit.page.get_by_label(HERE).first).to_be_checked()
    await visit.page.get_by_label("Bagaimana berakhirnya").select_option(label="Sepakat")
    await visit.press("Simpan hasil")
    await expect(said(visit)).to_be_visible()
    await run_flows()


async def _sign(visit: Visit, link: str) -> None:
    """Two clauses, one for each side."""
    await visit.go(link)
    await visit.press("Catat kesepakatan yang ditandatangani")
    page, due = visit.page, (clock.today() + timedelta(days=40)).isoformat()
    await page.get_by_label("Isi surat kesepakatan").fill("Kedua desa sepakat berdamai.")
    for at, (owner, words) in enumerate({HERE: "Patok dipasang", THERE: "Jalan dibuka"}.items()):
        row = page.locator(".row").nth(at)
        await row.get_by_label("Isi butir").fill(words)
        await row.get_by_label("Siapa yang melaksanakan").select_option(owner)
        await row.get_by_label("Paling lambat").fill(due)
    await page.get_by_label("Keempat pertanyaan sudah saya jawab").check()
    await visit.press("Simpan kesepakatan")
    await expect(said(visit)).to_be_visible()
    await run_flows()


async def _check(visit: Visit, link: str) -> None:
    """Both clauses were kept."""
    for clause in ("1", "2"):
        await visit.go(link)
        await visit.press("Periksa sebuah butir kesepakatan")
        await visit.page.get_by_label("Butir").select_option(clause)
        await visit.page.get_by_label("Hasilnya").select_option(label="Ditepati")
        await visit.press("Simpan pemeriksaan")
        await expect(said(visit)).to_be_visible()
    await run_flows()


async def _close(visit: Visit, number: str, *, outcome: str) -> None:
    await set_up_and_sign_in(visit, SECOND)
    await approves(visit, number, outcome=outcome)
    await expect(said(visit)).to_be_visible()
    await run_flows()
    assert (await case_of(number)).status == "closed"


async def _audit(visit: Visit, number: str) -> None:
    """An auditor reads the history with its proof, and has the whole record verified."""
    await set_up_and_sign_in(visit, AUDITOR)
    await visit.page.get_by_label("Nomor kasus").fill(number)
    await visit.press("Buka riwayatnya")
    await expect(said(visit)).to_contain_text("Utuh")
    await expect(visit.page.get_by_role("heading", name="Ditutup")).to_be_visible()
    await visit.go("/auditor/periksa")
    await visit.press("Periksa sekarang")
    await expect(said(visit)).to_contain_text("tidak ada temuan", timeout=30_000)
