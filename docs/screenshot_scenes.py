"""What is played for the pictures of the guides: each scene goes on where the last one ended.

All people are invented. Forms are found by their names, since buttons speak two languages.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from playwright.async_api import Page

from desk.agreements import sign_agreement
from desk.answers import Answer, answer_as
from desk.audit import verify_all
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.contacts import Met, record_contact
from desk.endings import finish_handling
from desk.messages import answer_reporter
from desk.reports import Told, report
from desk.talks import Sitting, answer_as_figure, record_meeting
from desk.tracking import prove, write
from kit import clock
from models.regency_folder import regency
from tests.builders import a_case, run_flows
from tests.desk.test_audit import mailed
from tests.people import (
    HERE,
    OTHER,
    SIDES,
    THERE,
    VILLAGE,
    accepted,
    assigned,
    coordinator,
    figures_of,
    let_it_begin,
    officer_of,
)
from tests.portal.links import alarm_link, figure_link, lead_link
from tests.tasks.mails import deliver

BEGINS = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Bali
DESK, SECOND = "coordinator:KESBANG-SEKRETARIS", "coordinator:KESBANG-KABID-KONFLIK"
AUDITOR = "auditor:INSPEKTORAT-IRBAN"
PED, KUTAMPI = "51.05.01.2010", "51.05.01.2001"
TOLD = (
    "Patok batas sawah di perbatasan kedua desa dipindahkan. Kemarin sore warga kedua desa beradu "
    "mulut di lokasi, dan ada yang bilang akan datang lagi beramai-ramai."
)
RED = "Kulkul dibunyikan tadi sore, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
UNCLEAR = "Ada ribut-ribut kecil di dekat balai, saya tidak tahu soal apa."
NEWS = "Patoknya sudah dipasang lagi, tetapi malam ini banyak orang berjaga di pematang."
REPLY = "Terima kasih. Petugas akan melihat ke sana besok pagi. Bila ada bahaya, telepon 110."
DONE = "Patroli tiga malam bersama pecalang; kedua pihak ditemui dan keadaan tenang."
OFFICER = {"office": "Camat Banjarangkan", "officer": "Ni Made Sari"}


class Camera(Protocol):
    """What photographs; see screenshots.py."""

    async def window(self, who: str = "") -> Page:
        """Somebody's window."""

    async def take(
        self, name: str, path: str = "", *, who: str = "", from_: str = "", guide: bool = True
    ) -> None:
        """Photograph a page."""


async def later(**by: float) -> None:
    """Let case time go on, from the fixed moment where the pictures begin."""
    global _at  # noqa: PLW0603 - the pictures have one time
    _at += timedelta(**by)
    clock.shift_by(_at - clock.machine_now())


_at = BEGINS


async def settled() -> None:
    """Let the flows run, and the mails be brought."""
    await run_flows()
    await deliver()
    await run_flows()


async def reporting(camera: Camera) -> None:
    """A villager reports, makes a slip first, and keeps number and code."""
    await later()
    page = await camera.window()
    await camera.take("muka", "/", guide=False)
    await camera.take("pelapor-lapor", "/lapor")
    await page.locator("#text").fill(TOLD)
    await page.locator("form[action='/lapor'] .actions button").evaluate(
        "one => one.form.noValidate = true"
    )
    await page.locator("form[action='/lapor'] .actions button").click()
    await camera.take("pelapor-belum-terkirim")
    await page.locator("#village").select_option(VILLAGE)
    await camera.take("pelapor-hubungi", from_="form[action='/lapor'] fieldset:has(#who-anonymous)")
    await page.locator("form[action='/lapor'] .actions button").click()
    await page.locator(".bigcode").nth(1).wait_for()
    shown = await page.locator(".bigcode").all_inner_texts()
    KNOWN.update(number=shown[0], code=shown[1])
    await camera.take("pelapor-tanda-terima")
    await settled()


KNOWN: dict[str, str] = {}  # number and code of the report that the pictures follow


