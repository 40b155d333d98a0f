"""Hours that a meeting may not take: those that people keep, and those when a figure sits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from desk.acting import Act
from desk.refusals import talks as says
from kit.clock import in_wita
from models.talks import Meeting, Seat, parties_of
from models.views import Slot
from policies.observances import concerned_by, why_not_at


def refuse_distant(act: Act, starts_at: datetime) -> None:
    """Nobody is called for a day years away: the year was mistyped."""
    days = act.rules.talks.ahead_days
    if starts_at - act.at > timedelta(days=days):
        raise act.refuse(says.TOO_FAR, day=starts_at.date(), days=days)


def refuse_untimely(act: Act, hours: Slot, *, short_notice: bool) -> None:
    """Nobody is called in the night, nor sooner than people can come unless all sides agreed."""
    rules = act.rules.talks
    soonest = act.at + timedelta(hours=rules.notice_hours)
    if hours.starts_at < soonest and not short_notice:
        raise act.refuse(
            says.TOO_SOON,
            hours=rules.notice_hours,
            soonest=f"{in_wita(soonest):%Y-%m-%d %H:%M}",
        )
    starts, ends = in_wita(hours.starts_at), in_wita(hours.ends_at)
    opens = starts.replace(hour=rules.from_hour, minute=0, second=0, microsecond=0)
    closes = opens + timedelta(hours=rules.until_hour - rules.from_hour)
    if not opens <= starts < ends <= closes:
        raise act.refuse(says.INDECENT_HOUR, opens=rules.from_hour, closes=rules.until_hour)


async def refuse_kept(act: Act, hours: Slot, *, figures: Sequence[str]) -> None:
    """Nobody is asked to come on a holy day, their temple's day or in hours of worship."""
    concerned = concerned_by(
        act.case.situation(),
        parties=[party.view() for party in await parties_of(act.db, act.case.number)],
        figures=[act.rules.figure(figure) for figure in figures],
    )
    reason = why_not_at(hours, calendar=act.rules.calendar, concerned=concerned)
    if reason is not None:
        raise act.refuse(says.KEPT, reason=reason)


async def refuse_busy(
    act: Act, hours: Slot, *, figures: Sequence[str], but: Meeting | None = None
) -> None:
    """Nobody sits in two places; ``but`` is the meeting that is moved."""
    elsewhere = select(Seat.figure).where(
        Seat.figure.in_(figures),
        Seat.free.is_(False),
        Seat.during.overlaps(Range(hours.starts_at, hours.ends_at)),
    )
    if but is not None:
        elsewhere = elsewhere.where(Seat.meeting != but.id)
    busy = ", ".join(sorted(set(await act.db.scalars(elsewhere))))
    if busy:
        raise act.refuse(says.BUSY, busy=busy)
