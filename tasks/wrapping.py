"""The house's ``@task``: a Prefect task through which no personal data can leave.

SQLAlchemy, PostgreSQL's DETAIL and Pydantic print rows. Whatever a task raises
ends here, in a local log without messages; Prefect sees a kind, case numbers
and an incident's id.
"""

from collections.abc import Callable, Coroutine, Sequence
from functools import wraps
from typing import Any

import prefect
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.tasks import Task
from sqlalchemy.exc import DBAPIError

from kit.incidents import kind_of, write_incident
from kit.settings import settings

LOST_CONNECTION = "08"
SHUT_DOWN = "57P"
SERIALIZATION_OR_DEADLOCK = "40"

Body = Callable[[list[str]], Coroutine[Any, Any, list[str]]]


class Failed(Exception):
    """A task failed. ``kind`` names the error, the incident's id finds its traceback."""

    def __init__(self, kind: str, cases: Sequence[str], incident: str, *, passing: bool) -> None:
        """Say what kind of error met which cases."""
        super().__init__(f"{kind} in {len(cases)} case(s) {', '.join(cases[:3])}, see {incident}")
        self.kind, self.cases, self.incident, self.passing = kind, tuple(cases), incident, passing


def task(body: Body) -> Task[[list[str]], Any]:
    """Make a task of a coroutine that takes case numbers and returns those that it moved.

    Retried only after a lost connection or a deadlock; all else is the cause's own matter.
    """

    @wraps(body)
    async def guarded(cases: list[str]) -> list[str]:
        try:
            return await body(cases)
        except Exception as error:  # noqa: BLE001 - nothing may cross into Prefect as it is
            failed = guard(error, cases)
        raise failed

    house = prefect.task(
        name=body.__name__.replace("_", "-"),
        retries=2,
        retry_delay_seconds=[1, 3],
        retry_condition_fn=_worth_retrying,
        persist_result=False,
        cache_policy=NO_CACHE,
    )
    made: Task[[list[str]], Any] = house(guarded)
    return made


def guard(error: Exception, cases: Sequence[str]) -> Failed:
    """Turn any error into one that Prefect may see, keeping its lines in a local log."""
    if isinstance(error, Failed):
        return error
    incident = write_incident(error, folder=settings().home / "logs")
    return Failed(kind_of(error), cases, incident, passing=_passes(error))


def flow_actor() -> str:
    """Name the running flow as a fact's actor: ``flow:assign-cases/<run id>``.

    What the relay does beside Prefect is no flow's.
    """
    if flow_run.id is None:
        return "clock:relay"
    return f"flow:{flow_run.flow_name}/{flow_run.id}"


def _passes(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(getattr(error.orig, "__cause__", None), "sqlstate", None) or ""
    passing = (LOST_CONNECTION, SHUT_DOWN, SERIALIZATION_OR_DEADLOCK)
    return error.connection_invalidated or code.startswith(passing)


async def _worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    error = await state.aresult(raise_on_failure=False)
    return isinstance(error, Failed) and error.passing
