"""Each task by keyboard alone; after a refusal the focus is at what is wrong."""

import pyotp
import pytest
from playwright.async_api import expect

from desk.accounts import add_account, set_up, to_set_up
from kit.clock import machine_now
from models.regency_folder import regency
from tests.browser.conftest import Visit
from tests.browser.keyboard import Keyboard
from tests.browser.people import mailed, set_up_and_sign_in
from tests.people import assigned, case_of, facts_of
from tests.portal.people import ADMINISTRATOR, PASSWORD
from tests.portal.standing import finished, under_review

KINDS = ("desktop", "phone-without-script")
pytestmark = pytest.mark.parametrize("windows", KINDS, indirect=True)
COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
TEXT = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."


async def test_reports(visit: Visit) -> None:
    """With an invisible sign at first: nothing typed is lost, and the focus is at why."""
    keys = Keyboard(visit.page)
    await visit.go("/lapor")
    await keys.enter("Langsung ke isi")
    await keys.write("Apa yang terjadi?", TEXT + "\u200b")
    await keys.choose("Di mana?", "Tusan")
    await keys.to("Anonim")
    await visit.page.keyboard.press("ArrowDown")
    await keys.write("Surel", "wayan@warga.example")
    await keys.enter("Kirim")
    await expect(visit.page.get_by_role("alert")).to_be_focused()
    await keys.write("Apa yang terjadi?", TEXT)
    await keys.enter("Kirim")
    await expect(visit.page.locator(".bigcode")).to_have_count(2)
    await keys.to("Keluar cepat")


async def test_accepts(visit: Visit) -> None:
    """From the mail's link to the answer."""
    number, keys = await assigned(), Keyboard(visit.page)
    [link] = (await mailed("case_assigned", number, portal_url=visit.address)).values()
    await visit.go(link)
    await keys.enter("Langsung ke isi")
    await keys.enter("Terima penugasan")
    await keys.enter("Ya, kami terima")  # the browser itself asks for what is missing
    await expect(visit.page.get_by_label("Jabatan Anda")).to_be_focused()
    await visit.page.keyboard.type("Camat Banjarangkan")
    await keys.write("Nama Anda", "Ni Made Sari")
    await keys.enter("Ya, kami terima")
    await expect(visit.page.get_by_role("status").first).to_contain_text("Terima kasih")
    assert (await facts_of(number))[-1] == "assignment.accepted"


async def test_signs_in(visit: Visit) -> None:
    """A wrong code first."""
    keys, totp = Keyboard(visit.page), pyotp.random_base32()
    made = await add_account("sekretaris", COORDINATOR, by=ADMINISTRATOR, rules=regency())
    await to_set_up(made.token)
    at = machine_now().timestamp()
    await set_up(made.token, password=PASSWORD, totp=totp, code=pyotp.TOTP(totp).at(at))
    await visit.go("/masuk")
    await keys.write("Nama masuk", "sekretaris")
    await keys.write("Kata sandi", PASSWORD)
    await keys.write("Kode autentikator", "000000")
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.get_by_role("alert")).to_be_focused()
    await keys.write("Kata sandi", PASSWORD)
    await keys.write("Kode autentikator", pyotp.TOTP(totp).at(at + 30))
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Hari ini")


async def test_reviews(visit: Visit) -> None:
    """From the queue to the decision."""
    number, keys = await under_review(), Keyboard(visit.page)
    await set_up_and_sign_in(visit, COORDINATOR)
    await keys.enter("Telaah")
    await keys.enter(number)
    await keys.choose("Kategori", "Batas wilayah")
    await keys.enter("Tetapkan dan teruskan")
    await expect(visit.page.get_by_role("status").first).to_contain_text("Telaah tercatat")


async def test_approves_a_closure(visit: Visit) -> None:
    """What is still in the way is said, and has the focus."""
    number, keys = await finished(), Keyboard(visit.page)
    await set_up_and_sign_in(visit, COORDINATOR)
    await keys.enter("Papan kasus")
    await keys.enter(number)
    await keys.enter("Setujui penutupan")
    await keys.choose("Hasil", "keadaan tenang")
    await keys.choose("Akar masalah", "batas wilayah")
    await keys.enter("Setujui, kasus ditutup")
    await expect(visit.page.get_by_role("alert").first).to_be_focused()
    await keys.write("Mengapa tanpa langkah pencegahan", "Sudah dijaga warga.")
    await keys.tick("Para pihak, atau korban, sudah diberi tahu")
    await keys.enter("Setujui, kasus ditutup")
    await expect(visit.page.get_by_role("status").first).to_contain_text("Tercatat")
    assert "closure.approved" in await facts_of(number)
    assert (await case_of(number)).status == "in_handling"
