"""The addresses that mails carry, each made as the mail's own is."""

from datetime import timedelta

from kit import clock
from kit.keys import secret
from kit.tokens import sign_answer
from models.alerts import open_alert
from models.session import reading
from models.talks import open_mediation
from tests.people import assignment_of

LONG = timedelta(days=60)


def link_for(subject: str, *, lasts: timedelta = LONG) -> str:
    """The address of a link that stands for a subject."""
    until = clock.now() + lasts
    return "/jawab/" + sign_answer(subject, expires_at=until, key=secret("answers"))


async def lead_link(number: str) -> str:
    """The address in the assignment's mail."""
    return link_for(str((await assignment_of(number)).id))


async def support_link(number: str, agency: str) -> str:
    """The address in a supporter's mail."""
    return link_for(f"support:{(await assignment_of(number)).id}:{agency}")


async def figure_link(number: str, figure: str) -> str:
    """The address in the mail that asks a figure to mediate."""
    async with reading() as db:
        mediation = await open_mediation(db, number)
    assert mediation is not None
    return link_for(f"figure:{mediation.id}:{figure}")


async def alarm_link(number: str, post: str) -> str:
    """The address in the mail that wakes a post."""
    async with reading() as db:
        alert = await open_alert(db, number)
    assert alert is not None
    return link_for(f"alarm:{alert.id}:{post}")
