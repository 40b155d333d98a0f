"""What follows when a mail was handed over, was not taken, or was not tried."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import now
from kit.incidents import write_incident
from kit.mailserver import NotTaken
from kit.settings import settings
from models.assignments import current_assignment
from models.cases import lock_cases
from models.facts.assignment import NoticesDelivered
from models.letters.oversight import NoticeDead
from models.notices import Notice, queue_all
from models.regency import Role
from models.regency_folder import regency
from models.sending import Bag, mark_dead, mark_sent, postpone, postpone_all, release
from models.session import transaction
from tasks.clocks import Said, run_clocks
from tasks.wrapping import flow_actor

STARTS_THE_CLOCK = frozenset({"case_assigned", "case_assigned_sealed"})


async def taken(bag: Bag) -> None:
    """Mark it at once. If the fact of it cannot be said, the mark still counts."""
    at = now()
    try:
        async with transaction() as db:
            await _start_the_answer_clock(db, bag.first, at=at)
            await mark_sent(db, bag, at=at)
    except Exception as error:  # noqa: BLE001 - unmarked, it would be sent again and again
        write_incident(error, folder=settings().home / "logs")
        async with transaction() as db:
            await mark_sent(db, bag, at=at)


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


async def _start_the_answer_clock(db: AsyncSession, notice: Notice, *, at: datetime) -> None:
    """Say once that an assignment's lead was told: its time to answer runs from here."""
    if notice.kind not in STARTS_THE_CLOCK:
        return
    cases = await lock_cases(db, [notice.case])
    assignment = await current_assignment(db, notice.case)
    if (
        assignment is None
        or assignment.delivered_at is not None
        or (assignment.seq, assignment.agency) != (notice.seq, notice.recipient)
    ):
        return
    assignment.delivered_at = at
    fact = NoticesDelivered(
        assignment=str(assignment.id), kind=notice.kind, recipient=notice.recipient
    )
    case = cases[notice.case]
    case.record(fact, actor=flow_actor(), at=at)
    await run_clocks(db, [Said(case, fact, at)], rules=regency())


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
