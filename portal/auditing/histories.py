"""A case's history with its proofs: on a page, on paper, and in a file that proves itself."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import Person, Refused
from desk.audit import exported_case
from desk.auditing import History
from desk.auditing import history as read_history
from desk.refusals.acting import NO_SUCH_CASE
from kit.findings import Finding
from kit.keys import checkpoint_public_hex
from models.reading_case import TOLD_BY
from models.regency_folder import regency
from portal.auditing.files import saved
from portal.auditing.room import Auditor, case_of, room
from portal.auditing.wording import Wording
from portal.pages import page
from portal.visitors import visitor

router = room()
WHO_TOLD = frozenset({"channel", "source", "source_withheld", "anonymous"})
"""What of a report points at who told it: not for a page, though the sealed record holds it."""


@router.get("/kasus/{number}")
async def history(request: Request, number: str, who: Auditor) -> HTMLResponse:
    """Every fact: who, when, what, and what proves it."""
    return await page(request, "auditor/history.html", **await _shown(request, number, who))


@router.get("/kasus/{number}/cetak")
async def printed(request: Request, number: str, who: Auditor) -> HTMLResponse:
    """The same on paper, with all hashes whole."""
    return await page(request, "auditor/printed.html", **await _shown(request, number, who))


@router.post("/kasus/{number}/ekspor")
async def export_one(request: Request, number: str, who: Auditor) -> Response:
    """The chain in a file; that it left the house is a fact of the case."""
    export = await exported_case(_fit(request, number), by=who, rules=regency())
    return saved(export.written(), f"{number}.json", "application/json")


async def _shown(request: Request, number: str, who: Person) -> dict[str, Any]:
    seen: History = await read_history(_fit(request, number), by=who)
    language = (await visitor(request)).language
    found: dict[int | None, list[Finding]] = {}
    for one in seen.check.findings:
        found.setdefault(one.seq, []).append(one)
    return {
        "case": seen.case,
        "hidden": WHO_TOLD,
        "told_by": TOLD_BY,
        "whole": seen.whole,
        "entries": seen.entries,
        "check": seen.check,
        "found": found,
        "elsewhere": [one for seq in found for one in found[seq] if not _has(seen, seq)],
        "proven": sum(1 for one in seen.entries if one.mailed),
        "wording": Wording(regency(), language, seen.texts),
        "key": checkpoint_public_hex(),
    }


def _has(seen: History, seq: int | None) -> bool:
    return any(one.seq == seq for one in seen.entries)


def _fit(request: Request, number: str) -> str:
    """The number as it is written; to what is none there is no case either."""
    fit = case_of(request)
    if fit is None:
        raise Refused(NO_SUCH_CASE, number=number[:20])
    return fit
