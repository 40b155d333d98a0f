"""Programs that speak to us and are spoken to: tokens, calls that were answered, webhooks.

A token acts as an office of the regency, and may do only what its scopes say. A webhook is told
that a fact happened, and nothing of what it says: who wants more asks with a token.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.chain import Pending, instant
from models.facts.danger import REPORTERS_OWN


class ApiToken(Base):
    """A program's way in, by the hash of its secret. Times are machine time."""

    __tablename__ = "api_token"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(Text, unique=True)
    actor: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    secret: Mapped[str] = mapped_column(Text, unique=True)
    added_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ApiCall(Base):
    """A call with an idempotency key: what was asked, and the answer, to be given again.

    A call without an answer was begun and is not known to have ended. ``asked`` is a keyed digest
    of the whole call; the answer is encrypted, since a report's holds its tracking code.
    """

    __tablename__ = "api_call"
    __table_args__ = (
        CheckConstraint("(status IS NULL) = (answer IS NULL)", name="answered_whole"),
    )

    token: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_token.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    asked: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    status: Mapped[int | None] = mapped_column(Integer)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)


class Webhook(Base):
    """An address that is told of facts, all of them or those named; ``secret`` is encrypted.

    ``stopped_at``: it failed for too long, or somebody stopped it.
    """

    __tablename__ = "webhook"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(Text, unique=True)
    address: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    facts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    added_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    failures: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    trouble: Mapped[str | None] = mapped_column(Text)
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp()
    )
    failing_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    stopped_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class HookCall(Base):
    """A fact that a webhook is still to be told of. Gone once it was told."""

    __tablename__ = "hook_call"
    __table_args__ = (Index("ix_hook_call_order", "webhook", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    webhook: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook.id"))
    case: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(Integer)
    told: Mapped[dict[str, object]] = mapped_column(JSONB)


async def owe_hooks(db: AsyncSession, said: Sequence[Pending]) -> None:
    """Owe each webhook the facts of this transaction that it is told of.

    A sealed case is told to nobody, nor is the house's own chain, nor that a reporter wrote.
    """
    told = [one for one in said if one.fact.name not in REPORTERS_OWN]
    if told:
        await db.execute(
            text(OWE),
            {
                "cases": [one.case for one in told],
                "seqs": [one.seq for one in told],
                "names": [one.fact.name for one in told],
                "statuses": [one.status for one in told],
                "ats": [instant(one.at) for one in told],
            },
        )


OWE = """
INSERT INTO hook_call (webhook, "case", seq, told)
SELECT w.id, f."case", f.seq,
       jsonb_build_object('case', f."case", 'seq', f.seq, 'fact', f.name,
                          'status', f.status, 'at', f.at)
FROM webhook w
CROSS JOIN unnest(CAST(:cases AS text[]), CAST(:seqs AS int[]), CAST(:names AS text[]),
                  CAST(:statuses AS text[]), CAST(:ats AS text[]))
    AS f ("case", seq, name, status, at)
JOIN "case" c ON c.number = f."case" AND NOT 'sealed' = ANY (c.bars)
WHERE w.stopped_at IS NULL AND (w.facts = '{}' OR f.name = ANY (w.facts))
ORDER BY f."case", f.seq
"""
