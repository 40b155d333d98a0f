"""Files kept encrypted, each under the digest of its encrypted bytes, in a folder of the home.

A name in the vault tells nothing of a file, and two copies of one file have two names.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.fernet import InvalidToken

from kit.hashing import sha256_of
from kit.keys import files_box, private_folder
from kit.settings import settings


class VaultBroken(Exception):
    """A file of the vault is gone, or not the one that was put there."""


@dataclass(frozen=True, slots=True)
class Vaulted:
    """A file in the vault: its name there, and what lies under it."""

    name: str
    kind: str
    size: int
    digest: str


def put(content: bytes, *, kind: str) -> Vaulted:
    """Encrypt and keep a file, whole or not at all. Raises ``OSError`` where the disk is full."""
    sealed = files_box().encrypt(content)
    name = sha256_of(sealed)
    place = _place(name)
    private_folder(place.parent)
    draft = place.with_name(f".{name}")
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(place)
    finally:
        draft.unlink(missing_ok=True)
    return Vaulted(name, kind, len(content), sha256_of(content))


def take(name: str) -> bytes:
    """Read and decrypt a file; raises ``VaultBroken``."""
    try:
        sealed = _place(name).read_bytes()
        return files_box().decrypt(sealed)
    except (OSError, InvalidToken) as broken:
        raise VaultBroken(type(broken).__name__) from None


def holds(name: str) -> bool:
    """Tell whether there is a file of a name, whatever it holds."""
    return _place(name).exists()


def drop(name: str) -> None:
    """Forget a file; one that is not there is forgotten already."""
    _place(name).unlink(missing_ok=True)


def older_than(at: datetime) -> list[str]:
    """Name the files that were put here before an instant of the machine's; drafts are dropped."""
    found = []
    for path in (settings().home / "files").glob("??/*"):
        try:
            if path.stat().st_mtime >= at.timestamp():
                continue
        except FileNotFoundError:  # somebody dropped it while we looked
            continue
        if path.name.startswith("."):
            path.unlink(missing_ok=True)
        else:
            found.append(path.name)
    return sorted(found)


def _place(name: str) -> Path:
    if len(name) != DIGITS or not name.isalnum():
        raise VaultBroken("no name of the vault")
    return private_folder(settings().home / "files") / name[:2] / name


DIGITS = 64
