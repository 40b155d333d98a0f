"""Who looks, and how much they see: the audience policy applied to rows."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import AGENCY, DUTY, FIGURE, Person, Refused, reader
from desk.audiences import audiences
from desk.opening import with_open
from desk.outcomes import held_of
from desk.refusals.acting import NO_SUCH_CASE
from desk.woken import alarm_of, woken_page
from kit.clock import now
from models.case_parts import Moment
from models.cases import Case
from models.reading import Sight, lines_of
from models.reading_audit import without_telling
from models.reading_case import (
    CasePage,
    Reading,
    case_page,
    clock_of,
    limits_of,
    promises_of,
    sides_of,
    timeline_of,
)
from models.reading_open import Open
from models.reading_questions import questions_of
from models.reading_talks import meeting_set, round_of, seat_of
from models.reading_work import work_of
from models.regency_folder import regency
from models.session import reading
from models.status import Status
from policies.audience import Acts, CaseAudience, Reads, may_act, may_find, readable
from policies.outcomes import fitting

# In handling the lead says how it ended, of a watched case a second look.
ENDS_BY_A_WORD = frozenset({Status.IN_HANDLING, Status.WATCHED})


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
        if case is not None and by is not None and by.role == DUTY:
            return await woken_page(db, case, by=by)
        seen = await sights(db, [case], by=by) if case else {}
        if case is None or seen[number] is Sight.NOTHING:
            raise Refused(NO_SUCH_CASE, number=number)
        [line] = await lines_of(db, [case], sights=dict(seen))
        if seen[number] is Sight.CLOCK:
            clock = clock_of if case.sealed else limits_of
            chain = await _chain(db, case, by=by)
            page = CasePage(case=line, limits=await clock(db, number), timeline=chain)
            page = await with_open(db, case, page, by=by)
            return await _with_seat(db, case, page, by=by)
        groups = await groups_of(db, case, by=by)
        reads = reading_of(groups, case=case, words=words)
        writes = by is not None and await _corresponds(db, case, by=by)
        page = await case_page(db, case, line=line, reads=replace(reads, messages=writes))
        page = await with_open(db, case, page, by=by)
        return await _with_work(db, case, page, by=by, groups=groups)


async def groups_of(db: AsyncSession, case: Case, *, by: Person | None) -> frozenset[Reads]:
    """Say which groups of a case's fields somebody reads; the machine's operator no words."""
    if by is None:
        return frozenset({Reads.STATUS, Reads.ANSWERS})
    return readable(reader(by), (await audiences(db, [case]))[case.number])


async def _with_work(
    db: AsyncSession, case: Case, page: CasePage, *, by: Person | None, groups: frozenset[Reads]
) -> CasePage:
    """Add what those need who act; what agencies wrote is the lead's and the coordinators'.

    Of a sealed case it is for both its bodies: the one decides upon what the other did.
    """
    agency = by.agency if by is not None and by.role == AGENCY else None
    decides = bool({Reads.SUMMARY, *([Reads.TEXT] if case.sealed else [])} & groups)
    words = decides and (case.sealed or agency in {None, case.lead})
    asks = words or agency is not None
    return replace(
        page,
        work=await work_of(db, case, at=now(), agency=agency, words=words),
        talks=await round_of(db, case.number),
        meeting=await meeting_set(db, case.number),
        alarm=await alarm_of(db, case),
        questions=await questions_of(db, case.number, agency=agency) if asks else (),
        outcomes=await _outcomes(db, case, open_=page.open),
    )


async def _outcomes(db: AsyncSession, case: Case, *, open_: Collection[Open]) -> tuple[str, ...]:
    """Name the outcomes with which the case may end, where somebody says so next."""
    if Open.CLOSURE not in open_ and case.stands not in ENDS_BY_A_WORD:
        return ()
    lists = regency().endings
    held = await held_of(db, case)
    return tuple(fitting(lists.outcome_needs, outcomes=lists.outcomes, held=held))


async def _with_seat(
    db: AsyncSession, case: Case, page: CasePage, *, by: Person | None
) -> CasePage:
    """Add for a figure what it was asked, with which sides, and the meeting in which it sits."""
    if by is None or by.role != FIGURE or case.sealed:
        return page
    seat, meeting = await seat_of(db, case, figure=by.id), await meeting_set(db, case.number)
    sides = await sides_of(db, case.number)
    sits = seat is not None and seat.answer == "accept"
    return replace(
        page,
        limits=(),
        seat=seat,
        sides=sides,
        meeting=meeting if meeting and by.id in meeting.figures else None,
        clauses=await promises_of(db, case.number, sides=sides) if sits else (),
    )


def reading_of(groups: frozenset[Reads], *, case: Case, words: bool) -> Reading:
    """Whoever decides may ask for all words, and so may a sealed case's own bodies."""
    decides = Reads.CHAIN in groups
    return Reading(
        telltale=decides,
        texts=Reads.TEXT in groups,
        only_released=not (words and (decides or case.sealed)),
        summary=Reads.SUMMARY in groups,
    )


async def _chain(db: AsyncSession, case: Case, *, by: Person | None) -> tuple[Moment, ...]:
    """The chain of a sealed case, for auditors: nothing in it tells of the matter itself."""
    if not case.sealed or Reads.CHAIN not in await groups_of(db, case, by=by):
        return ()
    told = await timeline_of(db, case.number, telltale=True)
    return tuple(replace(one, body=without_telling(one.body)) for one in told)


async def _corresponds(db: AsyncSession, case: Case, *, by: Person) -> bool:
    audience = (await audiences(db, [case]))[case.number]
    return bool(may_act(reader(by), Acts.MESSAGE, case=audience))


def _sight(by: Person, audience: CaseAudience, *, searching: bool) -> Sight:
    groups = readable(reader(by), audience)
    found = may_find(reader(by), audience)
    read = {Reads.ANSWERS} if audience.sealed else {Reads.ANSWERS, Reads.CHAIN}
    if groups & read and (found or not searching):
        return Sight.WHOLE
    found = found or bool(groups)
    return Sight.CLOCK if found else Sight.NOTHING
