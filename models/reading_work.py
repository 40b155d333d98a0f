"""What those who work on a case read of it: what was asked, what is known, who helps.

It says the same as the assignment's mail, from the record as it stands now. Nothing here tells
of the reporter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.agreements import Agreement, Clause, Closure, current_agreement
from models.assignments import Assignment, answer_to, current_assignment, supports_of
from models.cases import Case
from models.chain import SealedFact
from models.facts.assignment import OfficerChanged, SupportAnswered
from models.facts.ending import AgreementSigned, HandlingFinished
from models.facts.intake import CaseTriaged
from models.letters.base import Earlier
from models.reports import Report
from models.status import Status
from models.texts import ErasableText
from models.views import Bar

HISTORY = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Given:
    """The assignment that counts: to whom and why, and what was answered by which office."""

    agency: str
    given_at: datetime
    answer: str | None
    office: str | None
    answered_at: datetime | None
    reason: dict[str, str]
    basis: dict[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """What a supporter said: received, done or cannot, when, and in its own words."""

    answer: str
    at: datetime
    words: str | None
    reason_code: str | None


@dataclass(frozen=True, slots=True)
class Helper:
    """A supporting agency, its one sentence of duty, and what it said since it was asked."""

    agency: str
    duty: dict[str, str]
    said: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedAs:
    """How the agreement that counts was recorded; ``evidence`` by a clause's number."""

    signed_on: str
    document: str
    evidence: dict[int, str]
    to_register: bool


