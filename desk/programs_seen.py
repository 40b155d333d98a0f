"""Tokens and webhooks as an administrator sees them; never their secrets."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import ADMINISTRATOR, Person, Refused
from desk.refusals import api as says
from kit.clock import machine_now
from models.api import ApiToken, HookCall, Webhook
from models.session import reading


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """A token; ``state`` is active, expired or ended."""

    name: str
    actor: str
    scopes: tuple[str, ...]
    state: str
    added_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class HookSeen:
    """A webhook; ``state`` is well, failing or stopped, ``facts`` empty if it is told of all.

    ``trouble`` is why it failed last: ``unreachable``, or ``status_`` and the answer's number.
    """

    name: str
    address: str
    facts: tuple[str, ...]
    state: str
    failures: int
    trouble: str | None
    failing_since: datetime | None
    told_at: datetime | None
    waiting: int


async def programs_seen(*, by: Person) -> tuple[list[TokenSeen], list[HookSeen]]:
    """List tokens and webhooks by name, what still works first."""
    if by.role != ADMINISTRATOR:
        raise Refused(says.ADMINISTRATORS_ONLY, who=by)
    async with reading() as db:
        tokens = [_token(row) for row in await db.scalars(select(ApiToken).order_by(ApiToken.name))]
        waiting = await _waiting(db)
        hooks: Sequence[Webhook] = (await db.scalars(select(Webhook).order_by(Webhook.name))).all()
    tokens.sort(key=lambda one: one.state != "active")
    return tokens, [_hook(row, waiting=waiting.get(row.id, 0)) for row in hooks]


async def _waiting(db: AsyncSession) -> dict[uuid.UUID, int]:
    owed = await db.execute(select(HookCall.webhook, func.count()).group_by(HookCall.webhook))
    return dict(owed.tuples().all())


def _token(row: ApiToken) -> TokenSeen:
    state = "active" if row.expires_at > machine_now() else "expired"
    return TokenSeen(
        row.name,
        row.actor,
        tuple(row.scopes),
        "ended" if row.ended_at else state,
        row.added_at,
        row.expires_at,
    )


def _hook(row: Webhook, *, waiting: int) -> HookSeen:
    state = "failing" if row.failures else "well"
    return HookSeen(
        name=row.name,
        address=row.address,
        facts=tuple(row.facts),
        state="stopped" if row.stopped_at else state,
        failures=row.failures,
        trouble=row.trouble,
        failing_since=row.failing_since,
        told_at=row.told_at,
        waiting=waiting,
    )
