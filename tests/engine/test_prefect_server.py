"""Where Prefect's server listens, and whether who answers there is ours."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from engine.prefect_server import USUAL_PORT, claimed_port, port_is_free, server_ready
from kit.settings import Settings

NOT_OURS = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@pytest.fixture
async def stranger() -> AsyncIterator[int]:
    """The server of another home, which knows other credentials; gives its port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(NOT_OURS)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


def test_two_homes_never_choose_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the usual port for one of them, although neither's server listens yet."""
    monkeypatch.delenv("RUKUN_PREFECT_PORT", raising=False)
    with claimed_port(Settings()) as one, claimed_port(Settings()) as other:
        assert one != other
        assert other != USUAL_PORT
    if port_is_free(USUAL_PORT):
        with claimed_port(Settings()) as again:
            assert again in {one, USUAL_PORT}


async def test_takes_no_stranger_for_its_server(stranger: int) -> None:
    """It waits for one that answers to our credentials; its own may have failed to listen."""
    looks = iter([True, True, False])
    assert not await server_ready(stranger, auth="rukun:secret", alive=lambda: next(looks))
