"""Rings causes: claims them, commits, then posts one event per wave.

One relay is active, by an advisory lock on the connection that it listens on; others
stand by. A process that dies gives its lock back with its connection.
"""

import asyncio
import logging
from collections.abc import Callable
from uuid import uuid4

import asyncpg
import httpx
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from engine.alarms import AlarmThread
from engine.prefect_api import PrefectApi
from kit.clock import machine_now
from kit.settings import settings
from models.causes import CHANNEL, Wave, claim_waves, give_back
from models.notices import notices_due
from models.session import close_engine, reading, transaction

LOCK = 7_285_861  # the advisory lock of the active relay
LISTEN_AT_LEAST = 1.0
STAND_BY = 1.0
NOTICES_AT_MOST_EVERY = 2.0
LONGEST_PAUSE = 5.0
MOST_RELATED = 100  # Prefect refuses an event with more
WAITING = "notices.waiting"
# Prefect's events live in memory: those of a server that is gone, or that a dead worker ran,
# are lost, and need not wait for their next ring.
RING_AGAIN = "UPDATE cause SET due_at = clock_timestamp() WHERE handled_at IS NULL AND rings > 0"
LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, DBAPIError)

log = logging.getLogger("rukun.relay")


class Relay:
    """Rings until ``stop`` is called, on the event loop that ``run`` is called on.

    ``rang`` is told of each event that Prefect took.
    """

    def __init__(self, api: PrefectApi, *, rang: Callable[[], None] = lambda: None) -> None:
        self._api, self._rang = api, rang
        self._stopped = asyncio.Event()
        self._woken = asyncio.Event()
        self._look_at = 0.0  # when to look for waiting notices again, in the loop's time
        self._waited = False
        self._doubt = True  # whether what was rung may have been lost with a server or a worker

    def stop(self) -> None:
        """Let the current round end, then return from ``run``."""
        self._stopped.set()
        self._woken.set()

    async def run(self) -> None:
        """Stand by, take over, ring; begin again when the database was lost."""
        pause = 0.2
        while not self._stopped.is_set():
            try:
                await self._while_connected()
                pause = 0.2
            except LOST as lost:
                log.warning("relay.database_lost kind=%s", type(lost).__name__)
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        await close_engine()

    async def _while_connected(self) -> None:
        connection = await connect(settings().app_url)
        try:
            while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
                if await self._rest(STAND_BY):
                    return
            log.info("relay.active")
            self._doubt = True
            await connection.add_listener(CHANNEL, lambda *_: self._woken.set())
            await self._ring_until_stopped(connection)
        finally:
            await connection.close(timeout=2)

    async def _ring_until_stopped(self, connection: asyncpg.Connection) -> None:
        pause = 0.0
        while not self._stopped.is_set():
            self._woken.clear()
            rang = await self._round()
            pause = 0.0 if rang else min(pause * 2 or 0.25, LONGEST_PAUSE)
            if pause:
                await self._rest(pause)
            await self._wait_for_a_bell(connection)

    async def _round(self) -> bool:
        try:
            await self._ring_notices()
        except httpx.HTTPError as error:
            log.warning("relay.prefect_unreachable kind=%s", type(error).__name__)
            self._doubt = True
            return False
        async with transaction() as db:
            if self._doubt:
                await db.execute(text(RING_AGAIN))
                self._doubt = False
            waves = await claim_waves(db)
        return all(await asyncio.gather(*(self._ring(wave) for wave in waves)))

    async def _ring(self, wave: Wave) -> bool:
        try:
            await self._emit(event_of(wave))
        except httpx.HTTPError as error:
            log.warning("relay.ring_failed fact=%s kind=%s", wave.fact, type(error).__name__)
            self._doubt = True
            async with transaction() as db:
                await give_back(db, wave)
            return False
        log.debug("relay.rang fact=%s cases=%d", wave.fact, len(wave.cases))
        return True

    async def _emit(self, event: dict[str, object]) -> None:
        await self._api.emit([event])
        self._rang()

    async def _ring_notices(self) -> None:
        # A flow delivers what it owes itself: ring only for what still waits at a second look.
        at = asyncio.get_running_loop().time()
        if at < self._look_at:
            return
        self._look_at = at + LISTEN_AT_LEAST
        async with reading() as db:
            due = await notices_due(db) > 0
        if due and self._waited:
            self._look_at = at + NOTICES_AT_MOST_EVERY
            await self._emit(_event(WAITING, resource="rukun.notices", cases=()))
        self._waited = due

    async def _wait_for_a_bell(self, connection: asyncpg.Connection) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=LISTEN_AT_LEAST)
        except TimeoutError:
            await connection.fetchval("SELECT 1")  # do we still hold the lock?

    async def _rest(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._stopped.wait(), timeout=seconds)
        except TimeoutError:
            return False
        return True


def event_of(wave: Wave) -> dict[str, object]:
    """Write the event that rings a wave. Its id is fresh: Prefect drops a repeated one."""
    return _event(wave.fact, resource=f"rukun.wave.{wave.id}", cases=wave.cases)


def _event(name: str, *, resource: str, cases: tuple[str, ...]) -> dict[str, object]:
    related = [
        {"prefect.resource.id": f"rukun.case.{case}", "prefect.resource.role": "case"}
        for case in cases
    ]
    return {
        "id": str(uuid4()),
        "event": name,
        "occurred": machine_now().isoformat(),
        "resource": {"prefect.resource.id": resource},
        "related": related if len(related) <= MOST_RELATED else [],
        "payload": {"cases": list(cases)},
    }


async def connect(database: str) -> asyncpg.Connection:
    """Open a raw connection to SQLAlchemy's URL, for LISTEN and for the lock."""
    url = make_url(database)
    host = url.host or url.query.get("host")
    return await asyncpg.connect(
        user=url.username,
        password=url.password,
        host=host,
        port=url.port or 5432,
        database=url.database,
        timeout=5,
    )


async def run_relay(stop: asyncio.Event) -> None:
    """Run a relay and the watch over alarms until ``stop`` is set; what ``rukun relay`` does."""
    alarms = AlarmThread()
    alarms.start()
    async with PrefectApi.of(settings()) as api:
        relay = Relay(api)
        running = asyncio.create_task(relay.run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        relay.stop()
        stopping.cancel()
        await running
    await asyncio.to_thread(alarms.stop)
