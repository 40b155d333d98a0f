"""Errors of the machine, said so that a person can act on them."""

import errno
import shutil
from collections.abc import Sequence
from pathlib import Path

from engine import sayings
from kit.sentences import Explained

LEAST_FREE = 200 * 1024 * 1024  # bytes

SIGNS = (
    ("No space left on device", sayings.NO_SPACE),
    ("is already in use", sayings.PORT_TAKEN),
    ("address already in use", sayings.PORT_TAKEN),
    ("Permission denied", sayings.DENIED),
    ("is newer than this Rukun", sayings.LATER_VERSION),
    ("password authentication failed", sayings.WRONG_PASSWORD),
)


class UpFailed(Explained):
    """Rukun cannot start or go on; the message says why and what to do."""


def child_failed(name: str, lines: Sequence[str]) -> UpFailed:
    """Say that a child keeps ending, with what its last lines mean and the lines."""
    text = "\n".join(lines)
    found = (said for sign, said in SIGNS if sign.lower() in text.lower())
    meaning = next(found, sayings.LAST_LINES).filled()
    return UpFailed(sayings.CHILD_FAILED, name=name, meaning=meaning, lines=text)


def machine_failed(error: OSError, home: Path) -> UpFailed:
    """Say what the machine refused."""
    where = error.filename or home
    if error.errno == errno.ENOSPC:
        return UpFailed(sayings.DISK_FULL, home=home)
    if isinstance(error, PermissionError):
        return UpFailed(sayings.NO_PERMISSION, where=where)
    return UpFailed(sayings.BECAUSE, why=f"{error.strerror or error}: {where}")


def refuse_full_disk(home: Path) -> None:
    """Raise while there is still room to stop properly."""
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        raise UpFailed(sayings.DISK_NEARLY_FULL, home=home, megabytes=free // 1024 // 1024)
