"""When it is calm again, whoever was woken may sleep, and who has the case knows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.alarms import Situation, acknowledge, report_situation
from models.assignments import current_assignment, supports_of
from models.notices import Notice
from models.session import reading
from tasks.alarms import climb
from tests.builders import run_flows
from tests.people import coordinator
from tests.tasks.test_alarms import HOME, NYEPI, a_red_case, bodies, duty, it_is

pytestmark = pytest.mark.usefixtures("database")


async def _cleared(number: str) -> dict[str, Notice]:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == "alarm_ended")
        )
        return {row.recipient: row for row in rows}


async def _woken(number: str) -> set[str]:
    return {str(post) for one in await bodies(number, "alarm.sent") for post in one["duty"]}  # type: ignore[attr-defined] # a list of codes


async def test_whoever_was_woken_and_whoever_has_it_hears_that_it_is_calm() -> None:
    """The posts of each rung that was climbed, the lead, its supporters; each once."""
    it_is(NYEPI)
    number = await a_red_case()
    await run_flows()
    it_is(NYEPI + timedelta(minutes=6))
    await climb()
    await acknowledge(number, by=duty("POLSEK-51.05.01"))
    await report_situation(number, Situation(calm=False), by=coordinator())
    assert await _cleared(number) == {}
    await report_situation(number, Situation(calm=True), by=coordinator())
    told = await _cleared(number)
    woken = await _woken(number)
    assert len(woken) > 1
    async with reading() as db:
        current = await current_assignment(db, number)
        assert current is not None
        has = {current.agency, *(one.agency for one in await supports_of(db, current))}
    assert woken <= set(told)
    reached = {one.address for one in told.values()}
    assert len(reached) == len(told)
    assert has <= set(told)
    assert all(one.props["village"] for one in told.values())


async def test_of_a_sealed_case_only_its_own_hear_and_read_no_place() -> None:
    """The posts of its own ladder and its two bodies."""
    number = await a_red_case(HOME)
    await run_flows()
    [post, *_] = sorted(await _woken(number))
    await acknowledge(number, by=duty(post))
    await report_situation(number, Situation(calm=True), by=duty(post))
    told = await _cleared(number)
    assert set(told) <= await _woken(number) | {"DSOSPPPA", "POLRES"}
    assert told
    assert all(one.props["village"] is None for one in told.values())
