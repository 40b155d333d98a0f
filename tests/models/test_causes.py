"""Causes: rung oldest first, in waves, for ever; put aside only by failing or by a person."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest
from sqlalchemy import func, select, update

from desk.acting import Refused, person
from desk.reviews import retry_cause, settle_cause
from models.cases import NO_STATUS, Case
from models.causes import (
    CHANNEL,
    LINGER_SECONDS,
    STUCK_AFTER,
    WAVE_SIZE,
    WAVES_OUT,
    Cause,
    Wave,
    awaiting,
    claim_waves,
    count_failure,
    give_back,
    handled,
    overtaken,
)
from models.chain import SealedFact
from models.facts.base import Fact, Sealed
from models.facts.grammar import causes_of
from models.facts.intake import CaseReopened, CaseReported
from models.regency_folder import regency
from models.session import reading, transaction
from tests.builders import a_case

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
TRIAGE = causes_of("triage-cases")
REPORTED = CaseReported(
    report="-",
    channel="impor",
    village="51.05.02.2004",
    happened_on=date(2026, 10, 1),
    text=Sealed(text="-", digest="-"),
    rule_set="-",
)
REOPENED = CaseReopened(episode=1, reason_code="new_incident")


async def _cases(count: int, *then: Fact, after: int = 0) -> list[str]:
    """Make many cases at once, each with a report and what was said ``then``."""
    numbers = [f"KLK-2026-{at:05d}" for at in range(after + 1, after + count + 1)]
    async with transaction() as db:
        for number in numbers:
            case = Case(
                number=number, seq=0, status=NO_STATUS, episode=1, opened_at=AT, village="-"
            )
            db.add(case)
            for fact in (REPORTED, *then):
                case.record(fact, actor="test", at=AT)
    return numbers


async def _claim() -> list[Wave]:
    async with transaction() as db:
        return await claim_waves(db)


async def _handle(numbers: Sequence[str]) -> None:
    async with transaction() as db:
        for _, cause in await awaiting(db, numbers, TRIAGE):
            await handled(db, cause)


async def _fail(number: str, *, times: int, kind: str = "KeyError") -> bool:
    stuck = False
    for _ in range(times):
        async with transaction() as db:
            stuck = await count_failure(db, number, facts=TRIAGE, kind=kind) is not None
    return stuck


async def _all_due() -> None:
    """Let the pause of every ring be over."""
    async with transaction() as db:
        await db.execute(update(Cause).values(due_at=func.clock_timestamp()))


async def _wait_longer() -> None:
    """Let what was not rung yet have waited for as long as stragglers do."""
    waited = func.clock_timestamp() - timedelta(seconds=LINGER_SECONDS)
    async with transaction() as db:
        await db.execute(update(Cause).where(Cause.rings == 0).values(due_at=waited))


async def _oldest(number: str) -> Cause:
    async with reading() as db:
        found = await db.scalars(
            select(Cause)
            .where(Cause.case == number, Cause.handled_at.is_(None))
            .order_by(Cause.seq)
        )
        return found.all()[0]


async def _facts(number: str) -> list[str]:
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.name).where(SealedFact.case == number).order_by(SealedFact.seq)
        )
        return list(rows)


def _by() -> str:
    return str(person(COORDINATOR, rules=regency()))


async def test_rings_only_the_oldest_cause_of_a_case(database: str) -> None:
    """A case acts on what was said first; its next cause rings once that is handled."""
    numbers = await _cases(2, REOPENED)
    (first,) = await _claim()
    assert (first.fact, list(first.cases)) == ("case.reported", numbers)
    assert await _claim() == []
    await _handle(numbers[:1])
    (second,) = await _claim()
    assert (second.fact, list(second.cases)) == ("case.reopened", numbers[:1])


async def test_groups_cases_by_the_fact_that_rings(database: str) -> None:
    """A wave is one event, so it carries one fact's cases, in number order."""
    numbers = await _cases(6, REOPENED)
    await _handle(numbers[::2])
    waves = {wave.fact: list(wave.cases) for wave in await _claim()}
    assert waves == {"case.reopened": numbers[::2], "case.reported": numbers[1::2]}


async def test_sends_out_four_first_waves_of_250_and_then_waits(database: str) -> None:
    """A backlog doesn't multiply itself: another wave goes out when one came home."""
    numbers = await _cases(WAVE_SIZE * (WAVES_OUT + 1) + 50)
    waves = await _claim()
    assert [len(wave.cases) for wave in waves] == [WAVE_SIZE] * WAVES_OUT
    assert len({wave.id for wave in waves}) == WAVES_OUT
    assert await _claim() == []
    await _handle(waves[0].cases)
    (fifth,) = await _claim()
    assert len(fifth.cases) == WAVE_SIZE
    assert not set(fifth.cases) & {case for wave in waves for case in wave.cases}
    await _handle(waves[1].cases)
    await _wait_longer()
    (rest,) = await _claim()
    assert list(rest.cases) == numbers[-50:]


