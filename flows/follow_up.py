"""meeting.held -> meeting.scheduled, signing.asked, mediation.opened, handling.opened."""

from prefect import flow

from flows.notices import tell
from tasks.follow_up import follow_meetings as follow_each
from tasks.waves import after_cases, in_batches


@flow(name="follow-meetings", flow_run_name=after_cases("follow meeting of"))
async def follow_meetings(cases: list[str]) -> None:
    """Act on how each meeting ended."""
    await tell(await in_batches(follow_each, cases))
