"""What wants a coordinator's eye: for each concern the cases, and since or until when.

A concern is one query that gives case numbers with a moment to sort by, the oldest first. The
first screen counts it and shows a few; the board filters by it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import WITA, wita_date
from models.causes import STUCK_AFTER
from models.reading_house import NOBODY_ANSWERS

DAYS_AHEAD = 14
MEETING_DAYS = 2  # today and tomorrow


class Concern(StrEnum):
    """All that the first screen knows, from top to bottom."""

    RED = "red"
    OWNERLESS = "ownerless"
    REVIEW = "review"
    MEETING = "meeting"
    CLAUSE = "clause"
    OVERDUE = "overdue"
    EVACUEES = "evacuees"
    SANCTION = "sanction"
    DEAD_MAIL = "dead_mail"
    STUCK = "stuck"
    UNANSWERED = "unanswered"
    MESSAGE = "message"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Found:
    """How many cases a concern has, and the first few with their moment.

    ``sealed`` of them no filter of the board finds.
    """

    count: int
    first: tuple[tuple[str, datetime | date], ...] = ()
    sealed: int = 0

    @property
    def on_board(self) -> int:
        """How many the board shows that asks for this concern."""
        return self.count - self.sealed

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the first few."""
        return tuple(number for number, _ in self.first)


async def found(db: AsyncSession, concern: Concern, *, at: datetime, most: int) -> Found:
    """Count the cases of a concern, and read the first few."""
    query = text(FIRST.format(QUERIES[concern])).bindparams(most=most, **_asked(concern, at=at))
    rows = (await db.execute(query)).tuples().all()
    if not rows:
        return Found(0)
    return Found(rows[0][2], tuple((row[0], row[1]) for row in rows), sealed=rows[0][3])


def cases_of(concern: Concern, *, at: datetime) -> TextClause:
    """Whether a case is one of a concern's, as a part of a query of cases."""
    inner = f"SELECT number FROM ({QUERIES[concern]}) AS {concern}"  # noqa: S608 - constants only
    return text(f'"case".number = ANY (ARRAY({inner}))').bindparams(**_asked(concern, at=at))


def two_days(at: datetime) -> tuple[datetime, datetime]:
    """When today begins in WITA and when tomorrow ends."""
    begins = datetime.combine(wita_date(at), time(), WITA)
    return begins, begins + timedelta(days=MEETING_DAYS)


def _asked(concern: Concern, *, at: datetime) -> dict[str, Any]:
    begins, ends = two_days(at)
    every: dict[str, Any] = {
        "at": at,
        "begins": begins,
        "ends": ends,
        "soon": wita_date(at) + timedelta(days=DAYS_AHEAD),
        "stuck": STUCK_AFTER,
        "rings": NOBODY_ANSWERS,
    }
    return {name: value for name, value in every.items() if f":{name}" in QUERIES[concern]}


