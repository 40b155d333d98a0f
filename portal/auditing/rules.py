"""Rules as they were: every set by its hash, and which offices there were on a day."""

import asyncio
import json
from datetime import date, timedelta
from typing import Annotated

from fastapi import Path, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from kit.clock import now, wita_date
from models.exporting_periods import begins
from models.reading_audit_rules import all_rules, as_they_were, rules_kept, rules_on
from models.session import reading
from portal.auditing.periods import period_of
from portal.auditing.room import Auditor, room
from portal.pages import page

router = room()
ContentHash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("/aturan")
async def rule_sets(request: Request, _: Auditor) -> HTMLResponse:
    """Every rule set that was ever in use."""
    async with reading() as db:
        found = await all_rules(db)
    return await page(request, "auditor/rule_sets.html", found=found)


@router.get("/aturan/{content_hash}")
async def rule_set(request: Request, content_hash: ContentHash, _: Auditor) -> HTMLResponse:
    """One rule set, file by file, as it was."""
    async with reading() as db:
        found = await rules_kept(db, content_hash)
    if found is None:
        raise HTTPException(404)
    written = json.dumps(found.files)
    read = await asyncio.to_thread(as_they_were, found.hash, written)
    return await page(request, "auditor/rule_set.html", found=found, intact=read is not None)


@router.get("/jabatan")
async def seats(request: Request, _: Auditor) -> HTMLResponse:
    """Which offices there were on a day, by the rule set that held at its end."""
    day = _day(request)
    async with reading() as db:
        held = await rules_on(db, begins(day + timedelta(days=1)))
    valid = None
    if held is not None:
        valid = await asyncio.to_thread(as_they_were, held.hash, json.dumps(held.files))
    return await page(request, "auditor/seats.html", day=day, held=held, valid=valid)


def _day(request: Request) -> date:
    asked = period_of(request.query_params.get("hari", ""), "")
    return asked.since or wita_date(now())
