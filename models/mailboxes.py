"""Mailboxes that are dead and agencies that never answer: noticed, so that a person can act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.assignments import Assignment, AssignmentAnswer

SILENT_AFTER = 3  # assignments in a row, each past its limit
REFUSED = "refused"
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A recipient's id and what is wrong: ``refused`` mails or ``silent``, and how often."""

    recipient: str
    trouble: str
    times: int


async def troubled_mailboxes(db: AsyncSession, *, at: datetime) -> tuple[Mailbox, ...]:
    """Name recipients whose mails were refused since the last one that arrived, and the silent."""
    refused = await db.execute(text(REFUSED_SINCE))
    found = [Mailbox(recipient, REFUSED, times) for recipient, times in refused]
    silent = await silent_agencies(db, at=at)
    found += [Mailbox(agency, SILENT, times) for agency, times in silent.items()]
    return tuple(found)


async def silent_agencies(db: AsyncSession, *, at: datetime) -> dict[str, int]:
    """Count by agency the assignments in a row that it let pass without an answer, from three."""
    rows = await db.execute(text(ASKED), {"at": at})
    in_a_row: dict[str, list[bool]] = {}
    for agency, answered in rows:
        in_a_row.setdefault(agency, []).append(answered)
    counted = {agency: _until_true(answers) for agency, answers in in_a_row.items()}
    return {agency: times for agency, times in counted.items() if times >= SILENT_AFTER}


async def last_answer(db: AsyncSession, agency: str) -> datetime | None:
    """When an agency last answered an assignment, None if it never did."""
    found: datetime | None = await db.scalar(
        select(func.max(AssignmentAnswer.at))
        .join(Assignment, Assignment.id == AssignmentAnswer.assignment)
        .where(Assignment.agency == agency)
    )
    return found


def _until_true(answers: Iterable[bool]) -> int:
    times = 0
    for answered in answers:
        if answered:
            break
        times += 1
    return times


REFUSED_SINCE = """
SELECT recipient, count(*) FROM notice AS dead
WHERE state = 'dead' AND trouble IN ('recipient_refused', 'too_long')
  AND recipient NOT LIKE 'reporter%' AND NOT EXISTS (
    SELECT FROM notice AS sent WHERE sent.recipient = dead.recipient
      AND sent.state = 'sent' AND sent.queued_at > dead.queued_at)
GROUP BY recipient ORDER BY recipient
"""
ASKED = """
SELECT asked.agency, answer.assignment IS NOT NULL FROM assignment AS asked
JOIN deadline ON deadline."case" = asked."case" AND deadline.kind = 'assignment_answer'
  AND deadline.starts_at = asked.delivered_at
LEFT JOIN assignment_answer AS answer ON answer.assignment = asked.id
WHERE answer.assignment IS NOT NULL
  OR deadline.due_at < least(asked.superseded_at, CAST(:at AS timestamptz))
ORDER BY asked.agency, asked.given_at DESC, asked.id
"""
