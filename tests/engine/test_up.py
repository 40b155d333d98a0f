"""``rukun up`` as a whole: PostgreSQL, Prefect's server, the resident worker, the wiring."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.cluster import Cluster
from engine.prefect_api import PrefectApi
from engine.prefect_server import any_port
from engine.relay import connect
from engine.running import AlreadyRunning
from engine.supervisor import Supervisor, running
from engine.wiring import read_wiring
from kit import keys
from kit.settings import Settings, settings
from models.causes import Cause
from models.session import close_engine, reading
from tests.builders import a_case

FAR = (("far_rukun", "rukun_owner", "btree_gist"), ("far_prefect", "prefect", "pg_trgm"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The settings of a home of its own, for this process and its children."""
    for name in [name for name in os.environ if name.startswith(("RUKUN_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RUKUN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RUKUN_PORTAL_PORT", str(any_port()))
    _forget()
    yield settings()
    _forget()


@pytest.fixture
async def elsewhere(
    cluster: Cluster, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Settings]:
    """The same home, its databases empty on a PostgreSQL that somebody else runs."""
    superuser = await cluster.superuser()
    for name, owner, extension in FAR:
        await superuser.execute(f"CREATE DATABASE {name} OWNER {owner}")
        inside = await cluster.superuser(name)
        await inside.execute(f"CREATE EXTENSION {extension}")
        await inside.close()
    monkeypatch.setenv("RUKUN_DATABASE_URL", cluster.url("rukun_app", "far_rukun"))
    monkeypatch.setenv("RUKUN_DATABASE_OWNER_URL", cluster.url("rukun_owner", "far_rukun"))
    monkeypatch.setenv("RUKUN_PREFECT_DATABASE_URL", cluster.url("prefect", "far_prefect"))
    _forget()
    yield settings()
    for name, _, _ in FAR:
        await superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await superuser.close()


def _forget() -> None:
    settings.cache_clear()
    for remembered in (keys.secret, keys.identity_box, keys.checkpoint_key):
        remembered.cache_clear()


async def _until_handled() -> None:
    waiting = select(func.count()).select_from(Cause).where(Cause.handled_at.is_(None))
    async with asyncio.timeout(60):
        while True:
            async with reading() as db:
                if await db.scalar(waiting) == 0:
                    return
            await asyncio.sleep(0.1)


async def _until_none_runs(home: Settings) -> None:
    async with asyncio.timeout(60), PrefectApi.of(home) as api:
        while await api.unfinished_runs():  # noqa: ASYNC110 - the server's state
            await asyncio.sleep(0.5)


async def _wired(home: Settings) -> tuple[Counter[str], int]:
    async with PrefectApi.of(home) as api:
        names = Counter(str(row["name"]) for row in await api.deployments())
        return names, len(await api.automations())


def _kill(supervisor: Supervisor, name: str) -> None:
    os.kill(next(one.pid for one in supervisor.state.children if one.name == name), signal.SIGKILL)


async def _moves_a_case_although_the_worker_is_killed(up: Supervisor, home: Settings) -> None:
    await a_case()
    _kill(up, "worker")
    await a_case()
    await _until_handled()
    await _until_none_runs(home)


async def _state_of(home: Settings, run: str) -> str:
    async with PrefectApi.of(home) as api:
        found = await api._all("/flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
    return str(found[0]["state_type"])


async def _a_run_in_progress(home: Settings) -> tuple[str, asyncio.Task[None]]:
    """Begin a run that waits for its case, which is let go of two seconds later."""
    connection = await connect(home.app_url)
    number = await a_case()
    await connection.execute("BEGIN")
    await connection.execute('SELECT 1 FROM "case" WHERE number = $1 FOR UPDATE', number)
    async with asyncio.timeout(60), PrefectApi.of(home) as api:
        while not (runs := [one for one in await api.unfinished_runs() if _runs(one)]):  # noqa: ASYNC110 - the server's state
            await asyncio.sleep(0.1)

    async def let_go() -> None:
        await asyncio.sleep(2)
        await connection.close()

    return str(runs[0]["id"]), asyncio.create_task(let_go())


def _runs(run: dict[str, object]) -> bool:
    return run["state_type"] == "RUNNING"


@pytest.mark.engine
async def test_moves_cases_and_wires_them_once_however_often_it_starts(home: Settings) -> None:
    """It outlives a killed worker, lets a run end that was on its way, and starts as it was."""
    expected = Counter(one.name for one in read_wiring())
    triggers = sum(len(one.triggers) for one in read_wiring())
    async with running(home) as up:
        with pytest.raises(AlreadyRunning):
            await running(home).__aenter__()
        await _moves_a_case_although_the_worker_is_killed(up, home)
        assert await _wired(home) == (expected, triggers)
        run, let_go = await _a_run_in_progress(home)
        await close_engine()
        asked_at = time.monotonic()
    await let_go
    assert 2 < time.monotonic() - asked_at < 15
    async with running(home):
        assert await _wired(home) == (expected, triggers)
        assert await _state_of(home, run) == "COMPLETED"
    assert not (home.home / "run" / "state.json").exists()


@pytest.mark.engine
async def test_moves_a_case_on_databases_that_are_elsewhere(elsewhere: Settings) -> None:
    """It migrates what it is pointed at, and starts no PostgreSQL of its own."""
    async with running(elsewhere) as up:
        assert {one.name for one in up.state.children} == {
            "prefect",
            "catchall",
            "worker",
            "portal",
        }
        assert not (elsewhere.home / "postgres").exists()
        await a_case()
        await _until_handled()
        await close_engine()
