"""Deadlines: limits as rows, each with its legal source in the regency's rules."""

import uuid
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Text,
    Uuid,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Deadline(Base):
    """A limit of a case. ``kind`` names its rule; ``subject`` what it is about, if several.

    ``rung`` is the highest rung that was said, 0 for none, 1 for the reminder.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index(
            "uq_deadline_running",
            "case",
            "kind",
            "subject",
            unique=True,
            postgresql_where=text("met_at IS NULL AND dropped_at IS NULL"),
        ),
        Index(
            "ix_deadline_next",
            "next_at",
            postgresql_where=text("met_at IS NULL AND dropped_at IS NULL"),
        ),
        CheckConstraint("rung >= 0", name="rung_from_nought"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rung: Mapped[int] = mapped_column(Integer, default=0)
    paused_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    paused_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    met_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    dropped_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


async def meet(db: AsyncSession, number: str, *kinds: str, at: datetime) -> None:
    """End the running deadlines of these kinds: what they waited for was done."""
    await _end(db, number, kinds, {"met_at": at})


async def drop(db: AsyncSession, number: str, *kinds: str, at: datetime) -> None:
    """End running deadlines of these kinds (all, without one): nobody owes this any more."""
    await _end(db, number, kinds, {"dropped_at": at})


async def _end(
    db: AsyncSession, number: str, kinds: tuple[str, ...], ended: dict[str, datetime]
) -> None:
    running = (
        update(Deadline)
        .where(Deadline.case == number, Deadline.met_at.is_(None), Deadline.dropped_at.is_(None))
        .values(**ended)
    )
    await db.execute(running.where(Deadline.kind.in_(kinds)) if kinds else running)
