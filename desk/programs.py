"""Programs: the tokens with which they act, and the webhooks that tell them of facts."""

import hashlib
import re
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import ADMINISTRATOR, Person, Refused, person
from desk.refusals import api as says
from kit.clock import machine_now, now
from kit.keys import identity_box
from kit.settings import is_safe_address
from models.api import ApiToken, HookCall, Webhook
from models.facts.grammar import FACTS
from models.facts.house import SettingChanged
from models.house import lock_house
from models.regency import Regency
from models.session import reading, transaction

Kind = TypeVar("Kind", ApiToken, Webhook)
SCOPES = ("report", "read", "act")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{2,39}")
PREFIX = "rukun_"
TOKEN_DAYS = 365


@dataclass(frozen=True, slots=True)
class Program:
    """A program that called with a token: as whom it acts, and what it may."""

    token: uuid.UUID
    person: Person
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A token or a webhook in a list; never its secret."""

    name: str
    what: str
    state: str
    told: str


async def add_token(
    name: str,
    actor: str,
    *,
    scopes: Sequence[str],
    by: Person,
    rules: Regency,
    days: int = TOKEN_DAYS,
) -> str:
    """Give a program a token that acts as an office; it is told once, and kept only as a hash."""
    _refuse_others(by)
    wanted = tuple(dict.fromkeys(scopes))
    if not wanted or not set(wanted) <= set(SCOPES):
        raise Refused(says.NO_SCOPE, field=says.SCOPES.filled(), known=", ".join(SCOPES))
    secret, office = PREFIX + secrets.token_urlsafe(32), person(actor, rules=rules)
    async with transaction() as db:
        row = ApiToken(name=_fit_name(name), actor=str(office), scopes=list(wanted))
        row.secret, row.expires_at = hashed(secret), machine_now() + timedelta(days=days)
        await _refuse_taken(db, ApiToken, row.name)
        db.add(row)
        await _say(db, f"api_token.{row.name}.added", by=by)
    return secret


async def end_token(name: str, *, by: Person) -> None:
    """Let a token open nothing any more."""
    _refuse_others(by)
    async with transaction() as db:
        row = await _named(db, ApiToken, name)
        row.ended_at = row.ended_at or machine_now()
        await _say(db, f"api_token.{row.name}.ended", by=by)


async def program_of(secret: str, *, rules: Regency) -> Program | None:
    """Say which program a token belongs to; None if it is none of ours, or over."""
    async with reading() as db:
        row = await db.scalar(select(ApiToken).where(ApiToken.secret == hashed(secret)))
    if row is None or row.ended_at is not None or row.expires_at <= machine_now():
        return None
    try:
        return Program(row.id, person(row.actor, rules=rules), frozenset(row.scopes))
    except Refused:  # the office is no longer in the regency's files
        return None


async def add_webhook(name: str, address: str, *, facts: Sequence[str] = (), by: Person) -> str:
    """Tell an address of facts, all or those named; returns the secret that signs what it gets."""
    _refuse_others(by)
    unknown = next((fact for fact in facts if fact not in FACTS), None)
    if unknown is not None:
        raise Refused(says.UNKNOWN_FACT, fact=unknown[:60])
    secret = secrets.token_urlsafe(32)
    async with transaction() as db:
        row = Webhook(name=_fit_name(name), address=_fit_address(address), facts=list(facts))
        row.secret = identity_box().encrypt(secret.encode())
        await _refuse_taken(db, Webhook, row.name)
        db.add(row)
        await _say(db, f"webhook.{row.name}.added", by=by)
    return secret


async def stop_webhook(name: str, *, by: Person) -> None:
    """Tell it nothing more, and forget what it was still to be told."""
    _refuse_others(by)
    async with transaction() as db:
        row = await _named(db, Webhook, name)
        row.stopped_at = row.stopped_at or machine_now()
        await db.execute(delete(HookCall).where(HookCall.webhook == row.id))
        await _say(db, f"webhook.{row.name}.stopped", by=by)


async def start_webhook(name: str, *, by: Person) -> None:
    """Tell a stopped webhook again, from where it stopped failing, else from now on."""
    _refuse_others(by)
    async with transaction() as db:
        row = await _named(db, Webhook, name)
        if row.stopped_at is None:
            raise Refused(says.NOT_STOPPED, name=row.name)
        row.stopped_at = row.failing_since = row.trouble = None
        row.failures, row.due_at = 0, machine_now()
        await _say(db, f"webhook.{row.name}.started", by=by)


async def list_programs(*, by: Person) -> tuple[list[Line], list[Line]]:
    """List tokens and webhooks, by name."""
    _refuse_others(by)
    async with reading() as db:
        tokens = await db.scalars(select(ApiToken).order_by(ApiToken.name))
        hooks = await db.scalars(select(Webhook).order_by(Webhook.name))
        owed = await db.execute(select(HookCall.webhook, func.count()).group_by(HookCall.webhook))
        waiting = dict(owed.tuples().all())
        return (
            [
                Line(one.name, _of_token(one), _token_state(one), _when(one.expires_at))
                for one in tokens
            ],
            [
                Line(one.name, one.address, _hook_state(one, waiting), _when(one.told_at))
                for one in hooks
            ],
        )


def hashed(secret: str) -> str:
    """Hash a token for keeping."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _of_token(row: ApiToken) -> str:
    return f"{row.actor}: {', '.join(row.scopes)}"


def _token_state(row: ApiToken) -> str:
    if row.ended_at is not None:
        return "ended"
    return "active" if row.expires_at > machine_now() else "expired"


def _hook_state(row: Webhook, waiting: dict[uuid.UUID, int]) -> str:
    if row.stopped_at is not None:
        return "stopped" + (f" ({row.trouble})" if row.trouble else "")
    state = f"failing ({row.trouble})" if row.failures else "well"
    owed = waiting.get(row.id, 0)
    return f"{state}, {owed} waiting" if owed else state


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "-"


def _refuse_others(by: Person) -> None:
    if by.role != ADMINISTRATOR:
        raise Refused(says.ADMINISTRATORS_ONLY, who=by)


def _fit_name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise Refused(says.BAD_NAME, field=says.NAME.filled())
    return name


def _fit_address(address: str) -> str:
    """Any https address: an administrator knows the house, village systems are inside its net.

    Whoever may add one works on this machine anyway; what is posted holds no words, redirects are
    not followed, and answers are not shown.
    """
    if not is_safe_address(address):
        raise Refused(says.BAD_ADDRESS, field=says.ADDRESS.filled())
    return address


async def _refuse_taken(db: AsyncSession, kind: type[ApiToken] | type[Webhook], name: str) -> None:
    if await db.scalar(select(kind.id).where(kind.name == name)) is not None:
        raise Refused(says.NAME_TAKEN, name=name)


async def _named(db: AsyncSession, kind: type[Kind], name: str) -> Kind:
    found: Kind | None = await db.scalar(select(kind).where(kind.name == name))
    if found is None:
        raise Refused(says.NO_SUCH_NAME, name=name[:40])
    return found


async def _say(db: AsyncSession, setting: str, *, by: Person) -> None:
    house = await lock_house(db)
    house.record(SettingChanged(setting=setting), actor=str(by), at=now())
