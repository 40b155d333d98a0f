"""(clock) -> checkpoint.sealed, integrity.found."""

from prefect import flow

from flows.notices import tell
from tasks.integrity import find_changes, forget_strays, say_findings, seal_hour, seal_night


@flow(name="verify-integrity")
async def verify_integrity() -> None:
    """Verify everything, say what was found, seal the night, mail its receipt, and tidy up."""
    findings = await find_changes([])
    if findings:
        await say_findings(findings)
    await tell(await seal_night([]))
    await forget_strays([])


@flow(name="seal-checkpoint")
async def seal_checkpoint() -> None:
    """Seal a checkpoint if anything changed since the last one."""
    await seal_hour([])
