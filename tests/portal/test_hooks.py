"""Webhooks: told in order, signed, again after a failure, and nothing of a sealed case."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.bars import Barring, raise_bar
from desk.messages import write_as_reporter
from desk.programs import add_webhook, list_programs, start_webhook, stop_webhook
from models.api import HookCall, Webhook
from models.session import reading
from portal.hooking import signature, tell_hooks
from tests.builders import a_case
from tests.people import coordinator
from tests.portal.people import ADMINISTRATOR, Browser


@dataclass
class Receiver:
    """A real HTTP server that takes calls, or answers as it is told."""

    address: str = ""
    status: int = 204
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one call and answer it."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        lines = [line.partition(": ") for line in head.split("\r\n")[1:] if line]
        headers = {name: value for name, _, value in lines}
        self.taken.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(f"HTTP/1.1 {self.status} X\r\ncontent-length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    @property
    def facts(self) -> list[dict[str, Any]]:
        """All facts that were told."""
        return [fact for _, body in self.taken for fact in json.loads(body)["facts"]]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Somebody who listens."""
    made = Receiver()
    async with await asyncio.start_server(made.answer, "127.0.0.1", 0) as server:
        made.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/rukun"
        yield made


async def _hook() -> Webhook:
    async with reading() as db:
        return (await db.scalars(select(Webhook))).one()


async def test_tells_facts_in_order_and_signs_them(portal: Browser, receiver: Receiver) -> None:
    """Case, seq, name, status and instant: never what a fact says."""
    await add_webhook("lapor", receiver.address, by=ADMINISTRATOR)
    number = await a_case("Kata kata rahasia pelapor tentang batas desa.")
    await tell_hooks()
    headers, body = receiver.taken[0]
    [fact] = receiver.facts
    assert (fact["case"], fact["seq"], fact["fact"]) == (number, 1, "case.reported")
    assert set(fact) == {"case", "seq", "fact", "status", "at"}
    stamp, _, signed = headers["rukun-signature"].partition(",v1=")
    hook = await _hook()
    assert signed == signature(hook.secret, stamp=stamp.removeprefix("t="), body=body)
    assert b"rahasia" not in body


async def test_tells_again_after_a_failure_and_shows_it(
    portal: Browser, receiver: Receiver, owner: asyncpg.Connection
) -> None:
    """Nothing is lost while it fails; its state says so; later it gets all of it."""
    await add_webhook("lapor", receiver.address, by=ADMINISTRATOR)
    receiver.status = 503
    await a_case()
    await tell_hooks()
    [line] = (await list_programs(by=ADMINISTRATOR))[1]
    assert line.state == "failing (status_503), 1 waiting"
    await tell_hooks()
    assert len(receiver.taken) == 1, "it waits between two tries"
    receiver.status = 200
    await owner.execute("UPDATE webhook SET due_at = now() - interval '1 second'")
    await tell_hooks()
    assert [fact["fact"] for fact in receiver.facts] == ["case.reported"] * 2
    assert (await _hook()).failures == 0


async def test_stops_one_that_is_dead_for_days(
    portal: Browser, receiver: Receiver, owner: asyncpg.Connection
) -> None:
    """It is stopped and shown; an administrator starts it again, and what it missed comes."""
    await add_webhook("lapor", receiver.address, by=ADMINISTRATOR)
    receiver.status = 500
    await a_case()
    await tell_hooks()
    past = timedelta(days=4)
    await owner.execute(
        "UPDATE webhook SET due_at = now(), failing_since = now() - $1::interval", past
    )
    await tell_hooks()
    assert (await _hook()).stopped_at is not None
    receiver.status = 200
    await start_webhook("lapor", by=ADMINISTRATOR)
    await tell_hooks()
    assert receiver.facts[-1]["fact"] == "case.reported"


async def test_tells_nothing_of_a_sealed_case(portal: Browser, receiver: Receiver) -> None:
    """Neither of one that reads as violence at home, nor of one sealed before it is told."""
    await add_webhook("lapor", receiver.address, by=ADMINISTRATOR)
    await a_case("Suaminya sering memukul istri dan anaknya di rumah.")
    number = await a_case()
    await raise_bar(number, Barring("sealed", reason="Anak menjadi korban"), by=coordinator())
    await tell_hooks()
    assert receiver.taken == []
    async with reading() as db:
        assert (await db.scalars(select(HookCall))).all() == []


async def test_tells_nobody_that_a_reporter_wrote(portal: Browser, receiver: Receiver) -> None:
    """When somebody writes to the secretariat is their own business, also if it was asked for."""
    await add_webhook("lapor", receiver.address, facts=["message.sent"], by=ADMINISTRATOR)
    await write_as_reporter(await a_case(), "Mereka berkumpul lagi di balai.")
    async with reading() as db:
        assert (await db.scalars(select(HookCall))).all() == []


async def test_tells_only_the_facts_that_were_named(portal: Browser, receiver: Receiver) -> None:
    """Another fact is not even queued, nor anything once it was stopped."""
    await add_webhook("lapor", receiver.address, facts=["case.closed"], by=ADMINISTRATOR)
    await a_case()
    await stop_webhook("lapor", by=ADMINISTRATOR)
    await a_case()
    async with reading() as db:
        assert (await db.scalars(select(HookCall))).all() == []


@pytest.mark.parametrize(
    "bad", ["http://lapor.example/", "ftp://x.example", "https://a:b@x.example", "lapor.example"]
)
async def test_refuses_an_address_that_would_leak(portal: Browser, bad: str) -> None:
    """Only https, and http to this very machine."""
    with pytest.raises(Refused, match="address: "):
        await add_webhook("lapor", bad, by=ADMINISTRATOR)
