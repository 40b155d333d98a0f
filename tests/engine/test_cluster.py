"""A PostgreSQL of our own."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from engine.children import Child
from engine.cluster import Cluster, ClusterBroken
from engine.jobs import postgres_job
from engine.watching import Watch
from tests.engine.waiting import until


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[Cluster]:
    """A running cluster without durability."""
    one = Cluster(tmp_path / "home", options={"fsync": "off"})
    await one.start()
    yield one
    await one.stop()


async def ask(url: str, question: str) -> object:
    """Ask one question over a URL of the cluster."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.scalar(text(question))
    finally:
        await engine.dispose()


async def test_gives_each_role_its_database_and_the_app_nothing_to_own(cluster: Cluster) -> None:
    """It gives three roles, two databases and their extensions; the app cannot make a table."""
    question = "SELECT current_user || '@' || current_database()"
    assert await ask(cluster.owner_url, question) == "rukun_owner@rukun"
    assert await ask(cluster.app_url, question) == "rukun_app@rukun"
    assert await ask(cluster.prefect_url, question) == "prefect@prefect"
    superuser = await cluster.superuser("rukun")
    assert await superuser.fetchval("SELECT 1 FROM pg_extension WHERE extname = 'btree_gist'") == 1
    await superuser.close()
    with pytest.raises(Exception, match="permission denied"):
        await ask(cluster.app_url, "CREATE TABLE mine ()")
    with pytest.raises(Exception, match="permission denied"):
        await ask(cluster.app_url.replace("/rukun?", "/prefect?"), "SELECT 1")


async def test_asks_everybody_for_a_password_and_listens_on_no_network(cluster: Cluster) -> None:
    """It trusts no local user, and its socket's folder and files are closed to others."""
    with pytest.raises((asyncpg.InvalidPasswordError, asyncpg.InterfaceError)):
        await asyncpg.connect(user="rukun_owner", host=str(cluster.socket), database="rukun")
    assert await ask(cluster.superuser_url, "SHOW listen_addresses") == ""
    for path in (cluster.socket, cluster.data.parent, cluster.home / "keys"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for key in (cluster.home / "keys").iterdir():
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


async def test_keeps_what_was_written_and_replaces_a_dropped_prefect(cluster: Cluster) -> None:
    """It starts again on the same cluster, and makes a missing database anew."""
    superuser = await cluster.superuser()
    await superuser.execute("DROP DATABASE prefect WITH (FORCE)")
    await superuser.close()
    await cluster.stop()
    await cluster.start()
    assert await ask(cluster.prefect_url, "SELECT current_database()") == "prefect"


def test_finds_one_short_path_for_the_socket_of_a_deep_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It places the socket elsewhere, the same in each shell, when the home's path is too long."""
    home = tmp_path / ("deep" * 20)
    deep = Cluster(home)
    assert len(os.fsencode(deep.socket / ".s.PGSQL.5432")) < 100
    monkeypatch.setenv("TMPDIR", str(home))
    assert Cluster(home).socket == deep.socket


async def test_enters_no_folder_that_another_made_for_its_socket(tmp_path: Path) -> None:
    """Below a folder where everybody writes, another could have set a trap: a link to elsewhere."""
    deep = Cluster(tmp_path / ("deep" * 20))
    trap = tmp_path / "trap"
    trap.mkdir(mode=0o755)
    deep.socket.symlink_to(trap)
    try:
        with pytest.raises(ClusterBroken, match="not our folder"):
            await deep.prepare()
    finally:
        deep.socket.unlink()
    assert trap.stat().st_mode & 0o777 == 0o755


async def test_stops_before_a_cluster_of_another_version(tmp_path: Path) -> None:
    """It names both versions and the commands that carry the databases over."""
    old = Cluster(tmp_path / "home")
    old.data.mkdir(parents=True)
    (old.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(ClusterBroken, match=r"PostgreSQL 17, this is 18.*pg_dumpall"):
        await old.prepare()


@pytest.mark.skipif(os.geteuid() != 0, reason="only as root does the server run as another user")
async def test_comes_back_when_a_folder_above_it_was_closed(tmp_path: Path) -> None:
    """Another program closes it to others, a checkpoint panics: the next start opens the door."""
    one = Cluster(tmp_path / "home", options={"fsync": "off"})
    await one.prepare()
    watch = Watch(Child(postgres_job(one), logs=tmp_path))
    await watch.start()
    keeping = asyncio.create_task(watch.keep())
    await one.ready()
    tmp_path.chmod(0o700)  # noqa: ASYNC240 - what the test is about
    superuser = await one.superuser()
    with pytest.raises(asyncpg.ConnectionDoesNotExistError):
        await superuser.execute("CHECKPOINT")
    await until(lambda: watch.restarts)
    await asyncio.wait_for(one.ready(), 30)
    assert await ask(one.superuser_url, "SELECT 1") == 1
    await watch.stop()
    await keeping
