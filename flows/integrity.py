"""(clock) -> checkpoint.sealed, integrity.found."""

from prefect import flow

from flows.notices import tell
from tasks.integrity import find_changes, say_findings, seal_hour, seal_night


@flow(name="verify-integrity")
async def verify_integrity() -> None:
    """Verify every chain and invariant, say what was found, seal the night and mail its receipt."""
    findings = await find_changes([])
    if findings:
        await say_findings(findings)
    await tell(await seal_night([]))


@flow(name="seal-checkpoint")
async def seal_checkpoint() -> None:
    """Seal a checkpoint if anything changed since the last one."""
    await seal_hour([])