async def test_gathers_stragglers_while_a_wave_is_out(database: str) -> None:
    """A few cases wait for more while a wave of their fact is out, until it comes home."""
    first = await _cases(2)
    assert [list(wave.cases) for wave in await _claim()] == [first]
    few = await _cases(2, after=2)
    assert await _claim() == []
    await _handle(first)
    assert [list(wave.cases) for wave in await _claim()] == [few]


async def test_lets_no_straggler_wait_long(database: str) -> None:
    """A few cases go after two seconds, however long the wave before them is out."""
    await _cases(1)
    await _claim()
    few = await _cases(2, after=1)
    await _wait_longer()
    assert [list(wave.cases) for wave in await _claim()] == [few]


async def test_rings_again_apart_from_first_rings(database: str) -> None:
    """What was rung before travels in waves of its own and uses up no first ring's place."""
    numbers = await _cases(WAVE_SIZE * WAVES_OUT + 10)
    first = {case for wave in await _claim() for case in wave.cases}
    await _all_due()
    waves = await _claim()
    again = [wave for wave in waves if set(wave.cases) <= first]
    fresh = [wave for wave in waves if not set(wave.cases) & first]
    assert len(again) + len(fresh) == len(waves)
    assert sum(len(wave.cases) for wave in again) == len(first)
    assert [list(wave.cases) for wave in fresh] == [numbers[-10:]]


async def test_rings_with_growing_pauses_for_ever(database: str) -> None:
    """Being rung never makes a cause stuck; the pause doubles from 30 s up to 15 minutes."""
    (number,) = await _cases(1)
    pauses = []
    for _ in range(9):
        assert len(await _claim()) == 1
        async with reading() as db:
            left = await db.scalar(
                select(func.extract("epoch", Cause.due_at - func.clock_timestamp()))
            )
        pauses.append(round(float(left or 0)))
        await _all_due()
    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900, 900]
    cause = await _oldest(number)
    assert (cause.rings, cause.failures, cause.stuck) == (9, 0, False)


async def test_does_not_count_a_ring_that_was_given_back(database: str) -> None:
    """An event that could not be posted never rang; the cases are free at once."""
    await _cases(3)
    (wave,) = await _claim()
    async with transaction() as db:
        await give_back(db, wave)
    (again,) = await _claim()
    assert again.cases == wave.cases
    assert again.id != wave.id
    async with reading() as db:
        assert set(await db.scalars(select(Cause.rings))) == {1}


async def test_gives_back_only_what_is_still_waiting(database: str) -> None:
    """A flow may have acted on the event although the answer to its posting was lost."""
    numbers = await _cases(2)
    (wave,) = await _claim()
    await _handle(numbers[:1])
    async with transaction() as db:
        await give_back(db, wave)
    (again,) = await _claim()
    assert list(again.cases) == numbers[1:]


async def test_lets_no_two_claims_take_one_cause(database: str) -> None:
    """Two relays that claim at one moment share the causes, none rings twice."""
    numbers = await _cases(40)
    both = await asyncio.gather(_claim(), _claim())
    taken = [case for waves in both for wave in waves for case in wave.cases]
    assert sorted(taken) == numbers


async def test_stops_ringing_a_cause_that_failed_five_times(database: str) -> None:
    """It waits for a person; the failure's kind says what to look for."""
    number, other = await _cases(2)
    assert not await _fail(number, times=STUCK_AFTER - 1)
    assert await _fail(number, times=1, kind="IntegrityError:23505")
    (wave,) = await _claim()
    assert list(wave.cases) == [other]
    cause = await _oldest(number)
    assert (cause.stuck, cause.failures, cause.failure_kind) == (True, 5, "IntegrityError:23505")
    async with transaction() as db:
        assert [case.number for case, _ in await awaiting(db, [number, other], TRIAGE)] == [other]


async def test_keeps_what_is_behind_a_stuck_cause_waiting(database: str) -> None:
    """Order is kept: nothing overtakes the fact that nobody could act on."""
    (number,) = await _cases(1, REOPENED)
    await _fail(number, times=STUCK_AFTER)
    assert await _claim() == []
    async with transaction() as db:
        assert await awaiting(db, [number], TRIAGE) == []


async def test_counts_a_failure_only_on_the_flows_own_cause(database: str) -> None:
    """A flow that failed late cannot spoil the cause of the next one."""
    (number,) = await _cases(1)
    async with transaction() as db:
        assign = causes_of("assign-cases")
        assert not await count_failure(db, number, facts=assign, kind="KeyError")
        assert not await count_failure(db, "KLK-2026-99999", facts=TRIAGE, kind="KeyError")
    assert (await _oldest(number)).failures == 0


