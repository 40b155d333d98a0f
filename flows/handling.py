"""handling.finished -> case.assigned, closure.asked."""

from prefect import flow

from flows.notices import tell
from tasks.handling import follow_handling as follow_each
from tasks.waves import after_cases, in_batches


@flow(name="follow-handling", flow_run_name=after_cases("follow handling of"))
async def follow_handling(cases: list[str]) -> None:
    """Hand the case to the category's own lead, or ask for its closure."""
    await tell(await in_batches(follow_each, cases))
