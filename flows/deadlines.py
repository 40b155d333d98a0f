"""(clock) -> notices.delivered, clock.resumed, deadline.reminded, deadline.escalated."""

from prefect import flow

from flows.notices import tell
from tasks.answer_clocks import start_left_clocks, told_without_clock
from tasks.deadlines import overdue_cases, say_rungs
from tasks.pauses import end_pauses, over_paused
from tasks.waves import in_batches


@flow(name="sweep-deadlines")
async def sweep_deadlines() -> None:
    """Start clocks that a kill left, end pauses, say each limit's highest rung now due, once."""
    await in_batches(start_left_clocks, await told_without_clock())
    await in_batches(end_pauses, await over_paused())
    await tell(await in_batches(say_rungs, await overdue_cases()))
