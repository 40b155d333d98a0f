"""Wait for what another process does."""

import asyncio
from collections.abc import Callable


async def until(true: Callable[[], object], *, within: float = 10) -> None:
    """Wait until something is true; ``TimeoutError`` after that many seconds."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 - nobody in this process sets it
            await asyncio.sleep(0.02)
