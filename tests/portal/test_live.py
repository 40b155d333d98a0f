"""Changes as they happen: told within two seconds, to those who may find the case, and ended."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import httpx
import pytest
import uvicorn

from desk.bars import Barring, raise_bar
from portal.coordinating import live, watching
from portal.serving import Server
from tests.builders import a_case, run_flows
from tests.people import assigned, case_of, coordinator, officer_of
from tests.portal.conftest import answered
from tests.portal.people import Browser

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
SOON = 2.0  # seconds
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"


@asynccontextmanager
async def serving(browser: Browser) -> AsyncIterator[tuple[Server, str]]:
    """The browser's portal at a port of its own, as a process serves it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    config = uvicorn.Config(
        browser.app, port=port, lifespan="off", log_config=None, timeout_graceful_shutdown=30
    )
    server = Server(config, browser.app.state.watcher)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined] # it is ours to stop
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event to await
        await asyncio.sleep(0.01)
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running


class Following:
    """A page that follows: what it is told, event by event."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self, within: float = SOON) -> tuple[str, dict[str, int]]:
        """The next event with its cases."""
        event = ""
        async with asyncio.timeout(within):
            async for line in self._lines:
                if line.startswith("event:"):
                    event = line.partition(":")[2].strip()
                elif line.startswith("data:"):
                    return event, json.loads(line.partition(":")[2]).get("cases", {})
        raise EOFError


@asynccontextmanager
async def following(browser: Browser, address: str) -> AsyncIterator[Following]:
    """Follow as whoever is signed in; ready once this returns."""
    async with (
        httpx.AsyncClient(cookies=browser.http.cookies, timeout=10) as http,
        http.stream("GET", f"{address}/langsung") as response,
    ):
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        page = Following(response.aiter_lines())
        assert (await page.next())[0] == "ready"
        yield page


@pytest.fixture
async def desk(portal: Browser) -> Browser:
    """A coordinator's browser."""
    await portal.sign_in(COORDINATOR)
    return portal


async def test_tells_a_change_within_two_seconds(desk: Browser) -> None:
    """A report, and a call that starts no flow: number and version, nothing else."""
    async with serving(desk) as (_, address), following(desk, address) as page:
        number = await a_case()
        assert await page.next() == ("changed", {number: (await case_of(number)).seq})
        await run_flows()
        assert set((await page.next())[1]) == {number}


async def test_tells_nothing_of_a_sealed_case(desk: Browser) -> None:
    """Not even that it moved; what moves beside it is told."""
    sealed = await assigned()
    await raise_bar(sealed, Barring("sealed"), by=coordinator())
    await run_flows()
    async with serving(desk) as (_, address), following(desk, address) as page:
        await raise_bar(sealed, Barring("court"), by=await officer_of(sealed))
        await asyncio.sleep(watching.GATHER_SECONDS * 2)
        other = await a_case(village="51.05.01.2010")
        assert set((await page.next())[1]) == {other}


async def test_is_for_coordinators_and_not_for_endless_pages(desk: Browser) -> None:
    """Nobody else follows; one person follows on six pages at most, and may go on after one."""
    async with serving(desk) as (_, address):
        async with httpx.AsyncClient() as http:
            assert (await http.get(f"{address}/langsung")).status_code == 401
        pages = [following(desk, address) for _ in range(watching.MOST_STREAMS)]
        for page in pages:
            await page.__aenter__()
        async with httpx.AsyncClient(cookies=desk.http.cookies) as http:
            assert (await http.get(f"{address}/langsung")).status_code == 429
        for page in pages:
            await page.__aexit__(None, None, None)
        for _ in range(100):
            if not desk.app.state.watcher.is_full(coordinator()):
                break
            await asyncio.sleep(0.05)
        async with following(desk, address):
            pass


async def test_holds_its_limit_where_many_come_at_once(desk: Browser) -> None:
    """Who opens twenty in one moment follows on no more than six."""
    many = 20
    async with serving(desk) as (_, address), AsyncExitStack() as stack:
        limits = httpx.Limits(max_connections=many)
        http = await stack.enter_async_context(
            httpx.AsyncClient(cookies=desk.http.cookies, timeout=10, limits=limits)
        )

        async def open_one() -> None:
            await stack.enter_async_context(http.stream("GET", f"{address}/langsung"))

        await asyncio.gather(*(open_one() for _ in range(many)))
        await asyncio.sleep(0.3)
        assert len(desk.app.state.watcher.followed(coordinator())) == watching.MOST_STREAMS


async def test_ends_by_itself(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a page which is left open shows now and then that it is still signed in."""
    monkeypatch.setattr(live, "AT_MOST_SECONDS", 0.2)
    async with serving(desk) as (_, address), following(desk, address) as page:
        with pytest.raises(EOFError):
            await page.next(within=5)


async def test_ends_when_the_portal_stops(desk: Browser) -> None:
    """No page keeps the portal from stopping."""
    async with serving(desk) as (server, address), following(desk, address) as page:
        server.should_exit = True
        with pytest.raises(EOFError):
            await page.next(within=5)


async def test_goes_on_after_the_database_was_away(
    desk: Browser, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was missed meanwhile is told as a change of whatever it was."""
    monkeypatch.setattr(watching, "PAUSE", 0.1)
    async with serving(desk) as (_, address), following(desk, address) as page:
        await owner.execute(CUT)
        assert await page.next() == ("changed", {})
        number = await a_case()
        assert set((await page.next())[1]) == {number}


async def test_pages_ask_to_be_renewed_and_read_without_it(desk: Browser) -> None:
    """Where scripts run the page follows; where they don't it is whole, and the bar is hidden."""
    for address in ("/koordinator", "/papan"):
        text = answered(await desk.get(address), 200)
        assert 'data-live="/langsung" hidden' in text
