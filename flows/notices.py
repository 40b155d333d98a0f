"""Notices: told in the run that moved the case, the rest when the relay rings."""

from prefect import flow, get_run_logger

from tasks.notices import deliver_due, deliver_for
from tasks.wrapping import Failed


@flow(name="deliver-notices")
async def deliver_notices() -> None:
    """Deliver every notice that is due."""
    await deliver_due([])


async def tell(cases: list[str]) -> None:
    """Deliver what these cases owe in this same run; what fails is left to deliver-notices."""
    if not cases:
        return
    try:
        await deliver_for(cases)
    except Failed as failed:
        get_run_logger().warning("notices.left kind=%s incident=%s", failed.kind, failed.incident)
