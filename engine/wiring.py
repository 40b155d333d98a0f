"""What ``prefect.yaml`` wires, and what of it Prefect lacks. Imports no Prefect."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from engine.prefect_api import PrefectApi
from kit.hashing import sha256_hex

POOL = "rukun"
FILE = "prefect.yaml"
VERSION_DIGITS = 12


class Wired(BaseModel):
    """One deployment of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    entrypoint: str
    pull: tuple[()] = ()
    work_pool: dict[str, Any]
    triggers: tuple[dict[str, Any], ...] = ()
    schedules: tuple[dict[str, Any], ...] = ()
    tags: tuple[str, ...] = ()


def wiring_file() -> Path:
    """Find ``prefect.yaml``: beside this file in a wheel, above it in a checkout."""
    here = Path(__file__).parent
    packed = here / FILE
    return packed if packed.exists() else here.parent / FILE


def read_wiring() -> list[Wired]:
    """Read the deployments."""
    spec = yaml.safe_load(wiring_file().read_text(encoding="utf-8"))
    return [Wired.model_validate(one) for one in spec["deployments"]]


def version_of(one: Wired) -> str:
    """A deployment's version: a hash of what the file says of it."""
    return sha256_hex(one.model_dump_json())[:VERSION_DIGITS]


async def missing_from(api: PrefectApi, wired: list[Wired]) -> tuple[list[Wired], list[str]]:
    """Compare with Prefect: what it lacks or has in another version, and ids of what is surplus."""
    there = [row for row in await api.deployments() if row.get("work_pool_name") == POOL]
    triggered = triggers_by_deployment(await api.automations())
    whole = {(row["name"], row["version"], triggered.get(str(row["id"]), 0)) for row in there}
    missing = [one for one in wired if (one.name, version_of(one), len(one.triggers)) not in whole]
    names = {one.name for one in wired}
    return missing, [str(row["id"]) for row in there if row["name"] not in names]


def triggers_by_deployment(automations: list[dict[str, Any]]) -> dict[str, int]:
    """Count the enabled automations that run each deployment, by its id."""
    counted: dict[str, int] = {}
    for automation in automations:
        for action in automation["actions"] if automation["enabled"] else ():
            deployment = str(action.get("deployment_id"))
            counted[deployment] = counted.get(deployment, 0) + 1
    return counted
