"""Notices: mails that are owed to somebody, queued with the fact that causes them.

A row is the truth about its mail: queued, sending (leased to one sender), sent, dead or
cancelled. ``due_at`` and ``leased_until`` are machine time, ``sent_at`` is case time.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    and_,
    cast,
    func,
    or_,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.letters.base import Language, Letter
from models.letters.catalogue import letter_of

UNWRITABLE = "unwritable"  # a template's mistake: it waits until the house is mended
OPEN = "state IN ('queued', 'sending')"
MAY_STILL_GO = ("report_received", "alarm_sent_sealed")
LISTS = ("office_handed_over", "pattern_found")


class Notice(Base):
    """One mail to one recipient about one fact, and how far its sending has come.

    ``recipient`` is an id: an agency's code, an actor's or figure's id, "reporter", a party's id.
    ``address`` is None where it is looked up only at sending. ``about`` tells two notices of one
    fact and kind apart, where that can be. ``trouble`` is a kind, never a server's words.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("case", "seq", "kind", "recipient", "about"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'dead', 'cancelled')", name="known_state"
        ),
        CheckConstraint("language IN ('id', 'en')", name="known_language"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_with_its_time"),
        CheckConstraint(
            "(state = 'sending') = (leased_until IS NOT NULL)", name="sending_with_its_lease"
        ),
        CheckConstraint("attempts >= 0", name="attempts_from_nought"),
        Index("ix_notice_open", "due_at", postgresql_where=text(OPEN)),
        Index("ix_notice_case", "case"),
        Index("ix_notice_queued_at", "queued_at", "id"),
        Index("ix_notice_dead", "queued_at", postgresql_where=text("state = 'dead'")),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    props: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text, default="queued")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    trouble: Mapped[str | None] = mapped_column(Text)
    message_id: Mapped[str | None] = mapped_column(Text)
    queued_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    due_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    leased_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @classmethod
    def of(
        cls,
        letter: Letter,
        *,
        case: str,
        seq: int,
        recipient: str,
        language: Language,
        address: str | None = None,
        about: str = "",
    ) -> Self:
        """Owe a letter to a recipient, because of the fact ``case``/``seq``."""
        return cls(
            id=uuid.uuid4(),
            case=case,
            seq=seq,
            kind=letter.kind,
            recipient=recipient,
            about=about,
            address=address,
            language=language,
            props=letter.model_dump(mode="json"),
        )

    @property
    def letter(self) -> Letter:
        """What it says, as it was queued."""
        return letter_of(self.kind, self.props)


QUEUED = ("id", "case", "seq", "kind", "recipient", "about", "address", "language", "props")


async def queue_all(db: AsyncSession, notices: Iterable[Notice]) -> None:
    """Queue notices in this transaction; one that is queued already stays as it is."""
    rows = [{name: getattr(notice, name) for name in QUEUED} for notice in notices]
    if rows:
        await db.execute(insert(Notice).on_conflict_do_nothing(), rows)


async def notices_due(db: AsyncSession, cases: Sequence[str] | None = None) -> int:
    """Count the notices that wait to be sent now, of these cases or of all."""
    return int(await db.scalar(text(COUNT), {"cases": _listed(cases)}) or 0)


def _listed(cases: Sequence[str] | None) -> list[str] | None:
    return None if cases is None else list(cases)


WAITING = """
((state = 'queued' AND due_at <= statement_timestamp())
  OR (state = 'sending' AND leased_until <= statement_timestamp()))
AND (CAST(:cases AS text[]) IS NULL OR "case" = ANY (CAST(:cases AS text[])))
"""
COUNT = f"SELECT count(*) FROM notice WHERE {WAITING}"  # noqa: S608 - constants only


async def take_back(db: AsyncSession, number: str) -> None:
    """Cancel every letter not on its way yet that may say what a case is about: it is sealed now.

    A list of other cases that names it goes too; what it told stands in the facts.
    """
    names_it = cast(Notice.props, Text).contains(f'"{number}"')
    about_it = and_(Notice.case == number, Notice.kind.not_in(MAY_STILL_GO))
    await db.execute(
        update(Notice)
        .where(Notice.state == "queued", or_(about_it, and_(Notice.kind.in_(LISTS), names_it)))
        .values(state="cancelled")
    )
