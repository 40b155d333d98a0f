"""The supervisor's children: started through a keeper, logged, stopped, told apart."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

import psutil

from engine import keeper
from engine.unprivileged import ServerUser
from kit.sentences import Said

Say = Callable[[Said], None]

LAST_LINES = 20
LONGEST_LOG = 10_000_000  # bytes; then it becomes <name>.log.1
PATIENCE = 5.0  # seconds that a keeper has beyond its child's grace


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is: a command and how to end it. Seconds of ``grace`` before SIGKILL.

    ``before`` is called before each start, to set right what must hold for it.
    """

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    stop_signal: Signals = SIGTERM
    grace: float = 10.0
    user: ServerUser | None = None
    before: Callable[[], None] = lambda: None


class Child:
    """One running child. Its keeper leads a process group of its own."""

    def __init__(self, job: Job, *, logs: Path) -> None:
        self.job = job
        self.log = logs / f"{job.name}.log"
        self._keeper: Process | None = None

    @property
    def group(self) -> int | None:
        """The process group, which is the keeper's id."""
        return self._keeper.pid if self._keeper else None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._keeper is not None and self._keeper.returncode is None

    @property
    def pid(self) -> int | None:
        """The id of the process itself, not of its keeper."""
        try:
            kept = psutil.Process(self.group).children() if self.alive else []
        except psutil.NoSuchProcess:
            return None
        return kept[0].pid if kept else None

    async def start(self) -> None:
        """Start it, its output added to its log."""
        self.job.before()
        turn_over(self.log)
        log = os.open(self.log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        try:
            self._keeper = await asyncio.create_subprocess_exec(
                *self._command(), stdin=PIPE, stdout=log, stderr=log, cwd=self.log.parent,
                env={**os.environ, **self.job.env}, start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(log)

    async def ended(self) -> int:
        """Wait until it ends; return its exit code."""
        if self._keeper is None:
            return 0
        code = await self._keeper.wait()
        kill_group(self._keeper.pid)
        return code

    async def stop(self) -> None:
        """Let go of the pipe, and wait until it has ended."""
        one = self._keeper
        if one is None or one.returncode is not None:
            return
        if one.stdin:
            one.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(one.wait(), timeout=self.job.grace + PATIENCE)
        kill_group(one.pid)
        await one.wait()

    def last_lines(self) -> list[str]:
        """Return the end of its log."""
        return tail(self.log)

    def turn_over(self) -> None:
        """Begin its log anew once it is long."""
        turn_over(self.log)

    def _command(self) -> list[str]:
        job = self.job
        user = f"{job.user.uid}:{job.user.gid}" if job.user else "-"
        script = [sys.executable, "-S", "-E", "-s", str(keeper.__file__)]
        return [*script, str(int(job.stop_signal)), str(job.grace), user, *job.command]


def kill_group(group: int) -> None:
    """End at once whatever is left of a process group."""
    try:
        os.killpg(group, SIGKILL)
    except ProcessLookupError:
        return


def turn_over(log: Path) -> None:
    """Begin a log anew once it is long, keeping one older part; its writers append."""
    try:
        long = log.stat().st_size > LONGEST_LOG
    except FileNotFoundError:
        return
    if long:
        older = log.with_name(log.name + ".1")
        older.touch(mode=0o600)
        older.write_bytes(log.read_bytes())
        os.truncate(log, 0)


def tail(log: Path, lines: int = LAST_LINES) -> list[str]:
    """Return the last lines of a file."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 16_384))
            return file.read().decode(errors="replace").splitlines()[-lines:]
    except FileNotFoundError:
        return []
