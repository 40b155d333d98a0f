"""What follows when a mail was handed over, was not taken, or was not tried."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import now
from kit.mailserver import NotTaken
from models.letters.oversight import NoticeDead
from models.notices import Notice, queue_all
from models.regency import Role
from models.regency_folder import regency
from models.sending import Bag, mark_dead, mark_sent, postpone, postpone_all, release
from models.session import transaction


async def taken(bag: Bag) -> None:
    """Mark it, at once and with nothing else: a kill before this line doubles a mail."""
    async with transaction() as db:
        await mark_sent(db, bag, at=now())


async def not_taken(bag: Bag, refused: NotTaken) -> None:
    """Put it off, or give it up and tell the coordinators."""
    async with transaction() as db:
        if refused.permanent:
            await mark_dead(db, bag, trouble=refused.trouble)
            await _tell_coordinators(db, bag.first, trouble=refused.trouble)
        elif not await postpone(db, bag, trouble=refused.trouble):
            await mark_dead(db, bag, trouble="too_long")
            await _tell_coordinators(db, bag.first, trouble="too_long")


async def give_back(bags: Sequence[Bag], *, trouble: str | None = None) -> None:
    """Give back what was not tried; with the server away, everything that is due waits."""
    async with transaction() as db:
        await release(db, bags)
        if trouble:
            await postpone_all(db, trouble=trouble)


async def _tell_coordinators(db: AsyncSession, notice: Notice, *, trouble: str) -> None:
    """Queue word of a dead mail; a dead word about a dead mail ends there."""
    if notice.kind == NoticeDead.kind:
        return
    letter = NoticeDead(
        number=notice.case,
        notice_kind=notice.kind,
        recipient=notice.recipient,
        trouble=trouble,
        attempts=notice.attempts,
    )
    await queue_all(
        db,
        [
            Notice.of(
                letter,
                case=notice.case,
                seq=notice.seq,
                recipient=one.id,
                address=one.email,
                language=one.language,
                about=str(notice.id),
            )
            for one in regency().actors_of(role=Role.COORDINATOR)
        ],
    )
