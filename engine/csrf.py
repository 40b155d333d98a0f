"""One CSRF token for all requests of a client, however many begin at once.

Prefect keeps one token a client, and making one voids the one before. Its own client makes one for
each request that finds none: eight runs that begin together on the client that they share void each
other's, are refused, and come back after 2, 4, 8 and 16 seconds, or after four attempts not at all.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from httpx import Request
from prefect.client.base import PrefectHttpxAsyncClient

HEADER = "Prefect-Csrf-Token"
Add = Callable[[PrefectHttpxAsyncClient, Request], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class _Shared:
    """A client's newest token, and whose turn it is to look for it."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: str | None = None


def share_tokens() -> None:
    """Let the requests of each client share its token, in this process, from now on."""
    add = PrefectHttpxAsyncClient._add_csrf_headers  # noqa: SLF001 - there is no other door
    if not hasattr(add, "shares"):
        PrefectHttpxAsyncClient._add_csrf_headers = _sharing(add)  # type: ignore[method-assign, assignment] # noqa: SLF001


def _sharing(add: Add) -> Add:
    async def shared_add(client: PrefectHttpxAsyncClient, request: Request) -> None:
        shared: _Shared = client.__dict__.setdefault("_rukun_csrf", _Shared())
        async with shared.turn:
            if client.csrf_token is None and request.headers.get(HEADER) != shared.newest:
                client.csrf_token = shared.newest  # refused with an older one than we have by now
            await add(client, request)
            shared.newest = client.csrf_token

    shared_add.shares = True  # type: ignore[attr-defined] # a mark, so that it is done once
    return shared_add
