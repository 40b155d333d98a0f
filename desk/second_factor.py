"""The second factor: the codes of an authenticator (TOTP, RFC 6238), each good for once."""

import re
import secrets

import pyotp

from desk.acting import ADMINISTRATOR, AUDITOR, COORDINATOR, Refused
from desk.refusals import accounts as says
from kit.clock import machine_now
from kit.keys import identity_box
from models.accounts import Account

SECOND_FACTOR = frozenset({COORDINATOR, AUDITOR, ADMINISTRATOR})
STEP_SECONDS = 30


def new_totp() -> str:
    """Draw a secret for an authenticator, 160 bits in base 32."""
    return pyotp.random_base32()


def totp_address(secret_words: str, *, login: str) -> str:
    """What the QR code for an authenticator holds."""
    return pyotp.TOTP(secret_words).provisioning_uri(name=login, issuer_name="Rukun")


def proven(totp: str | None, code: str) -> int:
    """The step of a code that proves a new secret, or refuse."""
    step = _step_of(totp, code, after=0) if totp else None
    if step is None:
        raise Refused(says.WRONG_CODE, field=says.CODE.filled())
    return step


def keep_totp(account: Account, totp: str, *, step: int) -> None:
    """Keep a proven secret, encrypted; the code that proved it is used up."""
    account.totp, account.totp_step = identity_box().encrypt(totp.encode()), step


def use_code(account: Account, code: str) -> None:
    """Take a code once: its step is remembered, so that nobody who saw it uses it again."""
    if account.role not in SECOND_FACTOR:
        return
    words = identity_box().decrypt(account.totp).decode() if account.totp else None
    step = _step_of(words, code, after=account.totp_step) if words else None
    if step is None:
        raise Refused(says.WRONG)
    account.totp_step = step


def _step_of(words: str, code: str, *, after: int) -> int | None:
    """The 30-second step of a code: this one, or a neighbour where a clock is off."""
    plain = re.sub(r"\s", "", code)
    here = int(machine_now().timestamp()) // STEP_SECONDS
    one = pyotp.TOTP(words)
    return next(
        (
            step
            for step in (here, here - 1, here + 1)
            if step > after
            and secrets.compare_digest(one.at(step * STEP_SECONDS).encode(), plain.encode())
        ),
        None,
    )
