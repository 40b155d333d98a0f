"""Waits for the portal, as the supervisor does for whatever it starts."""

import asyncio

import httpx

from engine import sayings
from engine.children import Say
from kit.settings import Settings


async def portal_ready(settings: Settings, *, say: Say) -> None:
    """Wait until the portal answers, however long, and say so when that is long."""
    host = settings.portal_host if settings.portal_host not in EVERYWHERE else "127.0.0.1"
    where = f"http://{host}:{settings.portal_port}/sehat"
    async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
        tries = 0
        while not await _answers(client, where):
            await asyncio.sleep(0.1)
            tries += 1
            if tries % PATIENCE == 0:
                say(sayings.PORTAL_LATE.filled())


EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
PATIENCE = 100


async def _answers(client: httpx.AsyncClient, where: str) -> bool:
    try:
        return (await client.get(where)).is_success
    except httpx.HTTPError:
        return False
