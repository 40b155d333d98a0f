"""What the tests of the auditor's room share: an auditor's browser, and the reads in the chain."""

from typing import Any

import httpx
from sqlalchemy import select

from models.chain import HOUSE, SealedFact
from models.session import reading
from tests.portal.people import Browser

AUDITOR = "auditor:INSPEKTORAT-IRBAN"
HOME = "/"  # a page with a form that is nobody's room


async def reads(actor: str = AUDITOR) -> list[dict[str, Any]]:
    """Every read of an auditor that the house's chain holds, in order."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.body)
            .where(
                SealedFact.case == HOUSE,
                SealedFact.name == "record.read",
                SealedFact.actor == actor,
            )
            .order_by(SealedFact.seq)
        )
        return list(rows)


async def all_reads() -> int:
    """How many reads anybody made."""
    async with reading() as db:
        rows = await db.scalars(select(SealedFact.seq).where(SealedFact.name == "record.read"))
        return len(rows.all())


async def send(browser: Browser, method: str, path: str, **values: str) -> httpx.Response:
    """Ask for a page of the room, or post a form of it, with no other page of it read before."""
    if method == "GET":
        return await browser.get(path)
    return await browser.post(path, values, shown_at=HOME)
