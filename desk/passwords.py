"""Passwords: what is good enough, and how they are kept and compared."""

import asyncio
import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from desk.acting import Refused
from desk.refusals import accounts as says

LEAST, MOST = 12, 200  # signs of a password
COMMON = ("password", "katasandi", "rahasia", "qwerty", "123456", "klungkung", "rukunrukun")

_hasher = PasswordHasher()
# Verified against when nobody has that login, so that both answers take as long.
_NOBODY = _hasher.hash(secrets.token_hex(16))


async def hash_password(password: str) -> str:
    """Hash a password for keeping; off the loop, since it takes long on purpose."""
    return await asyncio.to_thread(_hasher.hash, password)


async def is_password(hashed: str | None, password: str) -> bool:
    """Compare a password with what is kept; without a hash it takes as long, and is wrong."""
    right = await asyncio.to_thread(_matches, hashed or _NOBODY, password)
    return right and hashed is not None


def refuse_weak(password: str, *, login: str) -> None:
    """Refuse a password that is short, plain, or made of the login and common words."""
    field = says.PASSWORD.filled()
    if len(password) < LEAST:
        raise Refused(says.TOO_SHORT, field=field, least=LEAST)
    if len(password) > MOST:
        raise Refused(says.TOO_LONG, field=field, most=MOST)
    plain = re.sub(r"[^a-z0-9]", "", password.lower())
    left = plain.replace(re.sub(r"[^a-z0-9]", "", login), "")
    for word in COMMON:
        left = left.replace(word, "")
    if len(set(plain)) < LEAST // 2 or len(left) < LEAST // 2:
        raise Refused(says.TOO_COMMON, field=field)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
