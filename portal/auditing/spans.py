"""The cases of a period: a list to print, and one file that proves itself."""

import asyncio

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import Refused
from desk.audit import MOST_CASES, exported_period
from kit.keys import checkpoint_public_hex
from models.reading_audit import record_state
from models.reading_audit_lists import openings
from models.regency_folder import regency
from models.session import reading
from portal.auditing.files import saved
from portal.auditing.periods import Period, asked, period_of
from portal.auditing.room import Auditor, room
from portal.forms import posted
from portal.pages import page

router = room()
SHOWN, PRINTED = 100, MOST_CASES


@router.get("/masa")
async def period(request: Request, _: Auditor) -> HTMLResponse:
    """Choose days; see which cases were opened then, and export them."""
    return await _page(request, "auditor/period.html", asked(request).closed())


@router.get("/masa/cetak")
async def period_printed(request: Request, _: Auditor) -> HTMLResponse:
    """The same cases on paper, each with its last hash."""
    days = asked(request).closed()
    return await _page(request, "auditor/period_printed.html", days, most=PRINTED)


@router.post("/masa/ekspor")
async def period_export(request: Request, who: Auditor) -> Response:
    """One file with all cases of the period, under one checkpoint."""
    form = await posted(request)
    days = period_of(form.text("dari"), form.text("sampai")).closed()
    assert days.since is not None  # noqa: S101 - a closed period has both ends
    assert days.until is not None  # noqa: S101 - a closed period has both ends
    try:
        export = await exported_period(days.since, days.until, by=who, rules=regency())
    except Refused as refused:
        return await _page(request, "auditor/period.html", days, refused=refused)
    content = await asyncio.to_thread(export.written)
    return saved(content, f"rukun-{days.since}-{days.until}.json", "application/json")


async def _page(
    request: Request,
    template: str,
    days: Period,
    *,
    most: int = SHOWN,
    refused: Refused | None = None,
) -> HTMLResponse:
    async with reading() as db:
        found = await openings(db, span=days.span, limit=most + 1)
        state = await record_state(db)
    return await page(
        request,
        template,
        status=409 if refused else 200,
        period=days,
        found=found[:most],
        more=len(found) > most,
        most=MOST_CASES,
        shown=most,
        state=state,
        key=checkpoint_public_hex(),
        refused=refused.said if refused else None,
    )
