"""agreement.signed, clause.checked -> agreement.watched, closure.asked, or talks anew."""

from prefect import flow

from flows.notices import tell
from tasks.agreements import watch_agreements as watch_each
from tasks.waves import after_cases, in_batches


@flow(name="watch-agreements", flow_run_name=after_cases("watch agreement of"))
async def watch_agreements(cases: list[str]) -> None:
    """Count signed agreements and follow their clauses."""
    await tell(await in_batches(watch_each, cases))
