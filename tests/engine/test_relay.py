"""The relay against real PostgreSQL; Prefect's server is the network's edge."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest

from engine.prefect_api import PrefectApi
from engine.relay import Relay, event_of
from models.causes import Wave
from tests.builders import a_case
from tests.engine.waiting import until


class Server:
    """A Prefect that asks for a CSRF token, keeps events, and can be away."""

    def __init__(self) -> None:
        self.events: list[dict[str, object]] = []
        self.away = False
        self.forgot_tokens = False

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer like Prefect's API."""
        if self.away:
            raise httpx.ConnectError("refused", request=request)
        if request.url.path.endswith("/csrf-token"):
            self.forgot_tokens = False
            return httpx.Response(200, json={"token": "token"})
        if self.forgot_tokens or request.headers.get("Prefect-Csrf-Token") != "token":
            return httpx.Response(403, text="Invalid CSRF token")
        self.events += json.loads(request.content)
        return httpx.Response(204)

    @property
    def rung(self) -> list[str]:
        """The cases rung, in order."""
        payloads = [event["payload"] for event in self.events if event["event"] != WAITING]
        return [case for payload in payloads for case in payload["cases"]]  # type: ignore[index] # JSON


WAITING = "notices.waiting"


@pytest.fixture
def server() -> Server:
    """A Prefect server."""
    return Server()


@asynccontextmanager
async def relay_of(
    server: Server, *, rang: Callable[[], None] = lambda: None
) -> AsyncIterator[Relay]:
    """A running relay."""
    api = PrefectApi("http://prefect.example/api", auth="a:b")
    await api._http.aclose()
    api._http = httpx.AsyncClient(
        base_url="http://prefect.example/api", transport=httpx.MockTransport(server.answer)
    )
    async with api:
        relay = Relay(api, rang=rang)
        running = asyncio.create_task(relay.run())
        yield relay
        relay.stop()
        await asyncio.wait_for(running, timeout=10)


async def until_rung(server: Server, count: int) -> None:
    """Wait for that many cases."""
    await until(lambda: len(server.rung) >= count)


@pytest.mark.usefixtures("database")
async def test_rings_a_new_cause_at_once(server: Server) -> None:
    """It posts the fact and the case's number within half a second of the commit."""
    async with relay_of(server):
        await asyncio.sleep(0.5)
        number = await a_case()
        async with asyncio.timeout(0.5):
            await until_rung(server, 1)
    event = next(one for one in server.events if one["event"] != WAITING)
    assert event["event"] == "case.reported"
    assert event["payload"] == {"cases": [number]}
    assert str(event["resource"]).count("rukun.wave.") == 1


async def test_gives_back_what_it_could_not_post(server: Server, owner: asyncpg.Connection) -> None:
    """It counts no ring while Prefect is away, and rings as soon as it is back.

    Its worker hears of what Prefect took, and of nothing else.
    """
    server.away = True
    number = await a_case()
    heard: list[None] = []
    async with relay_of(server, rang=lambda: heard.append(None)):
        await asyncio.sleep(1)
        assert await owner.fetchval("SELECT rings FROM cause") == 0
        assert not heard
        server.away = False
        await until_rung(server, 1)
        await until(lambda: len(heard) == len(server.events))
    assert server.rung == [number]
    assert await owner.fetchval("SELECT rings FROM cause") == 1


@pytest.mark.usefixtures("database")
async def test_fetches_a_new_token_when_the_server_forgot_the_old(server: Server) -> None:
    """It goes on after Prefect's database, which keeps the tokens, was made anew."""
    async with relay_of(server):
        await a_case()
        await until_rung(server, 1)
        server.forgot_tokens = True
        await a_case()
        await until_rung(server, 2)


@pytest.mark.usefixtures("database")
async def test_lets_one_relay_ring_and_the_other_take_over() -> None:
    """It stands by while another is active, and takes over when that one ends."""
    first, second = Server(), Server()
    async with relay_of(second):
        async with relay_of(first):
            await asyncio.sleep(0.5)
            await a_case()
            await until(lambda: first.rung + second.rung)
            assert not (first.rung and second.rung)
        active = first if first.rung else second
        if active is second:
            return  # the second came first; the first stood by
        await a_case()
        await until_rung(second, 1)


def test_names_cases_as_related_only_up_to_what_prefect_takes() -> None:
    """It leaves them out beyond a hundred: Prefect refuses the whole event otherwise."""
    small = event_of(Wave("1", "case.triaged", tuple(f"KLK-2026-{n:05}" for n in range(100))))
    large = event_of(Wave("2", "case.triaged", tuple(f"KLK-2026-{n:05}" for n in range(101))))
    assert isinstance(small["related"], list)
    assert len(small["related"]) == 100
    assert large["related"] == []
    assert small["id"] != event_of(Wave("1", "case.triaged", ()))["id"]
