"""Nothing lost, nothing doubled: a run full of crashes ends as a calm one does.

``RUKUN_TEST_REPORTS`` names another file to import than the samples.
"""

import asyncio
import os
from collections import Counter
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from engine.prefect_api import PrefectApi
from engine.running import api_of
from kit.settings import Settings
from tests.flows.crashes import Crashes
from tests.flows.ends import differing, end_state, unsettled
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up

SAMPLES = Path(__file__).parent.parent.parent / "regencies" / "klungkung" / "samples.jsonl"
FILE = Path(os.environ.get("RUKUN_TEST_REPORTS", SAMPLES))
LIMIT = 900.0
LET_GO_WITHIN = 90.0  # a dead worker's runs are ended after 30 s, by the next one's heartbeat


async def _settled(connection: asyncpg.Connection) -> None:
    calm = 0
    async with asyncio.timeout(LIMIT):
        while calm < 3:
            calm = calm + 1 if await unsettled(connection) == 0 else 0
            await asyncio.sleep(0.3)


async def _no_run_stays_unfinished(rukun: Rukun) -> None:
    url, auth = api_of(Settings(home=rukun.home))
    async with PrefectApi(url, auth=auth) as api, asyncio.timeout(LET_GO_WITHIN):
        while await api.unfinished_runs():
            await asyncio.sleep(0.5)


async def _all_mails_arrived(connection: asyncpg.Connection, mailbox: Mailbox) -> None:
    sent = await connection.fetch("SELECT DISTINCT message_id FROM notice WHERE state = 'sent'")
    arrived = {mail.message_id for mail in mailbox.mails}
    assert {row["message_id"] for row in sent} <= arrived
    assert await connection.fetchval("SELECT count(*) FROM notice WHERE state <> 'sent'") == 0


async def _run(home: Path, mailbox: Mailbox, *, disturbed: bool) -> tuple[dict[str, Any], Crashes]:
    async with rukun_up(home, mailbox) as rukun:
        connection = await rukun.connect()
        crashes = Crashes(rukun, mailbox)
        importing = asyncio.create_task(rukun.command("import", str(FILE), "--source", "test"))
        if disturbed:
            await crashes.all_of_them(connection)
        await importing
        await _settled(connection)
        ended = await end_state(connection)
        await _all_mails_arrived(connection, mailbox)
        await rukun.command("audit", "verify")
        await _no_run_stays_unfinished(rukun)
        await connection.close()
        return ended, crashes


@pytest.mark.engine
async def test_ends_the_same_after_crashes_of_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Worker killed three times, server once, Prefect's database dropped, mail server away.

    Each of these repeats one mail at most, under its Message-ID, and no run is left unfinished.
    """
    with Mailbox() as calm_box, Mailbox() as box:
        calm, _ = await _run(tmp_path / "calm", calm_box, disturbed=False)
        wild, crashes = await _run(tmp_path / "wild", box, disturbed=True)
    assert differing(wild["facts"], calm["facts"]) == {}
    for what in ("cases", "facts", "roots", "notices"):
        assert wild[what] == calm[what]
    assert calm_box.doubled() == {}
    repeated = crashes.repeated()
    told = [f"  {what}: {', '.join(ids) or 'none'}" for what, ids in repeated]
    title = f"\ncases {len(wild['cases'])}, mails {len(box.mails)}, repeated by"
    with capsys.disabled():
        print("\n".join([title, *told]))  # noqa: T201 - the promise is a number
    assert all(len(ids) <= 1 for _, ids in repeated)
    again = Counter(one for _, ids in repeated for one in ids)
    assert again == {one: count - 1 for one, count in box.doubled().items()}
