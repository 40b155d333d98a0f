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
PED, TUSAN = "51.05.01.2010", "51.05.02.2004"
RED = "Kulkul dibunyikan, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
WITHIN = 5.0  # seconds from the command's return to the alarm at the mail server
CLIMB = (5, 15, 30, 60)  # minutes
RUNGS = """
SELECT (body->>'rung')::int FROM fact WHERE name = 'alarm.sent' AND "case" = $1 ORDER BY seq
"""


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


async def _alarms(mailbox: Mailbox, number: str, count: int) -> float:
    """Wait for so many alarm mails about a case; returns how many seconds that took."""
    began = time.monotonic()
    async with asyncio.timeout(60):
        while len(_red(mailbox, number)) < count:
            await asyncio.sleep(0.05)
    return time.monotonic() - began


def _red(mailbox: Mailbox, number: str) -> list[str]:
    return [mail.to for mail in mailbox.mails if "MERAH" in mail.subject and number in mail.subject]


async def _rungs(connection: asyncpg.Connection, number: str) -> list[int]:
    return [row[0] for row in await connection.fetch(RUNGS, number)]


async def _climbs(
    connection: asyncpg.Connection, mailbox: Mailbox, number: str, *, minutes: int
) -> None:
    """The next rung is said once, and handed over within the limit."""
    said, before = await _rungs(connection, number), len(_red(mailbox, number))
    await _it_is(connection, minutes)
    assert await _alarms(mailbox, number, before + 1) < WITHIN
    await asyncio.sleep(3)  # long enough for a rung to be said twice
    assert await _rungs(connection, number) == [*said, len(said)]


async def _reported(rukun: Rukun, mailbox: Mailbox, village: str) -> str:
    words = ("report", "--village", village, RED, "--json")
    number = (await rukun.command(*words)).split('"number": "')[1].split('"')[0]
    assert await _alarms(mailbox, number, 1) < WITHIN
    return number


@pytest.mark.engine
@pytest.mark.long
async def test_wakes_people_on_nyepi_while_prefect_is_stopped(home: Path) -> None:
    """Alarm within 5 s, rungs at 5, 15, 30 and 60 minutes, each once, over a restart.

    Another alarm, which its post takes before the first rung, climbs no more.
    """
    with Mailbox() as mailbox:
        async with rukun_up(home, mailbox, demo=1, portal="none") as up, _prefect_stopped(up):
            connection = await up.connect()
            number = await _reported(up, mailbox, PED)
            taken = await _reported(up, mailbox, TUSAN)
            await up.command("alert", "acknowledge", taken, "--as", "duty:POLSEK-51.05.02")
            assert await _rungs(connection, number) == [0]
            for minutes in CLIMB[:2]:
                await _climbs(connection, mailbox, number, minutes=minutes)
            await connection.close()
        async with rukun_up(home, mailbox, demo=1, portal="none") as up, _prefect_stopped(up):
            connection = await up.connect()
            for minutes in CLIMB[2:]:
                await _climbs(connection, mailbox, number, minutes=minutes)
            assert await _rungs(connection, number) == [0, 1, 2, 3, 4]
            assert await _rungs(connection, taken) == [0]
            assert mailbox.doubled() == {}
            assert max(Counter(_red(mailbox, number)).values()) == 1, "each post is woken once"
            await connection.close()
