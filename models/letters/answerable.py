"""What a letter's link may answer. Stored as ids; the token is signed only as the mail is written.

A copy of the database therefore holds no token that opens anything: signing wants the key, which
lies outside it. Pure: imports neither SQLAlchemy nor files.
"""

from datetime import datetime
from uuid import UUID

from kit.tokens import sign_answer
from models.letters.base import CaseLetter, Letter, Props

ALARM, FIGURE, SUPPORT, CODE = "alarm", "figure", "support", "code"


class Answerable(Props):
    """What may be answered, until when (case time). ``subject`` is what the token says."""

    subject: str
    until: datetime


class AnswerLetter(CaseLetter):
    """A letter with a link that answers. ``token`` is in no new row; old ones still hold it."""

    answerable: Answerable | None = None
    token: str | None = None


def as_lead(assignment: UUID, *, until: datetime) -> Answerable:
    """Accept or decline an assignment."""
    return Answerable(subject=str(assignment), until=until)


def as_support(assignment: UUID, agency: str, *, until: datetime) -> Answerable:
    """Say what a supporting agency received and did; never an answer for the lead."""
    return Answerable(subject=f"{SUPPORT}:{assignment}:{agency}", until=until)


def as_figure(mediation: UUID, figure: str, *, until: datetime) -> Answerable:
    """Say whether a figure mediates."""
    return Answerable(subject=f"{FIGURE}:{mediation}:{figure}", until=until)


def as_alarm(alert: UUID, post: str, *, until: datetime) -> Answerable:
    """Take an alarm for a post of the duty roster."""
    return Answerable(subject=f"{ALARM}:{alert}:{post}", until=until)


def as_reporter(report: UUID, mark: str, *, until: datetime) -> Answerable:
    """Draw a new tracking code, once: ``mark`` is the present code's, and goes with it."""
    return Answerable(subject=f"{CODE}:{report}:{mark}", until=until)


def is_for(kind: str, subject: str) -> bool:
    """Tell whether a token's subject is a figure's, a support's or an alarm's."""
    return subject.startswith(f"{kind}:")


def read_subject(kind: str, subject: str) -> tuple[UUID, str]:
    """Read whom a token of a kind speaks for; ``ValueError`` if it is another's."""
    said, key, who = subject.split(":", 2)
    if said != kind:
        raise ValueError(said)
    return UUID(key), who


def signed(letter: Letter, *, key: bytes) -> Letter:
    """Give a letter its token, for the mail alone; one without a link stays as it is."""
    if not isinstance(letter, AnswerLetter) or letter.answerable is None:
        return letter
    may = letter.answerable
    token = sign_answer(may.subject, expires_at=may.until, key=key)
    return letter.model_copy(update={"token": token})
