"""What webhooks are still to be told: claimed one by one, told, put off, or stopped."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.api import HookCall, Webhook

AT_ONCE = 50
PAUSES = (5, 30, 120, 600, 3600)  # seconds
STOPPED_AFTER = timedelta(days=3)  # of nothing but failures
LEASE = timedelta(seconds=60)  # longer than a call may take


@dataclass(frozen=True, slots=True)
class Owed:
    """A webhook that is due, and what it is told next, in order."""

    webhook: uuid.UUID
    address: str
    secret: bytes
    calls: tuple[tuple[int, dict[str, object]], ...]


async def claim_hooks(db: AsyncSession) -> Sequence[Owed]:
    """Lease the webhooks that are due and have something waiting, with their next facts.

    A case that was sealed since is told of no more.
    """
    await db.execute(text(FORGET_SEALED))
    hooks = await db.scalars(
        select(Webhook)
        .where(
            Webhook.stopped_at.is_(None),
            Webhook.due_at <= func.clock_timestamp(),
            Webhook.id.in_(select(HookCall.webhook)),
        )
        .with_for_update(skip_locked=True)
    )
    found = hooks.all()
    for one in found:
        one.due_at = func.clock_timestamp() + LEASE
    return [await _owed(db, one) for one in found]


async def told(db: AsyncSession, webhook: uuid.UUID, *, calls: Sequence[int]) -> None:
    """The address took these; the next ones are due at once."""
    await db.execute(delete(HookCall).where(HookCall.id.in_(calls)))
    row = await db.get_one(Webhook, webhook, with_for_update=True)
    row.failures, row.trouble, row.failing_since = 0, None, None
    row.told_at = row.due_at = func.clock_timestamp()


async def put_off(db: AsyncSession, webhook: uuid.UUID, *, trouble: str) -> bool:
    """Try again after a pause; False if it failed for so long that it is stopped now."""
    row = await db.get_one(Webhook, webhook, with_for_update=True)
    at = (await db.scalars(select(func.clock_timestamp()))).one()
    since = row.failing_since or at
    row.failures += 1
    row.trouble, row.failing_since = trouble, since
    row.due_at = at + timedelta(seconds=PAUSES[min(row.failures, len(PAUSES)) - 1])
    if at - since >= STOPPED_AFTER:
        row.stopped_at = at
    return row.stopped_at is None


async def _owed(db: AsyncSession, hook: Webhook) -> Owed:
    rows = await db.scalars(
        select(HookCall).where(HookCall.webhook == hook.id).order_by(HookCall.id).limit(AT_ONCE)
    )
    return Owed(hook.id, hook.address, hook.secret, tuple((row.id, row.told) for row in rows))


FORGET_SEALED = """
DELETE FROM hook_call h USING "case" c
WHERE c.number = h."case" AND 'sealed' = ANY (c.bars)
"""
