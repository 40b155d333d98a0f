"""One whole Rukun for all scenarios, and a stage for each."""

import asyncio
import io
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import func, select

from cli.demo import furnish
from cli.demo_board import Board
from cli.demo_waiting import DemoApi, Patience
from engine.catchall import listen
from engine.supervisor import running
from kit.clock import WITA
from kit.settings import settings
from models.chain import SealedFact
from models.regency_folder import regency
from models.session import close_engine, reading
from tests.conftest import forget
from tests.scenarios.scene import Post, Scene, Town

BEGINS = datetime(2026, 10, 5, 8, 0, tzinfo=WITA)
OURS = ("RUKUN_DATABASE_URL", "RUKUN_DATABASE_OWNER_URL", "RUKUN_PREFECT_DATABASE_URL")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all scenarios in one process of pytest: they share one Rukun. Together they are long."""
    for item in items:
        if HERE in item.path.parents and "stage" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("scenarios"))
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="package")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A Rukun in a home of its own, whose case time can be moved and whose mails arrive."""
    home = tmp_path_factory.mktemp("town")
    post = Post(home / "mail")
    hook = home / "hook.sh"
    hook.write_text("#!/bin/sh\nexit 0\n")
    hook.chmod(0o755)
    async with await listen(post, port=0) as mails:
        with pytest.MonkeyPatch.context() as patch:
            for name in OURS:
                patch.delenv(name, raising=False)
            patch.setenv("RUKUN_HOME", str(home))
            patch.setenv("RUKUN_DEMO", "1")
            patch.setenv("RUKUN_PORTAL", "none")
            patch.setenv("RUKUN_ALARM_HOOK", str(hook))
            patch.setenv("RUKUN_SMTP_HOST", "127.0.0.1")
            patch.setenv("RUKUN_SMTP_PORT", str(mails.sockets[0].getsockname()[1]))
            forget()
            await furnish(settings(), begins=BEGINS)
            async with running(settings(), say=lambda _: None) as house:
                watching = asyncio.create_task(house.watch())
                async with DemoApi.of(settings()) as api:
                    yield Town(api, watching, post)
                await close_engine()
        forget()


@pytest.fixture
async def stage(town: Town, request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    """Where a scenario is played; each fact that its ``tells`` names must have been said in it."""
    async with reading():
        pass  # this process follows the case time of the scenario before
    board = Board(Console(file=io.StringIO()), language="id")
    scene = Scene(Patience(town.api, board=board, house=town.house), regency(), post=town.post)
    mark = request.node.get_closest_marker("tells")
    told = set(mark.args)
    before = Counter[str]() if mark.kwargs.get("since_founding") else await _said()
    yield scene
    await scene.settle()
    said = await _said() - before
    assert not told - said.keys(), f"not told: {', '.join(sorted(told - said.keys()))}"


async def _said() -> Counter[str]:
    async with reading() as db:
        rows = await db.execute(select(SealedFact.name, func.count()).group_by(SealedFact.name))
        return Counter(dict(tuple(row) for row in rows))
