"""A relay in a thread of its own, with its own event loop: a busy flow cannot delay it."""

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable

from engine.prefect_api import PrefectApi
from engine.relay import Relay
from kit.incidents import kind_of, write_incident
from kit.settings import settings

log = logging.getLogger("rukun.relay")


def end_this_process() -> None:
    """Ask our own process to end in order: whoever keeps it starts it anew, with a new relay."""
    os.kill(os.getpid(), signal.SIGTERM)


class RelayThread:
    """Hosts a relay beside a worker; it stands by while another one is active.

    Both are called in the thread: ``rang`` after each event, ``died`` once the relay met an error
    that it cannot outlive.
    """

    def __init__(
        self,
        *,
        rang: Callable[[], None] = lambda: None,
        died: Callable[[], None] = end_this_process,
    ) -> None:
        self._rang, self._died = rang, died
        self._thread = threading.Thread(target=self._live, name="relay", daemon=True)
        self._relay: Relay | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Start ringing."""
        self._thread.start()

    def stop(self) -> None:
        """Let the current round end."""
        if self._relay is not None and self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._relay.stop)
            self._thread.join(timeout=5)

    def _live(self) -> None:
        try:
            asyncio.run(self._ring())
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody rings any more
            incident = write_incident(error, folder=settings().home / "logs")
            log.error("relay.died kind=%s incident=%s", kind_of(error), incident)  # noqa: TRY400 - a traceback prints messages
            self._died()

    async def _ring(self) -> None:
        async with PrefectApi.of(settings()) as api:
            self._loop = asyncio.get_running_loop()
            self._relay = Relay(api, rang=self._rang)
            await self._relay.run()
