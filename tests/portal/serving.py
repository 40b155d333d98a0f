"""The portal behind a real address, in this process: for browsers, and for strangers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from engine.prefect_server import any_port
from portal.app import create_app

LIMIT = 60.0


@asynccontextmanager
async def serving() -> AsyncIterator[str]:
    """Serve this test's home and database on a free port; gives the address."""
    port = any_port()
    config = uvicorn.Config(
        create_app(),
        host="127.0.0.1",
        port=port,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(LIMIT):
            while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event
                await asyncio.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task
