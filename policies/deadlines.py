"""When a step is due, and which rung of reminding and climbing is due now.

Working days run on the regency's calendar, every other unit on the wall clock.
Pauses and Rukun's own outages don't count, except against red, which is never
paused. Deadlines time the process, never the peace: nothing here closes a case.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kit.clock import WITA, wita_date
from models.limits import Deadline, Pause, Span, Unit
from models.observances import Calendar
from models.views import CaseSituation, Colour, Slot
from policies.workdays import add_working_days, add_working_time, working_time

REMINDER = 0
CLAUSE_OWNER = "clause_owner"
CHECK = "clause.checked"  # what a look at an agreement is recorded as
MONTHS_A_YEAR = 12
NOON = time(12)
NIGHT = time(21)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the climb: 0 reminds the owner, 1 and up tell the actor ``to``."""

    number: int
    at: datetime
    to: str | None


@dataclass(frozen=True, slots=True)
class RungChoice:
    """The rung that is now to be said, and those below it that were passed unsaid."""

    rung: Rung
    skipped: tuple[int, ...] = ()


def started_by(
    fact: str, *, case: CaseSituation, deadlines: Iterable[Deadline]
) -> tuple[Deadline, ...]:
    """The rules whose clock a fact starts in this case."""
    return tuple(rule for rule in deadlines if rule.starts_at == fact and _is_about(rule, case))


def _is_about(rule: Deadline, case: CaseSituation) -> bool:
    return (
        (not rule.categories or case.category in rule.categories)
        and (not rule.objects or not set(rule.objects).isdisjoint(case.objects))
        and (not rule.bars or not set(rule.bars).isdisjoint(case.bars))
        and set(rule.not_areas).isdisjoint(case.areas)
        and set(rule.not_objects).isdisjoint(case.objects)
    )


