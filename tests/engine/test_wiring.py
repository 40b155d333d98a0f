"""``prefect.yaml`` is the only wiring of facts to flows."""

from importlib import import_module

import pytest

from engine.wiring import missing_from, read_wiring, version_of, wiring_file
from models.facts.grammar import STARTS

FLOWS = [one for one in read_wiring() if one.triggers]


def _flow_name(entrypoint: str) -> str:
    module, _, name = entrypoint.rpartition(".")
    found: str = getattr(import_module(module), name).name
    return found


def test_starts_each_cause_s_flow_by_exactly_one_trigger() -> None:
    """It wires each fact that starts a flow to that flow, once."""
    wired = {
        fact: _flow_name(one.entrypoint)
        for one in FLOWS
        for trigger in one.triggers
        for fact in trigger["expect"]
        if fact in STARTS
    }
    assert wired == STARTS
    assert sum(len(one.triggers) for one in FLOWS) == len(wired) + 1  # and notices.waiting


@pytest.mark.parametrize("one", read_wiring(), ids=lambda one: one.name)
def test_runs_module_paths_of_the_flows_room_without_pull_steps(one: object) -> None:
    """It names entry points under ``flows.`` that exist, and pulls nothing."""
    assert one.entrypoint.startswith("flows.")  # type: ignore[attr-defined] # duck-typed
    assert one.pull == ()  # type: ignore[attr-defined] # duck-typed
    assert _flow_name(one.entrypoint)  # type: ignore[attr-defined] # duck-typed


class Prefect:
    """What a Prefect answers that has all but some deployments and triggers."""

    def __init__(self, rows: list[dict[str, object]], triggered: list[str]) -> None:
        self._rows, self._triggered = rows, triggered

    async def deployments(self) -> list[dict[str, object]]:
        """All deployments."""
        return self._rows

    async def automations(self) -> list[dict[str, object]]:
        """One automation for each triggered deployment."""
        return [{"enabled": True, "actions": [{"deployment_id": one}]} for one in self._triggered]


async def test_deploys_only_what_changed_or_is_missing() -> None:
    """It finds a lost deployment, a lost trigger, a changed one, and one too many."""
    wired = read_wiring()[:4]
    rows: list[dict[str, object]] = [
        {"id": one.name, "name": one.name, "version": version_of(one), "work_pool_name": "rukun"}
        for one in wired[1:]
    ]
    rows[0]["version"] = "older"
    rows.append({"id": "old", "name": "old", "version": "1", "work_pool_name": "rukun"})
    api = Prefect(rows, triggered=[wired[1].name, wired[3].name])
    missing, surplus = await missing_from(api, wired)  # type: ignore[arg-type] # duck-typed
    assert [one.name for one in missing] == [one.name for one in wired[:3]]
    assert surplus == ["old"]


def test_is_found_beside_the_checkout_or_the_package() -> None:
    """It reads the file that ships with the code."""
    assert wiring_file().name == "prefect.yaml"
