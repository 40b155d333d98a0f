"""A case as its reporter follows it: a closed list of facts, without names, sides or figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import wita_date
from models.cases import Case
from models.chain import SealedFact
from models.deadlines import Deadline
from models.facts.ending import CaseClosed
from models.facts.intake import CaseDismissed, CaseJoined, CaseReported, CaseSeparated
from models.reading_messages import Message, messages_of
from models.remains import Objection
from models.status import Status

# What a reporter may know to have happened. Nothing of it says who, with whom or what about.
STEPS = frozenset(
    {
        *("case.reported", "case.review_asked", "case.triaged", "case.watched", "case.assigned"),
        *("assignment.accepted", "contact.recorded", "mediation.opened", "meeting.scheduled"),
        *("meeting.held", "agreement.signed", "handling.opened", "handling.finished"),
        *("incident.recorded", "case.referred", "case.joined", "case.separated", "case.closed"),
        *("case.dismissed", "case.reopened", "objection.raised", "objection.upheld"),
        "objection.rejected",
    }
)
# Of a sealed case only where it stands: every other word would say what it is about.
SEALED_STEPS = frozenset(
    {
        *("case.reported", "case.assigned", "assignment.accepted", "incident.recorded"),
        *("case.closed", "case.dismissed", "case.reopened"),
        *("objection.raised", "objection.upheld", "objection.rejected"),
    }
)
# Limits that a reporter may wait for; others would say what the case is about, or whom it asks.
AWAITED = frozenset(
    {
        *("verification", "review", "watch_review", "assignment_answer", "first_contact"),
        *("mediation_start", "mediation", "signing", "handling", "referral_answer"),
        *("monitoring_7", "monitoring_30", "monitoring_90", "closure_approval"),
    }
)
PLAIN_OUTCOMES = frozenset(
    {
        *("agreement_kept", "agreed", "settled", "handled", "calm", "calm_restored"),
        *("no_conflict", "unproven"),
    }
)
SEALED_AWAITED = frozenset({"verification", "review", "assignment_answer", "handling"})


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, by the fact's name."""

    at: datetime
    fact: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """What comes next: the kind of its limit, and until when."""

    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """A case as its reporter follows it.

    ``number`` is the reporter's own. Of a report that was joined, status, limits and later steps
    are those of the case in which it goes on, which is never named. ``ending`` is the code of why
    it ended, where that may be said; ``objection`` is waiting, upheld, rejected or None;
    ``object_until`` is the last day on which one may still be raised. ``victims``: the report
    itself is sealed for somebody harmed, and not because its reporter is threatened.
    """

    number: str
    status: Status
    joined: bool
    sealed: bool
    steps: tuple[Step, ...]
    awaited: Awaited | None
    messages: tuple[Message, ...]
    ending: str | None = None
    objection: str | None = None
    object_until: date | None = None
    agreed: bool = False
    victims: bool = False


async def goes_on_in(db: AsyncSession, number: str) -> Case:
    """Read the case in which a report is handled: its own, or the one it was joined into."""
    case = await db.get_one(Case, number)
    while case.joined_into is not None:
        case = await db.get_one(Case, case.joined_into)
    return case


async def follow(
    db: AsyncSession, number: str, *, at: datetime, object_within: timedelta
) -> Followed:
    """Show a case to its reporter, who may object to its end for so long."""
    own, case = await db.get_one(Case, number), await goes_on_in(db, number)
    facts = await _facts(db, case, number=number)
    end, objection = _end(case, facts), await _objection(db, case)
    known = SEALED_STEPS if case.sealed else STEPS
    steps = tuple(
        Step(one.at, one.name)
        for one in facts
        if one.name in known and not one.body.get("corrects")  # what was written down wrongly
    )
    return Followed(
        number=number,
        status=case.stands,
        joined=case.number != number,
        sealed=case.sealed,
        steps=steps,
        awaited=await _awaited(db, case),
        messages=await messages_of(db, number),
        ending=None if end is None or case.sealed else _why(end),
        objection=objection,
        object_until=_until(end.at + object_within, at) if end and objection is None else None,
        agreed=not case.sealed and any(one.name == "agreement.signed" for one in facts),
        victims=own.sealed and not own.reprisal,
    )


async def _facts(db: AsyncSession, case: Case, *, number: str) -> Sequence[SealedFact]:
    """The report's own facts, then those of the case it goes on in, from then on."""
    own = await _chain(db, number)
    if case.number == number:
        return own
    joined = next(one.at for one in reversed(own) if one.name == CaseJoined.name)
    apart = {CaseReported.name, CaseJoined.name, CaseSeparated.name}
    later = await _chain(db, case.number)
    return [*own, *(one for one in later if one.at > joined and one.name not in apart)]


async def _chain(db: AsyncSession, number: str) -> Sequence[SealedFact]:
    rows = await db.scalars(
        select(SealedFact).where(SealedFact.case == number).order_by(SealedFact.seq)
    )
    return rows.all()


async def _awaited(db: AsyncSession, case: Case) -> Awaited | None:
    kinds = SEALED_AWAITED if case.sealed else AWAITED
    rows = await db.execute(
        select(Deadline.kind, Deadline.due_at)
        .where(
            Deadline.case == case.number,
            Deadline.met_at.is_(None),
            Deadline.dropped_at.is_(None),
            Deadline.kind.in_(kinds),
        )
        .order_by(Deadline.due_at)
        .limit(1)
    )
    found = rows.tuples().first()
    return None if found is None else Awaited(*found)


def _end(case: Case, facts: Sequence[SealedFact]) -> SealedFact | None:
    """The fact with which a case ended, if it did."""
    if case.stands not in {Status.CLOSED, Status.DISMISSED}:
        return None
    ends = {CaseClosed.name, CaseDismissed.name}
    return next((one for one in reversed(facts) if one.name in ends), None)


def _why(end: SealedFact) -> str | None:
    """Why a person dismissed it; of a closure only an outcome that says nothing of the matter."""
    if end.name == CaseDismissed.name:
        return str(end.body["reason_code"])
    outcome = str(end.body["outcome"])
    return outcome if outcome in PLAIN_OUTCOMES else None


def _until(last: datetime, at: datetime) -> date | None:
    return wita_date(last) if wita_date(at) <= wita_date(last) else None


async def _objection(db: AsyncSession, case: Case) -> str | None:
    found = await db.get(Objection, (case.number, case.episode))
    if found is None:
        return None
    if found.decided_at is None:
        return "waiting"
    return "upheld" if found.upheld else "rejected"
