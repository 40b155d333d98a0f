"""A random sample by seed: the same seed and days draw the same cases, whoever draws them."""

import secrets

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from models.reading_audit_lists import drawn
from models.session import reading
from portal.auditing.files import table_file
from portal.auditing.periods import Period, asked
from portal.auditing.room import Auditor, room
from portal.pages import page

router = room()
USUAL, MOST, LONGEST = 10, 200, 60
Drawn = tuple[tuple[str, object, str], ...]


@router.get("/sampel")
async def sample(request: Request, _: Auditor) -> HTMLResponse:
    """Draw cases, and say how it was done."""
    period, seed, count = _asked(request)
    async with reading() as db:
        found = await drawn(db, seed, span=period.span, count=count) if seed else ()
    return await page(
        request,
        "auditor/sample.html",
        period=period,
        seed=seed,
        fresh=secrets.token_hex(4),
        count=count,
        found=found,
    )


@router.get("/sampel/{kind}")
async def sample_file(request: Request, kind: str, _: Auditor) -> Response:
    """The same sample as a file."""
    period, seed, count = _asked(request)
    async with reading() as db:
        found = await drawn(db, seed, span=period.span, count=count)
    rows = [[number, at.isoformat(), lot] for number, at, lot in found]
    kind = "json" if kind == "json" else "csv"
    return table_file(
        f"sampel-{period.since}-{period.until}",
        ("case", "opened_at", "sha256"),
        rows,
        kind=kind,
        whole=True,
    )


def _asked(request: Request) -> tuple[Period, str, int]:
    seed = request.query_params.get("benih", "").strip()[:LONGEST]
    seed = "".join(sign for sign in seed if sign.isprintable())
    count = request.query_params.get("jumlah", "")
    many = int(count) if count.isascii() and count.isdigit() and len(count) < DIGITS else USUAL
    return asked(request).closed(), seed, min(max(many, 1), MOST)


DIGITS = 6
