"""Agreements with their clauses, and closures."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    cast,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.cases import Case
from models.causes import PUT_ASIDE
from models.chain import SealedFact
from models.facts.ending import ClauseReleased, HandlingFinished, WordingAccepted
from models.texts import ErasableText


class Agreement(Base):
    """What the sides signed. At most one per case counts."""

    __tablename__ = "agreement"
    __table_args__ = (
        Index(
            "uq_agreement_current", "case", unique=True, postgresql_where=text("ended_at IS NULL")
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    mediation: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("mediation.id"))
    signed_on: Mapped[date] = mapped_column(Date)
    document: Mapped[uuid.UUID] = mapped_column(ForeignKey("erasable_text.id"))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Clause(Base):
    """One promise: who owes it, until when. Its words are an erasable text."""

    __tablename__ = "clause"
    __table_args__ = (
        UniqueConstraint("agreement", "number"),
        CheckConstraint("state IN ('open', 'kept', 'late', 'broken')", name="known_state"),
        CheckConstraint("owner_kind IN ('party', 'agency')", name="known_owner"),
        Index("ix_clause_owed", "due_on", postgresql_where=text("state IN ('open', 'broken')")),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    agreement: Mapped[uuid.UUID] = mapped_column(ForeignKey("agreement.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    owner: Mapped[str] = mapped_column(Text)
    owner_kind: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None] = mapped_column(Date)
    words: Mapped[uuid.UUID] = mapped_column(ForeignKey("erasable_text.id"))
    state: Mapped[str] = mapped_column(Text, default="open")


class Closure(Base):
    """The asking for an ending; ``approved_by`` is the second person.

    One per episode. It is withdrawn when the case goes on instead, and may be asked again.
    """

    __tablename__ = "closure"

    case: Mapped[str] = mapped_column(ForeignKey("case.number"), primary_key=True)
    episode: Mapped[int] = mapped_column(Integer, primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    approved_by: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    root_cause: Mapped[str | None] = mapped_column(Text)
    trigger: Mapped[str | None] = mapped_column(Text)
    prevention: Mapped[str | None] = mapped_column(Text)
    prevention_owner: Mapped[str | None] = mapped_column(Text)
    prevention_due: Mapped[date | None] = mapped_column(Date)
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


CURRENT = select(Agreement).where(
    Agreement.case == bindparam("number"), Agreement.ended_at.is_(None)
)


async def current_agreement(db: AsyncSession, number: str) -> Agreement | None:
    """Read the agreement of a case that counts."""
    found: Agreement | None = await db.scalar(CURRENT, {"number": number})
    return found


async def clauses_of(db: AsyncSession, agreement: Agreement) -> Sequence[Clause]:
    """Read an agreement's clauses in order."""
    rows = await db.scalars(
        select(Clause).where(Clause.agreement == agreement.id).order_by(Clause.number)
    )
    return rows.all()


async def ask_for_closure(db: AsyncSession, case: Case, *, outcome: str, at: datetime) -> bool:
    """Ask for the ending of a case's episode; False if it is asked for already."""
    closure = await db.get(Closure, (case.number, case.episode))
    if closure is None:
        db.add(Closure(case=case.number, episode=case.episode, outcome=outcome, asked_at=at))
        return True
    if closure.withdrawn_at is None:
        return False
    closure.outcome, closure.asked_at, closure.withdrawn_at = outcome, at, None
    closure.approved_by = closure.approved_at = None
    return True


async def withdraw_closure(db: AsyncSession, case: Case, *, at: datetime) -> None:
    """Take back the asking for an ending: the case goes on."""
    closure = await db.get(Closure, (case.number, case.episode))
    if closure is not None and closure.withdrawn_at is None:
        closure.withdrawn_at = at


async def finished_by(db: AsyncSession, number: str) -> str | None:
    """Read who last said that the handling of a case is done, as facts name actors."""
    found: str | None = await db.scalar(
        select(SealedFact.actor)
        .where(SealedFact.case == number, SealedFact.name == HandlingFinished.name)
        .order_by(SealedFact.seq.desc())
        .limit(1)
    )
    return found


async def accepted_wordings(db: AsyncSession, number: str) -> Sequence[tuple[str, frozenset[str]]]:
    """Read the words of clauses that a coordinator accepted, each with the lines it touches."""
    rows = await db.execute(
        select(ErasableText.text, SealedFact.body["crossings"])
        .join(ErasableText, cast(ErasableText.id, Text) == SealedFact.body["words"]["text"].astext)
        .where(
            SealedFact.case == number,
            SealedFact.name == WordingAccepted.name,
            ErasableText.text.is_not(None),
        )
        .order_by(SealedFact.seq)
    )
    return [(str(words), frozenset(lines)) for words, lines in rows.tuples()]


async def released_clauses(db: AsyncSession, number: str) -> set[str]:
    """Read the clauses of which a coordinator let the feared owner be told, and that was done."""
    with db.no_autoflush:
        rows = await db.scalars(
            select(SealedFact.body["clause"].astext).where(
                SealedFact.case == number, SealedFact.name == ClauseReleased.name, ~PUT_ASIDE
            )
        )
        return set(rows)
