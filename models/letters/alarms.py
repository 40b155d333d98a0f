"""Letters of the red path: they wake people, and are handed over without Prefect.

They are queued before anything is known of category or agency, and hold none of it.
"""

from datetime import datetime

from models.letters.answerable import AnswerLetter
from models.letters.base import CaseLetter, Phone
from models.shapes import Text


class AlarmSent(AnswerLetter):
    """Danger now: where, what kind, whom to ring, and who is woken next, and when.

    ``rung`` counts from 0, ``climb`` is how many there are; ``dangers`` are labels of signs.
    """

    kind = "alarm_sent"
    office: Text
    village: str
    kecamatan: str
    stage: int
    dangers: tuple[Text, ...] = ()
    rung: int
    climb: int
    raised_at: datetime
    phones: tuple[Phone, ...] = ()
    then: tuple[Text, ...] = ()
    then_at: datetime | None = None


class AlarmSentSealed(AnswerLetter):
    """Danger in a sealed case: "tugas tertutup", now, and nothing else."""

    kind = "alarm_sent_sealed"
    office: Text
    raised_at: datetime
    phones: tuple[Phone, ...] = ()
    then_at: datetime | None = None


class AlarmWithheld(CaseLetter):
    """To coordinators: who sleeps on because the reporter fears them, so that a person decides.

    Of a sealed case it says nothing but that nobody may be woken.
    """

    kind = "alarm_withheld"
    raised_at: datetime
    sealed: bool
    nobody: bool
    left_out: tuple[Phone, ...] = ()
    hotlines: tuple[Phone, ...] = ()


class RakortasCalled(CaseLetter):
    """The leaders are asked to meet, by when and because of which stage."""

    kind = "rakortas_called"
    office: Text
    village: str
    kecamatan: str
    stage: int
    meet_by: datetime
    basis: Text
    seats: tuple[Text, ...]
    phones: tuple[Phone, ...] = ()


class SituationAsked(CaseLetter):
    """How does it stand? Without a place for a sealed case; ``asks`` counts from 1."""

    kind = "situation_asked"
    office: Text
    raised_at: datetime
    asks: int
    village: str | None = None
    kecamatan: str | None = None


class AlarmEnded(CaseLetter):
    """It is calm: nobody is woken or asked any more. Without a place for a sealed case."""

    kind = "alarm_ended"
    office: Text
    raised_at: datetime
    calm_at: datetime
    village: str | None = None
    kecamatan: str | None = None
