"""Deliver notices: what some cases owe, or everything that is due."""

from tasks.delivery import Round
from tasks.wrapping import task

TELL_SECONDS = 15
ROUND_SECONDS = 60


@task
async def deliver_for(cases: list[str]) -> list[str]:
    """Deliver what these cases owe, first of all, for at most 15 s; returns those that told."""
    first = Round(cases, seconds=TELL_SECONDS)
    await first.deliver()
    return sorted(first.told)


@task
async def deliver_due(_cases: list[str]) -> list[str]:
    """Deliver whatever is due, for at most a minute; what is left is rung again."""
    every = Round(None, seconds=ROUND_SECONDS)
    await every.deliver()
    return sorted(every.told)
