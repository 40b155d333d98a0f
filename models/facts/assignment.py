"""Who leads, who supports, what they answered."""

from datetime import date

from pydantic import Field

from models.facts.base import Body, Fact, Sealed
from models.status import Status


class SupportDuty(Body):
    """A supporting agency; its duty is the route's sentence for it."""

    agency: str


class CaseAssigned(Fact):
    """An agency leads, others support. Codes only; ``rule_set`` is what they were chosen by.

    ``taken_over_from`` led before, ``because`` is the code of why that changed;
    ``why_passed_over`` says by agency why it was not asked.
    """

    name, leads_to = "case.assigned", Status.ASSIGNED
    assignment: str
    lead: str
    approach: str
    route: str
    override: str | None = None
    sealed: bool = False
    supports: tuple[SupportDuty, ...] = ()
    passed_over: tuple[str, ...] = ()
    follow_up: str | None = None
    rule_set: str
    kept_from: tuple[str, ...] = ()
    taken_over_from: str | None = None
    why_passed_over: dict[str, str] = Field(default_factory=dict)
    because: str | None = None


class CaseWatched(Fact):
    """A potential without an agency's work yet: an owner watches it until a review date."""

    name, leads_to = "case.watched", Status.WATCHED
    owner: str
    review_on: date
    rule_set: str


class AssignmentAccepted(Fact):
    """The agency takes the case; ``officer`` seals the name that answered."""

    name, flow = "assignment.accepted", "prepare-cases"
    assignment: str
    agency: str
    office: str
    officer: Sealed


class AssignmentDeclined(Fact):
    """The agency does not take the case, with a reason code."""

    name, flow = "assignment.declined", "assign-cases"
    assignment: str
    agency: str
    office: str
    officer: Sealed
    reason_code: str
    reason: Sealed | None = None


class AssignmentHandedOver(Fact):
    """The lead hands the case to another agency, which must accept anew."""

    name, flow = "assignment.handed_over", "assign-cases"
    assignment: str
    to: str
    reason: Sealed | None = None


class CaseReassigned(Fact):
    """A coordinator gives the case to another agency."""

    name, flow = "case.reassigned", "assign-cases"
    to: str
    reason: Sealed


class SupportAnswered(Fact):
    """A supporting agency answers: ``received``, ``done``, or ``cannot`` with a reason code."""

    name = "support.answered"
    agency: str
    answer: str
    report: Sealed | None = None
    reason_code: str | None = None


class SecretariatAsked(Fact):
    """An agency that works on the case asks the secretariat something."""

    name = "secretariat.asked"
    agency: str
    question: Sealed


class SecretariatAnswered(Fact):
    """The secretariat answers an agency that asked."""

    name = "secretariat.answered"
    agency: str
    answer: Sealed


class OfficerChanged(Fact):
    """Inside the lead agency another officer has the case; ``officer`` seals the name."""

    name = "officer.changed"
    assignment: str
    agency: str
    office: str
    officer: Sealed
    note: Sealed | None = None


class OfficeHandedOver(Fact):
    """An office changed hands (nota serah terima) while the case was open.

    ``handover`` is the same in all cases of one handing over, ``cases`` counts them.
    """

    name = "office.handed_over"
    office: str
    note: Sealed
    handover: str | None = None
    cases: int | None = None


class NoticesDelivered(Fact):
    """The assignment mail was handed to the mail server: the answer clock starts."""

    name = "notices.delivered"
    assignment: str
    kind: str
    recipient: str


class AssignmentUndelivered(Fact):
    """The assignment mail was not taken: a coordinator must reach the lead another way."""

    name = "assignment.undelivered"
    assignment: str
    kind: str
    recipient: str


class CasePrepared(Fact):
    """First handling has begun: what to find out, and the figures who may fit."""

    name, leads_to = "case.prepared", Status.ACCEPTED
    questions: tuple[str, ...]
    candidates: tuple[str, ...]
    rule_set: str
