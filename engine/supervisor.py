"""``rukun up``: everything that Rukun needs, started, watched and stopped together."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import httpx

from engine import sayings
from engine.children import Child, Job, Say
from engine.cluster import Cluster, ClusterBroken, cluster_of
from engine.jobs import (
    catchall_job,
    deployment_job,
    founding_job,
    mail_folder,
    portal_job,
    postgres_job,
    prefect_job,
    worker_job,
    worker_name,
    write_worker_env,
)
from engine.portal import portal_ready
from engine.prefect_api import PrefectApi
from engine.prefect_database import has_its_tables
from engine.prefect_server import any_port, api_url, claimed_port, port_is_free, server_ready
from engine.running import (
    RunningChild,
    RunningState,
    forget_state,
    only_one,
    read_state,
    write_state,
)
from engine.trouble import UpFailed, child_failed, machine_failed, refuse_full_disk
from engine.watching import Watch, end_leftovers
from engine.wiring import POOL, missing_from, read_wiring
from kit.keys import auth_string, private_folder
from kit.sentences import Said
from kit.settings import Settings

LOOK_EVERY = 2.0  # seconds between two looks at Prefect's database
COMPARE_EVERY = 30.0  # seconds between two comparisons of deployments with the file
# What people hand in ends first; runs end while servers answer.
ENDING = (("portal",), ("worker",), ("prefect", "catchall"), ("postgres",))

log = logging.getLogger("rukun.up")


def _silent(_: Said) -> None:
    return


class Supervisor:
    """One run of a home. ``start`` returns when all is ready, ``watch`` when something gave up."""

    def __init__(self, settings: Settings, *, port: int, say: Say = _silent) -> None:
        self.settings = settings
        self._say = say
        self._logs = private_folder(settings.home / "logs")
        self._cluster = cluster_of(settings)
        self._watches: dict[str, Watch] = {}
        self._keeping: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._port = port
        self._smtp_port = None if settings.smtp_host else any_port()
        self._ready = False
        self._has_portal = settings.portal == "here"

    @property
    def state(self) -> RunningState:
        """What runs now."""
        watched = self._watches.values()
        return RunningState(
            pid=os.getpid(),
            ready=self._ready,
            prefect_port=self._port,
            smtp_port=self._smtp_port,
            mail_folder=str(mail_folder(self.settings.home)) if self._smtp_port else None,
            portal_url=self.settings.portal_address if self._has_portal else None,
            children=tuple(_seen(watch) for watch in watched),
        )

    async def start(self) -> RunningState:
        """Start everything; what does not wait for another starts beside it."""
        refuse_full_disk(self.settings.home)
        await end_leftovers(read_state(self.settings.home), logs=self._logs)
        self._refuse_taken(self._port, setting="RUKUN_PREFECT_PORT")
        if self._has_portal:
            self._refuse_taken(self.settings.portal_port, setting="RUKUN_PORTAL_PORT")
        if self._cluster is not None:
            await self._start_cluster(self._cluster)
        await self._start_the_rest()
        await self._first_ready()
        for watch in self._watches.values():
            watch.patient = True
        self._ready = True
        self._write()
        self._looking = self._begin(self._look_after_prefect())
        return self.state

    async def watch(self) -> None:
        """Go on until a child gave up; raises ``UpFailed`` then."""
        await asyncio.shield(self._failed)

    async def stop(self) -> None:
        """Stop the worker, which lets its runs end; then what they needed; the database last."""
        self._say(sayings.STOPPING.filled())
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
        for names in ENDING:
            await asyncio.gather(
                *(watch.stop() for name, watch in self._watches.items() if name in names)
            )
        for task in self._keeping:
            task.cancel()
        forget_state(self.settings.home)

    async def _start_cluster(self, cluster: Cluster) -> None:
        try:
            await cluster.prepare()
            watch = await self._keep(postgres_job(cluster))
            await self._unless_failed(cluster.ready())
            await cluster.furnish()
        except ClusterBroken as broken:
            raise UpFailed(sayings.BECAUSE, why=broken.said) from None
        self._say(sayings.POSTGRES_RUNS.filled(name=watch.child.job.name))

    async def _start_the_rest(self) -> None:
        settings, port = self.settings, self._port
        await self._keep(prefect_job(settings, port=port))
        if self._smtp_port is not None:
            await self._keep(catchall_job(settings, smtp_port=self._smtp_port))
            self._say(sayings.MAILS_KEPT.filled(folder=mail_folder(settings.home)))
        write_worker_env(settings, port=port, smtp_port=self._smtp_port)
        if settings.worker == "resident":
            await self._keep(worker_job(settings, port=port, smtp_port=self._smtp_port))

    def _refuse_taken(self, port: int, *, setting: str) -> None:
        if not port_is_free(port):
            raise UpFailed(sayings.PORT_IN_USE, port=port, setting=setting)

    async def _first_ready(self) -> None:
        await self._unless_failed(self._all_ready())

    async def _all_ready(self) -> None:
        await asyncio.gather(self._opened(), self._wired())
        if self.settings.worker == "none":
            self._say(sayings.WORKERS_ELSEWHERE.filled())
            return
        async with self._api() as api:
            await _until_online(api, worker_name(self.settings.home))
        self._say(sayings.WORKER_WAITS.filled())

    async def _migrated(self) -> None:
        await self._run_once(founding_job(self.settings))
        self._say(sayings.NEWEST_SHAPE.filled())

    async def _prefect_ready(self) -> None:
        await server_ready(self._port, auth=auth_string(self.settings.home), say=self._say)
        self._say(sayings.PREFECT_RUNS.filled(url=api_url(self._port).removesuffix("/api")))

    async def _opened(self) -> None:
        """Open the portal once the database has its shape; nobody in it waits for Prefect."""
        await self._migrated()
        if self._has_portal:
            await self._keep(portal_job(self.settings, port=self._port))
            await portal_ready(self.settings, say=self._say)
            self._say(sayings.PORTAL_RUNS.filled(url=self.settings.portal_address))

    async def _wired(self) -> None:
        """Wire flows to facts; a house that was up before is wired already, mostly."""
        if not await has_its_tables(self.settings):
            await asyncio.gather(self._prefect_ready(), self._deployed())
            return
        await self._prefect_ready()
        lacked = await self._lacks_wiring()
        if lacked is None:
            await self._deployed()
        elif not lacked:
            self._say(sayings.WIRED.filled())

    async def _deployed(self) -> None:
        await self._run_once(deployment_job(self.settings, port=self._port))
        self._say(sayings.WIRED.filled())

    async def _run_once(self, job: Job) -> None:
        child = Child(job, logs=self._logs)
        await child.start()
        try:
            if await child.ended():
                raise child_failed(job.name, child.last_lines())
        finally:
            await child.stop()

    async def _look_after_prefect(self) -> None:
        compare_at = 0.0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self._write()
            for watch in self._watches.values():
                watch.child.turn_over()
            if not await has_its_tables(self.settings):
                await self._renew_prefect()
                compare_at = 0.0
            at = asyncio.get_running_loop().time()
            if at >= compare_at and await self._lacks_wiring() is not None:
                compare_at = at + COMPARE_EVERY

    async def _renew_prefect(self) -> None:
        log.warning("up.prefect_database_lost")
        self._say(sayings.PREFECT_ANEW.filled())
        with suppress(OSError, ClusterBroken):
            if self._cluster is not None:
                await self._cluster.furnish()
        await self._watches["prefect"].restart()
        await server_ready(self._port, auth=auth_string(self.settings.home), say=self._say)

    async def _lacks_wiring(self) -> bool | None:
        """Deploy what is missing; whether anything was, None if that is not known."""
        try:
            async with self._api() as api:
                missing, surplus = await missing_from(api, read_wiring())
            if missing or surplus:
                await self._deployed()
        except (httpx.HTTPError, UpFailed) as error:
            log.warning("up.wiring_unknown kind=%s", type(error).__name__)
            return None
        return bool(missing or surplus)

    async def _keep(self, job: Job) -> Watch:
        watch = Watch(Child(job, logs=self._logs))
        self._watches[job.name] = watch
        await watch.start()
        self._begin(watch.keep())
        self._write()
        return watch

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._keeping.add(task)
        task.add_done_callback(self._one_gave_up)
        return task

    def _one_gave_up(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None and not self._failed.done():
            self._failed.set_exception(error)
            self._failed.exception()  # seen: whoever waits raises it again

    async def _unless_failed(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        await asyncio.wait({task, self._failed}, return_when=asyncio.FIRST_COMPLETED)
        if self._failed.done():
            task.cancel()
            self._failed.result()
        await task

    def _api(self) -> PrefectApi:
        return PrefectApi(api_url(self._port), auth=auth_string(self.settings.home))

    def _write(self) -> None:
        write_state(self.settings.home, self.state)


@asynccontextmanager
async def running(settings: Settings, *, say: Say = _silent) -> AsyncIterator[Supervisor]:
    """Hold the home with everything running inside; raises ``AlreadyRunning``, ``UpFailed``."""
    async with AsyncExitStack() as stack:
        try:
            stack.enter_context(only_one(settings.home))
            port = stack.enter_context(claimed_port(settings))
            supervisor = Supervisor(settings, port=port, say=say)
            stack.push_async_callback(supervisor.stop)
            await supervisor.start()
        except OSError as error:
            raise machine_failed(error, settings.home) from None
        yield supervisor


async def run_up(
    settings: Settings,
    *,
    ready: Callable[[RunningState], None] = lambda _: None,
    say: Say = _silent,
) -> None:
    """Run until SIGTERM or SIGINT; ``ready`` is told once what runs where.

    Raises ``AlreadyRunning`` or ``UpFailed``, whose messages are for people.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, stopped.set)
    up = asyncio.create_task(_up(settings, ready=ready, say=say))
    stopping = asyncio.create_task(stopped.wait())
    await asyncio.wait({up, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not up.done():
        up.cancel()
    with suppress(asyncio.CancelledError):
        await up


async def _up(settings: Settings, *, ready: Callable[[RunningState], None], say: Say) -> None:
    async with running(settings, say=say) as supervisor:
        ready(supervisor.state)
        try:
            await supervisor.watch()
        except OSError as error:
            raise machine_failed(error, settings.home) from None


async def _until_online(api: PrefectApi, name: str) -> None:
    online: set[str] = set()
    while name not in online:
        await asyncio.sleep(0.1)
        online = {one["name"] for one in await api.workers(POOL) if one["status"] == "ONLINE"}


def _seen(watch: Watch) -> RunningChild:
    child = watch.child
    return RunningChild(
        name=child.job.name, pid=child.pid or 0, group=child.group or 0, restarts=watch.restarts
    )
