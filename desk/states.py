"""Status Keadaan Konflik: what the bupati decreed about a case, and until when (UU 7/2012)."""

from dataclasses import dataclass
from datetime import date, timedelta

from desk.acting import COORDINATOR, Act, Person, acting, only
from desk.refusals import states as says
from desk.words import fit_date, fit_day
from kit.clock import wita_date
from models.facts.danger import ConflictStateRecorded
from models.states import EXTENDED, REVOKED, SET, last_state
from models.status import ENDED

KINDS = (SET, EXTENDED, REVOKED)
SET_DAYS, SET_BY = 90, "UU 7/2012 Ps 22"
EXTENDED_DAYS, EXTENDED_BY = 30, "UU 7/2012 Ps 29"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StateDecree:
    """A decree: ``kind`` is set, extended or revoked; ``number`` is the decree's own.

    Days are 2026-11-23, both of them counted; a revoked state's ``until`` is its last day.
    """

    kind: str
    number: str
    since: str
    until: str


async def record_conflict_state(
    number: str, decree: StateDecree, *, by: Person, seen: int | None = None
) -> None:
    """Record what the bupati decreed after consulting the DPRD; Rukun itself sets no state.

    At most 90 days, extended once by at most 30, revoked at any time (UU 7/2012 Ps 15-31).
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        if act.case.stands in ENDED:
            raise act.refuse(says.ENDED, status=act.status)
        if act.case.sealed:
            raise act.refuse(says.SEALED)
        if decree.kind not in KINDS:
            raise act.refuse(says.UNKNOWN, kind=decree.kind[:20], known=", ".join(KINDS))
        since = fit_day(decree.since, what="since", today=wita_date(act.at))
        until = fit_date(decree.until, what="until")
        if until < since:
            raise act.refuse(says.BACKWARDS, since=since, until=until)
        await _refuse_unlawful(act, decree.kind, since=since, until=until)
        act.say(
            ConflictStateRecorded(
                state=decree.kind,
                since=since,
                until=until,
                decree=act.keep(decree.number, kind="decree"),
            )
        )


async def _refuse_unlawful(act: Act, kind: str, *, since: date, until: date) -> None:
    """Refuse what the law's order and lengths don't allow."""
    before = await last_state(act.db, act.case.number)
    if before is not None and (before.state == REVOKED or before.until < since - A_DAY):
        before = None
    if kind == SET:
        if before is not None:
            raise act.refuse(says.STANDS, until=before.until)
        _refuse_long(act, until, since - A_DAY, days=SET_DAYS, article=SET_BY)
        return
    if before is None:
        raise act.refuse(says.NONE_STANDS)
    if kind == EXTENDED:
        if before.state == EXTENDED:
            raise act.refuse(says.EXTENDED_ALREADY, until=before.until)
        _refuse_long(act, until, before.until, days=EXTENDED_DAYS, article=EXTENDED_BY)


def _refuse_long(act: Act, until: date, after: date, *, days: int, article: str) -> None:
    latest = after + timedelta(days=days)
    if until > latest:
        raise act.refuse(says.TOO_LONG, latest=latest, days=days, article=article, until=until)
