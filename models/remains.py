"""What keeps a case open: people away from home, sanctions in force; referrals, objections."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
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


class Displacement(Base):
    """How many were away from home on a day, by one source. Sources disagree: all are kept."""

    __tablename__ = "displacement"
    __table_args__ = (
        CheckConstraint(
            "people >= 0 AND families >= 0 AND out_of_school >= 0", name="counts_from_nought"
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    as_of: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    people: Mapped[int] = mapped_column(Integer)
    families: Mapped[int] = mapped_column(Integer)
    out_of_school: Mapped[int] = mapped_column(Integer)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Sanction(Base):
    """A customary sanction as one source tells it on a day: in force, or lifted."""

    __tablename__ = "sanction"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    as_of: Mapped[date] = mapped_column(Date)
    source: Mapped[str] = mapped_column(Text)
    sanction: Mapped[str] = mapped_column(Text)
    in_force: Mapped[bool] = mapped_column(Boolean)
    families: Mapped[int | None] = mapped_column(Integer)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Referral(Base):
    """A case that waits for another body. At most one per case is not answered."""

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint("result IN ('ended', 'returned')", name="known_result"),
        Index(
            "uq_referral_open", "case", unique=True, postgresql_where=text("answered_at IS NULL")
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    body: Mapped[str] = mapped_column(Text)
    their_number: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("erasable_text.id"))
    referred_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    result: Mapped[str | None] = mapped_column(Text)


class Objection(Base):
    """A reporter's objection to how an episode ended. One per episode."""

    __tablename__ = "objection"

    case: Mapped[str] = mapped_column(ForeignKey("case.number"), primary_key=True)
    episode: Mapped[int] = mapped_column(Integer, primary_key=True)
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str | None] = mapped_column(Text)
    upheld: Mapped[bool | None] = mapped_column(Boolean)


async def displacements_of(db: AsyncSession, number: str) -> Sequence[Displacement]:
    """Read all counts of a case, oldest first."""
    rows = await db.scalars(
        select(Displacement)
        .where(Displacement.case == number)
        .order_by(Displacement.as_of, Displacement.recorded_at)
    )
    return rows.all()


async def sanctions_of(db: AsyncSession, number: str) -> Sequence[Sanction]:
    """Read all that was said of sanctions in a case, oldest first."""
    rows = await db.scalars(
        select(Sanction)
        .where(Sanction.case == number)
        .order_by(Sanction.as_of, Sanction.recorded_at)
    )
    return rows.all()


async def open_referral(db: AsyncSession, number: str) -> Referral | None:
    """Read the referral of a case that is not answered."""
    found: Referral | None = await db.scalar(
        select(Referral).where(Referral.case == number, Referral.answered_at.is_(None))
    )
    return found


async def last_referral(db: AsyncSession, number: str) -> Referral | None:
    """Read the newest referral of a case, answered or not."""
    rows = await db.scalars(
        select(Referral).where(Referral.case == number).order_by(Referral.referred_at.desc())
    )
    return rows.first()
