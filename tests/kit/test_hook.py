"""The operator's hook as an address: a real server gets three words, and its troubles are codes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kit.hook import HookFailed, call_hook

WORDS = {"number": "KLK-2026-00012", "colour": "red", "kecamatan": "Nusa Penida"}


@asynccontextmanager
async def a_gateway(
    status: int = 200, *, pause: float = 0
) -> AsyncIterator[tuple[str, list[bytes]]]:
    """An HTTP server in this process; gives its address and the requests that it got."""
    got: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.splitlines()
            if line.lower().startswith(b"content-length:")
        )
        got.append(head + await reader.readexactly(length))
        await asyncio.sleep(pause)
        writer.write(
            f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/sms", got


async def test_posts_three_words_and_nothing_else() -> None:
    """Number, colour and kecamatan as JSON."""
    async with a_gateway() as (address, got):
        await call_hook(address, WORDS)
    [request] = got
    head, _, body = request.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /sms ")
    assert json.loads(body) == WORDS


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_an_answer_that_is_no_success_is_a_failure(status: int) -> None:
    """The code is kept, never the gateway's own words; a redirect is not followed."""
    async with a_gateway(status) as (address, _):
        with pytest.raises(HookFailed) as failed:
            await call_hook(address, WORDS)
    assert failed.value.trouble == f"status_{status}"


async def test_waits_for_no_gateway_that_hangs() -> None:
    """A gateway that never answers holds nothing up for long."""
    async with a_gateway(pause=2) as (address, _):
        with pytest.raises(HookFailed, match="timeout"):
            await call_hook(address, WORDS, seconds=0.2)


async def test_names_a_gateway_that_is_away() -> None:
    """Nobody listens there."""
    with pytest.raises(HookFailed, match="unreachable"):
        await call_hook("http://127.0.0.1:1/sms", WORDS)


async def test_a_command_that_hangs_or_fails_is_ended_and_named(tmp_path: Path) -> None:
    """It is killed after its time; an exit code is kept."""
    script = tmp_path / "hook.sh"
    script.write_text('#!/bin/sh\n[ "$1" = KLK-2026-00012 ] && exit 7\nexec sleep 30\n')
    script.chmod(0o700)
    with pytest.raises(HookFailed, match="exit_7"):
        await call_hook(str(script), WORDS)
    with pytest.raises(HookFailed, match="timeout"):
        await call_hook(str(script), {**WORDS, "number": "other"}, seconds=0.3)