def ended_by(fact: str, *, deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """The rules whose clock a fact stops."""
    return tuple(rule for rule in deadlines if fact in rule.ends_at)


def due_at(
    rule: Deadline,
    starts_at: datetime,
    *,
    colour: Colour,
    calendar: Calendar,
    pauses: Sequence[Slot] = (),
    outages: Sequence[Slot] = (),
) -> datetime:
    """The instant (UTC) at which a step is due.

    ``pauses`` count only where the rule may pause; ``outages`` are stretches in which Rukun
    itself was down. Where they overlap they move the limit once.
    """
    pace = rule.pace(colour)
    due = after(starts_at, pace, calendar=calendar)
    if colour is Colour.RED:
        return due
    stopped = _merged([*(pauses if rule.pausable else ()), *outages])
    clock = _Clock(calendar, office=pace.unit is Unit.WORKING_DAYS)
    due = _extended(due, starts_at, stopped=stopped, clock=clock)
    return _in_the_morning(due, calendar=calendar) if rule.by_day else due


def due_after_stop(
    rule: Deadline, due: datetime, stop: Slot, *, colour: Colour, calendar: Calendar
) -> datetime:
    """The later instant (UTC) at which a step is due whose clock stood still for a stretch.

    As much is left at the stretch's end as was at its beginning; red's clock never stands still,
    and a limit that was over before stays over.
    """
    if colour is Colour.RED or due <= stop.starts_at:
        return due
    clock = _Clock(calendar, office=rule.pace(colour).unit is Unit.WORKING_DAYS)
    later = clock.add(stop.ends_at, clock.between(stop.starts_at, due)).astimezone(UTC)
    return _in_the_morning(later, calendar=calendar) if rule.by_day else later


def after(at: datetime, span: Span, *, calendar: Calendar) -> datetime:
    """The instant (UTC) that lies a span after another, or before it if the span is negative."""
    if span.unit is Unit.WORKING_DAYS:
        return add_working_days(at, span.length, calendar=calendar).astimezone(UTC)
    if span.unit is Unit.MONTHS:
        return _months_after(at, span.length)
    return at.astimezone(UTC) + timedelta(**{span.unit.value: span.length})


def ladder(
    rule: Deadline, due: datetime, *, colour: Colour, to: Sequence[str], calendar: Calendar
) -> tuple[Rung, ...]:
    """All rungs of a deadline: the reminder before it, then the actors ``to``, from the limit on.

    The first actor is told at the limit, each next one ``climb_every`` later; without that
    only the first. A reminder is left out where the rule has none. Around a clause's date its
    owner is reminded at the limit itself, and nobody else.
    """
    if rule.owner == CLAUSE_OWNER:
        return (Rung(REMINDER, due, None),)
    pace = rule.pace(colour)
    rungs = []
    if pace.remind_before:
        back = Span(length=-pace.remind_before.length, unit=pace.remind_before.unit)
        rungs.append(Rung(REMINDER, after(due, back, calendar=calendar), None))
    reached = to if pace.climb_every else to[:1]
    for number, actor in enumerate(reached, start=1):
        rungs.append(Rung(number, due, actor))
        due = after(due, pace.climb_every, calendar=calendar) if pace.climb_every else due
    return tuple(rungs)


def rung_now(rungs: Sequence[Rung], *, said: Collection[int], at: datetime) -> RungChoice | None:
    """The highest rung that is due and was not said, once; None if there is nothing new to say.

    A rung below one that was said is never said afterwards.
    """
    due = [rung for rung in rungs if rung.at <= at and rung.number > max(said, default=-1)]
    if not due:
        return None
    highest = max(due, key=lambda rung: rung.number)
    skipped = sorted(rung.number for rung in due if rung is not highest)
    return RungChoice(highest, tuple(skipped))


def pause_ends(pause: Pause, at: datetime, *, calendar: Calendar) -> date:
    """The WITA date on which a pause that begins at an instant ends by itself at the latest."""
    return wita_date(after(at, pause.at_most, calendar=calendar))


def checks_on(
    signed_on: date,
    *,
    said_on: date,
    dues: Iterable[date | None],
    deadlines: Iterable[Deadline],
    calendar: Calendar,
) -> tuple[date, ...]:
    """The dates on which an agreement is looked at: after its signing and around its clauses' dues.

    Only those after ``said_on``, when it was written down. They outlive the closure of the case.
    """
    begins = {"agreement.signed": [signed_on], "clause.due": [due for due in dues if due]}
    wanted = {
        wita_date(after(noon_of(day), rule, calendar=calendar))
        for rule in deadlines
        if CHECK in rule.ends_at
        for day in begins.get(rule.starts_at, [])
    }
    return tuple(sorted(day for day in wanted if day > said_on))


def noon_of(day: date) -> datetime:
    """From when a limit counts of which only the day is known."""
    return datetime.combine(day, NOON, WITA)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Measures and adds either office time or wall time."""

    calendar: Calendar
    office: bool

    def between(self, begins: datetime, ends: datetime) -> timedelta:
        if self.office:
            return working_time(begins, ends, calendar=self.calendar)
        return max(timedelta(0), ends - begins)

    def add(self, at: datetime, length: timedelta) -> datetime:
        if self.office:
            return add_working_time(at, length, calendar=self.calendar)
        return at + length


def _extended(
    due: datetime, starts_at: datetime, *, stopped: Sequence[Slot], clock: _Clock
) -> datetime:
    """Move a limit by the stopped time before it, and by what stands still while it moves."""
    begins = starts_at
    while lost := _lost(begins, due, stopped=stopped, clock=clock):
        begins, due = due, clock.add(due, lost)
    return due


def _lost(begins: datetime, ends: datetime, *, stopped: Sequence[Slot], clock: _Clock) -> timedelta:
    parts = ((max(begins, slot.starts_at), min(ends, slot.ends_at)) for slot in stopped)
    return sum((clock.between(*part) for part in parts), timedelta(0))


def _merged(slots: Iterable[Slot]) -> list[Slot]:
    """Join stretches that overlap, so that none is counted twice."""
    merged: list[Slot] = []
    for slot in sorted(slots, key=lambda one: one.starts_at):
        if merged and slot.starts_at <= merged[-1].ends_at:
            last = merged.pop()
            slot = Slot(last.starts_at, max(last.ends_at, slot.ends_at))  # noqa: PLW2901 - joined
        merged.append(slot)
    return merged


def _in_the_morning(due: datetime, *, calendar: Calendar) -> datetime:
    """The limit itself by day; at night the hour at which the offices next open, on any day."""
    here, opens = due.astimezone(WITA), calendar.office_hours.opens
    if opens <= here.time() < NIGHT:
        return due
    day = here.date() if here.time() < opens else here.date() + timedelta(days=1)
    return datetime.combine(day, opens, WITA).astimezone(UTC)


def _months_after(at: datetime, months: int) -> datetime:
    """The same day and hour in WITA so many months on, or the month's last day if it is shorter."""
    here = at.astimezone(WITA)
    years, month = divmod(here.month - 1 + months, MONTHS_A_YEAR)
    year, month = here.year + years, month + 1
    day = min(here.day, monthrange(year, month)[1])
    return here.replace(year=year, month=month, day=day).astimezone(UTC)
