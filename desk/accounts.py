"""Accounts: added and reset by an administrator, set up by their holder, signed in and out.

An administrator never knows a password: adding or resetting gives a link, valid for three days
and once, with which the holder chooses one. Coordinators, auditors and administrators also give
a code of their authenticator (TOTP, RFC 6238) at each sign-in.
"""

import hashlib
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import ADMINISTRATOR, AGENCY, AUDITOR, COORDINATOR, Person, Refused, person
from desk.passwords import hash_password, is_password, refuse_weak
from desk.refusals import accounts as says
from desk.second_factor import SECOND_FACTOR, keep_totp, proven, use_code
from kit.clock import machine_now, now
from kit.keys import secret
from kit.settings import is_safe_address
from kit.tokens import TokenExpired, TokenForged, read_answer, sign_answer
from models.accounts import (
    Account,
    SignIn,
    account_called,
    end_sign_ins,
    lock_administrators,
    signed_in,
)
from models.facts.house import UserChanged
from models.house import lock_house
from models.regency import Regency
from models.session import reading, transaction

ROLES = (COORDINATOR, AGENCY, AUDITOR, ADMINISTRATOR)
LOGIN = re.compile(r"[a-z0-9][a-z0-9.@_-]{2,63}")
SETUP_DAYS = 3
SESSION_HOURS, IDLE_HOURS = 12, 2
SETUP = "setup"
MOST_SUBJECT = 400  # signs of who a provider says somebody is


@dataclass(frozen=True, slots=True)
class Setup:
    """What the holder of an account needs to begin: a token for ``/masuk/atur/``, until when."""

    login: str
    token: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signed in: as whom, with which account, and since when this browser is."""

    person: Person
    account: uuid.UUID
    login: str
    language: str


async def add_account(
    login: str,
    actor: str,
    *,
    by: Person,
    rules: Regency,
    language: str = "id",
    subject: str | None = None,
) -> Setup:
    """Add an account for an office of the regency; it waits for its holder's password.

    ``subject`` is who an identity provider says the holder is: ``https://issuer|subject``.
    """
    _refuse_others(by)
    named = _fit_login(login)
    office = person(actor, rules=rules)
    if office.role not in ROLES:
        raise Refused(says.NOT_AN_OFFICE, role=office.role, roles=", ".join(ROLES))
    async with transaction() as db:
        if await account_called(db, named) is not None:
            raise Refused(says.LOGIN_TAKEN, login=named)
        account = Account(login=named, actor=str(office), language=language, added_at=now())
        account.id, account.setup, account.totp_step = uuid.uuid4(), 1, 0
        account.subject = await _fit_subject(db, subject) if subject else None
        db.add(account)
        await say_changed(db, account, "added", by=by)
        return _setup(account)


async def reset_account(login: str, *, by: Person) -> Setup:
    """Forget password and second factor, sign it out everywhere, let its holder begin anew."""
    _refuse_others(by)
    async with transaction() as db:
        account = await _known(db, login)
        account.password = account.totp = None
        account.disabled_at = None
        account.setup += 1
        await end_sign_ins(db, account.id, at=machine_now())
        await say_changed(db, account, "reset", by=by)
        return _setup(account)


async def disable_account(login: str, *, by: Person, using: uuid.UUID | None = None) -> None:
    """Let an account do nothing any more; what it did stays.

    ``using`` is the account of who does it, where there is one: nobody locks himself out, nor
    the last administrator who can still sign in.
    """
    _refuse_others(by)
    async with transaction() as db:
        others = await lock_administrators(db)
        account = await _known(db, login)
        if account.disabled_at is not None:
            raise Refused(says.DISABLED_ALREADY, login=account.login)
        if account.id == using:
            raise Refused(says.OWN_ACCOUNT, login=account.login)
        if [one.id for one in others if _state(one) == "active"] == [account.id]:
            raise Refused(says.LAST_ADMINISTRATOR, login=account.login)
        account.disabled_at = machine_now()
        account.setup += 1
        await end_sign_ins(db, account.id, at=machine_now())
        await say_changed(db, account, "disabled", by=by)


async def link_account(login: str, subject: str, *, by: Person) -> None:
    """Let an account sign in through the identity provider, as who it says somebody is."""
    _refuse_others(by)
    async with transaction() as db:
        account = await _known(db, login)
        account.subject = await _fit_subject(db, subject)
        await end_sign_ins(db, account.id, at=machine_now())
        await say_changed(db, account, "linked", by=by)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a list; ``state`` is active, waiting (for its holder) or disabled.

    ``subject`` is who the identity provider says its holder is, if it is linked.
    """

    login: str
    actor: str
    state: str
    added_at: datetime
    id: uuid.UUID
    subject: str | None


async def list_accounts(*, by: Person) -> list[AccountLine]:
    """List all accounts, by login."""
    _refuse_others(by)
    async with reading() as db:
        rows = await db.scalars(select(Account).order_by(Account.login))
        return [_line(row) for row in rows]


async def account_line(account: uuid.UUID, *, by: Person) -> AccountLine | None:
    """One account of the list, by its id."""
    _refuse_others(by)
    async with reading() as db:
        row = await db.get(Account, account)
        return _line(row) if row else None


def _line(row: Account) -> AccountLine:
    return AccountLine(row.login, row.actor, _state(row), row.added_at, row.id, row.subject)


def _state(account: Account) -> str:
    if account.disabled_at is not None:
        return "disabled"
    return "active" if account.password or account.subject else "waiting"


