"""Deadlines: limits as rows, each with its legal source in the regency's rules."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Text,
    Update,
    Uuid,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Deadline(Base):
    """A limit of a case. ``kind`` names its rule; ``subject`` what it is about, if several.

    ``rung`` is the highest rung that was said: -1 none, 0 the reminder, 1 and up the climb.
    ``next_at`` is when the next rung is due, None after the last.
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
        CheckConstraint("rung >= -1", name="rung_from_none"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    next_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    rung: Mapped[int] = mapped_column(Integer, default=-1)
    paused_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    paused_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    met_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    dropped_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


async def meet(db: AsyncSession, number: str, *kinds: str, at: datetime) -> None:
    """End the running deadlines of these kinds that began by then: it was done."""
    began = Deadline.starts_at <= at
    await db.execute(_running(number).where(Deadline.kind.in_(kinds), began).values(met_at=at))


async def drop(
    db: AsyncSession, number: str, *, at: datetime, only: Collection[str] = (), but: str = "-"
) -> None:
    """End running deadlines that nobody owes any more: ``only`` some kinds, or all.

    Kinds that begin with ``but`` go on.
    """
    ended = _running(number).where(Deadline.kind.not_like(f"{but}%"))
    if only:
        ended = ended.where(Deadline.kind.in_(only))
    await db.execute(ended.values(dropped_at=at))


def _running(number: str) -> Update:
    return update(Deadline).where(
        Deadline.case == number, Deadline.met_at.is_(None), Deadline.dropped_at.is_(None)
    )
