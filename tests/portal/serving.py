"""The portal as a process of its own, as ``rukun up`` starts it, for browsers and strangers."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from engine.prefect_server import any_port

LIMIT = 60.0


@asynccontextmanager
async def serving(log: Path, **settings: str) -> AsyncIterator[str]:
    """Serve this process's home and database; gives the address."""
    port = any_port()
    env = {**os.environ, "RUKUN_PORTAL_PORT": str(port), **settings}
    with log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "portal.serving", env=env, stdout=said, stderr=said
        )
        try:
            address = f"http://127.0.0.1:{port}"
            async with asyncio.timeout(LIMIT), httpx.AsyncClient(trust_env=False) as client:
                while not await _answers(client, address):
                    assert process.returncode is None, log.read_text()
                    await asyncio.sleep(0.1)
            yield address
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()


async def _answers(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(f"{address}/sehat")).is_success
    except httpx.HTTPError:
        return False
