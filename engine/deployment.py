"""Brings Prefect's deployments and triggers to what ``prefect.yaml`` says.

    python -m engine.deployment

Deploying deletes a deployment's triggers and makes them anew, so it is done only for what
changed or is missing. It means what ``prefect --no-prompt deploy --all`` does, in a tenth of
the time, and it also removes deployments of the pool that the file no longer has.
"""

import asyncio
import sys
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.schedules import CronSchedule
from prefect.events import DeploymentEventTrigger
from prefect.exceptions import ObjectAlreadyExists
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

from engine.prefect_api import PrefectApi
from engine.resident import ResidentWorker
from engine.wiring import POOL, Wired, missing_from, read_wiring, version_of
from kit.settings import settings


async def deploy_missing() -> int:
    """Deploy what changed or is missing, once the server answers; return how many."""
    wired = read_wiring()
    async with PrefectApi.of(settings()) as api:
        await api.wait_until_healthy()
        missing, surplus = await missing_from(api, wired)
    async with get_client() as client:
        await _make_pool(client)
        await deploy(client, missing)
        for deployment_id in surplus:
            await client.delete_deployment(UUID(deployment_id))
    return len(missing)


async def deploy(client: PrefectClient, wired: Sequence[Wired]) -> None:
    """Make deployments with their triggers and schedules."""
    flows = {one.entrypoint: _flow(one.entrypoint) for one in wired}
    ids = {entry: await client.create_flow(flow) for entry, flow in flows.items()}
    for one in wired:
        await _deploy_one(client, one, flow=flows[one.entrypoint], flow_id=ids[one.entrypoint])


async def _deploy_one(
    client: PrefectClient, one: Wired, *, flow: Flow[..., Any], flow_id: UUID
) -> None:
    deployment_id = await client.create_deployment(
        flow_id=flow_id,
        name=one.name,
        version=version_of(one),
        description=flow.description,
        entrypoint=one.entrypoint,
        work_pool_name=POOL,
        pull_steps=[],
        schedules=[_schedule(**schedule) for schedule in one.schedules],
        parameter_openapi_schema=parameter_schema(flow).model_dump_for_openapi(),
        enforce_parameter_schema=True,
        tags=list(one.tags),
    )
    await client.delete_resource_owned_automations(f"prefect.deployment.{deployment_id}")
    for number, spec in enumerate(one.triggers, start=1):
        name = {"name": f"{one.name}__automation_{number}"}
        trigger = DeploymentEventTrigger.model_validate({**name, **spec})
        trigger.set_deployment_id(deployment_id)
        await client.create_automation(trigger.as_automation())


async def _make_pool(client: PrefectClient) -> None:
    template = ResidentWorker.get_default_base_job_template()
    pool = WorkPoolCreate(name=POOL, type=ResidentWorker.type, base_job_template=template)
    try:
        await client.create_work_pool(pool)
    except ObjectAlreadyExists:
        return


def _schedule(cron: str, timezone: str) -> DeploymentScheduleCreate:
    return DeploymentScheduleCreate(schedule=CronSchedule(cron=cron, timezone=timezone))


def _flow(entrypoint: str) -> Flow[..., Any]:
    return load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)


if __name__ == "__main__":
    count = asyncio.run(deploy_missing())
    sys.stdout.write(f"deployed {count}\n")
