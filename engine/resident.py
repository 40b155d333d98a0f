"""The resident worker: runs flows inside its own warm process, no interpreter per run.

    prefect worker start --pool rukun --type resident

It runs entry points under ``flows.`` only, on one long-lived loop, and hosts a relay and the
watch over alarms.
"""

import asyncio
from concurrent.futures import Future
from typing import Any
from uuid import UUID

import anyio.abc
from prefect import Flow
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import Abort, ObjectNotFound, Pause
from prefect.filesystems import LocalFileSystem
from prefect.flow_engine import run_flow_async
from prefect.flows import load_flow_from_entrypoint
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from engine.alarms import AlarmThread
from engine.pacing import Pace
from engine.reaping import CONTINUED, crash, reap
from engine.relay_thread import RelayThread
from engine.warm import WarmLoop
from kit.clock import machine_now
from kit.incidents import kind_of, write_incident
from kit.settings import settings

ROOM = "flows."
AT_ONCE = 8
GRACE = 20.0  # seconds that runs have after SIGTERM
OWN_WORDS = 1.0  # seconds in which a cancelled run says of itself that it crashed
REFUSED = "this worker runs only entry points under flows., without pull steps"


class ResidentResult(BaseWorkerResult):
    """How a run ended; its state is already with the server."""


class ResidentWorker(BaseWorker[BaseJobConfiguration, BaseVariables, ResidentResult]):
    """Takes runs of its pool and runs each as a coroutine, ``AT_ONCE`` at most."""

    type = "resident"
    job_configuration = BaseJobConfiguration
    _description = "Runs async flows of the package `flows` inside one warm process."

    def __init__(self, work_pool_name: str, *, limit: int | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Prefect's
        super().__init__(work_pool_name, limit=limit or AT_ONCE, **kwargs)
        self._began_at = machine_now()
        self._warm = WarmLoop()
        self._pace = Pace(seldom=settings().worker_poll_seconds)
        self._relay = RelayThread(rang=self._pace.rang)
        self._alarms = AlarmThread()
        self._running: dict[UUID, Future[Any]] = {}
        self._taken: set[UUID] = set()  # also those that do not run yet
        self._ending = False
        self._known: dict[UUID, DeploymentResponse] = {}
        self._results = LocalFileSystem(basepath=str(PREFECT_LOCAL_STORAGE_PATH.value()))

    async def setup(self) -> None:
        """Start the flows' loop and the relay before the first run is taken."""
        await super().setup()
        await asyncio.to_thread(self._warm.start)
        self._relay.start()
        self._alarms.start()

    async def teardown(self, *exc_info: Any) -> None:  # noqa: ANN401 - Prefect's
        """Take no new run, give those that run their grace, mark the rest."""
        self._ending = True
        await asyncio.to_thread(self._relay.stop)
        await self._wait_for_runs()
        await self._mark_the_rest()
        await asyncio.to_thread(self._warm.stop)
        await asyncio.to_thread(self._alarms.stop)
        await super().teardown(*exc_info)

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        """Look for runs when it is time to."""
        if not self._pace.looks():
            return []
        found = await super().get_and_submit_flow_runs()
        if found:
            self._pace.found()
        return found

    async def sync_with_backend(self) -> None:
        """Send a heartbeat, and end the runs of workers that send none any more."""
        await super().sync_with_backend()
        try:
            await reap(
                self.client, pool=self._work_pool_name, me=self.name, began_at=self._began_at
            )
        except ObjectNotFound:
            self._logger.warning("The work pool is gone; it is made anew on the next heartbeat")

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,  # noqa: ARG002 - Prefect's signature
        task_status: anyio.abc.TaskStatus[Any] | None = None,
    ) -> ResidentResult:
        """Run a flow run on the flows' loop until it has its final state."""
        if task_status is not None:
            task_status.started(self.name)
        await self._run_here(flow_run)
        return ResidentResult(identifier=self.name, status_code=0)

    async def _submit_run(self, flow_run: FlowRun) -> None:
        # In place of BaseWorker's, which reads deployment, flow and pool anew for each run.
        self._taken.add(flow_run.id)
        try:
            if not self._ending and await self._propose_pending_state(flow_run):
                # Not beside each other: both write the run's row, and the server answers 503.
                await self._give_worker_labels_to_flow_run(flow_run.id)
                await self._run_here(flow_run)
        except ObjectNotFound:
            self._logger.warning("Run %s is gone from the server", flow_run.id)
        except Exception as error:  # noqa: BLE001 - one run must not end the worker
            kind, incident = kind_of(error), write_incident(error, folder=settings().home / "logs")
            self._logger.warning("Run %s not followed: %s, see %s", flow_run.id, kind, incident)
            await self._propose_crashed_state(flow_run, f"the worker met {kind}")
        finally:
            self._taken.discard(flow_run.id)
            self._release_limit_slot(flow_run.id)
            self._submitting_flow_run_ids.discard(flow_run.id)

    async def _run_here(self, flow_run: FlowRun) -> None:
        found = await self._flow_of(flow_run)
        if found is None:
            await self._propose_crashed_state(flow_run, REFUSED)
            return
        future = self._warm.run(_to_its_end(found, flow_run))
        self._running[flow_run.id] = future
        try:
            await asyncio.shield(asyncio.wrap_future(future))
        finally:
            if future.done():
                self._running.pop(flow_run.id, None)

    async def _flow_of(self, flow_run: FlowRun) -> Flow[..., Any] | None:
        deployment = await self._deployment_of(flow_run)
        entrypoint = deployment.entrypoint or ""
        if not entrypoint.startswith(ROOM) or deployment.pull_steps:
            return None
        found: Flow[..., Any] = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
        # No result is kept. Else Prefect asks the server for each run whether, and where.
        found.persist_result = False
        found.result_storage = found.result_storage or self._results
        return found

    async def _deployment_of(self, flow_run: FlowRun) -> DeploymentResponse:
        wanted = flow_run.deployment_id
        if wanted is None:
            raise ObjectNotFound(KeyError("the run has no deployment"))
        if wanted not in self._known:
            self._known[wanted] = await self.client.read_deployment(wanted)
        return self._known[wanted]

    async def _wait_for_runs(self) -> None:
        if self._taken:
            self._logger.info("Waiting for %d runs, at most %d s", len(self._taken), int(GRACE))
        until = asyncio.get_running_loop().time() + GRACE
        while self._taken and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110 - runs come and go meanwhile
            await asyncio.sleep(0.05)

    async def _mark_the_rest(self) -> None:
        rest = list(self._taken)
        for run_id in rest:
            if future := self._running.get(run_id):
                future.cancel()
        if rest:
            await asyncio.sleep(OWN_WORDS)
        for run_id in rest:
            await crash(self.client, run_id, message=CONTINUED)


async def _to_its_end(flow: Flow[..., Any], flow_run: FlowRun) -> None:
    try:
        await run_flow_async(
            flow=flow, flow_run=flow_run, parameters=flow_run.parameters, return_type="state"
        )
    except (Abort, Pause):
        return  # the server decided otherwise; it has the run's state
