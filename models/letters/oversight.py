"""Letters to coordinators, auditors and administrators, and about limits."""

from collections.abc import Sequence
from datetime import datetime

from models.letters.answerable import AnswerLetter
from models.letters.base import CaseLetter, Labels, Letter, Props
from models.shapes import Text
from models.views import Colour


class ReviewLine(Props):
    """A case that waits for a person, with the codes of why."""

    number: str
    reasons: tuple[str, ...] = ()
    village: str | None = None
    colour: Colour | None = None


class ReviewAsked(Letter):
    """One digest per wave: cases on which a coordinator must decide."""

    kind = "review_asked"
    lines: tuple[ReviewLine, ...]
    review_by: datetime | None = None

    @classmethod
    def gathered(cls, letters: Sequence["ReviewAsked"]) -> "ReviewAsked":
        """Make one digest of several, by the earliest limit of them."""
        limits = [one.review_by for one in letters if one.review_by]
        lines = sorted(
            (line for one in letters for line in one.lines), key=lambda line: line.number
        )
        return cls(lines=tuple(lines), review_by=min(limits, default=None))


class StuckLine(Props):
    """A cause that failed too often: its fact, and the kind of its last failure."""

    number: str
    fact: str
    failures: int
    failure_kind: str | None = None


class CausesStuck(Letter):
    """Facts on which no flow could act."""

    kind = "causes_stuck"
    lines: tuple[StuckLine, ...]

    @classmethod
    def gathered(cls, letters: Sequence["CausesStuck"]) -> "CausesStuck":
        """Make one digest of several."""
        lines = sorted(
            (line for one in letters for line in one.lines), key=lambda line: line.number
        )
        return cls(lines=tuple(lines))


class NoticeDead(CaseLetter):
    """A mail that could not be handed over: its kind, recipient id and kind of trouble."""

    kind = "notice_dead"
    notice_kind: str
    recipient: str
    trouble: str
    attempts: int


class DeadlineReminded(CaseLetter):
    """A limit comes near for its owner."""

    kind = "deadline_reminded"
    limit: Text
    owner: Text
    due_at: datetime
    labels: Labels | None = None


class DeadlineEscalated(CaseLetter):
    """A limit has passed; ``office`` is the rung that reads this."""

    kind = "deadline_escalated"
    office: Text
    limit: Text
    owner: Text
    due_at: datetime
    rung: int
    labels: Labels | None = None


class ClosureAsked(AnswerLetter):
    """A second person must approve the ending.

    Without ``labels`` (sealed) no outcome is said, and the other body opens the task by a link.
    """

    kind = "closure_asked"
    outcome: Text | None = None
    outcome_code: str | None = None
    asked_by: Text
    asked_at: datetime
    labels: Labels | None = None


class TextErased(CaseLetter):
    """A text of a case was erased; by whom and why is kept with the case."""

    kind = "text_erased"


class IdentityAsked(CaseLetter):
    """To coordinators: somebody asks to open who reported; never who asks, nor why."""

    kind = "identity_asked"


class IdentityDecided(CaseLetter):
    """To whoever asked: until when what was asked for may be opened; None where it may not be."""

    kind = "identity_decided"
    until: datetime | None = None


class ObjectionRaised(CaseLetter):
    """To whoever decides it: somebody objects to how a case ended; never in which words."""

    kind = "objection_raised"


class TalksStalled(CaseLetter):
    """Talks stand still: ``reason`` is the code of why, a coordinator must help."""

    kind = "talks_stalled"
    reason: str
    labels: Labels | None = None


class ClauseWithheld(CaseLetter):
    """Owners of these clauses were not written to; a coordinator decides. It names no office."""

    kind = "clause_withheld"
    clauses: tuple[int, ...]


class CheckpointSealed(Letter):
    """The receipt that leaves the house: keep it, it proves what the record was.

    ``root``, ``previous`` and ``key`` are hex; ``signature`` is as it was sealed.
    """

    kind = "checkpoint_sealed"
    checkpoint: int
    sealed_at: datetime
    count: int
    root: str
    signature: str
    key: str
    previous: int | None = None


class Finding(Props):
    """Where a check found something: chain, row and the kind of the finding."""

    chain: str
    seq: int | None
    finding: str


class IntegrityFinding(Letter):
    """The record is not as it was sealed."""

    kind = "integrity_finding"
    checked_at: datetime
    findings: tuple[Finding, ...]
