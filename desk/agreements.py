"""A signed agreement with its clauses: recorded, and corrected where it was written wrongly."""

import uuid
from datetime import date

from sqlalchemy import Select, select

from desk.acting import AGENCY, Act, Person, acting, only
from desk.clauses import Promise, Signed, due_day, refuse_crossing, signers
from desk.refusals import endings as says
from desk.refusals.words import CLAUSE
from desk.words import fit_day, fit_text
from kit.clock import wita_date
from models.agreements import Agreement, Clause, clauses_of, current_agreement
from models.facts.base import Sealed
from models.facts.ending import AgreementSigned, ClauseWritten
from models.status import Status
from models.talks import Mediation, Meeting, Party
from policies.agreement import Crossing


async def sign_agreement(
    number: str, signed: Signed, *, by: Person, seen: int | None = None
) -> None:
    """Record a signed agreement with its clauses; it counts from now on."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY)
        await _write(act, signed, meeting=await _agreed_meeting(act))


async def correct_agreement(
    number: str, signed: Signed, *, by: Person, reason: str, seen: int | None = None
) -> None:
    """Record anew what was signed, where it was written down wrongly; all are written to again.

    What was recorded first stays in the chain. Refused once a clause was looked at: what was
    promised is not changed after it was kept or broken.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY)
        wrong, meeting = await _uncounted(act)
        why = act.keep(fit_text(reason, what="reason"), kind="reason")
        wrong.ended_at = act.at
        await _write(act, signed, meeting=meeting, corrects=str(wrong.id), reason=why)


async def _write(
    act: Act,
    signed: Signed,
    *,
    meeting: Meeting,
    corrects: str | None = None,
    reason: Sealed | None = None,
) -> None:
    """Keep the agreement, if all that the law asks of it holds."""
    if not signed.promises:
        raise act.refuse(says.NO_CLAUSE)
    await refuse_crossing(act, signed.promises, meeting=meeting)
    signed_by = await signers(act, signed.signed_by, meeting=meeting)
    signed_on = _signing_day(act, signed, meeting=meeting)
    document = act.keep(fit_text(signed.document, what="document"), kind="agreement")
    agreement = await _counts(act, document, meeting=meeting, signed_on=signed_on)
    clauses = [
        await _clause(act, agreement, promise=promise, number=at)
        for at, promise in enumerate(signed.promises, start=1)
    ]
    act.say(
        AgreementSigned(
            agreement=str(agreement.id),
            mediation=str(meeting.mediation),
            signed_on=signed_on,
            clauses=tuple(clauses),
            document=document,
            signed_by=signed_by,
            questions=tuple(Crossing),
            to_register=signed.register,
            corrects=corrects,
            reason=reason,
        )
    )


async def _counts(act: Act, document: Sealed, *, meeting: Meeting, signed_on: date) -> Agreement:
    await act.db.flush()  # its text first, and the end of one that it corrects
    agreement = Agreement(
        id=uuid.uuid4(),
        case=act.case.number,
        mediation=meeting.mediation,
        signed_on=signed_on,
        document=uuid.UUID(document.text),
    )
    act.db.add(agreement)
    await act.db.flush()
    return agreement


def _signing_day(act: Act, signed: Signed, *, meeting: Meeting) -> date:
    day = fit_day(signed.signed_on, what="signed on", today=wita_date(act.at))
    if day < (met_on := wita_date(meeting.starts_at)):
        raise act.refuse(says.SIGNED_BEFORE, signed_on=day, met_on=met_on)
    return day


async def _agreed_meeting(act: Act) -> Meeting:
    """Read the meeting in which the sides agreed, or refuse."""
    if act.case.stands is not Status.IN_MEDIATION:
        raise act.refuse(says.NOT_MEDIATED, status=act.status)
    if await current_agreement(act.db, act.case.number) is not None:
        raise act.refuse(says.SIGNED_ALREADY)
    running = AGREED_IN.where(Mediation.case == act.case.number, Mediation.ended_at.is_(None))
    agreed: Meeting | None = await act.db.scalar(running)
    if agreed is None:
        raise act.refuse(says.NO_MEETING_AGREED)
    return agreed


async def _uncounted(act: Act) -> tuple[Agreement, Meeting]:
    """Read the agreement of which no clause was looked at yet, and its meeting; or refuse."""
    agreement = await current_agreement(act.db, act.case.number)
    if agreement is None or act.case.stands is not Status.AGREED:
        raise act.refuse(says.NOTHING_TO_CORRECT, status=act.status)
    for clause in await clauses_of(act.db, agreement):
        if clause.state != "open":
            raise act.refuse(says.LOOKED_AT, clause=clause.number)
    meeting = await act.db.scalar(AGREED_IN.where(Mediation.id == agreement.mediation))
    if meeting is None:
        raise act.refuse(says.NO_MEETING_AGREED)
    return agreement, meeting


AGREED_IN: Select[tuple[Meeting]] = (
    select(Meeting)
    .join(Mediation, Mediation.id == Meeting.mediation)
    .where(Meeting.outcome == "agreed")
    .order_by(Meeting.starts_at.desc())
    .limit(1)
)


async def _clause(
    act: Act, agreement: Agreement, *, promise: Promise, number: int
) -> ClauseWritten:
    owner, kind = await _owner(act, promise.owner)
    words = act.keep(fit_text(promise.words, what=CLAUSE.filled(number=number)), kind="clause")
    await act.db.flush()
    clause = Clause(
        id=uuid.uuid4(),
        case=act.case.number,
        agreement=agreement.id,
        number=number,
        owner=owner,
        owner_kind=kind,
        due_on=due_day(act, promise.due_on),
        words=uuid.UUID(words.text),
    )
    act.db.add(clause)
    return ClauseWritten(
        clause=str(clause.id),
        number=number,
        owner=owner,
        owner_kind=kind,
        due_on=clause.due_on,
        words=words,
        evidence=act.keep_if_any(promise.evidence, kind="evidence_wanted"),
    )


async def _owner(act: Act, owner: str) -> tuple[str, str]:
    party = await act.db.scalar(
        select(Party).where(Party.case == act.case.number, Party.label == owner.strip())
    )
    if party is not None:
        return (party.office, "agency") if party.office else (str(party.id), "party")
    if any(agency.code == owner for agency in act.rules.agencies):
        return owner, "agency"
    raise act.refuse(says.NO_OWNER, owner=owner)
