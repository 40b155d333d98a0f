"""What figures and agencies carry now: open cases and talks, meetings ahead, ties declared."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models.mailboxes import Mailbox, troubled_mailboxes


@dataclass(frozen=True, slots=True)
class Carried:
    """Counts by an agency's code or a figure's id; ``mailboxes`` are those with trouble."""

    cases: Counter[str] = field(default_factory=Counter)
    talks: Counter[str] = field(default_factory=Counter)
    meetings: Counter[str] = field(default_factory=Counter)
    ties: Counter[str] = field(default_factory=Counter)
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)


async def carried(db: AsyncSession, *, at: datetime) -> Carried:
    """Count what everybody carries; sealed cases are in none of it."""
    return Carried(
        cases=await _counted(db, CASES),
        talks=await _counted(db, TALKS),
        meetings=await _counted(db, MEETINGS, at=at),
        ties=await _counted(db, TIES),
        mailboxes={one.recipient: one for one in await troubled_mailboxes(db, at=at)},
    )


async def _counted(db: AsyncSession, query: str, **values: object) -> Counter[str]:
    rows = (await db.execute(text(query), values)).tuples()
    return Counter({str(who): int(count) for who, count in rows})


CASES = """
SELECT lead, count(*) FROM "case" WHERE lead IS NOT NULL
  AND status NOT IN ('closed', 'dismissed', 'joined') AND NOT bars @> ARRAY['sealed'] GROUP BY lead
"""
TALKS = """
SELECT figure, count(*) FROM panelist JOIN mediation ON mediation.id = panelist.mediation
WHERE mediation.ended_at IS NULL AND NOT replaced GROUP BY figure
"""
MEETINGS = """
SELECT figure, count(*) FROM seat JOIN meeting ON meeting.id = seat.meeting
WHERE meeting.state = 'scheduled' AND meeting.starts_at >= :at AND NOT seat.free GROUP BY figure
"""
TIES = """
SELECT body->>'who', count(DISTINCT fact."case") FROM fact
JOIN "case" ON number = fact."case" AND NOT bars @> ARRAY['sealed']
  AND "case".status NOT IN ('closed', 'dismissed', 'joined')
WHERE fact.name = 'tie.declared' GROUP BY 1
"""
