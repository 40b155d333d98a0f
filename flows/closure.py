"""closure.approved -> case.closed."""

from prefect import flow

from flows.notices import tell
from tasks.closure import close_approved
from tasks.waves import after_cases, in_batches


@flow(name="close-cases", flow_run_name=after_cases("close"))
async def close_cases(cases: list[str]) -> None:
    """Close each case that a second person approved."""
    await tell(await in_batches(close_approved, cases))
