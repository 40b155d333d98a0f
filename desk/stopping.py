"""What an act stops at once, before any flow: talks, meetings, letters on their way."""

from collections.abc import Iterable

from sqlalchemy import select

from desk.acting import Act
from models.agreements import current_agreement
from models.assignments import current_assignment
from models.calling_off import called_off, released
from models.letters.base import Letter
from models.notices import Notice, queue_all, take_back
from models.status import Status
from models.talks import Meeting, Seat, open_mediation, scheduled_meeting

GONE = ("sent", "sending")


async def stop_talks(act: Act, *, reason_code: str) -> None:
    """End the talks and cancel the meeting that is set; what was signed and not counted ends."""
    act.case.halted = True
    meeting, told = await scheduled_meeting(act.db, act.case.number), set[str]()
    if meeting is not None:
        told = await cancel(act, meeting, reason_code=reason_code)
    talks = await open_mediation(act.db, act.case.number)
    if talks is not None:
        await _queue(act, await released(act.db, act.case, talks=talks, told=told, rules=act.rules))
        talks.ended_at, talks.ending = act.at, reason_code
    if act.case.stands is Status.IN_MEDIATION:
        signed = await current_agreement(act.db, act.case.number)
        if signed is not None:
            signed.ended_at = act.at
    await act.db.flush()


async def cancel(act: Act, meeting: Meeting, *, reason_code: str) -> set[str]:
    """Cancel a meeting; the mail gives no reason. Returns who is told."""
    off = await called_off(
        act.db, act.case, meeting=meeting, reason_code=reason_code, rules=act.rules
    )
    act.say(off.fact)
    await _queue(act, [(off.letter, who, mail) for who, mail in off.to])
    return {who for who, _ in off.to}


async def _queue(act: Act, letters: Iterable[tuple[Letter, str, str]]) -> None:
    number, seq = act.case.number, act.case.seq
    notices = [
        Notice.of(letter, case=number, seq=seq, recipient=who, address=mail, language="id")
        for letter, who, mail in letters
    ]
    await queue_all(act.db, notices)


async def call_off(act: Act, figure: str, *, reason_code: str) -> None:
    """Take off the meeting in which a figure was to sit who no longer does."""
    await act.db.flush()
    meeting = await scheduled_meeting(act.db, act.case.number)
    if meeting is not None and await act.db.get(Seat, (meeting.id, figure)) is not None:
        await cancel(act, meeting, reason_code=reason_code)


async def silence(act: Act) -> tuple[str, ...]:
    """Take back every letter that is not on its way yet; returns who had been told something."""
    number = act.case.number
    told = await act.db.scalars(
        select(Notice.recipient)
        .where(Notice.case == number, Notice.state.in_(GONE))
        .distinct()
        .order_by(Notice.recipient)
    )
    await take_back(act.db, number)
    return tuple(told)


async def take_from_hands(act: Act) -> None:
    """Take the case from whoever has it: from now on they see and do nothing more of it."""
    current = await current_assignment(act.db, act.case.number)
    if current is not None:
        current.superseded_at = act.at
    agreement = await current_agreement(act.db, act.case.number)
    if agreement is not None:
        agreement.ended_at = act.at
    act.case.lead = act.case.follow_up = None
    await act.db.flush()
