"""On which day and hour the sides meet. Pure: facts in, decision out."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from kit.clock import WITA, wita_date
from models.observances import Calendar
from models.views import Slot
from policies.observances import NOBODY, Concerned, why_not_at, why_not_on
from policies.workdays import DAY, is_worked, next_worked

LENGTH = timedelta(hours=2)
STEP = timedelta(minutes=30)
AFTER_OPENING = timedelta(hours=1)
NOTICE = 2  # working days between the invitation and the meeting
MIDDAY = (time(12), time(13))


class NoSlot(Exception):
    """No hours before the limit suit everybody."""

    def __init__(self, deadline: datetime) -> None:
        """Say until when was looked, and what a person can do."""
        super().__init__(
            f"no working hours until {wita_date(deadline)} suit every figure; "
            "extend the mediation, or ask another figure"
        )
        self.deadline = deadline


def may_meet(day: date, *, calendar: Calendar, concerned: Concerned = NOBODY) -> bool:
    """Tell whether sides may be invited for a day: worked, and kept for nothing else.

    Nyepi, Galungan and Kuningan are kept free whatever the calendar of the offices says.
    """
    kept = why_not_on(day, calendar=calendar, concerned=concerned)
    return kept is None and is_worked(day, calendar=calendar)


def propose_slot(
    not_before: datetime,
    *,
    deadline: datetime,
    calendar: Calendar,
    busy: Sequence[Slot] = (),
    avoid: Collection[date] = (),
    concerned: Concerned = NOBODY,
    length: timedelta = LENGTH,
    notice: int = NOTICE,
) -> Slot:
    """The first hours (UTC) that suit, at least ``notice`` working days after ``not_before``.

    Within office hours and ended by the deadline; over no midday, nor what ``concerned`` keep;
    none of the stretches that the figures are ``busy`` in, no day to ``avoid``. Raises ``NoSlot``.
    """
    day = wita_date(not_before)
    for _ in range(notice):
        day = next_worked(day, calendar=calendar)
    while day <= wita_date(deadline):
        if day not in avoid and may_meet(day, calendar=calendar, concerned=concerned):
            for slot in _slots(day, length=length, calendar=calendar):
                if why_not_at(slot, calendar=calendar, concerned=concerned):
                    continue
                late = slot.starts_at < not_before or slot.ends_at > deadline
                if not late and not any(_overlap(slot, taken) for taken in busy):
                    return slot
        day += DAY
    raise NoSlot(deadline)


def _slots(day: date, *, length: timedelta, calendar: Calendar) -> Iterator[Slot]:
    hours = calendar.office_hours
    starts_at, closes = _at(day, hours.opens) + AFTER_OPENING, _at(day, hours.closes)
    rest = Slot(*(_at(day, hour) for hour in MIDDAY))
    while starts_at + length <= closes:
        slot = Slot(starts_at, starts_at + length)
        if not _overlap(slot, rest):
            yield slot
        starts_at += STEP


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, WITA).astimezone(UTC)
