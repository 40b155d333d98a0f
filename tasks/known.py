"""What is known of a case by now, for letters to those who take it up: codes and dates alone.

Read from rows and facts, never from the words of a report.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from models.cases import Case
from models.chain import SealedFact
from models.facts.base import Fact
from models.facts.danger import CaseCalmed
from models.facts.grammar import parsed
from models.facts.intake import CaseReopened, CaseTriaged, IncidentRecorded, ObjectionUpheld
from models.regency import Regency
from models.reports import Report
from models.shapes import Text
from tasks.turn import Turn

READ_IN = (CaseTriaged.name, IncidentRecorded.name)
BEGINS_ANEW = (CaseCalmed.name, CaseReopened.name, ObjectionUpheld.name)


async def reported_on(mine: Turn, case: Case) -> date | None:
    """Say on which day that happened of which a case was told first."""
    first = select(Report.happened_on).where(Report.case == case.number)
    with mine.db.no_autoflush:
        found: date | None = await mine.db.scalar(first.order_by(Report.reported_at).limit(1))
    return found


async def dangers_of(mine: Turn, case: Case) -> tuple[tuple[Text, ...], date | None]:
    """Label the signs of danger that were read in a report and in each incident since.

    With the day of the newest incident. What was calm again, or ended, counts no more.
    """
    codes, day = dict[str, None](), None
    for fact, _ in await facts_said(mine, case, names=READ_IN + BEGINS_ANEW):
        if fact.name in BEGINS_ANEW:
            codes, day = {}, None
        elif isinstance(fact, CaseTriaged):
            codes |= dict.fromkeys(fact.reading.dangers)
        elif isinstance(fact, IncidentRecorded):
            codes |= dict.fromkeys(fact.dangers)
            day = max(day or fact.happened_on, fact.happened_on)
    return danger_labels(codes, rules=mine.rules), day


def danger_labels(codes: Iterable[str], *, rules: Regency) -> tuple[Text, ...]:
    """Name signs of danger as agencies read them; a code without a label is left out."""
    known = rules.vocabulary.dangers
    return tuple(known[code] for code in codes if code in known)


async def facts_said(
    mine: Turn, case: Case, *, names: tuple[str, ...], after: int = 0
) -> list[tuple[Fact, datetime]]:
    """Read facts of a case and when they were said, those of this turn too; ``after`` is a seq."""
    said = select(SealedFact.name, SealedFact.body, SealedFact.at).where(
        SealedFact.case == case.number, SealedFact.name.in_(names), SealedFact.seq > after
    )
    with mine.db.no_autoflush:
        rows = (await mine.db.execute(said.order_by(SealedFact.seq))).tuples().all()
    now = [(one.fact, one.at) for one in mine.said if one.case is case and one.fact.name in names]
    return [(parsed(name, body), at) for name, body, at in rows] + now
