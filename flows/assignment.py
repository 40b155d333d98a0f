"""case.triaged, assignment.declined, case.reassigned, assignment.handed_over -> case.assigned."""

from prefect import flow

from flows.notices import tell
from tasks.assignment import assign_agencies
from tasks.waves import after_cases, in_batches


@flow(name="assign-cases", flow_run_name=after_cases("assign"))
async def assign_cases(cases: list[str]) -> None:
    """Find an agency for each triaged case."""
    await tell(await in_batches(assign_agencies, cases))
