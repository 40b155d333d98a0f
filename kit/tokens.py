"""What people carry in a mail or on a slip of paper: signed answer tokens, tracking codes.

A token is signed, not secret: its payload is an id and an expiry. A tracking code
is secret, and only its keyed hash is kept.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer

from kit.dates import moment_in
from kit.sentences import Explained, Sentence

PURPOSE = "rukun.answer"
DIGITS = 16
GROUP = 4

FORGED = Sentence(
    "tautan ini bukan dari kami atau terpotong; salin seluruhnya dari surelnya",
    "this link is not one of ours or was cut off; copy all of it from the mail",
)
EXPIRED = Sentence(
    "tautan ini berakhir pada {at}; mintalah yang baru kepada sekretariat",
    "this link expired on {at}; ask the secretariat for a new one",
)


class TokenForged(Explained):
    """The token is not one of ours, or was changed on its way."""

    def __init__(self) -> None:
        """Say so, without repeating the token."""
        super().__init__(FORGED)


class TokenExpired(Explained):
    """The token is genuine, and its time is over."""

    def __init__(self, expired_at: datetime) -> None:
        """Say since when."""
        super().__init__(
            EXPIRED, at={"id": moment_in("id", expired_at), "en": moment_in("en", expired_at)}
        )
        self.expired_at = expired_at


@dataclass(frozen=True, slots=True)
class AnswerToken:
    """What a token says: what may be answered, until when (UTC, whole seconds)."""

    subject: str
    expires_at: datetime


def sign_answer(subject: str, *, expires_at: datetime, key: bytes) -> str:
    """Write a token that lets its holder answer until an instant: an assignment, a request."""
    return _signer(key).dumps([subject, int(expires_at.timestamp())])


def read_answer(token: str, *, key: bytes, at: datetime) -> AnswerToken:
    """Read a token at an instant, or raise ``TokenForged`` or ``TokenExpired``.

    Whether the assignment still awaits an answer is for the desk to say.
    """
    answer = _opened(token, key=key)
    if at >= answer.expires_at:
        raise TokenExpired(answer.expires_at)
    return answer


def new_tracking_code() -> str:
    """Draw a reporter's code, 16 random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def tracking_code_for(words: str, *, key: bytes) -> str:
    """Make the code of a form's own random words: whoever sends it again gets the same one.

    Nobody can make it without key and words, and neither is kept beside its hash.
    """
    drawn = hmac.new(key, f"tracking code: {words}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(drawn) % 10**DIGITS:0{DIGITS}d}"


def in_groups(code: str) -> str:
    """Write a code as people read it aloud: ``1234 5678 9012 3456``."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def tracking_hash(code: str, *, key: bytes) -> str:
    """Hash a code for keeping, HMAC-SHA-256 in 64 hex digits; blanks and dashes don't count.

    Compare it with the kept one in constant time, or let the database look it up.
    """
    plain = "".join(sign for sign in code if not sign.isspace() and sign != "-")
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def _signer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=PURPOSE, signer_kwargs={"digest_method": hashlib.sha256})


def _opened(token: str, *, key: bytes) -> AnswerToken:
    try:
        subject, expiry = _signer(key).loads(token)
        return AnswerToken(str(subject), datetime.fromtimestamp(expiry, UTC))
    except (BadData, TypeError, ValueError, OverflowError):
        raise TokenForged from None
