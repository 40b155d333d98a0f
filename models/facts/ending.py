"""Agreements and their clauses, handling done, closure, referral."""

from datetime import date

from models.facts.base import Body, Fact, Sealed
from models.status import Status


class ClauseWritten(Body):
    """A clause: who owes it, until when; its words are sealed."""

    clause: str
    number: int
    owner: str
    owner_kind: str
    due_on: date | None = None
    words: Sealed
    evidence: Sealed | None = None


class AgreementSigned(Fact):
    """The agreement was signed by parties, mediator and witnesses; the document is attached.

    ``questions`` are the codes of what the officer answered with no for each clause;
    ``to_register`` where the sides chose UU 30/1999. ``corrects`` is the agreement that was
    written down wrongly and counts no more, with the reason.
    """

    name, flow = "agreement.signed", "watch-agreements"
    agreement: str
    mediation: str | None = None
    signed_on: date
    clauses: tuple[ClauseWritten, ...]
    document: Sealed
    signed_by: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    to_register: bool = False
    corrects: str | None = None
    reason: Sealed | None = None


class WordingAccepted(Fact):
    """A coordinator accepts the words of a clause that only look as if they crossed a line.

    ``crossings`` are the lines; the clause's words are sealed, and so is the reason.
    """

    name = "wording.accepted"
    crossings: tuple[str, ...]
    words: Sealed
    reason: Sealed


class AgreementRegistered(Fact):
    """The parties registered their agreement at the court (UU 30/1999 Ps 6 (7))."""

    name = "agreement.registered"
    agreement: str
    their_number: Sealed | None = None


class AgreementWatched(Fact):
    """The agreement counts: its checks are set at H+7, H+30, H+90 and around each due date."""

    name, leads_to = "agreement.watched", Status.AGREED
    agreement: str
    checks_on: tuple[date, ...]


class ClauseChecked(Fact):
    """A clause was looked at: ``kept``, ``late`` or ``broken``."""

    name, flow = "clause.checked", "watch-agreements"
    agreement: str
    clause: str
    result: str
    evidence: Sealed | None = None


class ClauseReleased(Fact):
    """A coordinator lets a clause's owner be written to, though the reporter fears that office."""

    name, flow = "clause.released", "watch-agreements"
    agreement: str
    clause: str
    reason: Sealed


class HandlingFinished(Fact):
    """The agency says that its own work is done, with what it did."""

    name, flow = "handling.finished", "follow-handling"
    result_code: str
    done: Sealed


class ClosureAsked(Fact):
    """All that the case was opened for is done or referred; a second person must approve."""

    name = "closure.asked"
    episode: int
    outcome: str


class ClosureApproved(Fact):
    """A second person approves the closure with outcome, root cause and prevention."""

    name, flow = "closure.approved", "close-cases"
    episode: int
    outcome: str
    root_cause: str
    prevention: str | None = None
    prevention_owner: str | None = None
    prevention_due: date | None = None
    no_prevention: Sealed | None = None
    documents: tuple[Sealed, ...] = ()
    parties_told: bool = True
    trigger: str | None = None
    root_cause_words: Sealed | None = None
    trigger_words: Sealed | None = None


class CaseClosed(Fact):
    """The case ended with its outcome."""

    name, leads_to = "case.closed", Status.CLOSED
    episode: int
    outcome: str


class CaseReferred(Fact):
    """A coordinator refers the case to another body, with that body's own number if known."""

    name, flow = "case.referred", "follow-referrals"
    to: str
    reason_code: str
    their_number: Sealed | None = None


class ReferralOpened(Fact):
    """The case waits for the other body."""

    name, leads_to = "referral.opened", Status.REFERRED
    to: str


class ReferralAnswered(Fact):
    """The other body decided or gave the case back: ``ended`` or ``returned``."""

    name, flow = "referral.answered", "follow-referrals"
    result: str
    answer: Sealed | None = None


class PreventionFinished(Fact):
    """The step against the same happening again was done; it may outlive the closure."""

    name = "prevention.finished"
    step: str
    evidence: Sealed | None = None
