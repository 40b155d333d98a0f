"""PostgreSQL refuses to run as root: whom it runs as then, and what that user may enter."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

TRAVERSE = 0o001


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Whom a server runs as, when we are root."""

    name: str
    uid: int
    gid: int


def server_user() -> ServerUser | None:
    """``postgres`` if the machine has it, else ``nobody``; None if we are no root ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, entry.pw_uid, entry.pw_gid)
    message = "neither the user postgres nor nobody exists: create one, or do not run as root"
    raise PermissionError(message)


def let_traverse(path: Path) -> None:
    """Let others pass through the folders above ``path``, without letting them list any."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & TRAVERSE:
            folder.chmod((mode & 0o7777) | TRAVERSE)


def give_to(path: Path, user: ServerUser | None) -> None:
    """Make a folder that only the server's user (and root) can enter."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    if user is not None:
        os.chown(path, user.uid, user.gid)
        let_traverse(path)
