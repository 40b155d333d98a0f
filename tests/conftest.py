"""Real PostgreSQL for every test that wants a database: one cluster, one clone a test."""

import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

import asyncpg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from engine.cluster import Cluster
from engine.migrate import migrate
from kit import clock, keys
from kit.settings import Settings, settings
from models.session import close_engine

hypothesis_settings.register_profile(
    "dev", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("ci")

_numbers = itertools.count(1)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep temporary folders out of pytest's own ``pytest-of-root``.

    Each session of pytest closes that folder to other users when it starts, and a PostgreSQL
    which runs below it as ``postgres``, since we are root, panics at its next checkpoint.
    """
    if config.option.basetemp is None:
        config.option.basetemp = tempfile.mkdtemp(prefix="rukun-tests-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give whole Rukuns to one process of pytest: two at once would wait for each other's core."""
    for item in items:
        if item.get_closest_marker("engine"):
            item.add_marker(pytest.mark.xdist_group("engine"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remove the session's folders; after a failure they stay, to be looked at."""
    if exitstatus == pytest.ExitCode.OK and not hasattr(session.config, "workerinput"):
        session.config.add_cleanup(lambda: rmtree(session.config.option.basetemp))


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
    await superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await superuser.close()
    forget()


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
