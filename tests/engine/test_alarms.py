"""The watch over alarms where no Prefect server is: gone, not only slow."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from sqlalchemy import func, select

from desk.reports import Told, report
from engine.prefect_server import any_port
from kit.clock import today
from kit.settings import settings
from models.causes import Cause
from models.regency_folder import regency
from models.session import reading
from tests.engine.waiting import until
from tests.flows.rukun_up import RUKUN, Mailbox

RED = "Kulkul dibunyikan, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
PED = "51.05.01.2010"
WITHIN = 5.0  # seconds
HOSTS = {"worker": (sys.executable, "-m", "engine.working", "alone"), "relay": (RUKUN, "relay")}


@asynccontextmanager
async def hosted(host: str, mailbox: Mailbox) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker or a relay whose Prefect server does not exist."""
    nowhere = f"http://127.0.0.1:{any_port()}/api"
    env = {
        **os.environ,
        "PREFECT_API_URL": nowhere,
        "RUKUN_SMTP_HOST": "127.0.0.1",
        "RUKUN_SMTP_PORT": str(mailbox.port),
    }
    settings().home.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = (settings().home / "host.log").open("wb")
    process = await asyncio.create_subprocess_exec(*HOSTS[host], env=env, stdout=log, stderr=log)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), timeout=30)
        log.close()


def woken(mailbox: Mailbox, count: int) -> bool:
    """Whether so many alarms arrived."""
    return sum("MERAH" in mail.subject for mail in mailbox.mails) >= count


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("host", HOSTS)
async def test_wakes_people_where_no_prefect_server_is(host: str) -> None:
    """Within five seconds, again and again; the case waits unharmed for its flow."""
    with Mailbox() as mailbox:
        async with hosted(host, mailbox) as process:
            for count in (3, 6):
                began = time.monotonic()
                await report(Told(RED, PED, today()), by="reporter:-", rules=regency())
                await until(partial(woken, mailbox, count), within=60)
                took = time.monotonic() - began
            assert process.returncode is None
    assert took < WITHIN
    assert mailbox.doubled() == {}
    async with reading() as db:
        waiting = await db.scalar(select(func.count()).where(Cause.handled_at.is_(None)))
    assert waiting == 2
