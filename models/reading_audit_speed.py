"""How long offices took, from a limit's start to what met it: with pauses, and without them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Speed:
    """An office's times for one kind of limit: how many, and the middle and the slow ones.

    ``net`` leaves the pauses out; ``in_time`` counts those that were met before their limit.
    """

    owner: str
    count: int
    in_time: int
    paused: int
    median: timedelta
    slow: timedelta
    net_median: timedelta
    net_slow: timedelta


async def speeds(
    db: AsyncSession, kind: str, *, since: datetime, until: datetime
) -> tuple[Speed, ...]:
    """Reckon the times of limits of a kind that were met in a span, by who owed them."""
    rows = await db.execute(text(SPEEDS), {"kind": kind, "since": since, "until": until})
    return tuple(
        Speed(*row[:4], *(timedelta(seconds=float(one)) for one in row[4:])) for row in rows
    )


SPEEDS = """
WITH met AS (
    SELECT id::text AS id, "case", owner, starts_at, due_at, met_at FROM deadline
    WHERE kind = :kind AND met_at >= :since AND met_at < :until
), stop AS (
    SELECT body->>'deadline' AS id, name, at,
        lead(at) OVER (PARTITION BY body->>'deadline' ORDER BY at, seq) AS ended
    FROM fact WHERE name IN ('clock.paused', 'clock.resumed')
), paused AS (
    SELECT met.id, sum(extract(epoch FROM
        least(coalesce(stop.ended, met.met_at), met.met_at) - stop.at)) AS seconds
    FROM met JOIN stop ON stop.id = met.id AND stop.name = 'clock.paused'
    WHERE stop.at < met.met_at GROUP BY met.id
), timed AS (
    SELECT met.owner, met.met_at <= met.due_at AS in_time, paused.seconds IS NOT NULL AS stopped,
        extract(epoch FROM met.met_at - met.starts_at) AS gross,
        extract(epoch FROM met.met_at - met.starts_at) - coalesce(paused.seconds, 0) AS net
    FROM met LEFT JOIN paused ON paused.id = met.id
)
SELECT owner, count(*), count(*) FILTER (WHERE in_time), count(*) FILTER (WHERE stopped),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY gross),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY gross),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY net),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY net)
FROM timed GROUP BY owner ORDER BY owner
"""
