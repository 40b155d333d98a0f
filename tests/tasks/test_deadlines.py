"""The sweep says each rung once, the highest that is due, and never for what was done."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from desk.answers import answer_as
from desk.incidents import Happened, record_incident
from kit import clock
from models.chain import SealedFact
from models.deadlines import Deadline
from models.notices import Notice
from models.session import reading
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import a_case, run_flows
from tests.people import YES, accepted, assigned, coordinator, facts_of, officer_of


async def _sweep() -> list[str]:
    return list(await say_rungs.fn(await overdue_cases()))


async def _running(number: str) -> list[Deadline]:
    async with reading() as db:
        rows = await db.scalars(
            select(Deadline)
            .where(
                Deadline.case == number, Deadline.met_at.is_(None), Deadline.dropped_at.is_(None)
            )
            .order_by(Deadline.due_at)
        )
        return list(rows)


async def _in_review() -> str:
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    return number


async def test_says_nothing_before_anything_is_due(database: str) -> None:
    """A case in good time is left alone."""
    number = await _in_review()
    before = await facts_of(number)
    assert await _running(number)
    assert await _sweep() == []
    assert await facts_of(number) == before


async def test_a_review_is_owed_no_more_once_danger_has_decided(database: str) -> None:
    """A case that the rules triage after all waits for nobody's review, and nobody is reminded."""
    number = await _in_review()
    assert "review" in {one.kind for one in await _running(number)}
    worse = Happened("Puluhan orang datang membawa parang dan mengancam.", clock.today())
    await record_incident(number, worse, by=coordinator())
    await run_flows()
    assert "case.triaged" in await facts_of(number)
    assert "review" not in {one.kind for one in await _running(number)}


async def test_says_a_rung_once_however_often_it_sweeps(database: str) -> None:
    """Two sweeps after one limit say what one says."""
    number = await _in_review()
    limit = (await _running(number))[0]
    clock.shift_by(limit.due_at + timedelta(minutes=1) - clock.machine_now())
    assert set(await _sweep()) == {number}
    said = await facts_of(number)
    assert said[-1] in {"deadline.reminded", "deadline.escalated"}
    assert await _sweep() == []
    assert await facts_of(number) == said


async def test_says_it_once_when_two_sweeps_meet(database: str) -> None:
    """The sweep only narrows: under the lock it looks again."""
    number = await _in_review()
    limit = (await _running(number))[0]
    clock.shift_by(limit.due_at + timedelta(minutes=1) - clock.machine_now())
    overdue = await overdue_cases()
    await asyncio.gather(*(say_rungs.fn(overdue) for _ in range(3)))
    async with reading() as db:
        rows = await db.scalars(select(SealedFact).where(SealedFact.name.like("deadline.%")))
        said = [(row.body["deadline"], row.body.get("rung")) for row in rows]
    assert len(said) == len(set(said)) > 0


async def test_says_only_the_highest_rung_after_a_long_sleep(database: str) -> None:
    """Rukun was down for months: one word, and the rungs that were passed over are named."""
    number = await _in_review()
    clock.shift_by(timedelta(days=200))
    await _sweep()
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact).where(SealedFact.case == number, SealedFact.name.like("deadline.%"))
        )
        said = rows.all()
    kinds = [row.body["kind"] for row in said]
    assert len(kinds) == len(set(kinds)) > 0
    for row in said:
        if row.name == "deadline.escalated" and row.body["rung"] > 1:
            assert row.body["skipped"]


async def test_tells_somebody_of_each_rung_that_it_says(database: str) -> None:
    """A fact that nobody hears of would be no reminder; the mail hangs on that very fact."""
    number = await _in_review()
    clock.shift_by(timedelta(days=200))
    await _sweep()
    async with reading() as db:
        said = set(
            await db.scalars(
                select(SealedFact.seq).where(
                    SealedFact.case == number, SealedFact.name.like("deadline.%")
                )
            )
        )
        told = set(await db.scalars(select(Notice.seq).where(Notice.case == number)))
    assert said
    assert said <= told


async def test_forgets_the_limit_of_what_was_done(database: str) -> None:
    """An accepted case is not asked for its answer again, whatever the hour."""
    number = await assigned()
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    assert "assignment_answer" not in {one.kind for one in await _running(number)}


async def test_waits_while_a_flow_is_about_to_move_the_case(database: str) -> None:
    """Nobody is reminded of a step that they have just taken and that no flow has seen yet."""
    number = await accepted()
    limits = await _running(number)
    assert limits
    another = await a_case(village="51.05.03.2003")
    clock.shift_by(timedelta(days=200))
    assert another not in await _sweep()
    assert await facts_of(another) == ["case.reported"]
