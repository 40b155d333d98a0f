"""Notices to send in a test, and what became of them."""

from collections.abc import Iterable

from sqlalchemy import select

from models.letters.base import Language, Letter
from models.letters.samples import SAMPLES
from models.notices import Notice, queue_all
from models.session import reading, transaction
from tasks.delivery import Round

CASE = "KLK-2026-00012"


def notice(
    seq: int,
    *,
    case: str = CASE,
    to: str = "KESBANG",
    address: str | None = None,
    letter: Letter | None = None,
    language: Language = "id",
) -> Notice:
    """A reminder, or another letter, about a fact of ``CASE`` or another case."""
    return Notice.of(
        letter or SAMPLES["deadline_reminded"],
        case=case,
        seq=seq,
        recipient=to,
        address=address or f"{to.lower()}@klungkung.example",
        language=language,
    )


async def queue(notices: Iterable[Notice]) -> None:
    """Queue them."""
    async with transaction() as db:
        await queue_all(db, notices)


async def stored(**terms: str) -> list[Notice]:
    """The notices of these terms, as they stand now."""
    async with reading() as db:
        return list(await db.scalars(select(Notice).filter_by(**terms).order_by(Notice.seq)))


async def deliver(cases: list[str] | None = None) -> set[str]:
    """Deliver what is due, for these cases or all; returns the cases that told."""
    one = Round(cases, seconds=15)
    await one.deliver()
    return one.told
