"""(clock) -> notices.delivered, deadline.reminded, deadline.escalated."""

from prefect import flow

from flows.notices import tell
from tasks.answer_clocks import start_left_clocks, told_without_clock
from tasks.deadlines import overdue_cases, say_rungs
from tasks.waves import in_batches


@flow(name="sweep-deadlines")
async def sweep_deadlines() -> None:
    """Start the clocks that a kill left; say the highest rung now due of each limit, once."""
    await in_batches(start_left_clocks, await told_without_clock())
    await tell(await in_batches(say_rungs, await overdue_cases()))
