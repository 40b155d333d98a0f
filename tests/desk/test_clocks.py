"""A limit stands still for a reason, until a date, and a second person decides the next pause."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from desk.acting import Refused
from desk.clocks import Pausing, pause_clock, resume_clock
from kit import clock
from kit.clock import now, today
from models.cases import Case
from models.chain import SealedFact
from models.deadlines import Deadline, running
from models.session import reading, transaction
from tasks.deadlines import overdue_cases, say_rungs
from tasks.pauses import end_pauses, over_paused
from tests.people import accepted, coordinator, facts_of, officer_of

CONTACT = "first_contact"
MOURNING = Pausing(CONTACT, "mourning")
FAR, PAST = date(2999, 1, 1), date(2020, 1, 1)


async def _limit(number: str) -> Deadline:
    async with reading() as db:
        rows = (await running(db, [number]))[number]
    return next(row for row in rows if row.kind == CONTACT)


async def test_stands_still_while_it_is_paused(database: str) -> None:
    """Nobody is reminded of what rests; the same working time is left when it runs again."""
    number = await accepted()
    before = await _limit(number)
    until = await pause_clock(number, MOURNING, by=coordinator())
    assert until == today() + timedelta(days=14)
    clock.shift_by(timedelta(days=13))
    assert CONTACT not in await _swept(number)
    due = await resume_clock(number, CONTACT, by=await officer_of(number))
    assert due - before.due_at >= timedelta(days=9)
    assert (await facts_of(number))[-1] == "clock.resumed"
    assert (await _limit(number)).paused_at is None


async def test_runs_again_by_itself(database: str) -> None:
    """Whoever paused it may forget it: on its day the sweep lets it run, once."""
    number = await accepted()
    await pause_clock(number, MOURNING, by=coordinator())
    assert await over_paused() == []
    clock.shift_by(timedelta(days=15))
    for _ in range(2):
        await end_pauses.fn([number])
    assert await over_paused() == []
    assert (await facts_of(number)).count("clock.resumed") == 1
    limit = await _limit(number)
    assert limit.paused_until is None
    assert limit.due_at > now()
    assert CONTACT not in await _swept(number)
    clock.shift_by(timedelta(days=40))
    assert CONTACT in await _swept(number)


async def test_asks_a_second_person_for_the_second_pause(database: str) -> None:
    """The one who paused it last can't go on alone; another can."""
    number = await accepted()
    await pause_clock(number, MOURNING, by=coordinator())
    await resume_clock(number, CONTACT, by=coordinator())
    with pytest.raises(Refused, match="a second person decides"):
        await pause_clock(number, Pausing(CONTACT, "illness"), by=coordinator())
    await pause_clock(number, Pausing(CONTACT, "illness"), by=coordinator("KESBANG-PIKET"))
    assert (await facts_of(number)).count("clock.paused") == 2


async def test_never_pauses_red(database: str) -> None:
    """A red case runs on the wall clock, day and night."""
    number = await accepted()
    await _redden(number)
    with pytest.raises(Refused, match="a red case is never paused"):
        await pause_clock(number, MOURNING, by=coordinator())


@pytest.mark.parametrize(
    ("pausing", "why"),
    [
        (Pausing("nap", "mourning"), f"no limit 'nap' of it runs; these do: .*{CONTACT}"),
        (Pausing(CONTACT, "holiday"), "'holiday' is unknown; one of: parties_ask, mourning"),
        (Pausing(CONTACT, "mourning", FAR), "mourning pauses until .* at the latest"),
        (Pausing(CONTACT, "mourning", PAST), "a pause ends tomorrow at the earliest"),
    ],
)
async def test_refuses_a_pause_that_no_rule_knows(
    database: str, pausing: Pausing, why: str
) -> None:
    """The reason is of the list, and bounds the time."""
    number = await accepted()
    with pytest.raises(Refused, match=why):
        await pause_clock(number, pausing, by=coordinator())
    assert "clock.paused" not in await facts_of(number)


async def test_refuses_to_pause_twice_or_resume_what_runs(database: str) -> None:
    """A clock that stands still is not stopped again, one that runs not started."""
    number = await accepted()
    with pytest.raises(Refused, match="is not paused"):
        await resume_clock(number, CONTACT, by=coordinator())
    await pause_clock(number, MOURNING, by=coordinator())
    with pytest.raises(Refused, match="is paused already, until 20"):
        await pause_clock(number, MOURNING, by=coordinator("KESBANG-PIKET"))


async def _swept(number: str) -> set[str]:
    """Sweep; the kinds of limits of which a rung was ever said."""
    await say_rungs.fn(await overdue_cases())
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact).where(SealedFact.case == number, SealedFact.name.like("deadline.%"))
        )
        return {row.body["kind"] for row in rows}


async def _redden(number: str) -> None:
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == number).values(colour="red"))
