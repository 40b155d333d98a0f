"""Call off a meeting because of what happened since; the mail gives no reason."""

from sqlalchemy import select, update

from models.cases import Case
from models.facts.talks import MeetingCancelled
from models.letters import mediations as letters
from models.talks import Meeting, Seat, parties_of, scheduled_meeting
from tasks.telling import INDONESIAN, phones, queue
from tasks.turn import Turn


async def call_off_meeting(mine: Turn, case: Case, *, reason_code: str) -> None:
    """Cancel the meeting that is set, if there is one, and tell everybody who was invited."""
    meeting = await scheduled_meeting(mine.db, case.number)
    if meeting is None:
        return
    meeting.state, meeting.sequence = "cancelled", meeting.sequence + 1
    await mine.db.execute(update(Seat).where(Seat.meeting == meeting.id).values(free=True))
    mine.record(case, MeetingCancelled(meeting=str(meeting.id), reason_code=reason_code))
    await _tell(mine, case, meeting)


async def _tell(mine: Turn, case: Case, meeting: Meeting) -> None:
    lead = mine.rules.agency(case.lead or mine.rules.secretariat[0])
    letter = letters.MeetingCancelled(
        number=case.number,
        meeting=str(meeting.id),
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place={"id": f"Kantor Camat {meeting.place}", "en": f"Kecamatan office, {meeting.place}"},
        host=lead.name,
        phones=phones(mine.rules),
    )
    seats = await mine.db.scalars(select(Seat.figure).where(Seat.meeting == meeting.id))
    figures = [(one, mine.rules.figure(one).email) for one in seats]
    sides = [(str(one.id), one.email) for one in await parties_of(mine.db, case.number)]
    to = [*figures, *sides, (lead.code, lead.email)]
    queue(mine, case, [(letter, who, mail or lead.email, INDONESIAN) for who, mail in to])
