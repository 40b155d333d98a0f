"""Reports of one matter: raise the older case first, then ask about joining; join and part."""

from collections.abc import Collection
from dataclasses import replace
from uuid import uuid4

from sqlalchemy import text

from models.cases import Case
from models.facts.intake import (
    CaseJoined,
    CaseReviewed,
    CaseSeparated,
    IncidentRecorded,
    Reading,
    ReportJoined,
    ReportSeparated,
)
from models.session import reading
from models.status import ENDED, Status
from models.views import Bar, Colour, ReportView, TriageChoice
from policies.audience import kept_from
from policies.triage import LIKELY_TWIN
from policies.twins import WINDOW
from tasks.telling import tell_next_step
from tasks.turn import Turn, Waiting

GRAVE = (Colour.RED, Colour.ORANGE)


async def cases_beside(cases: Collection[str]) -> list[str]:
    """Name the older cases that what is decided may touch, to be locked with these.

    Those are the ones that a review names, and the open ones near a report with danger signs.
    It only narrows: whatever is decided is decided under the lock.
    """
    async with reading() as db:
        rows = await db.scalars(text(BESIDE), {"cases": list(cases), "days": WINDOW})
        return sorted(set(rows))


def raise_older(
    mine: Turn, case: Case, *, report: ReportView, choice: TriageChoice
) -> TriageChoice:
    """Record a dangerous report as an incident of its open twin; then a person joins them.

    What must be sealed is told to no other case. A twin that has ended is raised by nobody:
    the report goes on as the policy said.
    """
    if Bar.SEALED in choice.bars or not (choice.dangers or choice.colour in GRAVE):
        return choice
    known = (mine.beside.get(one) for one in choice.twins)
    older = next((one for one in known if one and _may_learn(one, of=case)), None)
    if older is None:
        return choice
    mine.record(
        older,
        IncidentRecorded(
            incident=str(uuid4()),
            happened_on=report.happened_on,
            village=report.village,
            told_in=case.number,
            colour=choice.colour,
            dangers=choice.dangers,
        ),
    )
    return replace(choice, unsure=tuple(dict.fromkeys((*choice.unsure, LIKELY_TWIN))))


def _may_learn(older: Case, *, of: Case) -> bool:
    """An open case may, unless the one who leads it is whom this reporter fears."""
    if older.lead is not None and kept_from(older.lead, of.not_to_tell):
        return False
    return older.stands not in ENDED and not older.sealed


async def join(mine: Turn, case: Case, *, into: str) -> None:
    """Let a report go on in an older case; its reporter goes on hearing, by its own number."""
    case.joined_into = into
    mine.record(case, CaseJoined(into=into))
    await tell_next_step(mine, case)
    older = mine.beside.get(into)
    if older is not None:
        kept_out = tuple(case.not_to_tell)
        older.not_to_tell = sorted({*older.not_to_tell, *kept_out})
        mine.record(older, ReportJoined(report=case.number, not_to_tell=kept_out))


def separates(one: Waiting) -> bool:
    """Tell whether a person undoes a joining."""
    return (
        isinstance(one.fact, CaseReviewed)
        and one.fact.decision == "separate"
        and one.case.stands is Status.JOINED
    )


def separate(mine: Turn, case: Case, *, reading: Reading) -> None:
    """Let a joined report stand on its own again; what it raised in the other case stays."""
    out_of = case.joined_into or ""
    case.rate(reading)
    mine.record(case, CaseSeparated(out_of=out_of, reading=reading))
    older = mine.beside.get(out_of)
    if older is not None:
        mine.record(older, ReportSeparated(report=case.number))


BESIDE = """
SELECT coalesce(fact.body ->> 'into', c.joined_into) FROM cause
JOIN fact ON fact."case" = cause."case" AND fact.seq = cause.seq
JOIN "case" c ON c.number = cause."case"
WHERE cause."case" = ANY (CAST(:cases AS text[])) AND cause.handled_at IS NULL
  AND cause.fact = 'case.reviewed' AND coalesce(fact.body ->> 'into', c.joined_into) IS NOT NULL
UNION
SELECT older.number FROM cause
JOIN fact ON fact."case" = cause."case" AND fact.seq = cause.seq
JOIN report AS new ON new."case" = cause."case"
JOIN report AS old ON old.village = new.village AND old."case" < new."case"
  AND abs(old.happened_on - new.happened_on) <= :days
JOIN "case" AS older ON older.number = old."case"
WHERE cause."case" = ANY (CAST(:cases AS text[])) AND cause.handled_at IS NULL
  AND cause.fact = 'case.reported'
  AND (fact.body ->> 'colour' IS NULL OR fact.body ->> 'colour' IN ('red', 'orange')
       OR jsonb_array_length(fact.body -> 'dangers') > 0)
  AND older.status NOT IN ('dismissed', 'joined', 'closed') AND NOT 'sealed' = ANY (older.bars)
ORDER BY 1 DESC LIMIT 200
"""
