"""Signing in through an identity provider: who it names must be linked to an account already.

A provider says who somebody is, never what they may: rights come from the account alone. Where a
second factor is needed and the provider did not prove one, our own is asked for too.
"""

from dataclasses import dataclass

from desk.accounts import begin_sign_in
from desk.acting import Refused
from desk.refusals import accounts as says
from desk.second_factor import SECOND_FACTOR, use_code
from models.accounts import Account, account_of_subject
from models.session import reading, transaction


@dataclass(frozen=True, slots=True)
class Outside:
    """Who a provider says it is (``issuer|subject``), and whether it proved a second factor."""

    subject: str
    second_factor: bool


class NotLinked(Refused):
    """Nobody here is linked to this identity, or the account may not sign in."""


async def needs_code(who: Outside) -> bool:
    """Say whether our own authenticator's code is needed; ``NotLinked`` for a stranger."""
    async with reading() as db:
        account = _let_in(await account_of_subject(db, who.subject))
    if account.role not in SECOND_FACTOR or who.second_factor:
        return False
    if account.totp is None:
        raise Refused(says.NO_AUTHENTICATOR)
    return True


async def sign_in_outside(who: Outside, code: str = "") -> str:
    """Sign in whom a provider named; returns the cookie's secret."""
    needed = await needs_code(who)
    async with transaction() as db:
        account = _let_in(await account_of_subject(db, who.subject, lock=True))
        if needed:
            use_code(account, code)
        return await begin_sign_in(db, account)


def _let_in(account: Account | None) -> Account:
    if account is None or account.disabled_at is not None:
        raise NotLinked(says.NOT_LINKED)
    return account
