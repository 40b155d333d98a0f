"""Verify the whole record, and compare it with a receipt that an auditor kept."""

import asyncio
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from desk.auditing import compare_receipt
from kit.clock import now
from kit.keys import checkpoint_public_hex
from kit.receipts import Receipt, ReceiptUnreadable, parse_receipt
from portal.auditing.checks import check_of, start_check
from portal.auditing.room import Auditor, room
from portal.forms import Form, posted
from portal.guard import MEGABYTE
from portal.languages import N_
from portal.pages import page, see
from portal.visitors import visitor

router = room()
PAUSE = "4"  # seconds between two looks of a browser without a script
LARGEST = 16 * MEGABYTE
NO_FILE = N_("Pilih berkas tanda terima: surat (.eml) atau berkas (.json).")
TOO_LARGE = N_("Berkas itu terlalu besar untuk sebuah tanda terima.")
UNREADABLE = N_("Berkas itu bukan tanda terima yang utuh: simpan suratnya sebagai .eml.")


class NoReceipt(Exception):
    """What was uploaded is no receipt; the words say what to do."""


@router.get("/periksa")
async def checked(request: Request, _: Auditor) -> HTMLResponse:
    """How far the last check is, and what it found; asks again by itself while it runs."""
    check = check_of(await _account(request))
    response = await page(request, "auditor/checked.html", check=check)
    if check is not None and check.runs:
        response.headers["refresh"] = PAUSE  # a header: it needs no script, and a page no markup
    return response


@router.post("/periksa")
async def check(request: Request, _: Auditor) -> Response:
    """Start a check of everything."""
    await start_check(await _account(request), at=now()).shortly()
    return see("/auditor/periksa")


@router.get("/banding")
async def comparing(request: Request, _: Auditor) -> HTMLResponse:
    """Ask for a receipt."""
    return await page(request, "auditor/comparing.html", wrong="")


@router.post("/banding")
async def compare(request: Request, _: Auditor) -> Response:
    """Compare with the checkpoint of today at once, then start a check of everything under it."""
    form = await posted(request, most_files=1)
    try:
        receipt = await _receipt(form)
    except NoReceipt as wrong:
        return await page(request, "auditor/comparing.html", status=422, wrong=str(wrong))
    compared = await compare_receipt(receipt, key=checkpoint_public_hex())
    begun = start_check(await _account(request), at=now(), receipts=[receipt], compared=compared)
    await begun.shortly()
    return see("/auditor/periksa")


async def _account(request: Request) -> UUID:
    signed = (await visitor(request)).signed
    assert signed is not None  # noqa: S101 - the room let nobody else in
    return signed.account


async def _receipt(form: Form) -> Receipt:
    """Read the receipt that was uploaded, off the loop: it may hold the heads of all chains."""
    if not form.files:
        raise NoReceipt(NO_FILE)
    content = await form.files[0].read(LARGEST + 1)
    if len(content) > LARGEST:
        raise NoReceipt(TOO_LARGE)
    try:
        return await asyncio.to_thread(parse_receipt, content)
    except (ReceiptUnreadable, ValueError, RecursionError, LookupError):
        raise NoReceipt(UNREADABLE) from None
