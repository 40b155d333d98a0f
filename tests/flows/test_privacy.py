"""Whatever breaks inside a flow's task, no word that people said leaves the house's own record."""

import asyncio
import json
import os
import shlex
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from cli.demo_privacy import Scan, Secrets, scan
from engine.cluster import Cluster
from engine.prefect_api import PrefectApi
from engine.relay import event_of
from engine.running import api_of
from kit.settings import Settings
from models.causes import Wave
from tests.flows.breaking import BREAKS, SPOKEN
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up

# One word for each kind of error, as nobody else would write it, and one in an address.
MARKS = {kind: f"Rahasia{kind}wayan" for kind in BREAKS}
REFUSED = "ketutditolak"
CONTROL = "Kendaliperkara"
LIMIT = 60.0
KINDS = {
    "constraint": "IntegrityError:23514:ck_erasable_text_whole_or_erased",
    "driver": "DBAPIError:22000",
    "server": "DBAPIError:22P02",
    "connection": "ConnectionResetError",
    "pydantic": "ValidationError",
    "template": "UndefinedError",
    "plain": "RuntimeError",
    "several": "ExceptionGroup",
}


class Refusing(Mailbox):
    """A mail server that repeats the address it refuses."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Refuse the marked recipient."""
        if REFUSED in address:
            return f"550 5.1.1 <{address}>: {address} is unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@asynccontextmanager
async def _breaking_worker(home: Path) -> AsyncIterator[None]:
    """Start the worker as another machine would, with the settings that ``rukun up`` wrote."""
    lines = (home / "run" / "worker.env").read_text().splitlines()
    words = [shlex.split(line)[1] for line in lines]
    env = os.environ | dict(word.split("=", 1) for word in words)
    command = (sys.executable, "-m", "tests.flows.breaking", "breaking")
    with (home / "logs" / "worker.log").open("wb") as log:
        worker = await asyncio.create_subprocess_exec(*command, env=env, stdout=log, stderr=log)
        try:
            yield
        finally:
            worker.terminate()
            await asyncio.wait_for(worker.wait(), timeout=30)


async def _report_each(rukun: Rukun, file: Path) -> None:
    rows = (
        {
            "id": kind,
            "tanggal": "2026-10-01",
            "kode_desa": f"51.05.02.{2000 + place}",
            "teks": f"{kind} {mark} memindahkan patok batas sawah {mark}",
        }
        for place, (kind, mark) in enumerate(MARKS.items(), start=1)
    )
    file.write_text("\n".join(json.dumps(row) for row in rows))
    await rukun.command("import", str(file), "--source", "test")
    words = "Pohon tumbang menutup jalan desa dan warga dua banjar berselisih."
    address = f"{REFUSED}@warga.example"
    await rukun.command("report", words, "--village", "51.05.03.2003", "--email", address)


async def _all_failed(connection: asyncpg.Connection) -> dict[str, str]:
    """Wait until each report's triage has failed; gives the kinds that were counted."""
    failed: list[asyncpg.Record] = []
    async with asyncio.timeout(LIMIT):
        while len(failed) < len(MARKS):
            await asyncio.sleep(0.5)
            failed = await connection.fetch(FAILED)
    return dict(tuple(row) for row in failed)


FAILED = """
SELECT split_part(words.text, ' ', 1), cause.failure_kind FROM cause
JOIN report ON report."case" = cause."case" JOIN erasable_text AS words ON words.id = text_id
WHERE failures > 0
"""


async def _mails_are_told(connection: asyncpg.Connection) -> None:
    async with asyncio.timeout(LIMIT):
        while not await connection.fetchval("SELECT true FROM notice WHERE state = 'dead'"):
            await asyncio.sleep(0.2)
        while await connection.fetchval(
            "SELECT true FROM notice WHERE state IN ('queued', 'sending') LIMIT 1"
        ):
            await asyncio.sleep(0.2)


async def _let_a_word_slip(home: Path) -> None:
    """Put a word where a case's number belongs, as a careless flow would."""
    url, auth = api_of(Settings(home=home))
    async with PrefectApi(url, auth=auth) as api:
        await api.emit([event_of(Wave("control", "case.reported", (CONTROL,)))])


async def _prefect_knows(home: Path) -> dict[str, int]:
    """Wait until Prefect has written down the failures; count what it has of them."""
    superuser = await Cluster(home).superuser("prefect")
    counted = dict.fromkeys(KNOWS, 0)
    try:
        async with asyncio.timeout(LIMIT):
            while not all(counted.values()):
                await asyncio.sleep(1)
                for what, query in KNOWS.items():
                    counted[what] = await superuser.fetchval(query)
            await asyncio.sleep(5)  # and the last of it: it is written in batches every 2 s
    finally:
        await superuser.close()
    return counted


KNOWS = {
    "failed task runs": "SELECT count(*) FROM task_run WHERE state_type = 'FAILED'",
    "retried task runs": "SELECT count(*) FROM task_run WHERE run_count > 1",
    "their events": "SELECT count(*) FROM events WHERE event = 'prefect.task-run.Failed'",
    "their lines": "SELECT count(*) FROM log WHERE message LIKE 'cause.failed %'",
    "the control": "SELECT count(*) FROM flow_run WHERE parameters::text LIKE '%Kendaliperkara%'",
}


async def _search(home: Path, *words: str) -> Scan:
    return await scan(
        Secrets.of([], names=words),
        mails=home / "no mails",
        logs=home / "logs",
        prefect_url=Settings(home=home).prefect_url,
    )


def _in_files_of_prefect(home: Path) -> list[str]:
    return [
        path.name
        for path in (home / "prefect").rglob("*")
        if path.is_file() and any(_holds(path.read_bytes(), word) for word in _secrets())
    ]


def _holds(content: bytes, word: str) -> bool:
    return word.casefold().encode() in content.lower()


def _secrets() -> tuple[str, ...]:
    return (*MARKS.values(), REFUSED)


@pytest.mark.engine
@pytest.mark.long
async def test_leaves_no_trace_of_what_broke(tmp_path: Path) -> None:
    """Errors that print rows, values, inputs and addresses, each in a real run of a real flow.

    None of their words is in any row of Prefect's database, in its files, in any log of Rukun,
    its database server and its worker, or in a mail; and the same search finds a control.
    """
    home = tmp_path / "home"
    with Refusing() as box:
        async with rukun_up(home, box, worker="none", portal="none", log_level="DEBUG") as rukun:
            connection = await rukun.connect()
            async with _breaking_worker(home):
                await _report_each(rukun, tmp_path / "reports.jsonl")
                assert await _all_failed(connection) == KINDS
                await _mails_are_told(connection)
                await _let_a_word_slip(home)
                assert all((await _prefect_knows(home)).values())
            found = await _search(home, *_secrets())
            control = await _search(home, CONTROL, SPOKEN)
            await connection.close()
        up = (tmp_path / "home.log").read_bytes()
        mails = b"\n".join(mail.source for mail in box.mails)
        assert mails
    assert found.leaks == ()
    assert _in_files_of_prefect(home) == []
    assert not any(_holds(up, word) or _holds(mails, word) for word in _secrets())
    assert {"Prefect flow_run: name", "Prefect events: name", "worker.log: name"} <= set(
        control.leaks
    )
