"""Runs of a dead worker end as Crashed: their causes ring again, in the next run."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, StateType, WorkerStatus
from prefect.exceptions import ObjectNotFound
from prefect.states import Crashed

from kit.clock import machine_now

CONTINUED = "continued in the next run"
TAKEN_BY = "prefect.worker.name"
PATIENCE = timedelta(seconds=30)  # a heartbeat may be late just after the server came back
UNFINISHED = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

log = logging.getLogger("rukun.worker")


async def reap(client: PrefectClient, *, pool: str, me: str, mine: Collection[UUID]) -> int:
    """Crash the pool's runs whose worker is gone; ``mine`` are the runs that I run now.

    A worker of my name that is not me is dead: names are unique among the living.
    """
    runs = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))
        ),
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[pool])),
        limit=200,
    )
    others = [run for run in runs if run.id not in mine]
    alive = await _alive(client, pool) if others else set()
    dead = [run for run in others if _is_orphan(run, me=me, alive=alive, at=machine_now())]
    for run in dead:
        await crash(client, run.id, message=CONTINUED)
    if dead:
        log.warning("worker.reaped runs=%d", len(dead))
    return len(dead)


async def crash(client: PrefectClient, run_id: UUID, *, message: str) -> None:
    """Give a run the state Crashed, whatever its state is."""
    try:
        await client.set_flow_run_state(run_id, Crashed(message=message), force=True)
    except ObjectNotFound:
        return


async def _alive(client: PrefectClient, pool: str) -> set[str]:
    workers = await client.read_workers_for_work_pool(pool)
    return {worker.name for worker in workers if worker.status == WorkerStatus.ONLINE}


def _is_orphan(run: FlowRun, *, me: str, alive: set[str], at: datetime) -> bool:
    worker = run.labels.get(TAKEN_BY)
    if worker == me:
        return True
    since = run.state.timestamp if run.state else at
    return worker not in alive and at - since > PATIENCE
