"""The red path without Prefect: rungs, questions, hook and alarm mails, from a thread of its own.

Every worker and every relay hosts one. They may run side by side: a rung is said under its case's
lock, a mail and a hook are leased to one of them. It needs PostgreSQL and a mail server, no more.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import ClassVar

from kit.incidents import kind_of, write_incident
from kit.settings import settings
from models.session import close_engine

EVERY = 1.0  # seconds between two looks; design: red at least every 30 s
LONGEST_PAUSE = 10.0
ALARMS = "alarms"  # the thread, and so its sessions in PostgreSQL

log = logging.getLogger("rukun.alarms")

Work = Callable[[], Awaitable[object]]


class AlarmWatch:
    """Looks after alarms until ``stop``: four kinds of work, none of which holds up another."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Let each work's round end, then return from ``run``."""
        self._stopped.set()

    async def run(self) -> None:
        """Climb, deliver and call, again and again; no error ends it."""
        from tasks.alarms import (  # noqa: PLC0415 - slow to load
            call_hooks,
            climb,
            deliver_alarms,
            wake_unwoken,
        )
        from tasks.answer_clocks import start_clocks_of_a_kill  # noqa: PLC0415 - same

        try:
            await self._once(start_clocks_of_a_kill)
            await asyncio.gather(
                *(self._repeat(one) for one in (climb, deliver_alarms, call_hooks, wake_unwoken))
            )
        finally:
            await close_engine()

    async def _repeat(self, work: Work) -> None:
        pause = EVERY
        while not self._stopped.is_set():
            pause = EVERY if await self._once(work) else min(pause * 2, LONGEST_PAUSE)
            await self._rest(pause)

    async def _once(self, work: Work) -> bool:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - nothing may end the red path
            incident = write_incident(error, folder=settings().home / "logs")
            name = getattr(work, "__name__", "work")
            log.warning("alarms.failed %s kind=%s incident=%s", name, kind_of(error), incident)
            return False
        return True

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopped.wait(), timeout=seconds)
        except TimeoutError:
            return


class AlarmThread:
    """Hosts the watch beside a worker: a busy flow cannot delay it. One a process is enough."""

    _hosted: ClassVar[bool] = False

    def __init__(self) -> None:
        self._thread = threading.Thread(target=self._live, name=ALARMS, daemon=True)
        self._watch: AlarmWatch | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Start watching, unless this process does already."""
        if not AlarmThread._hosted:
            AlarmThread._hosted = True
            self._thread.start()

    def stop(self) -> None:
        """Let what is being sent be marked as sent."""
        if self._watch is not None and self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._watch.stop)
            self._thread.join(timeout=5)
            AlarmThread._hosted = False

    def _live(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        self._loop, self._watch = asyncio.get_running_loop(), AlarmWatch()
        await self._watch.run()
