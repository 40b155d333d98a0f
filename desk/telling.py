"""What an act at the desk tells people at once: a reporter's receipt, a meeting's other date."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Act
from models.cases import Case
from models.letters.base import Language, Phone
from models.letters.mediations import MeetingCancelled, MeetingChanged, MeetingLetter
from models.letters.reports import ReportReceived
from models.notices import Notice, queue_all
from models.regency import Agency, Regency
from models.talks import Meeting, Seat, parties_of
from models.views import Colour
from policies.deadlines import due_at


async def tell_received(
    db: AsyncSession, case: Case, *, language: Language, at: datetime, rules: Regency
) -> None:
    """Owe the reporter the number and what happens next; the address is opened only at sending."""
    rule = rules.deadline("verification")
    letter = ReportReceived(
        number=case.number,
        received_at=at,
        checked_by=due_at(rule, at, colour=Colour.GREEN, calendar=rules.calendar),
        phones=(_phone(rules.agency(rules.secretariat[0])),),
    )
    notice = Notice.of(
        letter, case=case.number, seq=case.seq, recipient="reporter", language=language
    )
    await queue_all(db, [notice])


async def tell_moved(act: Act, meeting: Meeting, *, before: datetime) -> None:
    """Tell everybody who was invited the meeting's other time, with the calendar's update."""
    lead = _lead(act)
    letter = MeetingChanged(
        **_sitting(act, meeting), host=lead.name, before=before, phones=(_phone(lead),)
    )
    await _tell_invited(act, meeting, letter)


async def tell_cancelled(act: Act, meeting: Meeting) -> None:
    """Tell everybody who was invited that it will not take place; the mail gives no reason."""
    lead = _lead(act)
    letter = MeetingCancelled(**_sitting(act, meeting), host=lead.name, phones=(_phone(lead),))
    await _tell_invited(act, meeting, letter)


def _sitting(act: Act, meeting: Meeting) -> dict[str, object]:
    return {
        "number": act.case.number,
        "meeting": str(meeting.id),
        "sequence": meeting.sequence,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": {
            "id": f"Kantor Camat {meeting.place}",
            "en": f"Kecamatan office, {meeting.place}",
        },
    }


async def _tell_invited(act: Act, meeting: Meeting, letter: MeetingLetter) -> None:
    lead = _lead(act)
    notices = [
        Notice.of(
            letter,
            case=act.case.number,
            seq=act.case.seq,
            recipient=who,
            address=mail or lead.email,
            language="id",
        )
        for who, mail in await _invited(act, meeting)
    ]
    await queue_all(act.db, notices)


async def _invited(act: Act, meeting: Meeting) -> Iterable[tuple[str, str | None]]:
    seats = await act.db.scalars(select(Seat.figure).where(Seat.meeting == meeting.id))
    figures = [(one, act.rules.figure(one).email) for one in seats]
    sides = [(str(one.id), one.email) for one in await parties_of(act.db, act.case.number)]
    lead = _lead(act)
    return [*figures, *sides, (lead.code, lead.email)]


def _lead(act: Act) -> Agency:
    return act.rules.agency(act.case.lead or act.rules.secretariat[0])


def _phone(agency: Agency) -> Phone:
    return Phone(office=agency.name, phone=agency.phone)