async def test_retries_a_stuck_cause_by_a_fact(database: str) -> None:
    """A coordinator lets it ring again, and the chain says who."""
    (number,) = await _cases(1)
    await _fail(number, times=STUCK_AFTER)
    by = person(COORDINATOR, rules=regency())
    assert await retry_cause(number, by=by) == "case.reported"
    (wave,) = await _claim()
    assert list(wave.cases) == [number]
    assert (await _facts(number))[-1] == "cause.retried"
    assert not (await _oldest(number)).stuck


async def test_settles_a_stuck_cause_for_a_reason_and_rings_the_next(database: str) -> None:
    """What a person puts aside is out of the way of what came after it."""
    (number,) = await _cases(1, REOPENED)
    await _fail(number, times=STUCK_AFTER)
    by = person(COORDINATOR, rules=regency())
    assert await settle_cause(number, by=by, reason="Laporan uji coba") == "case.reported"
    async with reading() as db:
        sealed = await db.scalar(select(SealedFact).where(SealedFact.name == "cause.settled"))
    assert sealed is not None
    assert (sealed.actor, sealed.body["reason_code"]) == (_by(), "person")
    assert "Laporan uji coba" not in sealed.record
    (wave,) = await _claim()
    assert wave.fact == "case.reopened"


async def test_refuses_to_put_aside_what_is_not_stuck(database: str) -> None:
    """A cause that still rings is nobody's to settle, and an agency settles nothing."""
    (number,) = await _cases(1)
    by = person(COORDINATOR, rules=regency())
    for act in (retry_cause(number, by=by), settle_cause(number, by=by, reason="x")):
        with pytest.raises(Refused, match="nothing of it is stuck"):
            await act
    await _fail(number, times=STUCK_AFTER)
    officer = next(one for one in regency().actors if one.role == "agency")
    with pytest.raises(Refused, match="there is no such case"):
        await retry_cause(number, by=person(f"agency:{officer.id}", rules=regency()))
    assert await _facts(number) == ["case.reported"]


async def test_leaves_a_case_whose_oldest_cause_is_another_flows(database: str) -> None:
    """A flow that was rung late takes only its own: order belongs to the case."""
    numbers = await _cases(3, REOPENED)
    async with transaction() as db:
        assert await awaiting(db, numbers, frozenset({"case.reopened"})) == []
        mine = await awaiting(db, numbers[::-1], TRIAGE)
        assert [(case.number, cause.seq) for case, cause in mine] == [(one, 1) for one in numbers]


async def test_settles_an_overtaken_cause_with_a_fact(database: str) -> None:
    """What no longer holds is not dropped in silence."""
    (number,) = await _cases(1)
    async with transaction() as db:
        for case, cause in await awaiting(db, [number], TRIAGE):
            await overtaken(db, case, cause, actor="flow:triage-cases/1", at=AT)
    assert await _facts(number) == ["case.reported", "cause.settled"]
    assert await _claim() == []


async def test_writes_no_cause_for_a_fact_that_starts_nothing(database: str) -> None:
    """Only the closed list of starting facts rings."""
    (number,) = await _cases(1)
    await _fail(number, times=STUCK_AFTER)
    await retry_cause(number, by=person(COORDINATOR, rules=regency()))
    async with reading() as db:
        assert set(await db.scalars(select(Cause.fact))) == {"case.reported"}


async def test_wakes_the_relay_when_a_cause_is_written_and_when_one_is_handled(
    database: str, owner: asyncpg.Connection
) -> None:
    """The next step of a quiet case begins at once, not at the next look."""
    woken = asyncio.Queue[str]()
    await owner.add_listener(CHANNEL, lambda *heard: woken.put_nowait(heard[2]))
    number = await a_case()
    assert await asyncio.wait_for(woken.get(), 2) == CHANNEL
    await _handle([number])
    assert await asyncio.wait_for(woken.get(), 2) == CHANNEL


async def test_wakes_nobody_for_a_transaction_that_failed(
    database: str, owner: asyncpg.Connection
) -> None:
    """Nothing leaves before the commit, not even a bell."""
    woken = asyncio.Queue[str]()
    await owner.add_listener(CHANNEL, lambda *heard: woken.put_nowait(heard[2]))
    with pytest.raises(ZeroDivisionError):
        await a_case(then=lambda: 1 // 0)
    await a_case()
    assert await asyncio.wait_for(woken.get(), 2) == CHANNEL
    await asyncio.sleep(0.05)
    assert woken.empty()
    assert len(await _claim()) == 1
