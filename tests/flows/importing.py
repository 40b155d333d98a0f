"""An import into a Rukun that runs, and everything that follows from it."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from engine.prefect_api import PrefectApi
from tests.flows.ends import end_state, unsettled
from tests.flows.rukun_up import Mailbox, Rukun

SAMPLES = Path(__file__).parent.parent.parent / "regencies" / "klungkung" / "samples.jsonl"
FILE = Path(os.environ.get("RUKUN_TEST_REPORTS", SAMPLES))
LIMIT = 900.0
LET_GO_WITHIN = 90.0  # a dead worker's runs are ended after 30 s, by the next one's heartbeat


async def _nothing(_: asyncpg.Connection) -> None:
    return


async def import_all(
    rukun: Rukun,
    mailbox: Mailbox,
    *,
    meanwhile: Callable[[asyncpg.Connection], Awaitable[None]] = _nothing,
) -> dict[str, Any]:
    """Import the file and wait until nothing is owed; gives the end state.

    Every mail arrived by then, the record verifies, and no run is left unfinished.
    """
    connection = await rukun.connect()
    importing = asyncio.create_task(rukun.command("import", str(FILE), "--source", "test"))
    await meanwhile(connection)
    await importing
    await _settled(connection)
    ended = await end_state(connection)
    await _all_mails_arrived(connection, mailbox)
    await rukun.command("audit", "verify")
    await none_runs(rukun)
    await connection.close()
    return ended


async def none_runs(rukun: Rukun) -> None:
    """Wait until no flow run is Pending or Running."""
    async with PrefectApi.of(rukun.settings) as api, asyncio.timeout(LET_GO_WITHIN):
        while await api.unfinished_runs():
            await asyncio.sleep(0.5)


async def _settled(connection: asyncpg.Connection) -> None:
    calm = 0
    async with asyncio.timeout(LIMIT):
        while calm < 3:
            calm = calm + 1 if await unsettled(connection) == 0 else 0
            await asyncio.sleep(0.3)


async def _all_mails_arrived(connection: asyncpg.Connection, mailbox: Mailbox) -> None:
    sent = await connection.fetch("SELECT DISTINCT message_id FROM notice WHERE state = 'sent'")
    arrived = {mail.message_id for mail in mailbox.mails}
    assert {row["message_id"] for row in sent} <= arrived
    assert await connection.fetchval("SELECT count(*) FROM notice WHERE state <> 'sent'") == 0
