"""One calm Rukun, which several tests look at: whole ones take long to start."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.cluster import Cluster
from tests.flows.importing import import_all
from tests.flows.rukun_up import Mailbox, Rukun, rukun_up

FAR = (("far_rukun", "rukun_owner", "btree_gist"), ("far_prefect", "prefect", "pg_trgm"))


@dataclass(slots=True)
class Calm:
    """A Rukun that was never disturbed, and how its import ended. It can be started again."""

    rukun: Rukun
    mailbox: Mailbox
    ended: dict[str, Any]
    _up: AsyncExitStack

    async def stop(self) -> None:
        """Stop it in order."""
        await self._up.aclose()

    async def start_again(self, **settings: str) -> None:
        """Start it in its own home, on its own databases."""
        ours = {
            name.removeprefix("RUKUN_").lower(): value
            for name, value in self.rukun.env.items()
            if name.startswith("RUKUN_") and "DATABASE" in name
        }
        starting = rukun_up(self.rukun.home, self.mailbox, **ours, **settings)
        self.rukun = await self._up.enter_async_context(starting)


@pytest.fixture(scope="package")
async def elsewhere(cluster: Cluster) -> AsyncIterator[dict[str, str]]:
    """Empty databases on a PostgreSQL that somebody else runs, as settings."""
    superuser = await cluster.superuser()
    for name, owner, extension in FAR:
        await superuser.execute(f"CREATE DATABASE {name} OWNER {owner}")
        inside = await cluster.superuser(name)
        await inside.execute(f"CREATE EXTENSION {extension}")
        await inside.close()
    yield {
        "database_url": cluster.url("rukun_app", "far_rukun"),
        "database_owner_url": cluster.url("rukun_owner", "far_rukun"),
        "prefect_database_url": cluster.url("prefect", "far_prefect"),
    }
    for name, _, _ in FAR:
        await superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await superuser.close()


@pytest.fixture(scope="package")
async def calm(
    elsewhere: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Calm]:
    """A Rukun on those databases, into which a file was imported."""
    home: Path = tmp_path_factory.mktemp("calm") / "home"
    with Mailbox() as mailbox:
        async with AsyncExitStack() as up:
            rukun = await up.enter_async_context(rukun_up(home, mailbox, **elsewhere))
            ended = await import_all(rukun, mailbox)
            yield Calm(rukun, mailbox, ended, up)