@dataclass(frozen=True, slots=True)
class Work:
    """All this of a case. ``dangers`` and ``answers`` are codes, never words of the report.

    ``office`` is the officer's who has the case now; ``closure_asked`` that a second person is
    asked to close it; ``handled`` what the lead of a sealed case said that it did; ``clauses`` are
    the words of the agreement's clauses by number, ``signed`` the rest of it; ``own`` is the
    reader's part, where the reader's agency supports.
    """

    given: Given | None = None
    office: str | None = None
    happened_on: date | None = None
    dangers: tuple[str, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    earlier: Earlier | None = None
    helpers: tuple[Helper, ...] = ()
    closure_asked: bool = False
    handled: str | None = None
    clauses: dict[int, str] = field(default_factory=dict)
    signed: SignedAs | None = None
    own: Helper | None = None


async def work_of(
    db: AsyncSession, case: Case, *, at: datetime, agency: str | None = None, words: bool = False
) -> Work:
    """Read what those who work on a case need; ``agency`` is the reader's.

    With ``words`` also what supporters and clauses say; a supporter reads its own words always.
    """
    current = await current_assignment(db, case.number)
    report = await _first_report(db, case.number)
    closure = await db.get(Closure, (case.number, case.episode))
    helpers = await _helpers(db, current, agency=agency, words=words) if current else ()
    return Work(
        given=await _given(db, current) if current else None,
        office=await _office(db, current) if current else None,
        happened_on=report.happened_on if report else None,
        dangers=await _dangers(db, case.number),
        answers=dict(report.answers) if report else {},
        earlier=await earlier_cases(db, case, at=at),
        helpers=helpers,
        own=next((one for one in helpers if one.agency == agency), None),
        closure_asked=closure is not None and closure.withdrawn_at is None,
        handled=await _handled(db, case.number) if case.sealed and words else None,
        clauses=await _clause_words(db, case.number) if words else {},
        signed=await _signed(db, case.number) if words and case.stands is Status.AGREED else None,
    )


async def _handled(db: AsyncSession, number: str) -> str | None:
    """What the lead of a sealed case said that it did: its other body decides by it."""
    finished = await _newest(db, number, HandlingFinished.name)
    texts = await _texts(db, number, kind="handling") if finished else {}
    return texts.get(str(finished["done"]["text"])) if finished else None


EARLIER = select(
    func.count(),
    func.count().filter(Case.status != Status.CLOSED),
    func.count().filter(exists().where(Agreement.case == Case.number)),
).where(
    Case.village == bindparam("village"),
    Case.number < bindparam("number"),
    Case.opened_at >= bindparam("since"),
    Case.status.not_in([Status.DISMISSED, Status.JOINED]),
    ~Case.bars.contains([Bar.SEALED]),
)


async def earlier_cases(db: AsyncSession, case: Case, *, at: datetime) -> Earlier:
    """Count the place's other cases, and those of them in which the sides came to an agreement."""
    place = {"village": case.village, "number": case.number, "since": at - HISTORY}
    total, still_open, with_agreement = (await db.execute(EARLIER, place)).one()
    return Earlier(total=total, open=still_open, agreed=with_agreement)


async def _given(db: AsyncSession, current: Assignment) -> Given:
    answer = await answer_to(db, current)
    return Given(
        agency=current.agency,
        given_at=current.given_at,
        answer=answer.answer if answer else None,
        office=answer.office if answer else None,
        answered_at=answer.at if answer else None,
        reason=dict(current.choice.get("reason", {})),
        basis=dict(current.choice.get("basis", {})),
    )


async def _office(db: AsyncSession, current: Assignment) -> str | None:
    """The office of whom the case was passed to inside the agency, if it was."""
    changed = await _newest(db, current.case, OfficerChanged.name, after=current.seq)
    return str(changed["office"]) if changed else None


async def _helpers(
    db: AsyncSession, current: Assignment, *, agency: str | None, words: bool
) -> tuple[Helper, ...]:
    rows = await db.scalars(
        select(SealedFact)
        .where(
            SealedFact.case == current.case,
            SealedFact.name == SupportAnswered.name,
            SealedFact.seq > current.seq,
        )
        .order_by(SealedFact.seq)
    )
    said: dict[str, list[SealedFact]] = {}
    for row in rows:
        said.setdefault(str(row.body["agency"]), []).append(row)
    texts = await _texts(db, current.case, kind="support")
    return tuple(
        Helper(
            one.agency,
            one.duty,
            tuple(
                _done(row, texts if words or one.agency == agency else {})
                for row in said.get(one.agency, ())
            ),
        )
        for one in await supports_of(db, current)
    )


def _done(row: SealedFact, words: dict[str, str]) -> Done:
    report = row.body.get("report") or {}
    return Done(
        answer=str(row.body["answer"]),
        at=row.at,
        words=words.get(str(report.get("text"))),
        reason_code=row.body.get("reason_code"),
    )


async def _first_report(db: AsyncSession, number: str) -> Report | None:
    rows: Sequence[Report] = (
        await db.scalars(
            select(Report).where(Report.case == number).order_by(Report.reported_at).limit(1)
        )
    ).all()
    return rows[0] if rows else None


async def _dangers(db: AsyncSession, number: str) -> tuple[str, ...]:
    triaged = await _newest(db, number, CaseTriaged.name)
    return tuple(triaged["reading"]["dangers"]) if triaged else ()


NEWEST = (
    select(SealedFact.body)
    .where(
        SealedFact.case == bindparam("number"),
        SealedFact.name == bindparam("fact"),
        SealedFact.seq > bindparam("after"),
    )
    .order_by(SealedFact.seq.desc())
    .limit(1)
)


async def _newest(
    db: AsyncSession, number: str, fact: str, *, after: int = 0
) -> dict[str, Any] | None:
    found: dict[str, Any] | None = await db.scalar(
        NEWEST, {"number": number, "fact": fact, "after": after}
    )
    return found


async def _clause_words(db: AsyncSession, number: str) -> dict[int, str]:
    agreement = await current_agreement(db, number)
    if agreement is None:
        return {}
    rows = await db.execute(
        select(Clause.number, ErasableText.text)
        .join(ErasableText, ErasableText.id == Clause.words)
        .where(Clause.agreement == agreement.id, ErasableText.text.is_not(None))
    )
    return {at: words for at, words in rows.tuples() if words}


async def _signed(db: AsyncSession, number: str) -> SignedAs | None:
    signed = await _newest(db, number, AgreementSigned.name)
    if signed is None:
        return None
    document = await _texts(db, number, kind="agreement")
    wanted = await _texts(db, number, kind="evidence_wanted")
    named = {one["number"]: (one.get("evidence") or {}).get("text") for one in signed["clauses"]}
    return SignedAs(
        signed_on=str(signed["signed_on"]),
        document=document.get(str(signed["document"]["text"]), ""),
        evidence={number: wanted.get(str(text), "") for number, text in named.items()},
        to_register=bool(signed["to_register"]),
    )


async def _texts(db: AsyncSession, number: str, *, kind: str) -> dict[str, str]:
    rows = await db.execute(
        select(ErasableText.id, ErasableText.text).where(
            ErasableText.case == number,
            ErasableText.kind == kind,
            ErasableText.text.is_not(None),
        )
    )
    return {str(key): words for key, words in rows.tuples() if words}
