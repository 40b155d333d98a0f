"""What a running ``rukun up`` tells other processes of its home, in ``run/state.json``."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from engine import sayings
from kit.keys import auth_string, private_folder
from kit.sentences import Explained
from kit.settings import Settings

LOCK = "up.lock"
STATE = "state.json"


class NotRunning(Explained):
    """No ``rukun up`` runs in this home."""


class AlreadyRunning(Explained):
    """Another ``rukun up`` holds this home."""


class RunningChild(BaseModel):
    """A child as another process finds it: its own id and its group's, 0 while it restarts."""

    model_config = ConfigDict(frozen=True)

    name: str
    pid: int
    group: int
    restarts: int = 0


class RunningState(BaseModel):
    """What runs. ``ready`` once everything does; ports are on loopback."""

    model_config = ConfigDict(frozen=True)

    pid: int
    ready: bool = False
    prefect_port: int
    smtp_port: int | None = None
    mail_folder: str | None = None
    portal_url: str | None = None
    children: tuple[RunningChild, ...] = ()

    @property
    def prefect_url(self) -> str:
        """Where Prefect's API is; its pages are one level up."""
        return f"http://127.0.0.1:{self.prefect_port}/api"


def run_folder(home: Path) -> Path:
    """Where a home's lock and state lie."""
    return private_folder(home / "run")


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the home, or raise ``AlreadyRunning``; the lock ends with this process."""
    if not home.exists():
        private_folder(home)  # one that is there may let a database server's user pass
    lock = os.open(run_folder(home) / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        state = read_state(home)
        who = sayings.AS_PROCESS.filled(pid=state.pid) if state else ""
        raise AlreadyRunning(sayings.RUNS_ALREADY, home=home, who=who) from None
    try:
        yield
    finally:
        os.close(lock)


def is_up(home: Path) -> bool:
    """Whether a supervisor holds the home."""
    path = home / "run" / LOCK
    try:
        lock = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def read_state(home: Path) -> RunningState | None:
    """Read what the last supervisor wrote, whether or not it still runs."""
    try:
        return RunningState.model_validate_json((home / "run" / STATE).read_bytes())
    except (FileNotFoundError, ValueError):
        return None


def write_state(home: Path, state: RunningState) -> None:
    """Replace the state at once, so that no reader ever sees half of it."""
    draft = run_folder(home) / f".{STATE}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(state.model_dump(), file, indent=2)
    draft.rename(draft.with_name(STATE))


def forget_state(home: Path) -> None:
    """Remove the state: nothing runs any more."""
    (home / "run" / STATE).unlink(missing_ok=True)


def api_of(settings: Settings) -> tuple[str, str]:
    """Find Prefect's API and its auth string: from the environment, else from what runs."""
    auth = os.environ.get("PREFECT_API_AUTH_STRING") or auth_string(settings.home)
    if url := os.environ.get("PREFECT_API_URL"):
        return url, auth
    state = read_state(settings.home)
    if state is None:
        raise NotRunning(sayings.RUNS_NOT, home=settings.home)
    return state.prefect_url, auth
