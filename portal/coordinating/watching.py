"""One watcher a process: listens to PostgreSQL for facts, and tells whoever follows the page.

It says which cases changed and to which version, to those who may find them. Changes are gathered
for a moment, so that an import of a thousand reports is one word and not a thousand.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import asyncpg
from sqlalchemy import make_url, select
from sqlalchemy.exc import DBAPIError

from desk.acting import Person
from desk.seeing import sights
from kit.settings import settings
from models.cases import Case
from models.causes import FACTS
from models.reading import Sight
from models.session import reading

GATHER_SECONDS = 0.3
MOST_NAMED = 50
MOST_STREAMS = 6  # of one person: browsers open no more to one host either
PAUSE = 2.0  # before listening again, once the database was lost
LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, DBAPIError)
Versions = dict[str, int]

log = logging.getLogger("rukun.watching")


@dataclass(eq=False, slots=True)
class Stream:
    """One page that follows; ``changes`` ends with None."""

    by: Person
    changes: asyncio.Queue[Versions | None] = field(default_factory=asyncio.Queue)


class Watcher:
    """Listens while somebody follows."""

    def __init__(self) -> None:
        self._streams: dict[Stream, None] = {}  # in the order in which they came
        self._changed: Versions = {}
        self._woken = asyncio.Event()
        self._ready = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def following(self, by: Person) -> AsyncIterator[Stream]:
        """Follow as a person until the page goes away."""
        stream = Stream(by)
        self._streams[stream] = None
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        try:
            yield stream
        finally:
            self._streams.pop(stream, None)
            if not self._streams:
                await self._rest()

    def is_full(self, by: Person) -> bool:
        """Whether somebody follows on as many pages as may be."""
        return len(self.followed(by)) >= MOST_STREAMS

    def is_over(self, stream: Stream) -> bool:
        """Whether a page came after as many of the same person as may be."""
        return stream not in self.followed(stream.by)[:MOST_STREAMS]

    def followed(self, by: Person) -> list[Stream]:
        """The pages on which somebody follows, in the order in which they came."""
        return [one for one in self._streams if one.by == by]

    async def listening(self) -> None:
        """Wait until facts are heard."""
        await self._ready.wait()

    def end(self) -> None:
        """Tell every page that it is over: the portal stops."""
        for stream in self._streams:
            stream.changes.put_nowait(None)

    async def _rest(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
        self._ready.clear()

    async def _run(self) -> None:
        missed = False
        while True:
            try:
                await self._listen(missed=missed)
            except LOST as lost:
                log.warning("watching.database_lost kind=%s", type(lost).__name__)
            self._ready.clear()
            missed = True
            await asyncio.sleep(PAUSE)

    async def _listen(self, *, missed: bool) -> None:
        connection = await connect()
        gone = asyncio.Event()

        def lost(_: asyncpg.Connection) -> None:
            gone.set()
            self._woken.set()

        connection.add_termination_listener(lost)
        try:
            await connection.add_listener(FACTS, self._hear)
            self._ready.set()
            for stream in self._streams if missed else ():
                stream.changes.put_nowait({})
            while not gone.is_set():
                await self._woken.wait()
                await asyncio.sleep(GATHER_SECONDS)
                self._woken.clear()
                changed, self._changed = self._changed, {}
                await self._tell(changed)
        finally:
            await connection.close(timeout=2)

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        for one in str(payload).split():
            number, _, version = one.partition(":")
            self._changed[number] = max(int(version), self._changed.get(number, 0))
        self._woken.set()

    async def _tell(self, changed: Versions) -> None:
        """Tell each person of the cases that they may find; of others not even that they moved."""
        found: dict[Person, list[str]] = {}
        for stream in list(self._streams):  # others come and go meanwhile
            if stream.by not in found:
                found[stream.by] = await findable(changed, by=stream.by)
            seen = {number: changed[number] for number in found[stream.by]}
            if seen:
                stream.changes.put_nowait(seen)


async def findable(numbers: Iterable[str], *, by: Person) -> list[str]:
    """Which of these cases somebody may find, the newest few if they are many."""
    newest = sorted(numbers, reverse=True)[:MOST_NAMED]
    async with reading() as db:
        rows = await db.scalars(select(Case).where(Case.number.in_(newest)))
        seen = await sights(db, list(rows), by=by, searching=True)
    return [number for number, sight in seen.items() if sight is Sight.WHOLE]


async def connect() -> asyncpg.Connection:
    """Open a connection of our own, to listen on."""
    url = make_url(settings().app_url)
    return await asyncpg.connect(
        user=url.username,
        password=url.password,
        host=url.host or url.query.get("host"),
        port=url.port or 5432,
        database=url.database,
        timeout=5,
    )
