"""What a mail's link stands for: one case, and the agency, figure or post that the mail asked.

A link is for one assignment, one round of talks, one alarm. What is over says so, with who
answered and when; nothing else of the case is told then.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import DUTY, FIGURE, Person
from desk.answers import holder_of_token
from desk.refusals import alarms as of_alarms
from desk.refusals import assigning as says
from desk.refusals import talks as of_talks
from kit.clock import now
from kit.keys import secret
from kit.sentences import Said
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.alerts import Alert
from models.assignments import Assignment, Support, answer_to, current_assignment
from models.cases import Case
from models.letters.answerable import ALARM, SUPPORT, is_for, read_subject
from models.letters.answerable import FIGURE as OF_FIGURE
from models.regency_folder import regency
from models.session import reading
from models.talks import Mediation, Panelist
from portal.acting import Place
from portal.languages import N_


@dataclass(frozen=True, slots=True)
class Answered:
    """How somebody answered before the link was over."""

    answer: str
    office: str
    at: datetime


class Over(Exception):
    """The link opens nothing any more. ``said`` or the marked ``words`` say why."""

    def __init__(
        self,
        said: Said | None = None,
        *,
        words: str = "",
        answered: Answered | None = None,
        at: datetime | None = None,
    ) -> None:
        """Keep what may be told to whoever holds the link."""
        super().__init__("a link is over")
        self.said, self.words, self.answered, self.at = said, words, answered, at


REPLACED = N_("Permintaan ini sudah tidak berlaku: tokoh lain yang diminta.")
NOT_ASKED_ANY_MORE = N_("Permintaan ini sudah tidak berlaku. Anda tidak perlu berbuat apa-apa.")
ALARM_OVER = N_("Alarm ini sudah berakhir.")


async def place_of(token: str) -> Place:
    """The case and the person that a link stands for, or ``Over``."""
    subject = _subject(token)
    home = f"/jawab/{token}"
    try:
        async with reading() as db:
            if is_for(ALARM, subject):
                return await _alarm(db, *read_subject(ALARM, subject), home=home)
            if is_for(OF_FIGURE, subject):
                return await _figure(db, *read_subject(OF_FIGURE, subject), home=home)
            if is_for(SUPPORT, subject):
                return await _support(db, *read_subject(SUPPORT, subject), home=home)
            return await _lead(db, UUID(subject), home=home)
    except ValueError:
        raise Over(TokenForged().said) from None


def _subject(token: str) -> str:
    try:
        return read_answer(token, key=secret("answers"), at=now()).subject
    except TokenExpired as over:
        raise Over(over.said) from None
    except TokenForged as forged:
        raise Over(forged.said) from None


async def _lead(db: AsyncSession, key: UUID, *, home: str) -> Place:
    assignment = await _current(db, key)
    return Place(home, assignment.case, await _holder(db, assignment, assignment.agency))


async def _support(db: AsyncSession, key: UUID, agency: str, *, home: str) -> Place:
    assignment = await _current(db, key)
    if await db.get(Support, (key, agency)) is None:
        raise Over(says.SUPERSEDED.filled())
    return Place(home, assignment.case, await _holder(db, assignment, agency))


async def _holder(db: AsyncSession, assignment: Assignment, agency: str) -> Person:
    case = await db.get_one(Case, assignment.case)
    return holder_of_token(agency, sealed=case.sealed)


async def _current(db: AsyncSession, key: UUID) -> Assignment:
    """The assignment of a link, if it is the one that counts."""
    assignment = await db.get(Assignment, key)
    if assignment is None:
        raise Over(says.NO_SUCH_ASSIGNMENT.filled())
    current = await current_assignment(db, assignment.case)
    if current is None or current.id != key:
        before = await answer_to(db, assignment)
        answered = Answered(before.answer, before.office, before.at) if before else None
        raise Over(says.SUPERSEDED.filled(), answered=answered)
    return assignment


async def _figure(db: AsyncSession, key: UUID, figure: str, *, home: str) -> Place:
    mediation, seat = await db.get(Mediation, key), await db.get(Panelist, (key, figure))
    if mediation is None or seat is None:
        raise Over(of_talks.NO_SUCH_TALKS.filled())
    if (await db.get_one(Case, mediation.case)).sealed:
        raise Over(words=NOT_ASKED_ANY_MORE)
    if seat.replaced:
        raise Over(words=REPLACED, at=seat.answered_at)
    return Place(home, mediation.case, Person(FIGURE, figure))


async def _alarm(db: AsyncSession, key: UUID, post: str, *, home: str) -> Place:
    alert, found = await db.get(Alert, key), regency().duty.post(post)
    if alert is None:
        raise Over(of_alarms.NO_SUCH_ALARM.filled())
    if alert.ended_at is not None:
        raise Over(words=ALARM_OVER, at=alert.ended_at)
    return Place(home, alert.case, Person(DUTY, post, found.agency if found else None))
