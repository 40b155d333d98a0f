"""The one long-lived event loop that flows run on, in a thread of its own.

An asyncpg pool belongs to its loop, so a loop that lives on keeps its pools warm.
"""

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any

import prefect.flow_engine
from prefect.context import AsyncClientContext

from engine.csrf import share_tokens
from models.session import close_engine

READY_WITHIN = 60.0


class WarmLoop:
    """Runs coroutines on its loop, all with one Prefect client. ``start`` before use."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._over = asyncio.Event()
        self._context = contextvars.copy_context()
        self._thread = threading.Thread(target=self._live, name="flows", daemon=True)

    def start(self) -> None:
        """Start the thread; returns once its loop runs."""
        switch_off_suspension()
        share_tokens()
        self._thread.start()
        if not self._ready.wait(READY_WITHIN):
            message = "the loop of the flows did not start"
            raise RuntimeError(message)

    def run(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        """Run a coroutine beside the others."""
        submit = asyncio.run_coroutine_threadsafe
        return self._context.copy().run(submit, work, self._loop)

    def stop(self) -> None:
        """Close what the loop holds and end the thread."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(timeout=5)

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._context.run(self._loop.create_task, self._hold()))

    async def _hold(self) -> None:
        async with AsyncClientContext():
            self._context = contextvars.copy_context()
            self._ready.set()
            await self._over.wait()
            await close_engine()


def switch_off_suspension() -> None:
    """Stop watching each run for suspension: we never suspend, and each watch opens a socket.

    Prefect 3.7.1 and later block at the start of a run until that socket is there.
    """
    if hasattr(prefect.flow_engine, "observe_flow_run_suspension"):
        prefect.flow_engine.observe_flow_run_suspension = _nothing


@contextlib.contextmanager
def _nothing(*_: object, **__: object) -> Any:  # noqa: ANN401 - in place of Prefect's own
    yield
