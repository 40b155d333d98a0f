"""Files that people attached: what each is, and under which digest its encrypted bytes lie.

Each is described by an erasable text of its own (kind ``attachment``: type, size and SHA-256 of
the bytes), which a fact seals. So a file is sealed and erased as words are, and its row has the
text's id.
"""

import json
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Integer, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kit.hashing import canonical
from kit.vault import Vaulted
from models.base import Base
from models.facts.base import Sealed
from models.texts import ErasableText, keep_text

KIND = "attachment"
"""The kind of the erasable text that describes a file."""


class Attachment(Base):
    """One file. ``stored`` is the SHA-256 of its encrypted bytes, and their name in the vault."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("kind IN ('jpeg', 'png', 'webp', 'pdf')", name="known_kind"),
        CheckConstraint("size > 0", name="not_empty"),
    )

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("erasable_text.id"), primary_key=True)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    stored: Mapped[str] = mapped_column(Text, unique=True)
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


def describe(db: AsyncSession, file: Vaulted, *, case: str) -> Sealed:
    """Describe a file that lies in the vault already; returns what its fact seals."""
    words = canonical({"kind": file.kind, "size": file.size, "sha256": file.digest})
    return keep_text(db, words, case=case, kind=KIND)


def row_of(file: Vaulted, sealed: Sealed, *, case: str) -> Attachment:
    """The row of a file, to be added once its description and its case are flushed."""
    id_ = uuid.UUID(sealed.text)
    return Attachment(id=id_, case=case, kind=file.kind, size=file.size, stored=file.name)


async def attachments_of(db: AsyncSession, number: str) -> Sequence[Attachment]:
    """Read the files of a case that were not erased."""
    rows = await db.scalars(
        select(Attachment)
        .where(Attachment.case == number, Attachment.erased_at.is_(None))
        .order_by(Attachment.id)
    )
    return rows.all()


async def named(db: AsyncSession, stored: Collection[str]) -> frozenset[str]:
    """Which of these names of the vault a row has, erased or not."""
    rows = await db.scalars(select(Attachment.stored).where(Attachment.stored.in_(stored)))
    return frozenset(rows)


async def digest_of(db: AsyncSession, file: Attachment) -> str | None:
    """The SHA-256 that a fact sealed of a file's bytes; None once it was erased."""
    text = await db.get_one(ErasableText, file.id)
    return str(json.loads(text.text)["sha256"]) if text.text is not None else None
