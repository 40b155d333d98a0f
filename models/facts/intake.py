"""What was reported, and what triage made of it."""

from datetime import date

from pydantic import Field

from models.facts.base import Body, Fact, Sealed
from models.status import Status


class CaseReported(Fact):
    """A report was handed in. ``answers`` are codes that the reporter chose.

    ``place`` is a banjar or customary village in the reporter's words; ``attachments`` describe
    files.
    """

    name, leads_to, flow = "case.reported", Status.REPORTED, "triage-cases"
    report: str
    channel: str
    village: str
    happened_on: date
    text: Sealed
    answers: dict[str, str] = Field(default_factory=dict)
    not_to_tell: tuple[str, ...] = ()
    anonymous: bool = True
    source: str | None = None
    rule_set: str
    colour: str | None = None
    dangers: tuple[str, ...] = ()
    source_withheld: bool = False
    place: Sealed | None = None
    attachments: tuple[Sealed, ...] = ()


class Reading(Body):
    """What was read in a case: severity 1..4, stage 0..4, confidence in percent."""

    category: str
    severity: int
    stage: int
    likelihood: int
    impact: int
    colour: str
    confidence: int
    bars: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()


class CaseReviewAsked(Fact):
    """The rules were unsure, or an assignment could not stand; a coordinator must look."""

    name, leads_to = "case.review_asked", Status.NEEDS_REVIEW
    unsure: tuple[str, ...]
    reading: Reading | None = None
    rule_set: str


class CaseReviewed(Fact):
    """A coordinator decided: ``triage``, ``join`` (into an older case) or ``dismiss``.

    Of a joined case: ``separate``, it stands on its own again. Of a watched one: ``close``,
    nothing came of it.
    """

    name, flow = "case.reviewed", "triage-cases"
    decision: str
    category: str | None = None
    severity: int | None = None
    stage: int | None = None
    bars: tuple[str, ...] | None = None
    into: str | None = None
    reason_code: str | None = None
    reason: Sealed | None = None


class CaseTriaged(Fact):
    """A category, severity, stage and colour stand, by the rules or by a person's review."""

    name, leads_to, flow = "case.triaged", Status.TRIAGED, "assign-cases"
    reading: Reading
    by: str
    rule_set: str


class CaseJoined(Fact):
    """The case tells of another, older one, and goes on there."""

    name, leads_to = "case.joined", Status.JOINED
    into: str


class CaseSeparated(Fact):
    """A joined case stands on its own again, with what was read in it."""

    name, leads_to, flow = "case.separated", Status.TRIAGED, "assign-cases"
    out_of: str
    reason: Sealed | None = None
    reading: Reading | None = None


class ReportJoined(Fact):
    """Another report of the same matter goes on in this case; it keeps its own number.

    Whom its reporter asked not to tell is kept out of this case too.
    """

    name = "report.joined"
    report: str
    not_to_tell: tuple[str, ...] = ()


class ReportSeparated(Fact):
    """A report that was joined here goes on alone again."""

    name = "report.separated"
    report: str


class CaseDismissed(Fact):
    """A person decided that the report is not followed up."""

    name, leads_to = "case.dismissed", Status.DISMISSED
    reason_code: str


class IncidentRecorded(Fact):
    """Something new happened in an open case.

    ``told_in`` is the report that tells of it, if that is a case of its own: its words stay there.
    ``colour`` and ``dangers`` are what was read in the words as they came in.
    """

    name, flow = "incident.recorded", "triage-cases"
    incident: str
    happened_on: date
    village: str
    text: Sealed | None = None
    answers: dict[str, str] = Field(default_factory=dict)
    told_in: str | None = None
    colour: str | None = None
    dangers: tuple[str, ...] = ()


class PatternFound(Fact):
    """Small reports of one root in one village within a year: this case made them a finding."""

    name = "pattern.found"
    village: str
    category: str
    cases: tuple[str, ...]


class CaseReopened(Fact):
    """An ended case begins a new episode under the same number."""

    name, flow = "case.reopened", "triage-cases"
    episode: int
    reason_code: str
    reason: Sealed | None = None


class ObjectionRaised(Fact):
    """The reporter objects to a dismissal or closure."""

    name = "objection.raised"
    reason: Sealed | None = None


class ObjectionUpheld(Fact):
    """An objection was found right; the case is triaged anew."""

    name, flow = "objection.upheld", "triage-cases"
    reason: Sealed | None = None


class ObjectionRejected(Fact):
    """An objection was found wrong, with a reason."""

    name = "objection.rejected"
    reason: Sealed
