"""Nothing lost, nothing doubled: a run full of crashes ends as a calm one does."""

import asyncio
import os
from pathlib import Path

import asyncpg
import pytest

from engine.cluster import Cluster
from tests.flows.ends import end_state, unsettled
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up

SAMPLES = Path(__file__).parent.parent.parent / "regencies" / "klungkung" / "samples.jsonl"
FILE = Path(os.environ.get("RUKUN_TEST_REPORTS", SAMPLES))
LIMIT = 240.0
KILLS = 4  # three workers and a server: each may repeat one mail per connection


async def _settled(connection: asyncpg.Connection) -> None:
    calm = 0
    async with asyncio.timeout(LIMIT):
        while calm < 3:
            calm = calm + 1 if await unsettled(connection) == 0 else 0
            await asyncio.sleep(0.3)


async def _until_facts(connection: asyncpg.Connection, count: int) -> None:
    async with asyncio.timeout(LIMIT):
        while await connection.fetchval("SELECT count(*) FROM fact") < count:
            await asyncio.sleep(0.05)


async def _disturb(rukun: Rukun, mailbox: Mailbox, connection: asyncpg.Connection) -> None:
    cases = int(await connection.fetchval('SELECT count(*) FROM "case"'))
    await _until_facts(connection, cases + 1)
    await rukun.kill("worker")
    mailbox.close()
    await asyncio.sleep(2)
    await rukun.kill("prefect")
    await asyncio.sleep(8)
    await rukun.kill("worker")
    await asyncio.sleep(5)
    await _drop_prefects_database(rukun)
    await asyncio.sleep(5)
    mailbox.open()
    await rukun.kill("worker")


async def _drop_prefects_database(rukun: Rukun) -> None:
    superuser = await Cluster(rukun.home).superuser()
    await superuser.execute("DROP DATABASE prefect WITH (FORCE)")
    await superuser.close()


async def _run(home: Path, mailbox: Mailbox, *, disturbed: bool) -> dict[str, object]:
    async with rukun_up(home, mailbox) as rukun:
        connection = await rukun.connect()
        await rukun.command("import", str(FILE), "--source", "test")
        if disturbed:
            await _disturb(rukun, mailbox, connection)
        await _settled(connection)
        ended = await end_state(connection)
        sent = await connection.fetch("SELECT DISTINCT message_id FROM notice WHERE state = 'sent'")
        arrived = {mail.message_id for mail in mailbox.mails}
        assert {row["message_id"] for row in sent} <= arrived
        assert await connection.fetchval("SELECT count(*) FROM notice WHERE state <> 'sent'") == 0
        await rukun.command("audit", "verify")
        await connection.close()
        return ended


@pytest.mark.engine
async def test_ends_the_same_after_crashes_of_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Worker killed three times, server once, Prefect's database dropped, mail server away."""
    with Mailbox() as calm_box, Mailbox() as box:
        calm = await _run(tmp_path / "calm", calm_box, disturbed=False)
        wild = await _run(tmp_path / "wild", box, disturbed=True)
        assert wild["cases"] == calm["cases"]
        assert wild["facts"] == calm["facts"]
        assert wild["notices"] == calm["notices"]
        assert calm_box.doubled() == {}
        doubled = box.doubled()
        with capsys.disabled():
            print(f"\nmails {len(box.mails)}, repeated {sum(doubled.values()) - len(doubled)}")  # noqa: T201 - the promise is a number
        assert all(count == 2 for count in doubled.values())
        assert len(doubled) <= KILLS * 4
