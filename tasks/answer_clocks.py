"""An agency's time to answer runs from the moment at which its mail was handed over."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row, Text, and_, cast, exists, select

from kit.clock import now
from models.assignments import Assignment, AssignmentAnswer
from models.cases import Case, lock_cases
from models.chain import SealedFact
from models.facts.assignment import AssignmentUndelivered, NoticesDelivered
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from tasks.clocks import Said, run_clocks
from tasks.wrapping import flow_actor, task

STARTS_THE_CLOCK = ("case_assigned", "case_assigned_sealed")

# A current assignment of which nothing was said yet, when its lead's mail was handed over (None:
# it was not taken), and whether the lead answered already.
Told = Row[tuple[Assignment, str, datetime | None, bool]]
FOUND = (
    select(Assignment, Notice.kind, Notice.sent_at, AssignmentAnswer.assignment.is_not(None))
    .join(
        Notice,
        and_(
            Notice.case == Assignment.case,
            Notice.seq == Assignment.seq,
            Notice.recipient == Assignment.agency,
            Notice.kind.in_(STARTS_THE_CLOCK),
        ),
    )
    .outerjoin(AssignmentAnswer)
    .where(Assignment.delivered_at.is_(None), Assignment.superseded_at.is_(None))
)
TOLD = FOUND.where(Notice.state == "sent")
LOST = FOUND.where(
    Notice.state == "dead",
    AssignmentAnswer.assignment.is_(None),
    ~exists().where(
        SealedFact.case == Assignment.case,
        SealedFact.name == AssignmentUndelivered.name,
        SealedFact.body["assignment"].astext == cast(Assignment.id, Text),
    ),
)


async def start_answer_clocks(cases: Collection[str]) -> None:
    """Say of each current assignment once that its lead was told, or not; start whose clock it is.

    The lead owes an answer from then on; where its mailbox is dead, a coordinator owes a way.
    """
    async with transaction() as db:
        locked = await lock_cases(db, cases)
        told = (await db.execute(TOLD.where(Assignment.case.in_(locked)))).all()
        lost = (await db.execute(LOST.where(Assignment.case.in_(locked)))).all()
        said = [_say(locked[row[0].case], row) for row in told]
        said += [_say_lost(locked[row[0].case], row) for row in lost]
        await run_clocks(db, [one for one in said if one is not None], rules=regency())


@task
async def start_left_clocks(cases: list[str]) -> list[str]:
    """Start what ``told_without_clock`` found, if nobody else did since."""
    await start_answer_clocks(cases)
    return cases


async def start_clocks_of_a_kill() -> None:
    """Start them at once when work begins again, whether or not Prefect is back."""
    if cases := await told_without_clock():
        await start_answer_clocks(cases)


async def told_without_clock() -> list[str]:
    """List the cases that a kill left between the mark of a mail and its clock."""
    async with reading() as db:
        rows = [
            *await db.scalars(TOLD.with_only_columns(Assignment.case)),
            *await db.scalars(LOST.with_only_columns(Assignment.case)),
        ]
        return sorted(set(rows))


def _say(case: Case, row: Told) -> Said | None:
    """Say that the lead was told; one that answered already needs no clock."""
    assignment, kind, sent_at, answered = row
    assignment.delivered_at = sent_at
    fact = NoticesDelivered(assignment=str(assignment.id), kind=kind, recipient=assignment.agency)
    case.record(fact, actor=flow_actor(), at=now())
    return None if answered or sent_at is None else Said(case, fact, sent_at)


def _say_lost(case: Case, row: Told) -> Said:
    assignment, kind, _, _ = row
    fact = AssignmentUndelivered(
        assignment=str(assignment.id), kind=kind, recipient=assignment.agency
    )
    case.record(fact, actor=flow_actor(), at=now())
    return Said(case, fact, now())
