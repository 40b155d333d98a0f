"""A wave's cases in batches: one transaction each, and a poison case fails alone."""

from collections.abc import Callable
from typing import Any

from prefect import get_run_logger
from prefect.runtime import flow_run
from prefect.tasks import Task

from models.causes import count_failure
from models.facts.grammar import causes_of
from models.session import transaction
from tasks.stuck import tell_stuck
from tasks.wrapping import Failed, guard

BATCH = 25


def after_cases(verb: str) -> Callable[[], str]:
    """Name a run by what it moves: ``assign KLK-2026-00012`` or ``assign 250 cases``."""

    def name() -> str:
        cases = flow_run.parameters.get("cases", [])
        return f"{verb} {cases[0]}" if len(cases) == 1 else f"{verb} {len(cases)} cases"

    return name


async def in_batches(step: Task[[list[str]], Any], cases: list[str]) -> list[str]:
    """Run a task over cases, ``BATCH`` in one transaction; returns those that it moved.

    A batch that fails was rolled back; its cases are then tried alone, and each failure
    is counted on its own cause, in a transaction of its own.
    """
    moved: list[str] = []
    ordered = sorted(set(cases))
    for start in range(0, len(ordered), BATCH):
        moved += await _batch(step, ordered[start : start + BATCH])
    return moved


async def _batch(step: Task[[list[str]], Any], batch: list[str]) -> list[str]:
    try:
        done: list[str] = await step(batch)
    except Failed as failed:
        if len(batch) > 1:
            return [one for case in batch for one in await _batch(step, [case])]
        await _count(failed, batch[0])
        return []
    return done


async def _count(failed: Failed, case: str) -> None:
    get_run_logger().error("cause.failed case=%s kind=%s", case, failed.kind)
    try:
        async with transaction() as db:
            facts = causes_of(flow_run.flow_name or "")
            stuck = await count_failure(db, case, facts=facts, kind=failed.kind)
            if stuck is not None:
                await tell_stuck(db, stuck)
    except Exception as error:  # noqa: BLE001 - as in a task, nothing may cross as it is
        lost = guard(error, [case])
        get_run_logger().error("cause.failure_uncounted case=%s kind=%s", case, lost.kind)
