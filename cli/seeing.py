"""Who looks, and how much they see: the audience policy applied to rows."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person
from models.cases import Case
from models.reading import CaseParts, Sight, parts_of
from models.status import Status
from policies.audience import CaseAudience, Reader, Reads, may_find, readable


async def sights(db: AsyncSession, cases: list[Case], *, by: Person | None) -> Mapping[str, Sight]:
    """Say for each case how much of it somebody sees; None is the machine's operator."""
    if by is None:
        return {case.number: Sight.CLOCK if case.sealed else Sight.WHOLE for case in cases}
    parts = await parts_of(db, cases)
    return {number: _sight(by, one) for number, one in parts.items()}


def reads_telltale(by: Person | None, parts: CaseParts) -> bool:
    """Whether somebody may read what points at the reporter: those who decide and audit."""
    if by is None:
        return False
    return Reads.CHAIN in readable(_reader(by), _audience(parts))


def _sight(by: Person, parts: CaseParts) -> Sight:
    reader, audience = _reader(by), _audience(parts)
    groups = readable(reader, audience)
    if groups & {Reads.ANSWERS, Reads.CHAIN}:
        return Sight.WHOLE
    found = groups or may_find(reader, audience)
    return Sight.CLOCK if found else Sight.NOTHING


def _reader(by: Person) -> Reader:
    return Reader(by.role, by.id, by.agency)


def _audience(parts: CaseParts) -> CaseAudience:
    return CaseAudience(
        number=parts.number,
        status=Status(parts.status),
        sealed=parts.sealed,
        lead=parts.lead,
        supports=parts.supports,
        figures=parts.figures,
        not_to_tell=parts.not_to_tell,
    )
