"""Danger at night: a red report wakes people while Prefect is stopped, until somebody answers."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from cli.demo_waiting import open_clock, shift_to
from engine.cluster import Cluster
from engine.migrate import migrate
from kit.clock import WITA
from kit.settings import Settings
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up

NYEPI = datetime(2027, 3, 8, 2, 0, tzinfo=WITA)  # Nyepi of 1949 Saka
PED = "51.05.01.2010"
RED = "Kulkul dibunyikan, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
WITHIN = 5.0  # seconds from the command's return to the alarm at the mail server
CLIMB = (5, 15, 30, 60)  # minutes
RUNGS = "SELECT (body->>'rung')::int FROM fact WHERE name = 'alarm.sent' ORDER BY seq"


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    """A home in which it is Nyepi, two o'clock in the morning."""
    home = tmp_path / "home"
    home.mkdir()
    cluster = Cluster(home)
    await cluster.start()
    await migrate(Settings(home=home))
    await open_clock(Settings(home=home), begins=NYEPI)
    await cluster.stop()
    return home


@asynccontextmanager
async def _prefect_stopped(rukun: Rukun) -> AsyncIterator[None]:
    """Freeze every Prefect server that the supervisor starts, for as long as this lasts."""
    frozen: set[int] = set()

    async def freeze() -> None:
        while True:
            for child in rukun.state.children:
                if child.name == "prefect" and child.group:
                    with suppress(ProcessLookupError):
                        os.killpg(child.group, signal.SIGSTOP)
                    frozen.add(child.group)
            await asyncio.sleep(0.1)

    freezing = asyncio.create_task(freeze())
    await asyncio.sleep(1)
    try:
        yield
    finally:
        freezing.cancel()
        for group in frozen:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGCONT)


async def _it_is(connection: asyncpg.Connection, minutes: int) -> None:
    """Let it be so many minutes after the report."""
    at = NYEPI + timedelta(minutes=minutes, seconds=40)
    await connection.execute("UPDATE clock_shift SET seconds = $1", shift_to(at))


async def _alarms(mailbox: Mailbox, count: int) -> float:
    """Wait for so many alarm mails; returns how many seconds that took."""
    began = time.monotonic()
    async with asyncio.timeout(60):
        while len(_red(mailbox)) < count:
            await asyncio.sleep(0.05)
    return time.monotonic() - began


def _red(mailbox: Mailbox) -> list[str]:
    return [mail.to for mail in mailbox.mails if "MERAH" in mail.subject]


async def _rungs(connection: asyncpg.Connection) -> list[int]:
    return [row[0] for row in await connection.fetch(RUNGS)]


async def _climbs(connection: asyncpg.Connection, mailbox: Mailbox, minutes: int) -> None:
    """The next rung is said once, and handed over within the limit."""
    said, before = await _rungs(connection), len(_red(mailbox))
    await _it_is(connection, minutes)
    assert await _alarms(mailbox, before + 1) < WITHIN
    await asyncio.sleep(3)  # long enough for a rung to be said twice
    assert await _rungs(connection) == [*said, len(said)]


async def _reported(rukun: Rukun, mailbox: Mailbox) -> str:
    words = ("report", "--village", PED, RED, "--json")
    number = (await rukun.command(*words)).split('"number": "')[1].split('"')[0]
    assert await _alarms(mailbox, 1) < WITHIN
    return number


async def test_wakes_people_on_nyepi_while_prefect_is_stopped(home: Path) -> None:
    """Alarm within 5 s, rungs at 5, 15, 30 and 60 minutes, each once, over a restart."""
    with Mailbox() as mailbox:
        async with rukun_up(home, mailbox, demo=1) as rukun, _prefect_stopped(rukun):
            connection = await rukun.connect()
            await _reported(rukun, mailbox)
            assert await _rungs(connection) == [0]
            for minutes in CLIMB[:2]:
                await _climbs(connection, mailbox, minutes)
            await connection.close()
        async with rukun_up(home, mailbox, demo=1) as rukun, _prefect_stopped(rukun):
            connection = await rukun.connect()
            for minutes in CLIMB[2:]:
                await _climbs(connection, mailbox, minutes)
            assert await _rungs(connection) == [0, 1, 2, 3, 4]
            assert mailbox.doubled() == {}
            assert max(Counter(_red(mailbox)).values()) == 1, "each post is woken once"
            await connection.close()


async def test_whoever_takes_the_alarm_stops_it(home: Path) -> None:
    """Acknowledged after the first rung, it climbs no more; Prefect is stopped all the while."""
    with Mailbox() as mailbox:
        async with rukun_up(home, mailbox, demo=1) as rukun, _prefect_stopped(rukun):
            connection = await rukun.connect()
            number = await _reported(rukun, mailbox)
            await rukun.command("alert", "acknowledge", number, "--as", "duty:POLSEK-51.05.01")
            await _it_is(connection, CLIMB[-1])
            await asyncio.sleep(4)
            assert await _rungs(connection) == [0]
            await connection.close()
