"""case.reported, case.reviewed -> case.triaged, case.review_asked, case.joined, case.dismissed."""

from prefect import flow

from flows.notices import tell
from tasks.triage import triage_reports
from tasks.waves import after_cases, in_batches


@flow(name="triage-cases", flow_run_name=after_cases("triage"))
async def triage_cases(cases: list[str]) -> None:
    """Read each new report, or take over what a person decided."""
    await tell(await in_batches(triage_reports, cases))
