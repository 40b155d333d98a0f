"""(clock) -> deadline.reminded, deadline.escalated."""

from prefect import flow

from flows.notices import tell
from tasks.deadlines import overdue_cases, say_rungs
from tasks.waves import in_batches


@flow(name="sweep-deadlines")
async def sweep_deadlines() -> None:
    """Say the highest rung that is now due of each limit, once."""
    await tell(await in_batches(say_rungs, await overdue_cases()))
