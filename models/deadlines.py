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
    Uuid,
    select,
    text,
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
        Index("ix_deadline_met", "kind", "met_at", postgresql_where=text("met_at IS NOT NULL")),
        Index(
            "ix_deadline_due",
            "due_at",
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

    def pause(self, at: datetime, *, until: datetime) -> None:
        """Let it stand still, until an instant at the latest."""
        self.paused_at, self.paused_until = at, until

    def resume(self, at: datetime, *, due_at: datetime) -> None:
        """Let it run again with its later limit; the next sweep finds the rung that comes next."""
        self.paused_at = self.paused_until = None
        self.due_at, self.next_at = due_at, at

    @property
    def runs(self) -> bool:
        """Whether somebody still owes it."""
        return self.met_at is None and self.dropped_at is None


async def running(db: AsyncSession, numbers: Collection[str]) -> dict[str, list[Deadline]]:
    """Read the deadlines of these cases that run, by case."""
    rows = await db.scalars(
        select(Deadline)
        .where(Deadline.case.in_(numbers), Deadline.met_at.is_(None), Deadline.dropped_at.is_(None))
        .order_by(Deadline.case, Deadline.due_at)
    )
    found: dict[str, list[Deadline]] = {}
    for row in rows:
        found.setdefault(row.case, []).append(row)
    return found
