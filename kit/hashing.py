"""Digests and the canonical text that is hashed."""

import hashlib
import hmac
import json
from collections.abc import Mapping


def canonical(record: Mapping[str, object]) -> str:
    """Write a record as the one JSON text that stands for it.

    Sorted keys, no blanks, UTF-8 kept as it is. Floats are refused with
    ``ValueError``, since two machines may write one differently.
    """
    _refuse_floats(record, "record")
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256_hex(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of(content: bytes) -> str:
    """SHA-256 of bytes, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def salted_digest(salt: bytes, text: str) -> str:
    """HMAC-SHA-256 of a text under its own salt, 64 hex digits.

    With the salt erased, the digest no longer lets anybody test a guess.
    """
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def _refuse_floats(value: object, where: str) -> None:
    if isinstance(value, float):
        message = f"{where}: a float cannot be sealed, use an integer or a text"
        raise ValueError(message)  # noqa: TRY004 - the value is wrong, not its use
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _refuse_floats(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _refuse_floats(inner, f"{where}[{index}]")
