"""Keeps a child running: restart with growing pauses, give up a start that keeps failing."""

import asyncio
import contextlib
import logging
from collections import deque
from pathlib import Path

import psutil

from engine.children import Child, kill_group
from engine.running import RunningState
from engine.trouble import child_failed

TOO_MANY = 5
WITHIN = 120.0  # seconds
LONGEST_PAUSE = 8.0
KEEPS_DYING_PAUSE = 30.0

log = logging.getLogger("rukun.up")


class Watch:
    """One child that is started again whenever it ends unasked.

    ``patient`` once all ran: then it never gives up, since reports and alarms go on without it.
    """

    def __init__(self, child: Child) -> None:
        self.child = child
        self.patient = False
        self.restarts = 0
        self._deaths: deque[float] = deque(maxlen=TOO_MANY)
        self._wanted = True
        self._asked = False

    async def start(self) -> None:
        """Start it the first time."""
        await self.child.start()

    async def keep(self) -> None:
        """Restart it for ever; if not patient, raise ``UpFailed`` after five deaths in 120 s."""
        while self._wanted:
            code = await self.child.ended()
            if not self._wanted:
                return
            if not self._asked:
                log.warning("up.child_ended name=%s code=%d", self.child.job.name, code)
                await asyncio.sleep(self._pause_after_death())
            self._asked = False
            self.restarts += 1
            if self._wanted:
                await self.child.start()

    async def restart(self) -> None:
        """End it so that ``keep`` starts it again; this death does not count."""
        self._asked = True
        await self.child.stop()

    async def stop(self) -> None:
        """End it for good."""
        self._wanted = False
        await self.child.stop()

    def _pause_after_death(self) -> float:
        at = asyncio.get_running_loop().time()
        self._deaths.append(at)
        recent = [death for death in self._deaths if at - death < WITHIN]
        if len(recent) >= TOO_MANY and self.patient:
            log.error("up.child_keeps_dying name=%s", self.child.job.name)
            return KEEPS_DYING_PAUSE
        if len(recent) >= TOO_MANY:
            raise child_failed(self.child.job.name, self.child.last_lines())
        return min(0.1 * 4.0 ** (len(recent) - 1), LONGEST_PAUSE)


async def end_leftovers(state: RunningState | None, *, logs: Path) -> None:
    """End what a supervisor that died left running: its keepers, then their whole groups.

    ``logs`` is the home's own folder of logs, in which its children work.
    """
    for one in state.children if state else ():
        if _is_ours(one.group, logs):
            with contextlib.suppress(psutil.NoSuchProcess):
                psutil.Process(one.group).terminate()
                await _gone(one.group)
            kill_group(one.group)


def _is_ours(group: int, logs: Path) -> bool:
    # The keeper is the group's leader. A number used again belongs to something else, which may
    # be the keeper of another home: ours works in our folder of logs.
    try:
        leader = psutil.Process(group)
        keeps = any("keeper.py" in part for part in leader.cmdline())
        return keeps and Path(leader.cwd()) == logs.resolve()
    except (psutil.NoSuchProcess, psutil.AccessDenied, ValueError):
        return False


async def _gone(group: int, *, within: float = 35.0) -> None:
    until = asyncio.get_running_loop().time() + within
    while psutil.pid_exists(group) and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110 - another process's end
        await asyncio.sleep(0.05)
