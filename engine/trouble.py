"""Errors of the machine, said so that a person can act on them."""

import errno
import shutil
from collections.abc import Sequence
from pathlib import Path

LEAST_FREE = 200 * 1024 * 1024  # bytes

SIGNS = (
    ("No space left on device", "the disk is full: free some space and start again"),
    ("is already in use", "a port is in use: stop what holds it, or set RUKUN_PREFECT_PORT"),
    ("address already in use", "a port is in use: stop what holds it, or set RUKUN_PREFECT_PORT"),
    ("Permission denied", "a file cannot be read or written: see the line below and its owner"),
    ("is newer than this Rukun", "the database was made by a later version of Rukun"),
    ("password authentication failed", "a database refuses its password: see the home's keys"),
)


class UpFailed(Exception):
    """Rukun cannot start or go on; the message says why and what to do."""


def child_failed(name: str, lines: Sequence[str]) -> UpFailed:
    """Say that a child keeps ending, with what its last lines mean and the lines."""
    text = "\n".join(lines)
    meaning = next((said for sign, said in SIGNS if sign.lower() in text.lower()), "its last lines")
    return UpFailed(f"{name} does not run: {meaning}\n{text}")


def machine_failed(error: OSError, home: Path) -> UpFailed:
    """Say what the machine refused."""
    if error.errno == errno.ENOSPC:
        return UpFailed(f"the disk of {home} is full: free some space and start again")
    if isinstance(error, PermissionError):
        where = error.filename or home
        return UpFailed(f"no permission for {where}: give it to this user, or set RUKUN_HOME")
    return UpFailed(f"{error.strerror or error}: {error.filename or home}")


def refuse_full_disk(home: Path) -> None:
    """Raise while there is still room to stop properly."""
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        megabytes = free // 1024 // 1024
        message = f"the disk of {home} has only {megabytes} MB left, 200 MB are needed: free some"
        raise UpFailed(message)
