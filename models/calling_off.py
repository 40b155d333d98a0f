"""Call off a meeting: its row, its seats, and a letter to all who were invited, without a reason.

The one place for it, whether a person cancels, a bar closes the matter, or blood flows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.chain import SealedFact
from models.facts.talks import MeetingCancelled as Cancelled
from models.letters.base import Phone
from models.letters.mediations import (
    FigureReleased,
    MeetingCancelled,
    MeetingInvited,
    PartyAsked,
    PartyReleased,
)
from models.notices import Notice
from models.regency import Agency, Regency
from models.talks import Mediation, Meeting, Seat, panel_of, parties_of, sides_invited

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
) -> list[tuple[FigureReleased | PartyReleased, str, str]]:
    """Write to the figures and sides of talks that end whom no cancelled meeting told.

    They were asked, or accepted; without a word they would wait for a date that never comes. So
    would sides who said that they are willing: they are told where they left an address.
    Gives letter, recipient's id and address.
    """
    lead = rules.agency(case.lead or rules.secretariat[0])
    known = {one.id: one for one in rules.figures}
    phones = (Phone(office=lead.name, phone=lead.phone),)
    figures: list[tuple[FigureReleased | PartyReleased, str, str]] = [
        (
            FigureReleased(number=case.number, figure=known[one.figure].office, phones=phones),
            one.figure,
            known[one.figure].email or lead.email,
        )
        for one in await panel_of(db, talks)
        if one.answer in ASKED_OR_SITS and not one.replaced
        if one.figure in known and one.figure not in told
    ]
    asked = await _asked_since(db, case, talks.opened_at)
    return figures + [
        (
            PartyReleased(
                number=case.number,
                party={"id": one.label, "en": one.label},
                asked=str(one.id) in asked,
                phones=phones,
            ),
            str(one.id),
            one.email or lead.email,
        )
        for one in await parties_of(db, case.number)
        if (str(one.id) in asked or one.email) and str(one.id) not in told
    ]


async def _asked_since(db: AsyncSession, case: Case, at: datetime) -> set[str]:
    """Name the sides that were asked to accept the panel, by a letter that was not taken back."""
    rows = await db.scalars(
        select(Notice.recipient)
        .join(SealedFact, (SealedFact.case == Notice.case) & (SealedFact.seq == Notice.seq))
        .where(
            Notice.case == case.number,
            Notice.kind == PartyAsked.kind,
            Notice.state != "cancelled",
            SealedFact.at >= at,
        )
    )
    return set(rows)


async def invited(
    db: AsyncSession, meeting: Meeting, *, lead: Agency, rules: Regency
) -> tuple[tuple[str, str], ...]:
    """Name who was asked to come or to guard; who has no mail gets the letter by the lead."""
    seats = await db.scalars(select(Seat.figure).where(Seat.meeting == meeting.id))
    figures = [(one, rules.figure(one).email) for one in seats]
    sides = [(str(one.id), one.email) for one in await sides_invited(db, meeting)]
    offices = {code: rules.agency(code).email for code in meeting.agencies}
    guards = {code: rules.agency(code).email for code in await _guards_told(db, meeting)}
    to = [*figures, *sides, *(guards | offices | {lead.code: lead.email}).items()]
    return tuple((who, mail or lead.email) for who, mail in to)


async def _guards_told(db: AsyncSession, meeting: Meeting) -> list[str]:
    """Name the police who were told of a meeting to guard it, whoever supports the case now."""
    rows = await db.scalars(
        select(Notice.recipient)
        .where(
            Notice.case == meeting.case,
            Notice.kind == MeetingInvited.kind,
            Notice.state != "cancelled",
            Notice.props["meeting"].astext == str(meeting.id),
            Notice.props["guards"].astext == "true",
        )
        .order_by(Notice.recipient)
    )
    return list(rows)
