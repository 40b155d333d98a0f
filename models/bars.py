"""Bars that people raised: what each closes, who raised it, and who lifted it."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text, Uuid, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.cases import Case
from models.chain import SealedFact
from models.facts.danger import BarLifted
from models.views import Bar


class RaisedBar(Base):
    """A bar that a person raised. What the rules read in a report stands in the case alone."""

    __tablename__ = "bar"
    __table_args__ = (
        CheckConstraint("bar IN (" + ", ".join(f"'{one}'" for one in Bar) + ")", name="known_bar"),
        CheckConstraint(
            "bar = 'court' OR lifted_at IS NULL OR "
            "(asked_by IS NOT NULL AND asked_by <> lifted_by)",
            name="lifted_by_two",
        ),
        Index(
            "uq_bar_standing",
            "case",
            "bar",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    bar: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    raised_by: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    asked_by: Mapped[str | None] = mapped_column(Text)
    lifted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    lifted_by: Mapped[str | None] = mapped_column(Text)


def raised_now(case: Case, *, bar: Bar, scope: str, by: str, at: datetime) -> RaisedBar:
    """Make the row of a bar that is raised now."""
    return RaisedBar(
        id=uuid.uuid4(), case=case.number, bar=bar, scope=scope, raised_at=at, raised_by=by
    )


async def standing_bar(db: AsyncSession, case: Case, bar: Bar) -> RaisedBar | None:
    """Read the row of a bar that stands; None if only the rules read it, or nobody raised it."""
    found: RaisedBar | None = await db.scalar(
        select(RaisedBar).where(
            RaisedBar.case == case.number, RaisedBar.bar == bar, RaisedBar.lifted_at.is_(None)
        )
    )
    return found


async def lifting_asked(db: AsyncSession, number: str) -> frozenset[str]:
    """Read the bars of a case that a first person asked to lift."""
    rows = await db.scalars(
        select(RaisedBar.bar).where(
            RaisedBar.case == number,
            RaisedBar.lifted_at.is_(None),
            RaisedBar.asked_by.is_not(None),
        )
    )
    return frozenset(rows)


async def raised_bars(db: AsyncSession, numbers: Iterable[str]) -> dict[str, frozenset[str]]:
    """Read the bars that people raised and that stand: no reading of the rules takes them away."""
    rows: Sequence[RaisedBar] = (
        await db.scalars(
            select(RaisedBar).where(
                RaisedBar.case.in_(list(numbers)), RaisedBar.lifted_at.is_(None)
            )
        )
    ).all()
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        found[row.case] = found.get(row.case, frozenset()) | {row.bar}
    return found


async def seals_raised(db: AsyncSession, numbers: Iterable[str]) -> dict[str, datetime]:
    """Read when people sealed these cases; what the rules sealed as it came in is no row."""
    rows = await db.execute(
        select(RaisedBar.case, RaisedBar.raised_at).where(
            RaisedBar.case.in_(list(numbers)),
            RaisedBar.bar == Bar.SEALED,
            RaisedBar.lifted_at.is_(None),
        )
    )
    return dict(rows.tuples().all())


async def unsealed_at(db: AsyncSession, number: str) -> int:
    """Find when a seal was lifted: what was said until then stays closed to those who only work."""
    lifted = (
        SealedFact.case == number,
        SealedFact.name == BarLifted.name,
        SealedFact.body["bar"].astext == Bar.SEALED,
    )
    return await db.scalar(select(func.max(SealedFact.seq)).where(*lifted)) or 0
