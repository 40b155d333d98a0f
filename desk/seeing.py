"""Who looks, and how much they see: the audience policy applied to rows."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person, Refused
from desk.refusals.acting import NO_SUCH_CASE
from desk.standing import audiences, reader
from models.cases import Case
from models.reading import Sight, lines_of
from models.reading_case import CasePage, Reading, case_page, clock_of, limits_of
from models.session import reading
from policies.audience import Acts, CaseAudience, Reads, may_act, may_find, readable


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


async def seen_page(number: str, *, by: Person | None, words: bool = False) -> CasePage:
    """Show a case as far as somebody may see it; with ``words`` all that they may ask to read.

    Raises ``Refused`` where they may not know of it, as for a case that does not exist.
    """
    async with reading() as db:
        case = await db.get(Case, number)
        seen = await sights(db, [case], by=by) if case else {}
        if case is None or seen[number] is Sight.NOTHING:
            raise Refused(NO_SUCH_CASE, number=number)
        [line] = await lines_of(db, [case], sights=dict(seen))
        if seen[number] is Sight.CLOCK:
            clock = clock_of if case.sealed else limits_of
            return CasePage(case=line, limits=await clock(db, number))
        groups = await groups_of(db, case, by=by)
        reads = reading_of(groups, case=case, words=words)
        writes = by is not None and await _corresponds(db, case, by=by)
        return await case_page(db, case, line=line, reads=replace(reads, messages=writes))


async def groups_of(db: AsyncSession, case: Case, *, by: Person | None) -> frozenset[Reads]:
    """Say which groups of a case's fields somebody reads; the machine's operator no words."""
    if by is None:
        return frozenset({Reads.STATUS, Reads.ANSWERS})
    return readable(reader(by), (await audiences(db, [case]))[case.number])


def reading_of(groups: frozenset[Reads], *, case: Case, words: bool) -> Reading:
    """Whoever decides may ask for all words, and so may a sealed case's own bodies."""
    decides = Reads.CHAIN in groups
    return Reading(
        telltale=decides,
        texts=Reads.TEXT in groups,
        only_released=not (words and (decides or case.sealed)),
        summary=Reads.SUMMARY in groups,
    )


async def _corresponds(db: AsyncSession, case: Case, *, by: Person) -> bool:
    audience = (await audiences(db, [case]))[case.number]
    return bool(may_act(reader(by), Acts.MESSAGE, case=audience))


def _sight(by: Person, audience: CaseAudience, *, searching: bool) -> Sight:
    groups = readable(reader(by), audience)
    found = may_find(reader(by), audience)
    if groups & {Reads.ANSWERS, Reads.CHAIN} and (found or not searching):
        return Sight.WHOLE
    found = found or bool(groups)
    return Sight.CLOCK if found else Sight.NOTHING
