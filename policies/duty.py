"""Who is on duty for a case at an instant, and which rung of the alarm is due now. Pure.

The climb runs on the wall clock, day and night, and is never paused.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from kit.clock import WITA
from models.duty import Alarm, AlarmRung, Days, DutyRoster, Edition, Post, Rungs, Shift
from models.regency import Regency
from policies.workdays import holy_days, why_free

NYEPI_BEGINS = time(6)  # 06.00 to 06.00


def edition_at(at: datetime) -> Edition:
    """Tell which edition of the roster holds at an instant."""
    here = at.astimezone(WITA)
    day = here.date() if here.time() >= NYEPI_BEGINS else here.date() - timedelta(days=1)
    return Edition.NYEPI if is_nyepi(day) else Edition.ORDINARY


def is_nyepi(day: date) -> bool:
    """Tell whether a date is Nyepi, whether or not the calendar gives the day off."""
    return day in holy_days("nyepi", day.year)


def shift_at(at: datetime, *, kecamatan: str, rules: Regency) -> Shift:
    """Find the shift that covers an instant in a kecamatan; a checked roster has one."""
    here, edition = at.astimezone(WITA), edition_at(at)
    free = edition is Edition.NYEPI or why_free(here.date(), calendar=rules.calendar)
    kinds = {Days.ALL, Days.FREE if free else Days.WORKING}
    return next(
        one
        for one in rules.duty.roster
        if one.edition is edition
        and kecamatan in one.kecamatan
        and one.days in kinds
        and one.covers(here.time())
    )


def ladder_at(at: datetime, alarm: Alarm, *, rules: Regency) -> tuple[tuple[Post, ...], ...]:
    """Whom the rungs would wake at an instant, in order; sealed cases wake their bodies alone.

    A post of an agency that the reporter wants kept out is passed over.
    """
    return tuple(
        tuple(post for post in row if not _kept_out(post, alarm.not_to_tell, rules=rules))
        for row in _whole_ladder(at, alarm, rules=rules)
    )


def left_out_at(at: datetime, alarm: Alarm, *, rules: Regency) -> tuple[Post, ...]:
    """Whom the ladder would wake, did the reporter not fear them."""
    ladder = _whole_ladder(at, alarm, rules=rules)
    posts = _first_of([post for row in ladder for post in row])
    return tuple(post for post in posts if _kept_out(post, alarm.not_to_tell, rules=rules))


def _whole_ladder(at: datetime, alarm: Alarm, *, rules: Regency) -> tuple[tuple[Post, ...], ...]:
    if alarm.sealed:
        return _posts(_sealed_rungs(alarm, rules=rules), rules.duty)
    place = rules.village(alarm.village).kecamatan
    return _posts(shift_at(at, kecamatan=place, rules=rules).rungs, rules.duty)


def _sealed_rungs(alarm: Alarm, *, rules: Regency) -> Rungs:
    """A sealed case's two bodies; of a reprisal police and secretariat (UU 31/2014 Ps 5)."""
    if not alarm.reprisal:
        return rules.duty.sealed
    place = rules.village(alarm.village).kecamatan
    return next(one.rungs for one in rules.duty.reprisal if place in one.kecamatan)


def first_rung(alarm: Alarm, *, rules: Regency) -> AlarmRung | None:
    """Whom a danger wakes at once."""
    return alarm_now(alarm, at=alarm.raised_at, rules=rules)


def alarm_now(alarm: Alarm, *, at: datetime, rules: Regency) -> AlarmRung | None:
    """Choose the highest rung that is due and was not said; None if there is nothing new.

    Whoever stands on the rungs that were passed is woken with it: a late alarm beats none.
    A rung on which nobody is left wakes the next one that has somebody.
    """
    climb = rules.duty.climb
    due = [
        number
        for number, minutes in enumerate(climb)
        if number > alarm.said and alarm.raised_at + timedelta(minutes=minutes) <= at
    ]
    if not due:
        return None
    ladder = ladder_at(at, alarm, rules=rules)
    woken = _first_of([row for number in due for row in ladder[number]])
    return AlarmRung(
        number=due[-1],
        posts=woken or next((row for row in ladder[due[-1] :] if row), ()),
        then=next((row for row in ladder[due[-1] + 1 :] if row), ()),
        skipped=tuple(due[:-1]),
        next_at=next_rung_at(climb, after=due[-1], raised_at=alarm.raised_at),
        left_out=left_out_at(at, alarm, rules=rules),
    )


def next_rung_at(climb: Sequence[int], *, after: int, raised_at: datetime) -> datetime | None:
    """When the rung after one is due, None after the last."""
    return raised_at + timedelta(minutes=climb[after + 1]) if after + 1 < len(climb) else None


def may_answer(alarm: Alarm, *, post: str, told: Collection[str], rules: Regency) -> bool:
    """Tell whether a post may speak for an alarm at any hour: one that it woke or asked.

    ``told`` are those; who stood on no rung that was reached knows of nothing. Once the case is
    sealed, only its two bodies' posts speak.
    """
    asked = {*rules.duty.situation.asked, *rules.duty.situation.then}
    known = {one.code for one in _every_post(alarm, rules=rules)}
    return post in told and (post in known or (post in asked and not alarm.sealed))


def _every_post(alarm: Alarm, *, rules: Regency) -> Iterator[Post]:
    """Whoever some rung could wake."""
    if alarm.sealed:
        rows = iter(_sealed_rungs(alarm, rules=rules))
    else:
        place = rules.village(alarm.village).kecamatan
        rows = (row for one in rules.duty.roster if place in one.kecamatan for row in one.rungs)
    for row in rows:
        for post in rules.duty.posts_of(row):
            if not _kept_out(post, alarm.not_to_tell, rules=rules):
                yield post


def _posts(rungs: Rungs, duty: DutyRoster) -> tuple[tuple[Post, ...], ...]:
    return tuple(duty.posts_of(row) for row in rungs)


def _kept_out(post: Post, not_to_tell: Collection[str], *, rules: Regency) -> bool:
    return rules.keeps_out(post, not_to_tell)


def _first_of(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Keep each post once, in order."""
    return tuple({post.code: post for post in posts}.values())
