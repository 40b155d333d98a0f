"""Figures answer; meetings are held, moved or cancelled."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import Range

from desk.acting import AGENCY, COORDINATOR, FIGURE, Act, Person, Refused, acting, only
from desk.attendance import Sitting, present, refuse_outcome
from desk.codes import known_code
from desk.keeping import refuse_busy, refuse_distant, refuse_kept, refuse_untimely
from desk.refusals import talks as says
from desk.sides import party_named, refuse_agreed, talks_of
from desk.sittings import Plan, set_meeting
from desk.stopping import call_off, cancel
from desk.telling import tell_moved
from kit.clock import in_wita, now
from kit.keys import secret
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.facts.talks import (
    FigureAnswered,
    MeetingHeld,
    MeetingMoved,
)
from models.letters.answerable import read_subject
from models.session import reading
from models.status import Status
from models.talks import (
    Mediation,
    Meeting,
    Panelist,
    Seat,
    scheduled_meeting,
)
from models.views import MeetingKind, Slot

__all__ = [
    "FIGURE_ANSWERS",
    "OUTCOMES",
    "Sitting",
    "answer_as_figure",
    "answer_figure_by_token",
    "cancel_meeting",
    "move_meeting",
    "record_meeting",
]

YES, LEAVING = "accept", ("cannot", "tie")
FIGURE_ANSWERS = (YES, *LEAVING)
OUTCOMES = ("agreed", "adjourned", "deadlock", "withdrawn")


async def answer_as_figure(
    number: str,
    *,
    by: Person,
    figure: str,
    answer: str,
    reason: str | None = None,
    seen: int | None = None,
) -> None:
    """A figure says yes, cannot, or declares a tie; an officer may record it for them.

    Whoever said yes may still leave; the meeting that is set is then taken off.
    """
    async with acting(number, by=by, seen=seen) as act:
        _only_for_figure(act, figure)
        mediation = await talks_of(act)
        seat = await act.db.get(Panelist, (mediation.id, figure))
        if seat is None:
            raise act.refuse(says.NOT_ASKED, figure=figure)
        if seat.replaced:
            raise act.refuse(says.REPLACED, figure=figure)
        leaves = seat.answer == YES and answer in LEAVING
        if seat.answer is not None and not leaves:
            raise act.refuse(says.FIGURE_ANSWERED, figure=figure, answer=seat.answer)
        if answer not in FIGURE_ANSWERS:
            raise act.refuse(says.UNKNOWN_ANSWER, answer=answer, answers=", ".join(FIGURE_ANSWERS))
        if leaves:
            await refuse_agreed(act, mediation)
        seat.answer, seat.answered_at = answer, act.at
        act.say(
            FigureAnswered(
                mediation=str(mediation.id),
                figure=figure,
                answer=answer,
                reason=act.keep_if_any(reason, kind="figure_reason"),
            )
        )
        if leaves:
            await call_off(act, figure, reason_code=f"figure_{answer}")


async def answer_figure_by_token(
    token: str, answer: str, *, reason: str | None = None, seen: int | None = None
) -> str:
    """Answer with the token of a figure's mail; returns the case's number."""
    try:
        opened = read_answer(token, key=secret("answers"), at=now()).subject
        key, figure = read_subject(FIGURE, opened)
    except (TokenForged, TokenExpired) as bad:
        raise Refused.because(bad.said) from None
    except ValueError:
        raise Refused(says.NO_INVITATION) from None
    async with reading() as db:
        mediation = await db.get(Mediation, key)
    if mediation is None:
        raise Refused(says.NO_SUCH_TALKS)
    if mediation.ended_at is not None:
        raise Refused(says.TALKS_ENDED, number=mediation.case)
    by = Person(FIGURE, figure)
    await answer_as_figure(
        mediation.case, by=by, figure=figure, answer=answer, reason=reason, seen=seen
    )
    return mediation.case


async def record_meeting(
    number: str, sitting: Sitting, *, by: Person, seen: int | None = None
) -> None:
    """Record the meeting that was set. With one side only it was a caucus, never a mediation."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, FIGURE)
        meeting = await _set_meeting(act)
        await _refuse_strangers(act, sitting, meeting=meeting)
        there = await present(act, sitting, meeting=meeting)
        withdrawn = await party_named(act, sitting.withdrawn) if sitting.withdrawn else None
        _refuse_odd_sitting(act, sitting, meeting=meeting)
        refuse_outcome(act, sitting, there=there)
        meeting.state, meeting.outcome, meeting.kind = "held", sitting.outcome, there.kind
        meeting.parties_present = list(there.sides)
        meeting.figures_present = list(sitting.figures)
        if withdrawn is not None:
            withdrawn.willing = False
        act.say(
            MeetingHeld(
                meeting=str(meeting.id),
                kind=there.kind,
                outcome=sitting.outcome,
                parties_present=there.sides,
                figures_present=sitting.figures,
                minutes=act.keep_if_any(sitting.minutes, kind="minutes"),
                withdrawn_party=str(withdrawn.id) if withdrawn else None,
                by_proxy=there.by_proxy,
                agencies_present=there.agencies,
                by_awig=sitting.by_awig,
            )
        )
        if sitting.next_at is not None:
            await _sit_again(act, sitting.next_at)


