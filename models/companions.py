"""Companions (pendamping): who may come with a side, by what they are and never by name."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Text, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Companion(Base):
    """One who comes with a side; ``kind`` is a code of ``talks.yaml``."""

    __tablename__ = "companion"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    party: Mapped[uuid.UUID] = mapped_column(ForeignKey("party.id"))
    kind: Mapped[str] = mapped_column(Text)
    named_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


async def companions_of(db: AsyncSession, number: str) -> Sequence[Companion]:
    """Read who comes with the sides of a case, in the order they were named."""
    rows = await db.scalars(
        select(Companion)
        .where(Companion.case == number, Companion.left_at.is_(None))
        .order_by(Companion.named_at, Companion.id)
    )
    return rows.all()
