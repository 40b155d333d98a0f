"""A relay in a thread of its own, with its own event loop: a busy flow cannot delay it."""

import asyncio
import logging
import threading

from engine.prefect_api import PrefectApi
from engine.relay import Relay
from kit.settings import settings

log = logging.getLogger("rukun.relay")


class RelayThread:
    """Hosts a relay beside a worker; it stands by while another one is active."""

    def __init__(self) -> None:
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
        except Exception:
            log.exception("relay.ended")
            raise

    async def _ring(self) -> None:
        async with PrefectApi.of(settings()) as api:
            self._loop = asyncio.get_running_loop()
            self._relay = Relay(api)
            await self._relay.run()
