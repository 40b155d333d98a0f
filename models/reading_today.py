"""What stands beside the cases of a coordinator's first screen: calls, seats, clauses, counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from models.alerts import Alert
from models.cases import Case
from models.duty import Alarm
from models.reading_concerns import two_days


@dataclass(frozen=True, slots=True)
class Rung:
    """How many limits that passed have climbed to a rung; -1 for none, 0 for the reminder."""

    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Rang:
    """A post that was rung about a red case, and whether it answered."""

    post: str
    answered: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Red:
    """A red case: since when, who took it, who was rung; ``alarm`` is what chooses whom to ring."""

    raised_at: datetime
    rung: int
    taken_by: str | None
    alarm: Alarm
    calls: tuple[Rang, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting soon, and who has not said yes to it: ids of figures, labels of sides."""

    case: str
    kind: str
    where: str
    starts_at: datetime
    figures: tuple[str, ...]
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """A clause that is due or broken; ``owner`` is a side's label or an agency's code."""

    case: str
    number: int
    owner: str
    agency: bool
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Remaining:
    """What one source last said: how many are away, or which sanction stands."""

    case: str
    source: str
    as_of: date
    people: int | None
    families: int | None
    sanction: str | None = None


async def reds(db: AsyncSession, numbers: Collection[str]) -> dict[str, Red]:
    """Read the open alarms of these cases with the calls since each was raised."""
    calls: dict[str, list[Rang]] = {}
    for case, post, answered, at in await _rows(db, CALLS, numbers):
        calls.setdefault(case, []).append(Rang(post, answered, at))
    rows = await db.execute(
        select(Alert, Case)
        .join(Case, Case.number == Alert.case)
        .where(Alert.case.in_(numbers), Alert.ended_at.is_(None))
    )
    return {
        alert.case: Red(
            raised_at=alert.raised_at,
            rung=alert.rung,
            taken_by=alert.acknowledged_by,
            alarm=alert.seen(case),
            calls=tuple(calls.get(alert.case, ())),
        )
        for alert, case in rows.tuples()
    }


async def gatherings(
    db: AsyncSession, numbers: Collection[str], *, at: datetime
) -> tuple[Gathering, ...]:
    """Read the meetings of today and tomorrow of these cases, the next first."""
    begins, ends = two_days(at)
    rows = await _rows(db, GATHERINGS, numbers, begins=begins, ends=ends)
    return tuple(
        Gathering(case, kind, where, starts_at, tuple(figures), tuple(sides))
        for case, kind, where, starts_at, figures, sides in rows
    )


async def owed(db: AsyncSession, numbers: Collection[str], *, soon: date) -> tuple[Owed, ...]:
    """Read the clauses of these cases that are broken, or due until a day."""
    return tuple(Owed(*row) for row in await _rows(db, OWED, numbers, soon=soon))


async def away(db: AsyncSession, numbers: Collection[str]) -> tuple[Remaining, ...]:
    """Read who is away from home, as each source last said."""
    return tuple(Remaining(*row) for row in await _rows(db, AWAY, numbers))


async def sanctioned(db: AsyncSession, numbers: Collection[str]) -> tuple[Remaining, ...]:
    """Read which sanctions stand, as each source last said."""
    return tuple(Remaining(*row) for row in await _rows(db, SANCTIONED, numbers))


async def undelivered(db: AsyncSession, numbers: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Read to whom mails of these cases did not arrive: ids, never addresses."""
    found: dict[str, tuple[str, ...]] = {}
    for case, recipient in await _rows(db, DEAD, numbers):
        found[case] = (*found.get(case, ()), recipient)
    return found


async def steps(db: AsyncSession, numbers: Collection[str]) -> dict[str, str]:
    """Read the oldest fact of each case that no flow has handled."""
    return dict(await _rows(db, STEPS, numbers))


async def rungs(db: AsyncSession, *, at: datetime) -> tuple[Rung, ...]:
    """Count the limits that passed by how far they have climbed, the highest first."""
    rows = await db.execute(text(RUNGS), {"at": at})
    return tuple(Rung(number, count) for number, count in rows.tuples())


async def _rows(
    db: AsyncSession, query: str, numbers: Collection[str], **values: object
) -> list[Any]:
    if not numbers:
        return []
    asked = text(query).bindparams(bindparam("numbers", sorted(numbers), ARRAY(Text)), **values)
    return list((await db.execute(asked)).tuples())


CALLS = """
SELECT fact."case", body->>'called', (body->>'answered')::boolean, fact.at FROM fact
JOIN alert ON alert."case" = fact."case" AND alert.ended_at IS NULL AND fact.at >= alert.raised_at
WHERE fact."case" = ANY (:numbers) AND fact.name = 'call.recorded' ORDER BY fact."case", seq
"""
GATHERINGS = """
SELECT m."case", m.kind, coalesce(m.host, m.place), m.starts_at,
    ARRAY(SELECT figure FROM panelist AS p WHERE p.mediation = m.mediation AND NOT p.replaced
        AND p.refused_by IS NULL AND p.answer IS NULL ORDER BY rank),
    ARRAY(SELECT label FROM party WHERE party."case" = m."case" AND withdrawn_at IS NULL
        AND (m.sides IS NULL OR party.id::text = ANY (m.sides))
        AND NOT EXISTS (SELECT FROM consent WHERE consent.mediation = m.mediation
            AND consent.party = party.id AND consent.answer = 'accept') ORDER BY label)
FROM meeting AS m WHERE m."case" = ANY (:numbers) AND m.state = 'scheduled'
  AND m.starts_at >= :begins AND m.starts_at < :ends ORDER BY m.starts_at, m."case"
"""
OWED = """
SELECT clause."case", clause.number, coalesce(party.label, clause.owner),
    clause.owner_kind = 'agency', due_on, state
FROM clause JOIN agreement ON agreement.id = clause.agreement AND agreement.ended_at IS NULL
LEFT JOIN party ON clause.owner_kind = 'party' AND party.id::text = clause.owner
WHERE clause."case" = ANY (:numbers) AND (state = 'broken' OR (state = 'open' AND due_on <= :soon))
ORDER BY due_on, clause."case", clause.number
"""
AWAY = """
SELECT * FROM (SELECT DISTINCT ON ("case", source) "case", source, as_of, people, families
    FROM displacement WHERE "case" = ANY (:numbers)
    ORDER BY "case", source, as_of DESC, recorded_at DESC) AS latest WHERE people > 0
"""
SANCTIONED = """
SELECT "case", source, as_of, NULL, families, sanction FROM (
    SELECT DISTINCT ON ("case", source, sanction) * FROM sanction WHERE "case" = ANY (:numbers)
    ORDER BY "case", source, sanction, as_of DESC, recorded_at DESC) AS latest WHERE in_force
"""
DEAD = """
SELECT DISTINCT "case", recipient FROM notice
WHERE "case" = ANY (:numbers) AND state = 'dead' ORDER BY "case", recipient
"""
STEPS = """
SELECT DISTINCT ON ("case") "case", fact FROM cause
WHERE "case" = ANY (:numbers) AND handled_at IS NULL ORDER BY "case", seq
"""
RUNGS = """
SELECT rung, count(*) FROM deadline
WHERE met_at IS NULL AND dropped_at IS NULL AND paused_at IS NULL AND due_at < :at
GROUP BY rung ORDER BY rung DESC
"""