async def following(camera: Camera) -> None:
    """The villager looks where it stands, writes, and is answered."""
    await later(hours=5)
    who = await prove(KNOWN["number"], KNOWN["code"])
    if who is None:
        raise SystemExit("the receipt's number and code open nothing")
    await write(who, NEWS)
    await later(minutes=40)
    await answer_reporter(KNOWN["number"], REPLY, by=coordinator())
    page = await camera.window()
    await camera.take("pelapor-lacak", "/lacak")
    await page.locator("#number").fill(KNOWN["number"])
    await page.locator("#code").fill("1111 2222 3333 4444")
    await page.locator("form[action='/lacak'] button").click()
    await camera.take("pelapor-tidak-cocok", guide=False)
    await page.locator("#code").fill(KNOWN["code"])
    await page.locator("form[action='/lacak'] button").click()
    await page.wait_for_url(re.compile("/lacak/kasus"))
    await camera.take("pelapor-perkara")
    await camera.take("pelapor-memburuk", "/lacak/kasus/memburuk")
    await camera.take("pelapor-terancam", "/lacak/kasus/terancam", guide=False)
    await camera.take("pelapor-pesan", "/lacak/kasus/pesan", guide=False)
    await camera.take("pelapor-kode-hilang", "/lacak/kode")
    await camera.take("tidak-ada", "/tidak-ada", guide=False)


async def answering(camera: Camera) -> None:
    """The agency opens its mail's link, and accepts."""
    number = KNOWN["number"]
    link = await lead_link(number)
    await camera.take("instansi-penugasan", link)
    await camera.take("instansi-terima", f"{link}/accept")
    await camera.take("instansi-tolak", f"{link}/decline")
    await camera.take("instansi-tanya", f"{link}/ask", guide=False)
    page = await camera.window()
    await page.goto(page.url.replace("/ask", "/accept").replace("/decline", "/accept"))
    for name, words in OFFICER.items():
        await page.locator(f"#{name}").fill(words)
    await page.locator("main form .actions button").click()
    await settled()
    await camera.take("instansi-diterima", link)


async def meeting_sides(camera: Camera) -> None:
    """It meets the sides, each apart; figures are asked and answer."""
    await later(days=1)
    number = KNOWN["number"]
    link = await lead_link(number)
    page = await camera.window()
    await page.goto(page.url.partition("/jawab")[0] + f"{link}/contact")
    await page.locator("[name='sides.0.label']").fill(HERE)
    await page.locator("[name='sides.0.kind']").select_option("village")
    await page.locator("[name='sides.0.village']").select_option(VILLAGE)
    await page.locator("[name='sides.0.willing']").select_option("yes")
    await camera.take("instansi-temui")
    by = await officer_of(number)
    await record_contact(number, Met(sides=SIDES), by=by)
    await settled()
    figures = await figures_of(number)
    await later(hours=2)
    asked = await figure_link(number, figures[0])
    await camera.take("tokoh-permintaan", asked)
    await camera.take("tokoh-hubungan", f"{asked}/own_tie")
    for figure in figures:
        await answer_as_figure(number, by=by, figure=figure, answer="accept")
    await settled()
    await camera.take("instansi-pihak", link, guide=False)
    for label in (HERE, THERE):
        await answer_as_party(number, by=by, label=label, accepts=True)
    await settled()
    await camera.take("tokoh-bersedia", asked, guide=False)
    await camera.take("instansi-musyawarah", link)


async def agreeing(camera: Camera) -> None:
    """They meet and agree; what was promised is written down."""
    global _at  # noqa: PLW0603 - the pictures have one time
    number = KNOWN["number"]
    link, by = await lead_link(number), await officer_of(number)
    await let_it_begin(number)
    _at = clock.now()
    await later(minutes=20)
    await camera.take("instansi-hasil", f"{link}/meeting_held")
    await camera.take("instansi-kuorum", f"{link}/meeting_postpone", guide=False)
    await record_meeting(
        number, Sitting("agreed", (HERE, THERE), tuple(await figures_of(number))), by=by
    )
    await settled()
    await camera.take("instansi-kesepakatan", f"{link}/agreement")
    await sign_agreement(number, _signed(), by=by)
    await settled()
    await camera.take("instansi-butir", link)
    await camera.take("instansi-periksa-butir", f"{link}/clause_checked", guide=False)
    page = await camera.window()
    await camera.take("pelapor-waktu-habis", "/lacak/kasus", guide=False)
    await page.goto(page.url.partition("/lacak")[0] + "/lacak")
    await page.locator("#number").fill(number)
    await page.locator("#code").fill(KNOWN["code"])
    await page.locator("form[action='/lacak'] button").click()
    await camera.take("pelapor-ditepati", "/lacak/kasus/ditepati", guide=False)


def _signed() -> Signed:
    due = str(clock.today() + timedelta(days=30))
    promises = (
        Promise("Patok dipasang kembali di tempat semula, disaksikan kedua perbekel", HERE, due),
        Promise("Jalan ke sawah dibuka untuk semua", THERE, due),
    )
    return Signed("Kedua pihak sepakat berdamai.", promises, str(clock.today()))


