"""Who looks, and how much they see: the audience policy applied to rows."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person
from desk.standing import audiences, reader
from models.cases import Case
from models.reading import Sight
from policies.audience import CaseAudience, Reads, may_find, readable


async def sights(
    db: AsyncSession, cases: list[Case], *, by: Person | None, searching: bool = False
) -> Mapping[str, Sight]:
    """Say for each case how much of it somebody sees; None is the machine's operator.

    ``searching``: a sealed case is no hit, its number and clock apart, but to its own bodies.
    """
    if by is None:
        return {case.number: Sight.CLOCK if case.sealed else Sight.WHOLE for case in cases}
    return {
        number: _sight(by, one, searching=searching)
        for number, one in (await audiences(db, cases)).items()
    }


async def groups_of(db: AsyncSession, case: Case, *, by: Person | None) -> frozenset[Reads]:
    """Say which groups of a case's fields somebody reads; the machine's operator no words."""
    if by is None:
        return frozenset({Reads.STATUS, Reads.ANSWERS})
    return readable(reader(by), (await audiences(db, [case]))[case.number])


def _sight(by: Person, audience: CaseAudience, *, searching: bool) -> Sight:
    groups = readable(reader(by), audience)
    found = may_find(reader(by), audience)
    if groups & {Reads.ANSWERS, Reads.CHAIN} and (found or not searching):
        return Sight.WHOLE
    found = found or bool(groups)
    return Sight.CLOCK if found else Sight.NOTHING
