"""Assignments: who was given a case, who helps, and what was answered."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Text,
    Uuid,
    all_,
    bindparam,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.cases import Case
from models.views import Bar


class Assignment(Base):
    """A case given to an agency. At most one per case is not superseded."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_current",
            "case",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    seq: Mapped[int] = mapped_column(Integer)
    agency: Mapped[str] = mapped_column(Text, index=True)
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    superseded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    choice: Mapped[dict[str, Any]] = mapped_column(JSONB)


class AssignmentAnswer(Base):
    """The one answer to an assignment: ``accepted`` or ``declined``. Insert only."""

    __tablename__ = "assignment_answer"

    assignment: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    answer: Mapped[str] = mapped_column(Text)
    office: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Support(Base):
    """A supporting agency of a case and its duty, by language."""

    __tablename__ = "support"

    assignment: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assignment.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    duty: Mapped[dict[str, str]] = mapped_column(JSONB)


CURRENT = select(Assignment).where(
    Assignment.case == bindparam("number"), Assignment.superseded_at.is_(None)
)


async def current_assignment(db: AsyncSession, number: str) -> Assignment | None:
    """Read a case's assignment that is not superseded."""
    found: Assignment | None = await db.scalar(CURRENT, {"number": number})
    return found


async def answer_to(db: AsyncSession, assignment: Assignment) -> AssignmentAnswer | None:
    """Read what the agency answered, if it did."""
    return await db.get(AssignmentAnswer, assignment.id)


SUPPORTS = (
    select(Support)
    .join(Case, Case.number == bindparam("number"))
    .where(
        Support.assignment == bindparam("assignment"),
        Case.bars.contains([Bar.SEALED]) | (Support.agency != all_(Case.passed_over)),
    )
    .order_by(Support.agency)
)


async def supports_of(db: AsyncSession, assignment: Assignment) -> Sequence[Support]:
    """Read the agencies that support an assignment, with their duties; none passed over since."""
    rows = await db.scalars(SUPPORTS, {"number": assignment.case, "assignment": assignment.id})
    return rows.all()
