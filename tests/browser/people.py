"""People at their own windows: what each does with what the page and the mail give, no more."""

import re

import pyotp
from playwright.async_api import Locator
from sqlalchemy import select

from desk.accounts import add_account
from kit.clock import machine_now
from kit.keys import secret
from models.letters.answerable import signed
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tests.browser.conftest import Visit
from tests.portal.people import ADMINISTRATOR, PASSWORD


async def mailed(kind: str, number: str, *, portal_url: str) -> dict[str, str]:
    """The links in the newest mails of a kind about a case, by whom they are for."""
    async with reading() as db:
        rows = await db.scalars(
            select(Notice)
            .where(Notice.kind == kind, Notice.case == number)
            .order_by(Notice.queued_at, Notice.id)
        )
        return {row.recipient: _link(row, portal_url) for row in rows}


def _link(row: Notice, portal_url: str) -> str:
    """The link of a mail, written as it is when it leaves."""
    letter = signed(row.letter, key=secret("answers"))
    text = write(letter, "id", portal_url=portal_url, sender="rukun@x.example").text
    found = re.search(rf"{re.escape(portal_url)}(/jawab/\S+)", text)
    assert found is not None, text
    return found[1]


async def set_up_and_sign_in(visit: Visit, actor: str) -> None:
    """Set an account up behind the administrator's link, with an authenticator, and sign in."""
    login = actor.partition(":")[2].lower()
    setup = await add_account(login, actor, by=ADMINISTRATOR, rules=regency())
    page = visit.page
    await visit.go(f"/masuk/atur/{setup.token}")
    await page.get_by_label("Kata sandi baru").fill(PASSWORD)
    totp = pyotp.TOTP((await page.locator("code.secret").inner_text()).strip())
    await page.get_by_label("Kode enam angka").fill(totp.at(machine_now().timestamp()))
    await visit.press("Simpan")
    await page.get_by_label("Nama masuk").fill(login)
    await page.get_by_label("Kata sandi").fill(PASSWORD)
    await page.get_by_label("Kode autentikator").fill(totp.at(machine_now().timestamp() + 30))
    await visit.press("Masuk")


async def tells(visit: Visit, text: str, *, village: str) -> tuple[str, str]:
    """A villager reports, from the first page on; gives the number and the code of the receipt."""
    await visit.go("/")
    await visit.press("Lapor")
    await visit.page.get_by_label("Apa yang terjadi?").fill(text)
    await visit.page.locator("#village").select_option(village)
    await visit.press("Kirim")
    shown = visit.page.locator(".bigcode")
    await shown.nth(1).wait_for()
    return await shown.nth(0).inner_text(), await shown.nth(1).inner_text()


async def follows(visit: Visit, number: str, code: str) -> None:
    """The reporter looks with the number and the code of the receipt."""
    await visit.go("/lacak")
    await visit.page.get_by_label("Nomor").fill(number)
    await visit.page.get_by_label("Kode").fill(code)
    await visit.press("Lihat")


async def accepts(visit: Visit, link: str) -> None:
    """An agency takes the case behind its mail's link."""
    await visit.go(link)
    await visit.press("Terima penugasan")
    await visit.page.get_by_label("Jabatan Anda").fill("Camat Banjarangkan")
    await visit.page.get_by_label("Nama Anda").fill("Ni Made Sari")
    await visit.press("Ya, kami terima")


async def meets(visit: Visit, sides: dict[str, tuple[str, str]]) -> None:
    """An officer records whom it met: each side's village, and whether it is willing."""
    await visit.press("Catat pertemuan dengan para pihak")
    for at, (label, (village, willing)) in enumerate(sides.items()):
        row = visit.page.locator(".row").nth(at)
        await row.get_by_label("Nama pihak").fill(label)
        await row.get_by_label("Jenis").select_option(label="Desa atau kelurahan")
        await row.get_by_label("Desa atau kelurahan").select_option(village)
        await row.get_by_label("Kesediaan bermusyawarah").select_option(label=willing)
    await visit.press("Simpan pertemuan")


async def approves(visit: Visit, number: str, *, outcome: str) -> None:
    """A coordinator finds the case on the board and approves its closure."""
    await visit.press("Papan kasus")
    await visit.page.get_by_role("link", name=number).first.click()
    await visit.press("Setujui penutupan")
    page = visit.page
    await page.get_by_label("Hasil", exact=True).select_option(outcome)
    await page.get_by_label("Akar masalah", exact=True).select_option("boundary_unclear")
    await page.get_by_label("Mengapa tanpa langkah pencegahan").fill("Sudah dijaga warga.")
    await page.get_by_label("Para pihak, atau korban, sudah diberi tahu").check()
    await visit.press("Setujui, kasus ditutup")


def said(visit: Visit) -> Locator:
    """What the page says was done."""
    return visit.page.locator(".said").first
