"""Refer a case to another body, and record what it answered."""

import uuid

from desk.acting import COORDINATOR, Act, Person, acting, only
from desk.codes import known_code
from desk.refusals import after as says
from desk.stopping import stop_talks
from models.causes import waits_for
from models.facts.ending import CaseReferred, ReferralAnswered
from models.remains import Referral, open_referral
from models.status import Status, may_become

RESULTS = ("ended", "returned")


async def refer(
    number: str,
    *,
    by: Person,
    to: str,
    reason_code: str,
    their_number: str | None = None,
    seen: int | None = None,
) -> None:
    """Refer a case; talks end, and the other body is asked for word until it answers."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        await _refuse_unfit(act)
        endings = act.rules.endings
        body = known_code(act, to, known=[one.code for one in endings.bodies], what="to")
        reason = known_code(act, reason_code, known=endings.referral_reasons, what="reason")
        await stop_talks(act, reason_code="referred")
        sealed = act.keep_if_any(their_number, kind="their_number")
        await act.db.flush()
        act.db.add(
            Referral(
                id=uuid.uuid4(),
                case=number,
                body=body,
                their_number=uuid.UUID(sealed.text) if sealed else None,
                referred_at=act.at,
            )
        )
        act.say(CaseReferred(to=body, reason_code=reason, their_number=sealed))


async def answer_referral(
    number: str, *, by: Person, result: str, answer: str | None = None, seen: int | None = None
) -> None:
    """Record the other body's answer: it ended the matter, or gave it back."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        row = await open_referral(act.db, number)
        if row is None or act.case.stands is not Status.REFERRED:
            raise act.refuse(says.NOT_REFERRED)
        row.result = known_code(act, result, known=RESULTS, what="result")
        row.answered_at = act.at
        sealed = act.keep_if_any(answer, kind="referral_answer")
        act.say(ReferralAnswered(result=row.result, answer=sealed))


async def _refuse_unfit(act: Act) -> None:
    if act.case.sealed:
        raise act.refuse(says.SEALED)
    waits = await waits_for(act.db, act.case.number, CaseReferred.name)
    if waits or not may_become(act.case.stands, Status.REFERRED):
        raise act.refuse(says.NOT_REFERRABLE, status=act.status)
