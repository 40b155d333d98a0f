"""Letters to agencies: who leads, who supports, who was silent."""

from datetime import date, datetime

from models.letters.answerable import AnswerLetter
from models.letters.base import Earlier, Helper, Labels, Phone, Props, Relation
from models.shapes import Text
from models.views import Approach, Bar


class Done(Props):
    """What was done of a case before; counts and codes.

    ``verified_on``: looked at on the ground, ``now`` since it was opened last. ``talks`` are
    sittings with the sides, ``outcome`` that of the last. ``agreement``: stands, broken or over.
    """

    verified_on: date | None = None
    now: bool = False
    talks: int = 0
    talked_on: date | None = None
    outcome: str | None = None
    signed_on: date | None = None
    agreement: str | None = None


class CaseAssigned(AnswerLetter):
    """The letter that decides whether anything happens.

    ``severity`` 1..4, ``stage`` 0..4; ``dangers`` are labels of signs, never words of the report,
    also of what happened since, the last time on ``incident_on``.
    ``assault``: talks are about how the groups live on, and the offence is for the investigators.
    ``led_by`` had it before, ``because`` is the code of why it comes now; ``reopened`` says why a
    case that had ended goes on, ``done`` what was done of it before.
    Its link answers until ``answer_by`` and later; ``rungs`` are told, in order, after silence.
    """

    kind = "case_assigned"
    relation: Relation
    agency: Text
    labels: Labels
    severity: int
    stage: int
    approach: Approach
    answer_by: datetime
    basis: Text
    reason: Text
    happened_on: date | None = None
    incident_on: date | None = None
    follow_up_by: datetime | None = None
    remind_at: datetime | None = None
    bars: tuple[Bar, ...] = ()
    assault: bool = False
    dangers: tuple[Text, ...] = ()
    earlier: Earlier | None = None
    helpers: tuple[Helper, ...] = ()
    phones: tuple[Phone, ...] = ()
    rungs: tuple[Text, ...] = ()
    declined_by: Text | None = None
    led_by: Text | None = None
    because: str | None = None
    reopened: Text | None = None
    done: Done | None = None


class CaseAssignedSealed(AnswerLetter):
    """A sealed case: "tugas tertutup", and nothing else that could tell what it is."""

    kind = "case_assigned_sealed"
    agency: Text
    answer_by: datetime
    phones: tuple[Phone, ...] = ()


class SupportAskedSealed(AnswerLetter):
    """A sealed case's supporting agency: "tugas tertutup" too, and a link of its own."""

    kind = "support_asked_sealed"
    agency: Text
    phones: tuple[Phone, ...] = ()


class SupportAsked(AnswerLetter):
    """A supporting agency, its duty and the lead that it serves."""

    kind = "support_asked"
    relation: Relation
    agency: Text
    lead: Text
    duty: Text
    labels: Labels
    dangers: tuple[Text, ...] = ()
    done: Done | None = None
    answer_by: datetime | None = None
    phones: tuple[Phone, ...] = ()


class AssignmentReminded(AnswerLetter):
    """The lead has not answered yet. ``labels`` is None for a sealed case."""

    kind = "assignment_reminded"
    relation: Relation
    agency: Text
    answer_by: datetime
    labels: Labels | None = None
    next_rung: Text | None = None


class AssignmentEscalated(AnswerLetter):
    """An agency was silent past its limit; ``office`` is the rung that reads this."""

    kind = "assignment_escalated"
    office: Text
    agency: Text
    rung: int
    answer_by: datetime
    labels: Labels | None = None
    phones: tuple[Phone, ...] = ()
    next_rung: Text | None = None
