"""A limit stands still for a reason, until a date, and runs again."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.refusals import clocks as says
from kit.clock import WITA, wita_date
from models.chain import SealedFact
from models.deadlines import Deadline, running
from models.facts.clock import ClockPaused, ClockResumed
from models.views import Colour, Slot
from policies.deadlines import due_after_stop, pause_ends


@dataclass(frozen=True, slots=True)
class Pausing:
    """Which limit is to stand still, why, and until when; without a date as long as may be."""

    limit: str
    reason_code: str
    until: date | None = None


async def pause_clock(
    number: str, pausing: Pausing, *, by: Person, seen: int | None = None
) -> date:
    """Pause a limit; returns the WITA date on which it runs again by itself.

    After its first pause a second person decides the next: nobody holds a case up alone.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR, AGENCY)
        row = await _pausable(act, pausing.limit)
        if await _last_paused_by(act, row) == str(by):
            raise act.refuse(says.SECOND_PERSON)
        until = _until(act, pausing)
        row.pause(act.at, until=datetime.combine(until, time(), WITA))
        act.say(ClockPaused(deadline=str(row.id), reason_code=pausing.reason_code, until=until))
        return until


async def resume_clock(number: str, limit: str, *, by: Person, seen: int | None = None) -> datetime:
    """Let a paused limit run again before its date; returns when it is due now."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR, AGENCY)
        row = await _running(act, limit)
        if row.paused_at is None:
            raise act.refuse(says.NOT_PAUSED, limit=limit)
        due = due_after_stop(
            act.rules.deadline(row.kind),
            row.due_at,
            Slot(row.paused_at, act.at),
            colour=Colour(act.case.colour or Colour.GREEN),
            calendar=act.rules.calendar,
        )
        row.resume(act.at, due_at=due)
        act.say(ClockResumed(deadline=str(row.id)))
        return due


async def _running(act: Act, limit: str) -> Deadline:
    rows = (await running(act.db, [act.case.number])).get(act.case.number, [])
    found = next((row for row in rows if row.kind == limit), None)
    if found is None:
        known = ", ".join(dict.fromkeys(row.kind for row in rows)) or says.NONE_RUNS.filled()
        raise act.refuse(says.NO_SUCH_LIMIT, limit=limit[:40], running=known)
    return found


async def _pausable(act: Act, limit: str) -> Deadline:
    row = await _running(act, limit)
    if not act.rules.deadline(row.kind).pausable:
        pausable = ", ".join(rule.kind for rule in act.rules.deadlines if rule.pausable)
        raise act.refuse(says.NEVER_PAUSED, limit=limit, pausable=pausable)
    if act.case.colour == Colour.RED:
        raise act.refuse(says.RED_RUNS_ON)
    if row.paused_until is not None:
        raise act.refuse(says.PAUSED_ALREADY, limit=limit, until=wita_date(row.paused_until))
    return row


def _until(act: Act, pausing: Pausing) -> date:
    known = {pause.code: pause for pause in act.rules.pauses}
    reason = known.get(pausing.reason_code)
    if reason is None:
        codes = ", ".join(known)
        raise act.refuse(says.UNKNOWN_REASON, code=pausing.reason_code[:40], codes=codes)
    latest = pause_ends(reason, act.at, calendar=act.rules.calendar)
    until = pausing.until or latest
    if until > latest:
        raise act.refuse(says.TOO_LONG, code=reason.code, latest=latest)
    if until <= wita_date(act.at):
        raise act.refuse(says.NOT_AHEAD, until=until)
    return until


async def _last_paused_by(act: Act, row: Deadline) -> str | None:
    actor: str | None = await act.db.scalar(
        select(SealedFact.actor)
        .where(
            SealedFact.case == act.case.number,
            SealedFact.name == ClockPaused.name,
            SealedFact.body["deadline"].astext == str(row.id),
        )
        .order_by(SealedFact.seq.desc())
        .limit(1)
    )
    return actor
