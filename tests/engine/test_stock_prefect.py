"""Nothing home-made in between: Prefect's own command deploys, and its own worker runs."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import yaml

from engine.children import Child, Job
from engine.jobs import house_env, prefect_job
from engine.prefect_api import PrefectApi
from engine.prefect_server import any_port, server_ready
from engine.wiring import POOL, read_wiring, wiring_file
from kit.keys import auth_string, private_folder
from kit.settings import settings
from tests.builders import a_case
from tests.engine.waiting import until
from tests.flows.rukun_up import RUKUN, Mailbox

PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")
SLOW = 240.0  # seconds: a process worker starts two interpreters for each run


@asynccontextmanager
async def kept(job: Job) -> AsyncIterator[Child]:
    """Run something beside the test."""
    child = Child(job, logs=private_folder(settings().home / "logs"))
    await child.start()
    try:
        yield child
    finally:
        await child.stop()


@asynccontextmanager
async def prefect_server(mailbox: Mailbox) -> AsyncIterator[dict[str, str]]:
    """Run a real server on the test's PostgreSQL; gives the environment of its clients."""
    port = any_port()
    async with kept(prefect_job(settings(), port=port)) as server:
        assert await server_ready(
            port, auth=auth_string(settings().home), alive=lambda: server.alive
        ), server.last_lines()
        yield house_env(settings(), port=port, smtp_port=mailbox.port)


async def prefect(*words: str, env: dict[str, str], folder: Path) -> str:
    """Run Prefect's command in a folder; returns what it printed, or raises with it."""
    process = await asyncio.create_subprocess_exec(
        *PREFECT, *words, cwd=folder, env={**os.environ, **env},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()
    return output.decode()


def stock_worker(kind: str, env: dict[str, str]) -> Job:
    """``prefect worker start`` for our pool."""
    command = (*PREFECT, "worker", "start", "--pool", POOL, "--type", kind)
    return Job(f"{kind}-worker", command, env=env, grace=20)


async def mail_about(number: str, mailbox: Mailbox, child: Child) -> None:
    """Wait for a mail about a case; its reporter left no address, so it is its agency's."""
    try:
        await until(lambda: any(number in mail.subject for mail in mailbox.mails), within=SLOW)
    except TimeoutError:
        raise AssertionError("\n".join(child.last_lines())) from None


@pytest.mark.engine
@pytest.mark.long
@pytest.mark.usefixtures("database")
async def test_a_case_reaches_its_agency_through_stock_prefect_alone(tmp_path: Path) -> None:
    """Deployed and run by Prefect's own command and workers, beside ``rukun relay``."""
    file = our_file(tmp_path)
    with Mailbox() as mailbox:
        async with prefect_server(mailbox) as env:
            await prefect(
                "work-pool", "create", POOL, "--type", "process", env=env, folder=tmp_path
            )
            await prefect("deploy", "--all", env=env, folder=tmp_path)
            assert await deployed(env) == written(file) == {one.name for one in read_wiring()}
            async with kept(Job("relay", (RUKUN, "relay"), env=env)):
                async with kept(stock_worker("process", env)) as worker:
                    await mail_about(await a_case(), mailbox, worker)
                async with kept(stock_worker("resident", env)) as worker:
                    await mail_about(await a_case(village="51.05.01.2007"), mailbox, worker)


def our_file(folder: Path) -> Path:
    """Copy ``prefect.yaml``, whole, to where Prefect's command looks for it."""
    return Path(shutil.copy(wiring_file(), folder / "prefect.yaml"))


async def deployed(env: dict[str, str]) -> set[str]:
    """Name the deployments that the server has."""
    async with PrefectApi(env["PREFECT_API_URL"], auth=auth_string(settings().home)) as api:
        return {str(row["name"]) for row in await api.deployments()}


def written(file: Path) -> set[str]:
    """Name the deployments of the file."""
    return {str(one["name"]) for one in yaml.safe_load(file.read_text())["deployments"]}
