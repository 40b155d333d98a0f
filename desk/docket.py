"""An agency's cases, as far as it sees each: what waits for its answer, then by the next limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person
from desk.seeing import sights
from models.reading import CaseLine, lines_of
from models.reading_agency import Part, cases_of, parts_in
from models.session import reading

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DocketLine:
    """A case and the agency's part in it: ``leads``, and whether its answer is awaited."""

    case: CaseLine
    leads: bool
    waits: bool


async def docket_of(by: Person) -> tuple[DocketLine, ...]:
    """Read the open cases that an agency leads or supports."""
    if by.agency is None:
        return ()
    async with reading() as db:
        lines = await _lines(db, by)
    return tuple(sorted(lines, key=_urgency))


async def _lines(db: AsyncSession, by: Person) -> Sequence[DocketLine]:
    agency = str(by.agency)
    cases = await cases_of(db, agency)
    seen = await sights(db, list(cases), by=by)
    lines = await lines_of(db, cases, sights=dict(seen))
    parts = await parts_in(db, agency, numbers=[one.number for one in lines])
    nothing = Part(leads=False, waits=False)
    return [
        DocketLine(one, leads=part.leads, waits=part.waits)
        for one in lines
        if (part := parts.get(one.number, nothing)) is not nothing
    ]


def _urgency(line: DocketLine) -> tuple[bool, bool, datetime, str]:
    case = line.case
    return (not line.waits, not line.leads, case.due_at or LAST, case.number)
