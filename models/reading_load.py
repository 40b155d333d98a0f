"""How much there is to do, and who does it: counts for pictures. Sealed cases are in none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import DateTime

Counts = dict[str, dict[str, int]]
IN_TIME, LATE, SILENT = "in_time", "late", "silent"
LOOKS_BACK = timedelta(days=90)


async def open_by_agency(db: AsyncSession) -> Counts:
    """Count the open cases of each lead by colour, the busiest agency first."""
    rows = (await db.execute(text(OPEN_BY_AGENCY))).tuples()
    return _gathered([(lead, colour, count) for lead, colour, count in rows])


async def ages(db: AsyncSession, *, at: datetime, days: Sequence[int]) -> list[int]:
    """Count the open cases by age: up to each of these days, then all older ones."""
    limits = [at - timedelta(days=one) for one in sorted(days, reverse=True)]
    asked = text(AGES).bindparams(_moments("limits", limits))
    counts = {bucket: count for bucket, count in (await db.execute(asked)).tuples()}  # noqa: C416 - a row is no pair to mypy
    return [counts.get(bucket, 0) for bucket in range(len(limits), -1, -1)]


async def answers(db: AsyncSession, *, at: datetime) -> Counts:
    """Count by agency how the assignments of the last 90 days were answered."""
    rows = await db.execute(text(ANSWERS), {"at": at, "since": at - LOOKS_BACK})
    return _gathered([(agency, how, count) for agency, how, count in rows.tuples()])


async def by_week(db: AsyncSession, begins: Sequence[datetime]) -> list[tuple[int, int]]:
    """Count what came in and what was closed in each stretch that begins at one of these."""
    asked = text(BY_WEEK).bindparams(_moments("begins", begins))
    found = {(what, week): count for what, week, count in (await db.execute(asked)).tuples()}
    weeks = range(1, len(begins) + 1)
    return [(found.get(("in", week), 0), found.get(("out", week), 0)) for week in weeks]


def _moments(name: str, moments: Sequence[datetime]) -> BindParameter[Any]:
    return bindparam(name, list(moments), ARRAY(DateTime(timezone=True)))


def _gathered(rows: Sequence[tuple[str, str, int]]) -> Counts:
    found: Counts = {}
    for who, what, count in rows:
        found.setdefault(who, {})[what] = count
    return dict(sorted(found.items(), key=lambda pair: -sum(pair[1].values())))


OPEN_BY_AGENCY = """
SELECT lead, coalesce(colour, 'green'), count(*) FROM "case"
WHERE lead IS NOT NULL AND status NOT IN ('closed', 'dismissed', 'joined')
  AND NOT bars @> ARRAY['sealed'] GROUP BY 1, 2
"""
AGES = """
SELECT width_bucket(opened_at, :limits), count(*) FROM "case"
WHERE status NOT IN ('closed', 'dismissed', 'joined') AND NOT bars @> ARRAY['sealed'] GROUP BY 1
"""
ANSWERS = """
SELECT asked.agency, CASE WHEN answer.at <= due_at THEN 'in_time'
    WHEN answer.at IS NOT NULL THEN 'late' ELSE 'silent' END, count(*)
FROM assignment AS asked
JOIN "case" ON "case".number = asked."case" AND NOT bars @> ARRAY['sealed']
JOIN deadline ON deadline."case" = asked."case" AND deadline.kind = 'assignment_answer'
  AND deadline.starts_at = asked.delivered_at
LEFT JOIN assignment_answer AS answer ON answer.assignment = asked.id
WHERE asked.given_at >= :since AND (answer.at IS NOT NULL
  OR due_at < least(asked.superseded_at, CAST(:at AS timestamptz)))
GROUP BY 1, 2
"""
BY_WEEK = """
SELECT what, width_bucket(at, :begins), count(*) FROM (
    SELECT CASE WHEN name = 'case.closed' THEN 'out' ELSE 'in' END AS what, at
    FROM fact JOIN "case" ON number = fact."case" AND NOT bars @> ARRAY['sealed']
    WHERE name IN ('case.reported', 'case.closed') AND at >= (:begins)[1]) AS said
GROUP BY 1, 2
"""
