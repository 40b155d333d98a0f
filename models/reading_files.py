"""The files of a case that somebody may open."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.attachments import attachments_of
from models.chain import SealedFact
from models.facts.danger import TextReleased


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that somebody attached; its bytes are asked for one by one."""

    id: str
    kind: str
    size: int


async def files_read(
    db: AsyncSession, number: str, *, only_released: bool
) -> tuple[AttachedFile, ...]:
    """Name the files of a case: all, or those that a person released."""
    files = await attachments_of(db, number)
    released = await _released(db, number) if files and only_released else frozenset()
    return tuple(
        AttachedFile(str(one.id), one.kind, one.size)
        for one in files
        if not only_released or str(one.id) in released
    )


async def _released(db: AsyncSession, number: str) -> frozenset[str]:
    rows = await db.scalars(
        select(SealedFact.body["text"].astext).where(
            SealedFact.case == number, SealedFact.name == TextReleased.name
        )
    )
    return frozenset(rows)
