"""``/lapor``: one page to tell it, and the receipt as the answer to its POST.

Number and code are in no address, and the receipt's page says nothing of what it is for. The form
is shown again with all words where something is wrong or another language is chosen, and whoever
sends one copy twice gets the same receipt. Only the database is needed: no report waits for
anything else.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import segno
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from desk.refusing import Refused
from desk.reports import Receipt, fitting, report
from kit.clock import now, today
from kit.settings import settings
from kit.tokens import in_groups
from models.regency_folder import regency
from portal import tries
from portal.forms import EMPTY, Form, browser_words, posted
from portal.languages import N_, in_language, translated
from portal.pages import page
from portal.reporting.asked import asking
from portal.reporting.telling import told_by
from portal.uploads import MOST_READ, BadFiles, received
from portal.visitors import AVisitor, Visitor, speaks
from portal.visitors import visitor as chosen

router = APIRouter(include_in_schema=False)
NOBODY = "reporter:-"
# What the desk calls a field, and what it is called on the form.
FIELDS = {
    "text": "text",
    "village": "village",
    "date": "happened_on",
    "email": "email",
    "name": "name",
    "phone": "phone",
    "their phone": "behind_phone",
    "contact note": "safely",
    "banjar or customary village": "place",
    "not to tell": "feared",
}
NO_WORDS = N_("Ceritakan apa yang terjadi; beberapa kalimat sudah cukup.")
NO_VILLAGE = N_("Pilih desa atau kelurahan tempat kejadian.")
NO_DAY = N_("Isi tanggal kejadian; perkiraan pun boleh.")
TOO_OFTEN = N_(
    "Terlalu banyak laporan dari sini. Tunggu %(minutes)s menit, lalu kirim lagi; yang Anda "
    "ketik masih ada. Bahaya sekarang: telepon nomor di atas."
)


@router.get("/lapor")
async def form_page(request: Request, visitor: AVisitor) -> HTMLResponse:
    """Ask what happened."""
    return await _form(request, EMPTY, visitor=visitor)


@router.post("/lapor")
async def reporting(request: Request, visitor: AVisitor) -> Response:
    """Keep a report, and hand out its receipt; or show the form again."""
    form = await posted(request, most_files=MOST_READ)
    try:
        if await speaks(request, form.text("lang")):
            return await _form(request, form, visitor=await chosen(request))
        return await _told(request, form, visitor=visitor)
    finally:
        await request.close()


async def _told(request: Request, form: Form, *, visitor: Visitor) -> HTMLResponse:
    try:
        await tries.count_place("report", request)
        wrong = _missing(form)
        if not wrong:
            await tries.count("report", browser_words(request), tries.REPORT)
    except tries.TooMany as many:
        said = translated(TOO_OFTEN, visitor.language) % {"minutes": many.minutes}
        return await _form(request, form, visitor=visitor, wrong={"": said}, status=429)
    if wrong:
        return await _form(request, form, visitor=visitor, wrong=wrong)
    return await _keep(request, form, visitor=visitor)


async def _keep(request: Request, form: Form, *, visitor: Visitor) -> HTMLResponse:
    """Clean the files first: a bad one must leave nothing behind, and no word be lost for it."""
    rules, language = regency(), visitor.language
    told = told_by(form, request, rules=rules, language=language)
    try:
        fitting(told, rules=rules, at=now())
        async with received(form.files, language=language) as kept:
            told = replace(told, files=tuple(kept.files))
            receipt = await report(told, by=NOBODY, rules=rules)
            kept.unwanted = receipt.again
    except Refused as refused:
        return await _form(request, form, visitor=visitor, wrong=_refused(refused, language))
    except BadFiles as bad:
        return await _form(request, form, visitor=visitor, wrong={"files": bad.said})
    return await _receipt(request, receipt, feared=bool(told.not_to_tell))


def _missing(form: Form) -> dict[str, str]:
    """What was left empty that cannot be; as marked words."""
    asked = (("text", NO_WORDS), ("village", NO_VILLAGE), ("happened_on", NO_DAY))
    return {name: sentence for name, sentence in asked if not form.text(name)}


def _refused(refused: Refused, language: str) -> dict[str, str]:
    name = FIELDS.get(refused.field["en"], "")
    said = in_language(refused.why if name else refused.said, language)
    return {name: said[:1].upper() + said[1:]}


async def _form(
    request: Request,
    form: Form,
    *,
    visitor: Visitor,
    wrong: Mapping[str, str] | None = None,
    status: int = 422,
) -> HTMLResponse:
    wrongs = {name: translated(words, visitor.language) for name, words in (wrong or {}).items()}
    shown: dict[str, Any] = {
        "typed": form,
        "wrongs": wrongs,
        "asking": asking(regency(), language=visitor.language),
        "today": today().isoformat(),
        "sent": form.text("sent") or secrets.token_urlsafe(12),
        "files_lost": bool(form.files),
    }
    return await page(request, "lapor.html", status=status if wrongs else 200, **shown)


async def _receipt(request: Request, receipt: Receipt, *, feared: bool) -> HTMLResponse:
    where = f"{settings().portal_address}/lacak"
    qr = segno.make(where, micro=False).svg_inline(scale=4, border=2, omitsize=True)
    shown: dict[str, Any] = {
        "number": receipt.number,
        "code": in_groups(receipt.tracking_code) if receipt.tracking_code else "",
        "feared": feared,
        "where": where,
        "qr": qr,
    }
    return await page(request, "tanda_terima.html", **shown)
