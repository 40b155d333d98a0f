"""case.referred -> referral.opened; referral.answered -> closure.asked or case.triaged."""

from prefect import flow

from flows.notices import tell
from tasks.referrals import follow_referrals as follow_each
from tasks.waves import after_cases, in_batches


@flow(name="follow-referrals", flow_run_name=after_cases("follow referral of"))
async def follow_referrals(cases: list[str]) -> None:
    """Wait for the other body, or act on its answer."""
    await tell(await in_batches(follow_each, cases))
