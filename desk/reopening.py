"""After the end: objections, and reopening as a new episode under the same number."""

from datetime import timedelta

from sqlalchemy import select

from desk.acting import COORDINATOR, REPORTER, Act, Person, acting, only
from desk.codes import known_code
from desk.incidents import NEW_INCIDENT, Happened, happens
from desk.refusals import after as says
from desk.sealed import bodies
from desk.standing import decides
from desk.telling import tell_decided, tell_objection
from kit.clock import wita_date
from models.agreements import finished_by
from models.causes import begins_again
from models.chain import SealedFact
from models.facts.ending import ClosureApproved
from models.facts.intake import (
    CaseReopened,
    CaseReviewed,
    ObjectionRaised,
    ObjectionRejected,
    ObjectionUpheld,
)
from models.remains import Objection
from models.status import Status
from policies.audience import Acts

OVER = frozenset({Status.CLOSED, Status.DISMISSED})


async def reopen(
    number: str, *, by: Person, reason_code: str, reason: str, seen: int | None = None
) -> None:
    """Begin a new episode of an ended case; a sealed one never by who ended or finished it.

    What is told of a new incident is read for danger, as any incident is.
    """
    async with acting(number, by=by, seen=seen) as act:
        await decides(act, Acts.REOPEN)
        await _refuse_open(act)
        if act.case.sealed and str(by) in await _enders(act):
            raise act.refuse(says.ENDED_IT_YOURSELF)
        code = known_code(
            act, reason_code, known=act.rules.endings.reopening_reasons, what="reason"
        )
        act.say(
            CaseReopened(
                episode=act.case.episode + 1,
                reason_code=code,
                reason=act.keep(reason, kind="reopening"),
            )
        )
        if code == NEW_INCIDENT:
            await happens(act, Happened(reason, wita_date(act.at)))


async def object_to(number: str, *, by: Person, reason: str, seen: int | None = None) -> None:
    """Object to how a case ended: the reporter, or a coordinator who took it down."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, REPORTER, COORDINATOR)
        await _refuse_open(act)
        await _refuse_late(act)
        if await act.db.get(Objection, (number, act.case.episode)) is not None:
            raise act.refuse(says.OBJECTED_ALREADY)
        act.db.add(Objection(case=number, episode=act.case.episode, raised_at=act.at))
        act.say(ObjectionRaised(reason=act.keep(reason, kind="objection")))
        await tell_objection(act, await bodies(act.db, act.case))


async def decide_objection(
    number: str, *, by: Person, upheld: bool, reason: str, seen: int | None = None
) -> None:
    """Uphold or reject an objection; never who ended the case, nor who wrote it down."""
    async with acting(number, by=by, seen=seen) as act:
        await decides(act, Acts.REOPEN)
        objection = await act.db.get(Objection, (number, act.case.episode))
        if objection is None or objection.decided_at is not None or act.case.stands not in OVER:
            raise act.refuse(says.NOTHING_OBJECTED)
        if str(by) in await _enders(act):
            raise act.refuse(says.ENDED_IT_YOURSELF)
        if str(by) == await _last_actor(act, ObjectionRaised.name):
            raise act.refuse(says.WROTE_IT_YOURSELF)
        objection.decided_at, objection.decided_by = act.at, str(by)
        objection.upheld = upheld
        sealed = act.keep(reason, kind="objection_decision")
        act.say(ObjectionUpheld(reason=sealed) if upheld else ObjectionRejected(reason=sealed))
        await tell_decided(act, upheld=upheld)


async def _refuse_open(act: Act) -> None:
    if act.case.stands not in OVER:
        raise act.refuse(says.NOT_ENDED, status=act.status)
    if await begins_again(act.db, act.case.number):
        raise act.refuse(says.REOPENED_ALREADY)


async def _refuse_late(act: Act) -> None:
    ended = await act.db.scalar(
        select(SealedFact.at)
        .where(
            SealedFact.case == act.case.number,
            SealedFact.name.in_(("case.closed", "case.dismissed")),
        )
        .order_by(SealedFact.seq.desc())
        .limit(1)
    )
    until = wita_date((ended or act.at) + timedelta(days=act.rules.endings.object_within))
    if wita_date(act.at) > until:
        raise act.refuse(says.TOO_LATE, until=until)


async def _enders(act: Act) -> set[str]:
    """Who dismissed it, finished it or approved its closure, the last time."""
    found = await _last_actor(act, CaseReviewed.name, ClosureApproved.name)
    finisher = await finished_by(act.db, act.case.number)
    return {one for one in (found, finisher) if one}


async def _last_actor(act: Act, *names: str) -> str | None:
    """Who said the newest of these facts of the case."""
    found: str | None = await act.db.scalar(
        select(SealedFact.actor)
        .where(SealedFact.case == act.case.number, SealedFact.name.in_(names))
        .order_by(SealedFact.seq.desc())
        .limit(1)
    )
    return found
