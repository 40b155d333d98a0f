"""Visits to the tracking page that ended before their time: by quick exit, or by leaving.

A visit is a cookie that only its browser keeps, so that nothing here says who follows which case.
What is kept is that a cookie is worth nothing any more, by the hash of its random id.
"""

from datetime import datetime

from sqlalchemy import DateTime, Text, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class EndedVisit(Base):
    """A visit that was ended; its row goes once its cookie would have run out. Machine time."""

    __tablename__ = "ended_visit"

    visit: Mapped[str] = mapped_column(Text, primary_key=True)
    until: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


async def keep_ended(db: AsyncSession, visit: str, *, until: datetime, at: datetime) -> None:
    """Keep that a visit ended, and forget those whose cookies ran out."""
    await db.execute(delete(EndedVisit).where(EndedVisit.until < at))
    await db.execute(insert(EndedVisit).values(visit=visit, until=until).on_conflict_do_nothing())
