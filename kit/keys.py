"""Secrets of a home: one file each, 0600, in a folder 0700, made on first use."""

import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

BYTES = 32


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can enter."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def kept(path: Path, fresh: bytes) -> bytes:
    """Read a secret file, or write ``fresh`` into it first; two processes agree on one content."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        private_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(fresh)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


def _folder() -> Path:
    from kit.settings import settings  # noqa: PLC0415 - the settings' URLs need a password of ours

    return settings().home / "keys"


@cache
def secret(name: str) -> bytes:
    """The 32 random bytes of a purpose (``answers``, ``tracking``, ``sources``)."""
    return kept(_folder() / f"{name}.key", secrets.token_bytes(BYTES))


@cache
def identity_box() -> MultiFernet:
    """What reporters' identities are encrypted with: the newest key first, one a line."""
    return _box("identity")


@cache
def files_box() -> MultiFernet:
    """What attached files are encrypted with: the newest key first, one a line."""
    return _box("files")


def _box(name: str) -> MultiFernet:
    lines = kept(_folder() / f"{name}.keys", Fernet.generate_key() + b"\n").split()
    return MultiFernet([Fernet(line) for line in lines])


@cache
def checkpoint_key() -> Ed25519PrivateKey:
    """The key that signs checkpoints."""
    fresh = Ed25519PrivateKey.generate().private_bytes(
        Encoding.Raw, PrivateFormat.Raw, NoEncryption()
    )
    return Ed25519PrivateKey.from_private_bytes(kept(_folder() / "checkpoint.ed25519", fresh))


def checkpoint_public_hex() -> str:
    """The public half of the checkpoint key, 64 hex digits."""
    raw = checkpoint_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return raw.hex()


def database_password(home: Path, role: str) -> str:
    """The password of a database role of the embedded PostgreSQL."""
    fresh = secrets.token_urlsafe(24).encode()
    return kept(home / "keys" / f"postgres-{role}.password", fresh).decode()


def auth_string(home: Path) -> str:
    """What Prefect's server asks of its clients: ``rukun:<random>``."""
    fresh = f"rukun:{secrets.token_urlsafe(24)}".encode()
    return kept(home / "keys" / "prefect.auth", fresh).decode()
