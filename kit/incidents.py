"""Tracebacks that stay in the house: where it broke, never what it broke on.

Messages of the database, of its driver and of Pydantic print rows and inputs,
so an incident keeps the kinds of the errors and the lines of code they passed.
"""

import os
import secrets
import traceback
from contextlib import suppress
from pathlib import Path

from kit.clock import machine_now


def kind_of(error: BaseException) -> str:
    """Name an error without its message: its type, and the constraint or code if it has one."""
    original = getattr(error, "orig", None)
    cause = getattr(original, "__cause__", None) or original
    code = getattr(cause, "sqlstate", None)
    constraint = getattr(cause, "constraint_name", None)
    return ":".join(part for part in (type(error).__name__, code, constraint) if part)


def write_incident(error: BaseException, *, folder: Path) -> str:
    """Append an error's kinds and lines to ``incidents.log`` (0600); returns the incident's id.

    On a full disk nothing is written, and nothing raised: the error itself is to be told on.
    """
    incident = secrets.token_hex(4)
    with suppress(OSError):
        _append(_scrubbed(error, incident), folder / "incidents.log")
    return incident


def _append(lines: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        os.write(log, lines.encode())
    finally:
        os.close(log)


def _scrubbed(error: BaseException, incident: str) -> str:
    lines = [f"{machine_now().isoformat()} incident={incident} kind={kind_of(error)}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"  {type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"    {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) + "\n"
