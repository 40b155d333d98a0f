"""Red alarms as operators see them: which run, and whom to ring for one of them, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.alerts import Alert
from models.chain import SealedFact
from models.duty import Post
from models.letters.alarms import AlarmSent, AlarmSentSealed
from models.letters.catalogue import URGENT
from models.notices import Notice

WAKING = (AlarmSent.kind, AlarmSentSealed.kind)


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An open alert: number and clocks, never a place."""

    case: str
    raised_at: datetime
    rung: int
    next_at: datetime | None
    taken_by: str | None
    report_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ringable:
    """A post to ring: how its alarm's mail stands, and how the calls to it went."""

    rung: int
    post: str
    office: dict[str, str]
    phone: str
    mail: str | None
    calls: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class CallList:
    """Whom to ring for a case, in order, and whom nobody woke because the reporter fears them."""

    case: str
    posts: tuple[Ringable, ...]
    left_out: tuple[Ringable, ...] = ()


@dataclass(frozen=True, slots=True)
class AlarmSeen:
    """The alarm that runs on a case, for those who may take it; ``dangers`` are codes.

    ``posts`` are whom to ring, in order, as the roster stands now.
    """

    raised_at: datetime
    stage: int
    dangers: tuple[str, ...]
    rung: int
    next_at: datetime | None
    taken_by: str | None
    taken_at: datetime | None
    report_at: datetime | None
    posts: tuple[Ringable, ...] = ()


@dataclass(frozen=True, slots=True)
class AlarmState:
    """Whether alarms would go out: who watches, and the cases whose rung or mail is overdue."""

    watches: int
    late: tuple[str, ...]
    owed: tuple[str, ...]


def alert_lines(alerts: Iterable[Alert]) -> list[AlertLine]:
    """Show open alerts."""
    return [
        AlertLine(
            case=one.case,
            raised_at=one.raised_at,
            rung=one.rung,
            next_at=one.next_at,
            taken_by=one.acknowledged_by,
            report_at=one.report_at,
        )
        for one in alerts
    ]


async def call_list(
    db: AsyncSession,
    case: str,
    ladder: Sequence[Sequence[Post]],
    *,
    left_out: Sequence[Post] = (),
) -> CallList:
    """Put mails and calls beside each post of a ladder, each post once."""
    mails = await _mails(db, case)
    calls = await _calls(db, case)

    def ringable(rung: int, post: Post) -> Ringable:
        return Ringable(
            rung=rung,
            post=post.code,
            office=post.office,
            phone=post.phone,
            mail=mails.get(post.code),
            calls=tuple(calls.get(post.code, ())),
        )

    posts: dict[str, Ringable] = {}
    for rung, row in enumerate(ladder):
        for post in row:
            posts.setdefault(post.code, ringable(rung, post))
    asleep = tuple(ringable(len(ladder), post) for post in left_out)
    return CallList(case, tuple(posts.values()), asleep)


async def alarm_state(
    db: AsyncSession, *, watch: str, late: datetime, owed: datetime
) -> AlarmState:
    """Look at the watch's sessions, at rungs due before ``late`` and mails due before ``owed``."""
    sessions = await db.scalar(text(WATCHES), {"name": f"rukun {watch}"})
    rungs = await db.scalars(
        select(Alert.case)
        .where(Alert.ended_at.is_(None), Alert.next_at < late)
        .order_by(Alert.case)
    )
    waiting = Notice.state.in_(("queued", "sending")) & (Notice.queued_at < owed)
    mails = await db.scalars(
        select(Notice.case)
        .distinct()
        .join(Alert, (Alert.case == Notice.case) & Alert.ended_at.is_(None))
        .where(Notice.kind.in_(URGENT), waiting | (Notice.state == "dead"))
        .order_by(Notice.case)
    )
    return AlarmState(sessions or 0, tuple(rungs), tuple(mails))


WATCHES = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND application_name = :name
"""


async def _mails(db: AsyncSession, case: str) -> dict[str, str]:
    """How the mails stand that wake people, of the alarm that sounds now."""
    began = (
        select(func.max(SealedFact.seq))
        .where(SealedFact.case == case, SealedFact.name.in_(("alert.raised", "alert.resumed")))
        .scalar_subquery()
    )
    rows = await db.execute(
        select(Notice.recipient, Notice.state)
        .where(Notice.case == case, Notice.kind.in_(WAKING), Notice.seq > began)
        .order_by(Notice.queued_at)
    )
    return dict(rows.tuples().all())


async def _calls(db: AsyncSession, case: str) -> dict[str, list[bool]]:
    bodies = await db.scalars(
        select(SealedFact.body)
        .where(SealedFact.case == case, SealedFact.name == "call.recorded")
        .order_by(SealedFact.seq)
    )
    calls: dict[str, list[bool]] = {}
    for body in bodies:
        calls.setdefault(body["called"], []).append(bool(body["answered"]))
    return calls
