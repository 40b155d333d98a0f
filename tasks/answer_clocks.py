"""An agency's time to answer runs from the moment at which its mail was handed over."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Row, and_, select

from kit.clock import now
from models.assignments import Assignment, AssignmentAnswer
from models.cases import Case, lock_cases
from models.facts.assignment import NoticesDelivered
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from tasks.clocks import Said, run_clocks
from tasks.wrapping import flow_actor, task

STARTS_THE_CLOCK = ("case_assigned", "case_assigned_sealed")

# A current assignment that was not said to be delivered, when its lead's mail was handed over,
# and whether the lead answered already.
Told = Row[tuple[Assignment, str, datetime | None, bool]]
TOLD = (
    select(Assignment, Notice.kind, Notice.sent_at, AssignmentAnswer.assignment.is_not(None))
    .join(
        Notice,
        and_(
            Notice.case == Assignment.case,
            Notice.seq == Assignment.seq,
            Notice.recipient == Assignment.agency,
            Notice.kind.in_(STARTS_THE_CLOCK),
            Notice.state == "sent",
        ),
    )
    .outerjoin(AssignmentAnswer)
    .where(Assignment.delivered_at.is_(None), Assignment.superseded_at.is_(None))
)


async def start_answer_clocks(cases: Collection[str]) -> None:
    """Say of each current assignment whose lead was told that it was, once; start its clock."""
    async with transaction() as db:
        locked = await lock_cases(db, cases)
        rows = await db.execute(TOLD.where(Assignment.case.in_(locked)))
        said = [_say(locked[row[0].case], row) for row in rows.all()]
        await run_clocks(db, [one for one in said if one is not None], rules=regency())


@task
async def start_left_clocks(cases: list[str]) -> list[str]:
    """Start what ``told_without_clock`` found, if nobody else did since."""
    await start_answer_clocks(cases)
    return cases


async def told_without_clock() -> list[str]:
    """List the cases that a kill left between the mark of a mail and its clock."""
    async with reading() as db:
        return list(await db.scalars(TOLD.with_only_columns(Assignment.case)))


def _say(case: Case, row: Told) -> Said | None:
    """Say that the lead was told; one that answered already needs no clock."""
    assignment, kind, sent_at, answered = row
    assignment.delivered_at = sent_at
    fact = NoticesDelivered(assignment=str(assignment.id), kind=kind, recipient=assignment.agency)
    case.record(fact, actor=flow_actor(), at=now())
    return None if answered or sent_at is None else Said(case, fact, sent_at)
