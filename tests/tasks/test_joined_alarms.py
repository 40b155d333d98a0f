"""The alarm of a report that goes on in another case."""

from datetime import timedelta

import pytest

from desk.alarms import acknowledge
from desk.reviews import review
from tasks.alarms import climb
from tests.builders import run_flows
from tests.people import coordinator
from tests.tasks.test_alarms import NYEPI, a_red_case, bodies, duty, it_is

pytestmark = pytest.mark.usefixtures("database")


async def test_taking_the_older_alarm_takes_a_joined_reports_too() -> None:
    """Two reports of one matter wake people twice, and no further once somebody has the matter."""
    it_is(NYEPI)
    older, number = await a_red_case(), await a_red_case()
    await run_flows()
    await review(number, by=coordinator(), decision="join", into=older)
    await run_flows()
    it_is(NYEPI + timedelta(minutes=6))
    await climb()
    assert not await bodies(number, "alert.ended")
    await acknowledge(older, by=duty("POLSEK-51.05.01"))
    await climb()
    [ended] = await bodies(number, "alert.ended")
    assert ended["reason_code"] == "joined"
    assert not await bodies(older, "alert.ended")
