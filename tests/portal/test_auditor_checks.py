"""Checks, receipts and exports: what an auditor takes home proves itself without Rukun."""

import asyncio
from pathlib import Path

import asyncpg
import httpx

from kit.clock import now, wita_date
from kit.exports import ExportUnreadable
from kit.keys import checkpoint_public_hex
from kit.opening import FileVerification
from kit.periods import PeriodVerification, verify_any
from tests.builders import A_TEXT, a_case
from tests.desk.test_audit import mailed
from tests.people import assigned
from tests.portal.auditors import AUDITOR, send
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.tampering import rewrite, seal_anew, unguarded

TODAY = wita_date(now()).isoformat()


async def settled(portal: Browser) -> str:
    """The check's page once it is done; while it runs it asks to be loaded again by itself."""
    for _ in range(200):
        response = await portal.get("/auditor/periksa")
        if "refresh" not in response.headers:
            return answered(response, 200)
        assert "<progress" in answered(response, 200)
        await asyncio.sleep(0.1)
    raise AssertionError("the check never ended")


async def compared(portal: Browser, content: bytes) -> httpx.Response:
    """Upload a receipt."""
    files = {"berkas": ("surat.eml", content, "message/rfc822")}
    return await portal.post("/auditor/banding", files=files)


async def test_checks_everything_beside_the_page(portal: Browser) -> None:
    """The answer comes at once, the page shows how far it is, and then what was found."""
    await assigned()
    await portal.sign_in(AUDITOR)
    begun = await send(portal, "POST", "/auditor/periksa")
    assert begun.headers["location"] == "/auditor/periksa"
    page = await settled(portal)
    assert "Utuh: tidak ada temuan." in page
    assert "tidak ada temuan" in answered(await portal.get("/auditor/periksa"), 200)


async def test_keeps_what_a_check_found_for_its_own_account(
    portal: Browser, another: Browser
) -> None:
    """Another auditor sees nothing of it."""
    await portal.sign_in(AUDITOR)
    await send(portal, "POST", "/auditor/periksa")
    await settled(portal)
    await another.sign_in("auditor:INSPEKTORAT-AUDITOR")
    assert "belum memeriksa" in answered(await another.get("/auditor/periksa"), 200)


async def test_names_the_row_that_was_changed(portal: Browser, owner: asyncpg.Connection) -> None:
    """A byte changed by whoever holds the machine is found at its case and row."""
    number = await assigned()
    await portal.sign_in(AUDITOR)
    async with unguarded(owner):
        await owner.execute(
            "UPDATE fact SET record = replace(record, '\"seq\":2', '\"seq\":3') "
            'WHERE "case" = $1 AND seq = 2',
            number,
        )
    await send(portal, "POST", "/auditor/periksa")
    page = await settled(portal)
    assert "Ada 1 temuan" in page
    assert f"/auditor/kasus/{number}#f2" in page


async def test_compares_with_a_receipt_that_was_kept(
    portal: Browser, owner: asyncpg.Connection
) -> None:
    """The same record fits it; one signed anew with the machine's own key does not."""
    number = await a_case()
    receipt = await mailed()
    await portal.sign_in(AUDITOR)
    await compared(portal, receipt.written().encode())
    page = await settled(portal)
    assert "sama seperti pada tanda terima" in page
    assert "Utuh: tidak ada temuan." in page
    async with unguarded(owner):
        await rewrite(owner, number, 1, actor="reporter:other")
        await seal_anew(owner)
    await compared(portal, receipt.written().encode())
    page = await settled(portal)
    assert "tidak cocok dengan catatan hari ini" in page
    assert "its root is not the one of the receipt" in page


async def test_refuses_what_is_no_receipt(portal: Browser) -> None:
    """Whatever is uploaded is parsed with care: a sentence, never an error of ours."""
    await portal.sign_in(AUDITOR)
    large = b"{" + b" " * (17 * 1024 * 1024)
    deep = b'{"a":' * 100_000
    digits = b"Nomor: " + b"9" * 5000 + b"\nSebelumnya: 1\nJumlah rantai: 1\nAkar Merkle: x\n"
    digits += b"Tanda tangan: x\nKunci: x\n"
    mime = b"Subject: x\nContent-Type: text/plain; charset=tidak-ada\n\nNomor: 1"
    for odd in (b"halo", b"{}", b"{", b"\xff\xfe", deep, digits, mime, large):
        page = answered(await compared(portal, odd), 422)
        assert "tanda terima" in page
    assert "Pilih berkas" in answered(await send(portal, "POST", "/auditor/banding"), 422)


async def test_exports_a_case_that_verifies_without_rukun(portal: Browser, tmp_path: Path) -> None:
    """The file in the browser is the whole proof; nothing is left on the machine."""
    number = await assigned()
    receipt = await mailed()
    await portal.sign_in(AUDITOR)
    response = await send(portal, "POST", f"/auditor/kasus/{number}/ekspor")
    assert response.headers["content-disposition"] == f'attachment; filename="{number}.json"'
    assert A_TEXT not in response.text
    path = tmp_path / "taken.json"
    path.write_bytes(response.content)
    found = verify_any(path, checkpoint_public_hex(), receipts=[receipt])
    assert isinstance(found, FileVerification)
    assert found.sound
    assert found.proven == found.facts - 1  # the last one says that it was exported
    assert broken(path, response.content)


async def test_exports_a_period_that_verifies_without_rukun(
    portal: Browser, tmp_path: Path
) -> None:
    """One file for all cases of the days, and a sentence where there is none."""
    numbers = [await assigned(), await a_case()]
    await portal.sign_in(AUDITOR)
    days = {"dari": TODAY, "sampai": TODAY}
    response = await send(portal, "POST", "/auditor/masa/ekspor", **days)
    path = tmp_path / "period.json"
    path.write_bytes(response.content)
    found = verify_any(path, checkpoint_public_hex())
    assert isinstance(found, PeriodVerification)
    assert found.findings == []
    assert [one.chain for one in found.cases] == numbers
    assert broken(path, response.content)
    paper = answered(await portal.get("/auditor/masa/cetak"), 200)
    assert all(number in paper for number in numbers)
    none = {"dari": "2020-01-01", "sampai": "2020-01-02"}
    page = answered(await send(portal, "POST", "/auditor/masa/ekspor", **none), 409)
    assert "tidak ada kasus" in page


def broken(path: Path, content: bytes) -> bool:
    """Whether a file with one byte changed in its midst no longer verifies."""
    at = len(content) // 2
    path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    try:
        return not verify_any(path, checkpoint_public_hex()).sound
    except ExportUnreadable:
        return True
