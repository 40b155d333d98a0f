"""contact.recorded -> mediation.opened, handling.opened, contact.asked."""

from prefect import flow

from flows.notices import tell
from tasks.mediation import choose_path
from tasks.waves import after_cases, in_batches


@flow(name="open-mediations", flow_run_name=after_cases("open talks for"))
async def open_mediations(cases: list[str]) -> None:
    """Open talks or handling once the sides were met."""
    await tell(await in_batches(choose_path, cases))
