"""conflict_state.recorded -> the countdown to its end."""

from prefect import flow

from flows.notices import tell
from tasks.states import follow_states as follow_each
from tasks.waves import after_cases, in_batches


@flow(name="follow-states", flow_run_name=after_cases("count the state of"))
async def follow_states(cases: list[str]) -> None:
    """Count the days of a Status Keadaan Konflik."""
    await tell(await in_batches(follow_each, cases))
