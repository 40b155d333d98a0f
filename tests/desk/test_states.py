"""A Status Keadaan Konflik is the bupati's: Rukun records it, counts its days, and sets none."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.bars import Barring, raise_bar
from desk.endings import Ending, approve_closure, finish_handling
from desk.states import StateDecree, record_conflict_state
from kit import clock
from kit.clock import WITA, today
from models.deadlines import Deadline, running
from models.notices import Notice
from models.session import reading
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import run_flows
from tests.people import case_of, coordinator, facts_of, in_handling, officer_of

pytestmark = pytest.mark.usefixtures("database")
ENDING = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")


def _decree(kind: str = "set", *, days: int = 90, ago: int = 0) -> StateDecree:
    since = today() - timedelta(days=ago)
    return StateDecree(kind, "300/45/HK/2026", str(since), str(since + timedelta(days=days - 1)))


async def _record(number: str, decree: StateDecree) -> None:
    await record_conflict_state(number, decree, by=coordinator())
    await run_flows()


async def _limit(number: str) -> Deadline | None:
    async with reading() as db:
        rows = (await running(db, [number])).get(number, [])
    return next((row for row in rows if row.kind == "conflict_state"), None)


async def test_reminds_of_the_consultation_ten_days_before_the_end() -> None:
    """UU 7/2012 Ps 22 and 29-31: 90 days, and the DPRD is consulted 10 days before more."""
    number = await in_handling()
    await _record(number, _decree())
    limit = await _limit(number)
    assert limit is not None
    assert limit.due_at.astimezone(WITA).date() == today() + timedelta(days=89)
    clock.shift_by(timedelta(days=80))
    await say_rungs.fn(await overdue_cases())
    async with reading() as db:
        told = select(Notice.props).where(Notice.kind == "deadline_reminded")
        props = list(await db.scalars(told))
    assert props
    assert all("300/45" not in str(one) for one in props)


async def test_is_extended_once_and_counted_anew() -> None:
    """Thirty days from its end; a second extension is refused."""
    number = await in_handling()
    await _record(number, _decree(days=10))
    last = today() + timedelta(days=9 + 30)
    more = StateDecree("extended", "300/46/HK/2026", str(today()), str(last))
    too_long = StateDecree("extended", "300/46", str(today()), str(last + timedelta(days=1)))
    with pytest.raises(Refused, match="30 days, UU 7/2012 Ps 29"):
        await _record(number, too_long)
    await _record(number, more)
    limit = await _limit(number)
    assert limit is not None
    assert limit.due_at.astimezone(WITA).date() == last
    with pytest.raises(Refused, match="extended once already"):
        await _record(number, more)


async def test_keeps_the_case_open_until_it_is_revoked() -> None:
    """Nobody closes a case under it; revoked, its end is awaited no more."""
    number = await in_handling()
    by = await officer_of(number)
    await finish_handling(number, by=by, result_code="calm", done="Selesai")
    await run_flows()
    await _record(number, _decree())
    with pytest.raises(Refused, match="Status Keadaan Konflik stands until"):
        await approve_closure(number, ENDING, by=coordinator())
    await _record(number, _decree("revoked", days=1))
    assert await _limit(number) is None
    await approve_closure(number, ENDING, by=coordinator())
    await run_flows()
    assert (await case_of(number)).status == "closed"
    assert (await facts_of(number)).count("conflict_state.recorded") == 2


@pytest.mark.parametrize(
    ("decree", "why"),
    [
        (("set", 91, 0), "90 days, UU 7/2012 Ps 22"),
        (("set", 0, 0), "is earlier than"),
        (("extended", 20, 0), "no Status Keadaan Konflik stands"),
        (("revoked", 1, 0), "no Status Keadaan Konflik stands"),
        (("lifted", 1, 0), "one of set, extended, revoked"),
        (("set", 10, -1), "in the future"),
    ],
)
async def test_refuses_what_the_law_does_not_know(decree: tuple[str, int, int], why: str) -> None:
    """Order and lengths are the law's, and nothing is recorded."""
    number = await in_handling()
    kind, days, ago = decree
    with pytest.raises(Refused, match=why):
        await _record(number, _decree(kind, days=days, ago=ago))
    assert "conflict_state.recorded" not in await facts_of(number)


async def test_is_recorded_by_the_secretariat_alone_and_never_of_a_sealed_case() -> None:
    """An agency records no decree; a sealed case names none that is made public."""
    number = await in_handling()
    with pytest.raises(Refused, match="only coordinator"):
        await record_conflict_state(number, _decree(), by=await officer_of(number))
    await _record(number, _decree(days=5))
    with pytest.raises(Refused, match="stands until"):
        await _record(number, _decree())
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await run_flows()
    with pytest.raises(Refused, match="sealed"):
        await _record(number, _decree("revoked", days=1))
