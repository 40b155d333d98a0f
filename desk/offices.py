"""Handing over: from officer to officer inside an agency, and when an office changes hands."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import AGENCY, COORDINATOR, Act, Person, Refused, acting, only
from desk.refusals import agencies as says
from desk.words import fit_text
from kit.clock import now
from models.assignments import answer_to, current_assignment
from models.cases import Case, lock_cases
from models.deadlines import running
from models.facts.assignment import OfficeHandedOver, OfficerChanged
from models.letters import agencies as letters
from models.notices import Notice, queue_all
from models.regency import Actor, Regency
from models.regency_folder import regency
from models.session import reading, transaction
from models.status import ENDED

HANDOVER = "hand_over_note"


async def change_officer(
    number: str,
    *,
    by: Person,
    office: str,
    officer: str,
    note: str | None = None,
    seen: int | None = None,
) -> None:
    """Record that another officer of the lead agency has the case from now on."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY)
        current = await current_assignment(act.db, number)
        answer = await answer_to(act.db, current) if current else None
        if current is None or answer is None or answer.answer != "accepted":
            raise act.refuse(says.ACCEPT_FIRST)
        if act.case.stands in ENDED:
            raise act.refuse(says.ENDED_CASE, status=act.status)
        act.say(
            OfficerChanged(
                assignment=str(current.id),
                agency=current.agency,
                office=fit_text(office, what="office"),
                officer=act.keep(fit_text(officer, what="officer"), kind="officer"),
                note=act.keep_if_any(note, kind=HANDOVER),
            )
        )


async def hand_over_office(*, by: Person, note: str) -> tuple[letters.OpenCase, ...]:
    """Record that the person's office changed hands: each of its open cases says so.

    Returns the nota serah terima, which is mailed to the office too. A coordinator's office
    hands over all open cases, an agency's those that it leads.
    """
    if by.role not in {AGENCY, COORDINATOR}:
        raise Refused(says.NO_OFFICE, who=by)
    words = fit_text(note, what="note")
    async with reading() as db:
        numbers = await _open_cases(db, by)
    async with transaction() as db:
        cases = list((await lock_cases(db, numbers)).values())
        held = [one for one in cases if _holds(by, one)]
        if not held:
            raise Refused(says.NOTHING_OPEN, who=by)
        rules, at, handover = regency(), now(), str(uuid.uuid4())
        for case in held:
            act = Act(db, case, at, rules, by)
            sealed = act.keep(words, kind=HANDOVER)
            act.say(OfficeHandedOver(office=by.id, note=sealed, handover=handover, cases=len(held)))
        lines = await _lines(db, held, rules=rules)
        first = next((one for one in held if not one.sealed), held[0])
        await _mail(db, first, lines, actor=rules.actor(by.id))
        return lines


async def _open_cases(db: AsyncSession, by: Person) -> Sequence[str]:
    ended = [one.value for one in ENDED]
    query = select(Case.number).where(Case.status.not_in(ended))
    if by.role == AGENCY:
        query = query.where(Case.lead == by.agency)
    return (await db.scalars(query)).all()


def _holds(by: Person, case: Case) -> bool:
    """Tell again under the lock; a sealed case is no coordinator's to hand over."""
    mine = case.lead == by.agency if by.role == AGENCY else not case.sealed
    return case.stands not in ENDED and mine


async def _lines(
    db: AsyncSession, cases: Sequence[Case], *, rules: Regency
) -> tuple[letters.OpenCase, ...]:
    limits = await running(db, [one.number for one in cases])
    return tuple(
        letters.OpenCase(number=one.number)
        if one.sealed
        else letters.OpenCase(
            number=one.number,
            status=one.stands,
            category=rules.category(one.category or "LNY").name,
            village=rules.village(one.village).name,
            due_at=min((row.due_at for row in limits.get(one.number, [])), default=None),
        )
        for one in cases
    )


async def _mail(
    db: AsyncSession, first: Case, lines: tuple[letters.OpenCase, ...], *, actor: Actor
) -> None:
    letter = letters.OfficeHandedOver(office=actor.office, cases=lines)
    notice = Notice.of(
        letter,
        case=first.number,
        seq=first.seq,
        recipient=actor.id,
        address=actor.email,
        language=actor.language,
    )
    await queue_all(db, [notice])
