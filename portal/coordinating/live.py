"""Changes as they happen, for pages that are open: server-sent events."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from desk.acting import Person
from portal.coordinating.seen import Coordinator
from portal.coordinating.watching import Watcher
from portal.tries import TooMany

router = APIRouter(include_in_schema=False)
RETRY_MILLISECONDS = 5000
AT_MOST_SECONDS = 15 * 60  # then the browser comes again, and shows that it is still signed in


async def _follower(request: Request, who: Coordinator) -> Person:
    """Refuse one page too many before the answer begins; it is read without being renewed."""
    if watcher_of(request).is_full(who):
        raise TooMany(1)
    return who


@router.get("/langsung", response_class=EventSourceResponse)
async def live(
    request: Request, who: Annotated[Person, Depends(_follower)]
) -> AsyncIterator[ServerSentEvent]:
    """Say which cases changed, to which version, as far as this coordinator may find them.

    Without cases it says that something may have changed while nobody listened.
    """
    watcher = watcher_of(request)
    with suppress(TimeoutError):
        async with watcher.following(who) as stream, asyncio.timeout(AT_MOST_SECONDS):
            if watcher.is_over(stream):  # many came in the same moment, before any of them counted
                return
            await watcher.listening()
            yield ServerSentEvent(event="ready", data={}, retry=RETRY_MILLISECONDS)
            while (changed := await stream.changes.get()) is not None:
                yield ServerSentEvent(event="changed", data={"cases": changed})


def watcher_of(request: Request) -> Watcher:
    """The watcher of this process."""
    found: Watcher = request.app.state.watcher
    return found
