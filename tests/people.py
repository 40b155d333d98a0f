"""People at the desk: the shortest way to a case at each stage, always through real acts."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from desk.acting import Person, person
from desk.answers import Answer, answer_as
from desk.consents import answer_as_party
from desk.contacts import Met, Side, record_contact
from desk.talks import answer_as_figure
from kit import clock
from kit.clock import WITA
from models.assignments import Assignment, current_assignment
from models.cases import Case
from models.chain import SealedFact
from models.regency_folder import regency
from models.session import reading
from models.talks import Meeting, Panelist, scheduled_meeting
from policies.meetings import may_meet
from tests.builders import a_case, run_flows

VILLAGE, OTHER = "51.05.02.2004", "51.05.02.2005"
HERE, THERE = "Desa Tusan", "Desa Bakas"
SIDES = (
    Side(HERE, "village", VILLAGE, willing=True),
    Side(THERE, "village", OTHER, willing=True),
)
YES = Answer(accepted=True, office="Kantor Camat", officer="Petugas Piket")


def coordinator(office: str = "KESBANG-SEKRETARIS") -> Person:
    """Somebody of the secretariat."""
    return person(f"coordinator:{office}", rules=regency())


def nth(count: int) -> str:
    """The number of this year's so many-th case."""
    return f"{regency().code}-{clock.today().year}-{count:05}"


async def case_of(number: str) -> Case:
    """Read a case."""
    async with reading() as db:
        return await db.get_one(Case, number)


async def facts_of(number: str) -> list[str]:
    """Name what happened to a case, in order."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.name).where(SealedFact.case == number).order_by(SealedFact.seq)
        )
        return list(rows)


async def assignment_of(number: str) -> Assignment:
    """Read who has a case now."""
    async with reading() as db:
        found = await current_assignment(db, number)
    assert found is not None
    return found


async def officer_of(number: str) -> Person:
    """Somebody of the agency that leads a case."""
    return officer((await assignment_of(number)).agency)


def officer(agency: str) -> Person:
    """Somebody of an agency."""
    actor = next(one for one in regency().actors if one.agency == agency and one.role == "agency")
    return person(f"agency:{actor.id}", rules=regency())


async def assigned(village: str = VILLAGE) -> str:
    """Report a dispute about a boundary and let the rules give it to an agency."""
    number = await a_case(village=village)
    await run_flows()
    return number


async def accepted(village: str = VILLAGE) -> str:
    """Let the agency accept it."""
    number = await assigned(village)
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    return number


async def in_talks(village: str = VILLAGE) -> str:
    """Let both sides be met and willing: figures are asked."""
    number = await accepted(village)
    await record_contact(number, Met(sides=SIDES), by=await officer_of(number))
    await run_flows()
    return number


async def at_meeting(village: str = VILLAGE) -> str:
    """Let figures and sides accept: a meeting is set."""
    number = await in_talks(village)
    await all_accept(number)
    return number


async def all_accept(number: str) -> None:
    """Let the figures who were asked and both sides accept."""
    by = await officer_of(number)
    for figure in await figures_of(number):
        await answer_as_figure(number, by=by, figure=figure, answer="accept")
    await run_flows()
    for label in (HERE, THERE):
        await answer_as_party(number, by=by, label=label, accepts=True)
    await run_flows()


async def in_handling(village: str = VILLAGE) -> str:
    """Let one side be unwilling: the agency goes on alone."""
    number = await accepted(village)
    unwilling = Side(THERE, "village", OTHER, willing=False)
    met = Met(sides=(SIDES[0], unwilling))
    await record_contact(number, met, by=await officer_of(number))
    await run_flows()
    return number


async def figures_of(number: str) -> list[str]:
    """Name the figures who were asked to sit, in the order of asking."""
    async with reading() as db:
        rows = await db.scalars(select(Panelist.figure).order_by(Panelist.rank))
        return list(rows)


async def meeting_of(number: str) -> Meeting:
    """Read the meeting that is set."""
    async with reading() as db:
        found = await scheduled_meeting(db, number)
    assert found is not None
    return found


async def let_it_begin(number: str) -> None:
    """Move case time to the end of the meeting that is set."""
    meeting = await meeting_of(number)
    clock.shift_by(meeting.ends_at - clock.machine_now())


def working_hour(*, days: int) -> datetime:
    """Eight o'clock on the first day that nobody keeps, from so many days on."""
    day = clock.today() + timedelta(days=days)
    while not may_meet(day, calendar=regency().calendar):
        day += timedelta(days=1)
    return datetime.combine(day, time(8), WITA)
