"""Calls with an idempotency key: the same key gives the same answer, and does nothing twice.

The key is taken in a transaction of its own before anything is done. Who calls again while it is
being done is told so; after a crash in between, whatever was done is found by its own mark (a
report by its source's id, an act by the version it was for), so that the second call does it
once or is refused, never twice.
"""

import hashlib
import hmac
import json
import uuid
from dataclasses import asdict, dataclass
from datetime import timedelta

from sqlalchemy.dialects.postgresql import insert

from desk.refusals import api as says
from desk.refusing import Refused
from desk.reports import Told, fitting, receive
from kit.clock import machine_now, now
from kit.keys import identity_box, secret
from models.api import ApiCall
from models.regency import Regency
from models.session import transaction

GIVEN_UP_AFTER = timedelta(minutes=2)
CREATED = 201


@dataclass(frozen=True, slots=True)
class Call:
    """Which call this is: the token's and the caller's own key."""

    token: uuid.UUID
    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that a call was given."""

    status: int
    body: bytes


async def begin_call(call: Call, *, asked: bytes) -> Answered | None:
    """Take a key for a call; the answer that it was given before, or None to go on.

    Refuses a key that was used for something else, and one whose call is being done.
    """
    digest = _digest(asked)
    async with transaction() as db:
        taken = await db.execute(
            insert(ApiCall)
            .values(token=call.token, key=call.key, asked=digest)
            .on_conflict_do_nothing()
            .returning(ApiCall.key)
        )
        if taken.scalar() is not None:
            return None
        row = await db.get_one(ApiCall, (call.token, call.key), with_for_update=True)
        if not hmac.compare_digest(row.asked, digest):
            raise Refused(says.KEY_REUSED)
        if row.status is not None and row.answer is not None:
            return Answered(row.status, identity_box().decrypt(row.answer))
        if row.began_at > machine_now() - GIVEN_UP_AFTER:
            raise Refused(says.STILL_RUNNING)
        row.began_at = machine_now()
    return None


async def end_call(call: Call, *, status: int, body: bytes) -> None:
    """Keep the answer of a call, encrypted."""
    async with transaction() as db:
        row = await db.get_one(ApiCall, (call.token, call.key), with_for_update=True)
        row.status, row.answer = status, identity_box().encrypt(body)


async def drop_call(call: Call) -> None:
    """Give a key back: nothing was done."""
    async with transaction() as db:
        row = await db.get(ApiCall, (call.token, call.key), with_for_update=True)
        if row is not None and row.status is None:
            await db.delete(row)


def _digest(asked: bytes) -> str:
    return hmac.new(secret("calls"), asked, hashlib.sha256).hexdigest()


async def report_once(told: Told, *, by: str, rules: Regency, call: Call) -> Answered:
    """Keep a report and the answer to its call in one transaction: both, or neither."""
    fit = fitting(told, rules=rules, at=now())
    async with transaction() as db:
        receipt = await receive(db, fit, by=by, rules=rules)
        body = json.dumps(asdict(receipt)).encode()
        row = await db.get_one(ApiCall, (call.token, call.key), with_for_update=True)
        row.status, row.answer = CREATED, identity_box().encrypt(body)
    return Answered(CREATED, body)
