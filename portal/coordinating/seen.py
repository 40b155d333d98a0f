"""Cases as lines, cut to what the coordinator who looks may see."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import COORDINATOR, Person
from desk.seeing import sights
from models.cases import Case
from models.reading import CaseLine, lines_of
from portal.visitors import Roles

Coordinator = Annotated[Person, Depends(Roles(COORDINATOR))]


async def lines_seen(db: AsyncSession, cases: Sequence[Case], *, by: Person) -> list[CaseLine]:
    """Show cases as lines in their order; of a sealed one its number and clock."""
    seen = await sights(db, list(cases), by=by, searching=True)
    return await lines_of(db, cases, sights=dict(seen))


async def lines_by_number(
    db: AsyncSession, numbers: Iterable[str], *, by: Person
) -> dict[str, CaseLine]:
    """Show the cases of these numbers."""
    rows = await db.scalars(select(Case).where(Case.number.in_(set(numbers))))
    return {one.number: one for one in await lines_seen(db, rows.all(), by=by)}
