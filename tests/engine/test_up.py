"""``rukun up`` as a whole: PostgreSQL, Prefect's server, the resident worker, the wiring."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.prefect_api import PrefectApi
from engine.running import AlreadyRunning
from engine.supervisor import Supervisor, running
from engine.wiring import read_wiring
from kit import keys
from kit.settings import Settings, settings
from models.causes import Cause
from models.session import close_engine, reading
from tests.builders import a_case


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The settings of a home of its own, for this process and its children."""
    for name in [name for name in os.environ if name.startswith(("RUKUN_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RUKUN_HOME", str(tmp_path / "home"))
    _forget()
    yield settings()
    _forget()


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


@pytest.mark.engine
async def test_moves_cases_and_wires_them_once_however_often_it_starts(home: Settings) -> None:
    """It outlives a killed worker, leaves no run behind, and starts again as it was."""
    expected = Counter(one.name for one in read_wiring())
    triggers = sum(len(one.triggers) for one in read_wiring())
    async with running(home) as up:
        with pytest.raises(AlreadyRunning):
            await running(home).__aenter__()
        await _moves_a_case_although_the_worker_is_killed(up, home)
        assert await _wired(home) == (expected, triggers)
        await close_engine()
    async with running(home):
        assert await _wired(home) == (expected, triggers)
    assert not (home.home / "run" / "state.json").exists()
