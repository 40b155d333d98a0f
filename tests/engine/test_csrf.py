"""Many requests at once, one CSRF token: Prefect's server keeps one a client."""

import asyncio
import itertools

import httpx
import pytest
from prefect.client.base import PrefectHttpxAsyncClient

from engine.csrf import share_tokens
from engine.prefect_api import PrefectApi

AT_ONCE = 8
HOME = "http://prefect.example/api"


class Server:
    """Keeps the newest token only, and answers after a moment, as a server at a distance does."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.valid = ""
        self.made = 0
        self.refused = 0

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer like Prefect's API."""
        await asyncio.sleep(0.01)
        if request.url.path.endswith("/csrf-token"):
            self.valid, self.made = f"token {next(self._numbers)}", self.made + 1
            token = {"client": "me", "token": self.valid, "expiration": "2100-01-01T00:00:00Z"}
            return httpx.Response(200, json=token, request=request)
        if request.headers.get("Prefect-Csrf-Token") == self.valid:
            return httpx.Response(204, request=request)
        self.refused += 1
        return httpx.Response(403, text="Invalid CSRF token", request=request)


@pytest.fixture
def server() -> Server:
    """A Prefect server."""
    return Server()


async def test_runs_that_begin_together_share_one_token(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is refused at first, and once the server forgot the token one new one is made."""
    monkeypatch.setattr("anyio.sleep", _no_time)
    share_tokens()
    transport = httpx.MockTransport(server.answer)
    async with PrefectHttpxAsyncClient(
        base_url=HOME, transport=transport, enable_csrf_support=True
    ) as client:
        await asyncio.gather(*(client.post("/flow_runs/") for _ in range(AT_ONCE)))
        assert (server.made, server.refused) == (1, 0)
        server.valid = "forgotten"
        await asyncio.gather(*(client.post("/flow_runs/") for _ in range(AT_ONCE)))
        assert (server.made, server.refused) == (2, AT_ONCE)


async def _no_time(_: float) -> None:
    await asyncio.sleep(0)


async def test_waves_that_ring_together_share_one_token(server: Server) -> None:
    """The relay's first waves are not refused, nor any twice once the token is forgotten."""
    api = PrefectApi(HOME, auth="a:b")
    await api._http.aclose()
    api._http = httpx.AsyncClient(base_url=HOME, transport=httpx.MockTransport(server.answer))
    async with api:
        await asyncio.gather(*(api.emit([]) for _ in range(AT_ONCE)))
        assert (server.made, server.refused) == (1, 0)
        server.valid = "forgotten"
        await asyncio.gather(*(api.emit([]) for _ in range(AT_ONCE)))
        assert (server.made, server.refused) == (2, AT_ONCE)
