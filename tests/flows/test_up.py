"""``rukun up`` as a whole: PostgreSQL, Prefect's server, the resident worker, the wiring."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from engine.prefect_api import PrefectApi
from engine.relay import connect
from engine.running import AlreadyRunning
from engine.supervisor import running
from engine.wiring import read_wiring
from models.session import close_engine
from tests.builders import a_case
from tests.conftest import forget
from tests.flows.conftest import Calm
from tests.flows.rukun_up import Rukun

pytestmark = pytest.mark.engine
WIRED = (
    Counter(one.name for one in read_wiring()),
    sum(len(one.triggers) for one in read_wiring()),
)


@pytest.fixture
async def inside(calm: Calm, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """This process acts in the calm Rukun's home."""
    for name, value in calm.rukun.env.items():
        if name.startswith("RUKUN_"):
            monkeypatch.setenv(name, value)
    forget()
    yield
    await close_engine()
    forget()


async def _wired(rukun: Rukun) -> tuple[Counter[str], int]:
    async with PrefectApi.of(rukun.settings) as api:
        names = Counter(str(row["name"]) for row in await api.deployments())
        return names, len(await api.automations())


async def _state_of(rukun: Rukun, run: str) -> str:
    async with PrefectApi.of(rukun.settings) as api:
        found = await api._all("/flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
    return str(found[0]["state_type"])


async def _a_run_in_progress(rukun: Rukun) -> tuple[str, asyncio.Task[None]]:
    """Begin a run that waits for its case, which is let go of two seconds later."""
    connection = await connect(rukun.settings.app_url)
    number = await a_case()
    await connection.execute("BEGIN")
    await connection.execute('SELECT 1 FROM "case" WHERE number = $1 FOR UPDATE', number)
    async with asyncio.timeout(60), PrefectApi.of(rukun.settings) as api:
        while not (runs := [one for one in await api.unfinished_runs() if _runs(one)]):
            await asyncio.sleep(0.1)

    async def let_go() -> None:
        await asyncio.sleep(2)
        await connection.close()

    return str(runs[0]["id"]), asyncio.create_task(let_go())


def _runs(run: dict[str, object]) -> bool:
    return run["state_type"] == "RUNNING"


async def test_moves_cases_on_databases_that_are_elsewhere(calm: Calm) -> None:
    """It migrates what it is pointed at, and starts no PostgreSQL and no mail server of its own."""
    assert {one.name for one in calm.rukun.state.children} == {"prefect", "worker", "portal"}
    assert not (calm.rukun.home / "postgres").exists()
    ended = {status for status, _, _ in calm.ended["cases"].values()}
    assert "assigned" in ended
    assert "reported" not in ended


async def test_leaves_its_home_to_the_one_that_runs(calm: Calm) -> None:
    """A second one in the same home is refused."""
    with pytest.raises(AlreadyRunning):
        await running(calm.rukun.settings).__aenter__()


@pytest.mark.usefixtures("inside")
async def test_lets_a_run_end_and_starts_again_as_it_was(calm: Calm) -> None:
    """A run that is on its way ends before the house does; twice started, it is wired once."""
    assert await _wired(calm.rukun) == WIRED
    run, let_go = await _a_run_in_progress(calm.rukun)
    await close_engine()
    asked_at = time.monotonic()
    await calm.stop()
    assert 2 < time.monotonic() - asked_at < 15
    await let_go
    assert not (calm.rukun.home / "run" / "state.json").exists()
    await calm.start_again(worker="none", portal="none")
    assert await _wired(calm.rukun) == WIRED
    assert await _state_of(calm.rukun, run) == "COMPLETED"