async def others(camera: Camera) -> None:
    """Other cases, so that lists hold something: one done, one sealed, one red, one unclear."""
    await later(hours=1)
    await _finished()
    sealed = await accepted(OTHER)
    await raise_bar(sealed, Barring("sealed", reason="Ada tanda"), by=coordinator())
    await settled()
    await camera.take("instansi-tertutup", await lead_link(sealed), guide=False)
    declined = await assigned(KUTAMPI)
    link = await lead_link(declined)
    no = Answer(accepted=False, reason_code="not_our_mandate", **OFFICER)
    await answer_as(declined, no, by=await officer_of(declined))
    await settled()
    await camera.take("instansi-tautan-lama", link)
    await a_case(UNCLEAR)
    await a_case(TOLD + " Saya melihatnya sendiri.")
    await settled()
    await later(hours=30)
    red = (await report(Told(RED, PED, clock.today()), by="reporter:-", rules=regency())).number
    await settled()
    await later(minutes=9)
    await camera.take("instansi-alarm", await alarm_link(red, "POLSEK-51.05.01"))


async def _finished() -> None:
    number = await accepted()
    by = await officer_of(number)
    met = Met(sides=(SIDES[0], SIDES[1].__class__(THERE, "village", OTHER, willing=False)))
    await record_contact(number, met, by=by)
    await settled()
    await finish_handling(number, by=by, result_code="calm", done=DONE)
    await settled()
    KNOWN["finished"] = number


async def having_an_account(camera: Camera) -> None:
    """An officer of the agency signs in on a phone."""
    agency = f"agency:{(await officer_of(KNOWN['number'])).id}"
    await camera.take("masuk", "/masuk")
    await camera.take("instansi-daftar", "/instansi", who=agency)
    await camera.take("instansi-serah-terima", "/instansi/serah-terima", who=agency, guide=False)


async def coordinating(camera: Camera) -> None:
    """The secretariat's day."""
    number, finished = KNOWN["number"], KNOWN["finished"]
    await camera.take("koordinator-hari-ini", "/koordinator", who=DESK)
    await camera.take("koordinator-papan", "/papan", who=DESK)
    await camera.take("koordinator-papan-kosong", "/papan?status=dismissed", who=DESK, guide=False)
    await camera.take("koordinator-antrean", "/telaah", who=DESK, guide=False)
    page = await camera.window(DESK)
    await page.locator("main a[href^='/telaah/']").last.click()
    await camera.take("koordinator-telaah", who=DESK)
    await camera.take("koordinator-kasus", f"/kasus/{number}", who=DESK)
    await camera.take("koordinator-menutup", f"/kasus/{finished}", who=SECOND)
    await camera.take("koordinator-setuju", f"/kasus/{finished}/approve_closure", who=SECOND)
    await camera.take("koordinator-ringkasan", f"/kasus/{number}/write_summary", who=DESK)
    await camera.take("koordinator-penghalang", f"/kasus/{number}/raise_bar", who=DESK, guide=False)
    await camera.take("koordinator-beban", "/beban", who=DESK)
    await camera.take("koordinator-direktori", "/direktori", who=DESK)


async def auditing(camera: Camera) -> None:
    """An auditor reads, and checks."""
    number = KNOWN["number"]
    await mailed()
    await verify_all()
    await camera.take("auditor-awal", "/auditor", who=AUDITOR)
    await camera.take("auditor-riwayat", f"/auditor/kasus/{number}", who=AUDITOR)
    await camera.take("auditor-cetak", f"/auditor/kasus/{number}/cetak", who=AUDITOR, guide=False)
    page = await camera.window(AUDITOR)
    await camera.take("auditor-belum-periksa", "/auditor/periksa", who=AUDITOR, guide=False)
    await page.locator("form[action='/auditor/periksa'] button").click()
    await page.locator("dl.facts").first.wait_for(timeout=60_000)
    await camera.take("auditor-periksa", who=AUDITOR)
    for name, path, guide in AUDITED:
        await camera.take(f"auditor-{name}", f"/auditor/{path}", who=AUDITOR, guide=guide)


AUDITED = (
    ("banding", "banding", False),
    ("mengapa", "daftar/instansi", True),
    ("surat", "daftar/surat", False),
    ("waktu", "waktu", True),
    ("jabatan", "jabatan", False),
    ("aturan", "aturan", False),
    ("sampel", "sampel", True),
    ("masa", "masa", True),
)
SCENES: tuple[Callable[[Camera], Awaitable[None]], ...] = (
    reporting,
    following,
    answering,
    meeting_sides,
    agreeing,
    others,
    having_an_account,
    coordinating,
    auditing,
)
