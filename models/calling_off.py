"""Call off a meeting: its row, its seats, and a letter to all who were invited, without a reason.

The one place for it, whether a person cancels, a bar closes the matter, or blood flows.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.facts.talks import MeetingCancelled as Cancelled
from models.letters.base import Phone
from models.letters.mediations import FigureReleased, MeetingCancelled
from models.regency import Agency, Regency
from models.talks import Mediation, Meeting, Seat, panel_of, sides_invited

ASKED_OR_SITS = (None, "accept")


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What is to be said and sent; ``to`` are recipients with their addresses."""

    fact: Cancelled
    letter: MeetingCancelled
    to: tuple[tuple[str, str], ...]


async def called_off(
    db: AsyncSession, case: Case, *, meeting: Meeting, reason_code: str, rules: Regency
) -> CalledOff:
    """Cancel a meeting and free its seats; the caller says the fact and queues the letter."""
    meeting.state, meeting.sequence = "cancelled", meeting.sequence + 1
    await db.execute(update(Seat).where(Seat.meeting == meeting.id).values(free=True))
    lead = rules.agency(case.lead or rules.secretariat[0])
    letter = MeetingCancelled(
        number=case.number,
        meeting=str(meeting.id),
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.where,
        host=lead.name,
        phones=(Phone(office=lead.name, phone=lead.phone),),
    )
    said = Cancelled(meeting=str(meeting.id), reason_code=reason_code)
    return CalledOff(said, letter, await invited(db, meeting, lead=lead, rules=rules))


async def released(
    db: AsyncSession, case: Case, *, talks: Mediation, told: Collection[str], rules: Regency
) -> list[tuple[FigureReleased, str, str]]:
    """Write to the figures of talks that end whom no cancelled meeting told: letter, id, address.

    They were asked, or accepted; without a word they would wait for a date that never comes.
    """
    lead = rules.agency(case.lead or rules.secretariat[0])
    known = {one.id: one for one in rules.figures}
    phones = (Phone(office=lead.name, phone=lead.phone),)
    return [
        (
            FigureReleased(number=case.number, figure=known[one.figure].office, phones=phones),
            one.figure,
            known[one.figure].email or lead.email,
        )
        for one in await panel_of(db, talks)
        if one.answer in ASKED_OR_SITS and not one.replaced
        if one.figure in known and one.figure not in told
    ]


async def invited(
    db: AsyncSession, meeting: Meeting, *, lead: Agency, rules: Regency
) -> tuple[tuple[str, str], ...]:
    """Name who was asked to come; for those without mail the lead brings the letter."""
    seats = await db.scalars(select(Seat.figure).where(Seat.meeting == meeting.id))
    figures = [(one, rules.figure(one).email) for one in seats]
    sides = [(str(one.id), one.email) for one in await sides_invited(db, meeting)]
    offices = {code: rules.agency(code).email for code in meeting.agencies}
    to = [*figures, *sides, *(offices | {lead.code: lead.email}).items()]
    return tuple((who, mail or lead.email) for who, mail in to)
