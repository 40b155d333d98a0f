"""assignment.accepted -> case.prepared."""

from prefect import flow

from flows.notices import tell
from tasks.preparation import prepare_handling
from tasks.waves import after_cases, in_batches


@flow(name="prepare-cases", flow_run_name=after_cases("prepare"))
async def prepare_cases(cases: list[str]) -> None:
    """Begin first handling of each accepted case."""
    await tell(await in_batches(prepare_handling, cases))
