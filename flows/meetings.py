"""Answers, a cancelled meeting or longer talks -> figure.replaced, meeting.scheduled."""

from prefect import flow

from flows.notices import tell
from tasks.meetings import arrange
from tasks.waves import after_cases, in_batches


@flow(name="arrange-meetings", flow_run_name=after_cases("arrange"))
async def arrange_meetings(cases: list[str]) -> None:
    """Take each answer of a figure or party one step further."""
    await tell(await in_batches(arrange, cases))
