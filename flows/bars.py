"""bar.raised, bar.lifted -> the case given elsewhere, narrowed or released."""

from prefect import flow

from flows.notices import tell
from tasks.bars import apply_bars as apply_each
from tasks.waves import after_cases, in_batches


@flow(name="apply-bars", flow_run_name=after_cases("apply bars of"))
async def apply_bars(cases: list[str]) -> None:
    """Let each bar that was raised or lifted have its effect."""
    await tell(await in_batches(apply_each, cases))
