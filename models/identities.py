"""Requests to open who reported: asked for by one person, consented to by another, opened once.

One request per case is open at a time. Its reason is an erasable text, sealed by the fact.
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Text,
    Uuid,
    bindparam,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

GOOD_FOR = timedelta(days=1)


class IdentityRequest(Base):
    """Somebody asks to read the reporter's identity.

    ``ended_at`` is when it was opened, refused, or replaced by a newer one; until then it waits.
    """

    __tablename__ = "identity_request"
    __table_args__ = (
        CheckConstraint("consented_by <> asked_by", name="two_people"),
        CheckConstraint(
            "(consented_by IS NULL) = (consented_at IS NULL)", name="consented_by_somebody"
        ),
        CheckConstraint(
            "opened_at IS NULL OR consented_at IS NOT NULL", name="opened_with_consent"
        ),
        Index(
            "uq_identity_request_open",
            "case",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    asked_by: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reason: Mapped[uuid.UUID] = mapped_column(ForeignKey("erasable_text.id"))
    digest: Mapped[str] = mapped_column(Text)
    consented_by: Mapped[str | None] = mapped_column(Text)
    consented_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def good_until(self) -> datetime | None:
        """Until when it may be opened, once somebody consented."""
        return self.consented_at + GOOD_FOR if self.consented_at else None


OPEN = select(IdentityRequest).where(
    IdentityRequest.case == bindparam("number"), IdentityRequest.ended_at.is_(None)
)


async def open_request(db: AsyncSession, number: str) -> IdentityRequest | None:
    """Read the request of a case that is not ended, even one whose day is over."""
    found: IdentityRequest | None = await db.scalar(OPEN, {"number": number})
    return found
