"""Runs of a dead worker end as Crashed: their causes ring again, in the next run."""

import logging
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


async def reap(client: PrefectClient, *, pool: str, me: str, began_at: datetime) -> int:
    """Crash the pool's runs whose worker is gone; return how many.

    What a worker of my name took before I began is nobody's: names are unique among the living.
    """
    runs = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))
        ),
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[pool])),
        limit=200,
    )
    alive = await _alive(client, pool) if runs else set()
    late = machine_now() - PATIENCE
    dead = [
        run
        for run in runs
        if _taken(run, by={me}, before=began_at) or _left(run, alive={me, *alive}, before=late)
    ]
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


def _taken(run: FlowRun, *, by: set[str], before: datetime) -> bool:
    return run.labels.get(TAKEN_BY) in by and _since(run, before)


def _left(run: FlowRun, *, alive: set[str], before: datetime) -> bool:
    # Taken by a worker that sends no heartbeat, or by one that died before it could say so.
    return run.labels.get(TAKEN_BY) not in alive and _since(run, before)


def _since(run: FlowRun, before: datetime) -> bool:
    return run.state is not None and run.state.timestamp < before
