"""One case as people look at it: where it stands, who works on it, and all that happened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.agreements import Clause, clauses_of, current_agreement
from models.assignments import Assignment, AssignmentAnswer
from models.bars import unsealed_at
from models.by_hand import ToBring, letters_unbrought
from models.case_parts import (
    Asked,
    GivenTo,
    Limit,
    Moment,
    Promise,
    Side,
    Sitting,
    Waiting,
    Words,
)
from models.cases import Case
from models.causes import Cause
from models.chain import SealedFact
from models.companions import companions_of
from models.deadlines import Deadline
from models.facts.danger import (
    PARTED,
    REPORTERS_OWN,
    CaseLinked,
    SummaryWritten,
    TextReleased,
)
from models.notices import Notice
from models.reading import CaseLine
from models.reading_alerts import AlarmSeen
from models.reading_files import AttachedFile, files_read
from models.reading_messages import Message, messages_of
from models.reading_open import IdentityAsked, Open, TextKept
from models.reading_questions import Asking
from models.reading_talks import MeetingSet, Round, Seated
from models.reading_work import Work
from models.talks import Mediation, Meeting, Panelist, Party
from models.texts import PLACE, SUMMARY, TOLD_US, ErasableText

# What a fact's body holds about the reporter, and about whom the reporter fears.
TELLTALE = frozenset(
    {
        *("not_to_tell", "passed_over", "kept_from", "channel", "anonymous", "source"),
        *("source_withheld", "forums_passed_over", "left_out"),
    }
)
# Facts whose actor is whoever told us; a reporter is nobody in any other one, too.
TOLD_BY = frozenset({"case.reported", "objection.raised"})
REPORTER, SOMEBODY = "reporter:", "reporter:-"

CLOSED = "sealed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a case is read beyond its structure: who reported, and which words.

    ``texts`` are those that were released, and all of them without ``only_released``.
    """

    telltale: bool = False
    texts: bool = False
    only_released: bool = True
    summary: bool = False
    messages: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """All of a case that is structured; ``desk.seeing`` adds what those need who act.

    ``outcomes`` are those that the record bears out, where somebody may end it now. ``reprisal``:
    somebody is threatened for having reported.
    """

    case: CaseLine
    approach: str | None = None
    severity: int | None = None
    stage: int | None = None
    bars: tuple[str, ...] = ()
    episode: int = 1
    outcome: str | None = None
    joined_into: str | None = None
    agencies: tuple[GivenTo, ...] = ()
    sides: tuple[Side, ...] = ()
    figures: tuple[Asked, ...] = ()
    meetings: tuple[Sitting, ...] = ()
    clauses: tuple[Promise, ...] = ()
    limits: tuple[Limit, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    mails: tuple[tuple[str, int], ...] = ()
    to_bring: tuple[ToBring, ...] = ()
    words: tuple[Words, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    messages: tuple[Message, ...] = ()
    timeline: tuple[Moment, ...] = ()
    work: Work | None = None
    talks: Round | None = None
    meeting: MeetingSet | None = None
    seat: Seated | None = None
    alarm: AlarmSeen | None = None
    questions: tuple[Asking, ...] = ()
    open: frozenset[Open] = frozenset()
    identity: IdentityAsked | None = None
    texts: tuple[TextKept, ...] = ()
    outcomes: tuple[str, ...] = ()
    reprisal: bool = False


async def case_page(db: AsyncSession, case: Case, *, line: CaseLine, reads: Reading) -> CasePage:
    """Show a whole case, as far as its reader may read."""
    sides = await sides_of(db, case.number)
    opened = 0 if reads.telltale or case.sealed else await unsealed_at(db, case.number)
    return CasePage(
        case=line,
        reprisal=case.reprisal,
        approach=case.approach,
        severity=case.severity,
        stage=case.stage,
        bars=tuple(case.bars),
        episode=case.episode,
        outcome=case.outcome,
        joined_into=case.joined_into,
        agencies=await _agencies(db, case.number, after=opened),
        sides=sides,
        figures=await _figures(db, case.number),
        meetings=await _meetings(db, case.number),
        clauses=await promises_of(db, case.number, sides=sides),
        limits=await limits_of(db, case.number),
        waiting=await _waiting(db, case.number),
        mails=await _mails(db, case.number),
        to_bring=tuple(await letters_unbrought(db, without_mail=(), number=case.number)),
        words=await _words(db, case.number, reads=reads),
        files=await files_read(db, case.number, only_released=reads.only_released)
        if reads.texts
        else (),
        messages=await messages_of(db, case.number) if reads.messages else (),
        timeline=await timeline_of(db, case.number, telltale=reads.telltale, after=opened),
    )


RUNNING = (
    select(Deadline, Clause.number)
    .outerjoin(Clause, cast(Clause.id, Text) == Deadline.subject)
    .where(
        Deadline.case == bindparam("number"),
        Deadline.met_at.is_(None),
        Deadline.dropped_at.is_(None),
    )
    .order_by(Deadline.due_at, Clause.number)
)


async def limits_of(db: AsyncSession, number: str) -> tuple[Limit, ...]:
    """Read the deadlines of a case that run, the next first."""
    rows = await db.execute(RUNNING, {"number": number})
    return tuple(
        Limit(
            one.kind,
            one.owner,
            one.due_at,
            one.rung,
            one.paused_at is not None,
            one.paused_until,
            clause,
        )
        for one, clause in rows.tuples()
    )


async def clock_of(db: AsyncSession, number: str) -> tuple[Limit, ...]:
    """Read when a sealed case's limits fall, and nothing of what they are."""
    return tuple(
        replace(one, kind=CLOSED, owner=CLOSED, paused_until=None, clause=None)
        for one in await limits_of(db, number)
    )


async def timeline_of(
    db: AsyncSession, number: str, *, telltale: bool, after: int = 0
) -> tuple[Moment, ...]:
    """Read a case's facts; what points at its reporter is for those alone who decide."""
    rows = await db.scalars(
        select(SealedFact)
        .where(SealedFact.case == number, SealedFact.seq > after)
        .order_by(SealedFact.seq)
    )
    hidden = frozenset[str]() if telltale else TELLTALE
    left_out = frozenset[str]() if telltale else REPORTERS_OWN
    return tuple(
        Moment(
            seq=row.seq,
            at=row.at,
            actor=row.actor if telltale or not _told_by_reporter(row) else SOMEBODY,
            fact=row.name,
            status=row.status,
            body={key: value for key, value in row.body.items() if key not in hidden},
        )
        for row in rows
        if row.name not in left_out and (telltale or not _parted(row))
    )


def _parted(row: SealedFact) -> bool:
    """Whether somebody harmed got a sealed case of their own: agencies find no trace of it."""
    return row.name == CaseLinked.name and row.body.get("kind") == PARTED


def _told_by_reporter(row: SealedFact) -> bool:
    return row.name in TOLD_BY or row.actor.startswith(REPORTER)


async def _words(db: AsyncSession, number: str, *, reads: Reading) -> tuple[Words, ...]:
    """Read what may be read, the newest ringkasan first; what was erased is left out."""
    kinds = [*((*TOLD_US, PLACE) if reads.texts else ()), *((SUMMARY,) if reads.summary else ())]
    rows = await db.scalars(
        select(ErasableText).where(
            ErasableText.case == number,
            ErasableText.kind.in_(kinds),
            ErasableText.text.is_not(None),
        )
    )
    said = await _said_of_texts(db, number)
    released = {text for text, fact in said.items() if fact == TextReleased.name}
    newest = next((text for text, fact in said.items() if fact == SummaryWritten.name), None)
    shown = [
        Words(str(row.id), row.kind, row.text or "")
        for row in rows
        if (str(row.id) == newest)
        or (row.kind != SUMMARY and (not reads.only_released or str(row.id) in released))
    ]
    return tuple(sorted(shown, key=lambda one: (one.kind != SUMMARY, one.kind, one.id)))


async def _said_of_texts(db: AsyncSession, number: str) -> dict[str, str]:
    """The texts that were released, and the summaries that were written, newest first."""
    rows = await db.execute(
        select(SealedFact.name, SealedFact.body)
        .where(
            SealedFact.case == number,
            SealedFact.name.in_([TextReleased.name, SummaryWritten.name]),
        )
        .order_by(SealedFact.seq.desc())
    )
    return {
        str(body["text"] if name == TextReleased.name else body["summary"]["text"]): name
        for name, body in rows.tuples()
    }


async def _agencies(db: AsyncSession, number: str, *, after: int) -> tuple[GivenTo, ...]:
    rows = await db.execute(
        select(Assignment, AssignmentAnswer)
        .outerjoin(AssignmentAnswer, AssignmentAnswer.assignment == Assignment.id)
        .where(Assignment.case == number, Assignment.seq > after)
        .order_by(Assignment.seq)
    )
    return tuple(
        GivenTo(
            agency=given.agency,
            given_at=given.given_at,
            delivered_at=given.delivered_at,
            answer=answer.answer if answer else None,
            office=answer.office if answer else None,
            superseded=given.superseded_at is not None,
        )
        for given, answer in rows.tuples()
    )


async def sides_of(db: AsyncSession, number: str) -> tuple[Side, ...]:
    """Read the sides, with who comes along."""
    rows = await db.scalars(select(Party).where(Party.case == number).order_by(Party.label))
    coming = await companions_of(db, number)
    return tuple(
        Side(
            id=str(row.id),
            label=row.label,
            kind=row.kind,
            village=row.village,
            willing=row.willing,
            companions=tuple(one.kind for one in coming if one.party == row.id),
        )
        for row in rows
    )


async def _figures(db: AsyncSession, number: str) -> tuple[Asked, ...]:
    rows = await db.execute(
        select(Panelist, Mediation)
        .join(Mediation, Mediation.id == Panelist.mediation)
        .where(Mediation.case == number)
        .order_by(Mediation.round, Panelist.rank)
    )
    return tuple(
        Asked(one.figure, one.kind, one.answer, talks.forum, talks.round, one.replaced)
        for one, talks in rows.tuples()
    )


async def _meetings(db: AsyncSession, number: str) -> tuple[Sitting, ...]:
    rows = await db.scalars(
        select(Meeting).where(Meeting.case == number).order_by(Meeting.starts_at)
    )
    return tuple(
        Sitting(row.kind, row.place, row.starts_at, row.state, row.outcome) for row in rows
    )


async def promises_of(
    db: AsyncSession, number: str, *, sides: Sequence[Side]
) -> tuple[Promise, ...]:
    """Read the clauses of the agreement that counts, without their words."""
    agreement = await current_agreement(db, number)
    if agreement is None:
        return ()
    labels = {UUID(side.id): side.label for side in sides}
    return tuple(
        Promise(row.number, _owner(row, labels), row.due_on, row.state)
        for row in await clauses_of(db, agreement)
    )


def _owner(clause: Clause, labels: dict[UUID, str]) -> str:
    if clause.owner_kind == "agency":
        return clause.owner
    return labels.get(UUID(clause.owner), clause.owner)


async def _waiting(db: AsyncSession, number: str) -> tuple[Waiting, ...]:
    rows = await db.scalars(
        select(Cause).where(Cause.case == number, Cause.handled_at.is_(None)).order_by(Cause.seq)
    )
    return tuple(
        Waiting(row.seq, row.fact, row.rings, row.failures, row.failure_kind) for row in rows
    )


async def _mails(db: AsyncSession, number: str) -> tuple[tuple[str, int], ...]:
    rows = await db.execute(
        select(Notice.state, func.count())
        .where(Notice.case == number)
        .group_by(Notice.state)
        .order_by(Notice.state)
    )
    return tuple((state, count) for state, count in rows.tuples())