FIRST = """
SELECT number, since, count(*) OVER (), count(*) FILTER (WHERE bars @> ARRAY['sealed']) OVER ()
FROM (SELECT number, min(since) AS since FROM ({}) AS concern GROUP BY number) AS found
JOIN "case" USING (number) ORDER BY since, number LIMIT :most
"""
QUERIES: dict[Concern, str] = {
    Concern.RED: """
        SELECT "case" AS number, raised_at AS since FROM alert WHERE ended_at IS NULL""",
    Concern.OWNERLESS: """
        SELECT number, opened_at AS since FROM "case"
        WHERE lead IS NULL AND NOT bars @> ARRAY['sealed']
          AND status IN ('reported', 'triaged', 'assigned', 'accepted', 'in_mediation',
                         'in_handling', 'agreed')""",
    Concern.REVIEW: """
        SELECT number, coalesce(starts_at, opened_at) AS since FROM "case"
        LEFT JOIN deadline ON deadline."case" = number AND deadline.kind = 'review'
            AND deadline.met_at IS NULL AND deadline.dropped_at IS NULL
        WHERE status = 'needs_review'""",
    Concern.MEETING: """
        SELECT "case" AS number, starts_at AS since FROM meeting
        WHERE state = 'scheduled' AND starts_at >= :begins AND starts_at < :ends""",
    Concern.CLAUSE: """
        SELECT clause."case" AS number, due_on AS since FROM clause
        JOIN agreement ON agreement.id = clause.agreement AND agreement.ended_at IS NULL
        JOIN "case" ON "case".number = clause."case" AND NOT bars @> ARRAY['sealed']
        WHERE state = 'broken' OR (state = 'open' AND due_on <= :soon)""",
    Concern.OVERDUE: """
        SELECT "case" AS number, due_at AS since FROM deadline
        WHERE met_at IS NULL AND dropped_at IS NULL AND paused_at IS NULL AND due_at < :at""",
    Concern.EVACUEES: """
        SELECT number, as_of AS since FROM (
            SELECT DISTINCT ON ("case", source) "case" AS number, as_of, people
            FROM displacement ORDER BY "case", source, as_of DESC, recorded_at DESC) AS latest
        JOIN "case" USING (number)
        WHERE people > 0 AND status NOT IN ('closed', 'dismissed', 'joined')
          AND NOT bars @> ARRAY['sealed']""",
    Concern.SANCTION: """
        SELECT number, as_of AS since FROM (
            SELECT DISTINCT ON ("case", source, sanction) "case" AS number, as_of, in_force
            FROM sanction ORDER BY "case", source, sanction, as_of DESC, recorded_at DESC) AS latest
        JOIN "case" USING (number)
        WHERE in_force AND status NOT IN ('closed', 'dismissed', 'joined')
          AND NOT bars @> ARRAY['sealed']""",
    Concern.DEAD_MAIL: """
        SELECT dead."case" AS number, dead.queued_at AS since FROM notice AS dead
        JOIN "case" ON "case".number = dead."case"
          AND status NOT IN ('closed', 'dismissed', 'joined')
        WHERE dead.state = 'dead' AND NOT EXISTS (
            SELECT FROM notice AS later WHERE later."case" = dead."case"
              AND later.kind = dead.kind AND later.recipient = dead.recipient
              AND later.state = 'sent' AND later.queued_at > dead.queued_at)""",
    Concern.STUCK: """
        SELECT "case" AS number, due_at AS since FROM cause
        WHERE handled_at IS NULL AND failures >= :stuck""",
    Concern.UNANSWERED: """
        SELECT "case" AS number, due_at AS since FROM cause
        WHERE handled_at IS NULL AND failures < :stuck AND rings - failures >= :rings""",
    Concern.MESSAGE: """
        SELECT number, said.at AS since FROM (
            SELECT DISTINCT ON ("case") "case" AS number, at, actor FROM fact
            WHERE name = 'message.sent' ORDER BY "case", seq DESC) AS said
        JOIN "case" USING (number)
        WHERE actor NOT LIKE 'coordinator:%' AND (NOT bars @> ARRAY['sealed']
            OR status = 'needs_review' OR objects @> ARRAY['reporter_threatened'])
        UNION ALL
        SELECT number, asked.at AS since FROM (
            SELECT DISTINCT ON ("case", body->>'agency') "case" AS number, at, name FROM fact
            WHERE name IN ('secretariat.asked', 'secretariat.answered')
            ORDER BY "case", body->>'agency', seq DESC) AS asked
        JOIN "case" USING (number)
        WHERE name = 'secretariat.asked' AND NOT bars @> ARRAY['sealed']
          AND status NOT IN ('closed', 'dismissed', 'joined')""",
    Concern.IDENTITY: """
        SELECT "case" AS number, asked_at AS since FROM identity_request
        WHERE ended_at IS NULL AND consented_by IS NULL""",
}