async def to_set_up(token: str) -> Account:
    """Read whose setup link this is; refuses one that was used, replaced or is over."""
    async with reading() as db:
        return await _of_setup(db, token)


async def set_up(token: str, *, password: str, totp: str | None = None, code: str = "") -> str:
    """Choose a password, and prove the authenticator's new secret by a code; returns the login."""
    async with reading() as db:
        account = await _of_setup(db, token)
    refuse_weak(password, login=account.login)
    step = proven(totp, code) if account.role in SECOND_FACTOR else 0
    hashed = await hash_password(password)
    async with transaction() as db:
        account = await _of_setup(db, token, lock=True)
        account.password, account.setup = hashed, account.setup + 1
        if account.role in SECOND_FACTOR and totp is not None:
            keep_totp(account, totp, step=step)
        await end_sign_ins(db, account.id, at=machine_now())
        await say_changed(
            db, account, "set_up", by=Person(account.role, account.actor.partition(":")[2])
        )
        return account.login


async def sign_in(login: str, password: str, code: str = "") -> str:
    """Sign in; returns the cookie's secret. One answer for whatever was wrong, as quickly."""
    async with reading() as db:
        found = await account_called(db, login)
        hashed = found.password if found and found.password and not found.disabled_at else None
    if not await is_password(hashed, password) or found is None:
        raise Refused(says.WRONG)
    async with transaction() as db:
        account = await db.get_one(Account, found.id, with_for_update=True)
        if account.password != hashed or account.disabled_at is not None:
            raise Refused(says.WRONG)
        use_code(account, code)
        return await begin_sign_in(db, account)


async def begin_sign_in(db: AsyncSession, account: Account) -> str:
    """Begin a sign-in of an account that proved itself; returns the cookie's secret."""
    token, at = secrets.token_urlsafe(32), machine_now()
    db.add(
        SignIn(
            token=token_hash(token),
            account=account.id,
            expires_at=at + timedelta(hours=SESSION_HOURS),
        )
    )
    await db.flush()
    return token


async def who_is(token: str, *, rules: Regency) -> Signed | None:
    """Say who is signed in with a cookie; two hours without a request end it."""
    at = machine_now()
    async with reading() as db:
        found = await signed_in(db, token_hash(token), at=at)
    if found is None or found[0].seen_at < at - timedelta(hours=IDLE_HOURS):
        return None
    seen, account = found
    if seen.seen_at < at - timedelta(minutes=1):
        async with transaction() as db:
            row = await db.get_one(SignIn, seen.token)
            row.seen_at = at
    try:
        office = person(account.actor, rules=rules)
    except Refused:  # the office is no longer in the regency's files
        return None
    return Signed(office, account.id, account.login, account.language)


async def sign_out(token: str) -> None:
    """End one sign-in."""
    async with transaction() as db:
        found = await db.get(SignIn, token_hash(token))
        if found is not None and found.ended_at is None:
            found.ended_at = machine_now()


async def sign_out_everywhere(account: uuid.UUID) -> None:
    """End every sign-in of an account."""
    async with transaction() as db:
        await end_sign_ins(db, account, at=machine_now())


def token_hash(token: str) -> str:
    """Hash a cookie for keeping: who reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _setup(account: Account) -> Setup:
    until = now() + timedelta(days=SETUP_DAYS)
    subject = f"{SETUP}:{account.id}:{account.setup}"
    return Setup(
        account.login, sign_answer(subject, expires_at=until, key=secret("accounts")), until
    )


async def _of_setup(db: AsyncSession, token: str, *, lock: bool = False) -> Account:
    try:
        said, key, count = read_answer(token, key=secret("accounts"), at=now()).subject.split(":")
        account = await db.get(Account, uuid.UUID(key), with_for_update=lock)
    except (TokenForged, TokenExpired, ValueError):
        raise Refused(says.SETUP_OVER) from None
    if said != SETUP or account is None or account.disabled_at or str(account.setup) != count:
        raise Refused(says.SETUP_OVER)
    return account


async def _known(db: AsyncSession, login: str) -> Account:
    account = await account_called(db, login)
    if account is None:
        raise Refused(says.NO_ACCOUNT, login=login[:64])
    return account


async def say_changed(db: AsyncSession, account: Account, change: str, *, by: Person) -> None:
    """Say in the house's chain what became of an account; last of all in a transaction."""
    house = await lock_house(db)
    told = UserChanged(user=str(account.id), change=change, role=account.role)
    house.record(told, actor=str(by), at=now())


def _refuse_others(by: Person) -> None:
    if by.role != ADMINISTRATOR:
        raise Refused(says.ADMINISTRATORS_ONLY, who=by)


def _fit_login(login: str) -> str:
    named = login.strip().lower()
    if not LOGIN.fullmatch(named):
        raise Refused(says.BAD_LOGIN, field=says.LOGIN.filled())
    return named


async def _fit_subject(db: AsyncSession, subject: str) -> str:
    issuer, _, known = subject.strip().partition("|")
    fit = is_safe_address(issuer) and known and len(subject) <= MOST_SUBJECT
    if not fit or not subject.strip().isprintable():
        raise Refused(says.BAD_SUBJECT, field=says.SUBJECT.filled())
    taken = await db.scalar(select(Account.login).where(Account.subject == subject.strip()))
    if taken is not None:
        raise Refused(says.SUBJECT_TAKEN, field=says.SUBJECT.filled(), login=taken)
    return subject.strip()
