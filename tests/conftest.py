"""Real PostgreSQL for every test that wants a database: one cluster, one clone a test."""

import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage, rmtree
from typing import Any
from weakref import WeakKeyDictionary

import asyncpg
import psutil
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Dialect, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from engine.cluster import Cluster
from engine.migrate import migrate
from kit import clock, keys
from kit.settings import Settings, settings
from models.session import close_engine
from tests.letters import all_can_be_written

hypothesis_settings.register_profile(
    "dev", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("ci")

MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder there that is ours alone
FOLDER, A_DAY = "rukun-", 24 * 60 * 60  # seconds
ROOM = 8 * 2**30  # bytes; a whole run takes a third of them

_numbers = itertools.count(1)
_engines: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncEngine] = WeakKeyDictionary()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep temporary folders out of pytest's own ``pytest-of-root``.

    Each session of pytest closes that folder to other users when it starts, and a PostgreSQL
    which runs below it as ``postgres``, since we are root, panics at its next checkpoint. The name
    is short, since the path of a socket below it has to be.
    """
    if config.option.basetemp is None:
        _forget_old_ones()
        config.option.basetemp = tempfile.mkdtemp(prefix=FOLDER, dir=_memory())


def _forget_old_ones() -> None:
    """What a failed session left in memory to be looked at was looked at after a day."""
    for left in MEMORY.glob(f"{FOLDER}*"):
        with suppress(OSError):
            seen = left.stat()
            if seen.st_uid == os.geteuid() and time.time() - seen.st_mtime > A_DAY:
                rmtree(left, ignore_errors=True)


def _memory() -> Path | None:
    """Memory that looks like a disk, if there is room in it and programs may run there.

    Each test has a database of its own, and to make one is mostly to make a thousand files.
    """
    with suppress(OSError):
        room = min(disk_usage(MEMORY).free, psutil.virtual_memory().available)
        runs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
        if room > ROOM and runs and os.access(MEMORY, os.W_OK):
            return MEMORY
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give whole Rukuns to one process of pytest: two at once would wait for each other's core."""
    for item in items:
        if item.get_closest_marker("engine"):
            item.add_marker(pytest.mark.xdist_group("engine"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remove the session's folders; after a failure they stay, to be looked at."""
    if exitstatus == pytest.ExitCode.OK and not hasattr(session.config, "workerinput"):
        session.config.add_cleanup(lambda: rmtree(session.config.option.basetemp))


def _connect_where_settings_say(
    dialect: Dialect, _record: object, _arguments: object, parameters: dict[str, object]
) -> None:
    _, found = dialect.create_connect_args(make_url(settings().app_url))
    parameters.update(found)


def _engine(url: str, **options: Any) -> AsyncEngine:
    loop = asyncio.get_running_loop()
    if loop not in _engines:
        _engines[loop] = create_async_engine(url, **options)
        event.listen(_engines[loop].sync_engine, "do_connect", _connect_where_settings_say)
    return _engines[loop]


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """All tests share an engine: its pool is another in each, what it compiled stays."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.session.create_async_engine", _engine)
        yield


@pytest.fixture(scope="session")
async def cluster(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Cluster]:
    """A PostgreSQL that forgets on power loss, with Rukun's database migrated as a template."""
    made = Cluster(
        tmp_path_factory.mktemp("pg"),
        options={"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"},
    )
    await made.start()
    await migrate(
        Settings(
            home=made.home,
            database_url=made.app_url,
            database_owner_url=made.owner_url,
            prefect_database_url=made.prefect_url,
        )
    )
    yield made
    await made.stop()


@pytest.fixture
async def database(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """A fresh, migrated database that ``transaction()`` and subprocesses use; gives its name."""
    name = f"test_{next(_numbers)}"
    superuser = await cluster.superuser()
    await superuser.execute(f"CREATE DATABASE {name} TEMPLATE rukun OWNER rukun_owner")
    home = tmp_path / "home"
    monkeypatch.setenv("RUKUN_HOME", str(home))
    monkeypatch.setenv("RUKUN_DATABASE_URL", cluster.url("rukun_app", name))
    monkeypatch.setenv("RUKUN_DATABASE_OWNER_URL", cluster.url("rukun_owner", name))
    monkeypatch.setenv("RUKUN_PREFECT_DATABASE_URL", cluster.url("prefect", "prefect"))
    forget()
    yield name
    await close_engine()
    try:
        await _letters_can_be_written(cluster, name)
    finally:
        await superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await superuser.close()
        forget()


async def _letters_can_be_written(cluster: Cluster, name: str) -> None:
    """A letter that no template can write would wait for ever, and nobody be told."""
    connection = await cluster.superuser(name)
    try:
        await all_can_be_written(connection)
    finally:
        await connection.close()


@pytest.fixture
async def owner(cluster: Cluster, database: str) -> AsyncIterator[asyncpg.Connection]:
    """The test's database as the superuser: what an attacker or a test may do behind our back."""
    connection = await cluster.superuser(database)
    yield connection
    await connection.close()


@pytest.fixture(autouse=True)
def _machine_time() -> Iterator[None]:
    """No test leaves a shifted clock behind."""
    yield
    clock.shift_by(timedelta(0))


def forget() -> None:
    """Forget settings and keys of another home."""
    settings.cache_clear()
    for remembered in (keys.secret, keys.identity_box, keys.checkpoint_key):
        remembered.cache_clear()
