"""One's own account: where one is signed in, another password, another authenticator."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from desk.accounts import IDLE_HOURS, say_changed, token_hash
from desk.acting import Person, Refused
from desk.passwords import hash_password, is_password, refuse_weak
from desk.refusals import accounts as says
from desk.second_factor import SECOND_FACTOR, keep_totp, proven, use_code
from kit.clock import machine_now
from models.accounts import Account, end_sign_ins, sign_ins_of
from models.session import reading, transaction


@dataclass(frozen=True, slots=True)
class Place:
    """A browser that is signed in; of where it is nothing is known. ``here`` is the one asking."""

    began_at: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account, with all browsers that are signed in with it."""

    login: str
    places: tuple[Place, ...]
    has_password: bool
    has_totp: bool
    linked: bool


async def own_account(account: uuid.UUID, *, cookie: str) -> Own:
    """Read one's own account; ``cookie`` is the secret of the browser that asks."""
    at = machine_now()
    async with reading() as db:
        row = await db.get_one(Account, account)
        seen = await sign_ins_of(db, account, seen_after=at - timedelta(hours=IDLE_HOURS), at=at)
    here = token_hash(cookie)
    return Own(
        login=row.login,
        places=tuple(Place(one.began_at, one.seen_at, one.token == here) for one in seen),
        has_password=row.password is not None,
        has_totp=row.totp is not None,
        linked=row.subject is not None,
    )


async def change_password(
    account: uuid.UUID, *, old: str, new: str, code: str, cookie: str, by: Person
) -> None:
    """Choose another password; every other browser is signed out."""
    async with reading() as db:
        row = await db.get_one(Account, account)
    if row.password is None:
        raise Refused(says.NO_PASSWORD)
    if not await is_password(row.password, old):
        raise Refused(says.WRONG_NOW)
    refuse_weak(new, login=row.login)
    hashed = await hash_password(new)
    async with transaction() as db:
        row = await _same(db, row)
        _use(row, code)
        row.password, row.setup = hashed, row.setup + 1
        await end_sign_ins(db, account, at=machine_now(), but=token_hash(cookie))
        await say_changed(db, row, "password_changed", by=by)


async def change_totp(
    account: uuid.UUID, *, old_code: str, totp: str | None, code: str, cookie: str, by: Person
) -> None:
    """Take another authenticator, proven by its code; needs a code of the one it replaces."""
    step = proven(totp, code)
    async with transaction() as db:
        row = await db.get_one(Account, account, with_for_update=True)
        if row.totp is None or totp is None:
            raise Refused(says.NO_AUTHENTICATOR)
        _use(row, old_code)
        keep_totp(row, totp, step=step)
        await end_sign_ins(db, account, at=machine_now(), but=token_hash(cookie))
        await say_changed(db, row, "authenticator_changed", by=by)


async def _same(db: AsyncSession, seen: Account) -> Account:
    """Lock the account, if its password is still the one that was compared."""
    row = await db.get_one(Account, seen.id, with_for_update=True)
    if row.password != seen.password:
        raise Refused(says.WRONG_NOW)
    return row


def _use(row: Account, code: str) -> None:
    if row.role in SECOND_FACTOR and row.totp is None:
        raise Refused(says.NO_AUTHENTICATOR)
    try:
        use_code(row, code)
    except Refused:
        raise Refused(says.WRONG_NOW) from None