async def _sit_again(act: Act, starts_at: datetime) -> None:
    """Those who sat there named the hour themselves."""
    await act.db.flush()
    await set_meeting(act, Plan(MeetingKind.MEDIATION, starts_at, short_notice=True))


async def _set_meeting(act: Act) -> Meeting:
    meeting = await scheduled_meeting(act.db, act.case.number)
    if meeting is None or act.case.stands is not Status.IN_MEDIATION:
        raise act.refuse(says.NO_MEETING_SET)
    return meeting


def _refuse_odd_sitting(act: Act, sitting: Sitting, *, meeting: Meeting) -> None:
    if sitting.outcome not in OUTCOMES:
        raise act.refuse(
            says.UNKNOWN_OUTCOME, outcome=sitting.outcome, outcomes=", ".join(OUTCOMES)
        )
    if act.at < meeting.starts_at:
        raise act.refuse(says.NOT_YET_HELD, at=f"{in_wita(meeting.starts_at):%Y-%m-%d %H:%M}")
    if (sitting.outcome == "withdrawn") != (sitting.withdrawn is not None):
        raise act.refuse(says.WITHDRAWN_SIDE)
    if sitting.next_at is not None and sitting.outcome != "adjourned":
        raise act.refuse(says.ONLY_ADJOURNED)


async def _refuse_strangers(act: Act, sitting: Sitting, *, meeting: Meeting) -> None:
    """Only who has a seat may speak of the meeting as a figure, and be named in its fact."""
    seats = await act.db.scalars(select(Seat.figure).where(Seat.meeting == meeting.id))
    invited = set(seats)
    if act.person.role == FIGURE and act.person.id not in invited:
        raise act.refuse(says.NOT_ON_PANEL, who=act.person)
    strangers = sorted(set(sitting.figures) - invited)
    if strangers:
        raise act.refuse(
            says.STRANGERS, strangers=", ".join(strangers), panel=", ".join(sorted(invited))
        )


async def cancel_meeting(
    number: str, *, by: Person, reason_code: str, seen: int | None = None
) -> None:
    """Cancel the meeting that is set; the mail will give no reason."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        meeting = await _set_meeting(act)
        known = [one.code for one in act.rules.talks.cancellations]
        code = known_code(act, reason_code, known=known, what="reason")
        await cancel(act, meeting, reason_code=code)


async def move_meeting(
    number: str,
    *,
    by: Person,
    starts_at: datetime,
    short_notice: bool = False,
    seen: int | None = None,
) -> None:
    """Move the meeting that is set to another time, of the same length.

    ``short_notice``: all sides agreed in writing to hear of it so late.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        meeting = await _set_meeting(act)
        if starts_at <= act.at:
            raise act.refuse(says.MOVED_BACK)
        refuse_distant(act, starts_at)
        before = meeting.starts_at
        if starts_at == before:
            raise act.refuse(says.SAME_TIME)
        ends_at = starts_at + (meeting.ends_at - before)
        seats = await act.db.scalars(select(Seat.figure).where(Seat.meeting == meeting.id))
        hours, figures = Slot(starts_at, ends_at), seats.all()
        await refuse_kept(act, hours, figures=figures)
        await refuse_busy(act, hours, figures=figures, but=meeting)
        refuse_untimely(act, hours, short_notice=short_notice)
        meeting.starts_at, meeting.ends_at = starts_at, ends_at
        meeting.sequence += 1
        await _move_seats(act, meeting)
        act.say(
            MeetingMoved(
                meeting=str(meeting.id),
                starts_at=starts_at,
                ends_at=ends_at,
                sequence=meeting.sequence,
                short_notice=short_notice,
            )
        )
        await tell_moved(act, meeting, before=before)


async def _move_seats(act: Act, meeting: Meeting) -> None:
    hours = Range(meeting.starts_at, meeting.ends_at)
    await act.db.execute(update(Seat).where(Seat.meeting == meeting.id).values(during=hours))


def _only_for_figure(act: Act, figure: str) -> None:
    only(act, FIGURE, AGENCY, COORDINATOR)
    if act.person.role == FIGURE and act.person.id != figure:
        raise act.refuse(says.ONLY_FOR_ITSELF, who=act.person)
