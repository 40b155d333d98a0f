"""The whole house at a glance: cases by status, what waits, what is stuck, what is overdue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.causes import STUCK_AFTER, Cause
from models.deadlines import Deadline
from models.mailboxes import Mailbox, troubled_mailboxes
from models.notices import UNWRITABLE, Notice
from models.status import ENDED
from models.talks import Party

NOBODY_ANSWERS = 3  # rings without an answer


@dataclass(frozen=True, slots=True)
class Stuck:
    """A cause that failed too often and waits for a person."""

    case: str
    fact: str
    failures: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class HouseView:
    """Counts of everything. ``unanswered`` are causes that were rung again and again.

    ``to_bring`` are letters for people without mail that nobody has brought yet, ``unwritable``
    those that no template can write: they wait until the house is mended.
    """

    cases: int
    by_status: dict[str, int]
    by_colour: dict[str, int]
    overdue: int
    waiting: int
    unanswered: int
    stuck: tuple[Stuck, ...]
    notices: dict[str, int]
    to_bring: int = 0
    mailboxes: tuple[Mailbox, ...] = ()
    unwritable: int = 0


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A mail that is owed or was sent; never its address. ``side`` is what a side is called."""

    case: str
    kind: str
    recipient: str
    language: str
    state: str
    attempts: int
    trouble: str | None
    queued_at: datetime
    sent_at: datetime | None
    side: str | None = None


async def house_view(db: AsyncSession, *, at: datetime) -> HouseView:
    """Count everything, as of an instant of case time."""
    by_status = await _counted(db, select(Case.status, func.count()).group_by(Case.status))
    open_cases = Case.status.not_in([status.value for status in ENDED])
    colours = select(Case.colour, func.count()).where(open_cases, Case.colour.is_not(None))
    running = (Deadline.met_at.is_(None), Deadline.dropped_at.is_(None))
    late = select(func.count()).where(*running, Deadline.due_at < at)
    open_causes = select(func.count()).where(Cause.handled_at.is_(None))
    no_answer = Cause.rings - Cause.failures >= NOBODY_ANSWERS
    unanswered = open_causes.where(no_answer, Cause.failures < STUCK_AFTER)
    unwritable = select(func.count()).where(Notice.state == "queued", Notice.trouble == UNWRITABLE)
    return HouseView(
        cases=sum(by_status.values()),
        by_status=by_status,
        by_colour=await _counted(db, colours.group_by(Case.colour)),
        overdue=await db.scalar(late) or 0,
        waiting=await db.scalar(open_causes) or 0,
        unanswered=await db.scalar(unanswered) or 0,
        stuck=await _stuck(db),
        notices=await _counted(db, select(Notice.state, func.count()).group_by(Notice.state)),
        mailboxes=await troubled_mailboxes(db, at=at),
        unwritable=await db.scalar(unwritable) or 0,
    )


async def notice_lines(
    db: AsyncSession, *, case: str | None = None, state: str | None = None, limit: int = 50
) -> tuple[NoticeLine, ...]:
    """Read notices, newest first."""
    side = (Party.case == Notice.case) & (Notice.recipient == cast(Party.id, Text))
    query = select(Notice, Party.label).outerjoin(Party, side)
    query = query.order_by(Notice.queued_at.desc(), Notice.id).limit(limit)
    if case is not None:
        query = query.where(Notice.case == case)
    if state is not None:
        query = query.where(Notice.state == state)
    return tuple(
        NoticeLine(
            case=row.case,
            kind=row.kind,
            recipient=row.recipient,
            language=row.language,
            state=row.state,
            attempts=row.attempts,
            trouble=row.trouble,
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            side=label,
        )
        for row, label in (await db.execute(query)).tuples()
    )


async def _counted(db: AsyncSession, query: Select[Any]) -> dict[str, int]:
    rows = await db.execute(query)
    return {str(name): int(count) for name, count in sorted(rows.tuples())}


async def _stuck(db: AsyncSession) -> tuple[Stuck, ...]:
    rows = await db.scalars(
        select(Cause)
        .where(Cause.handled_at.is_(None), Cause.failures >= STUCK_AFTER)
        .order_by(Cause.case)
        .limit(100)
    )
    return tuple(Stuck(row.case, row.fact, row.failures, row.failure_kind) for row in rows)
