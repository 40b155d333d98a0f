"""Violence waits for no review: the police lead whatever it is about; old rows can wait."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.reports import Told, fitting, receive
from kit import clock
from models.regency_folder import regency
from models.session import transaction
from models.views import Bar, Colour, ReportView
from policies.triage import LIKELY_TWIN, LOW_CONFIDENCE, PERHAPS_SEALED, leads_anyway, triage
from tests.builders import run_flows
from tests.people import VILLAGE, case_of, facts_of

STONED = "Massa berkumpul dan melempari batu ke rumah, ada yang terluka."


async def _told(days_ago: int) -> str:
    day = clock.today() - timedelta(days=days_ago)
    rules, told = regency(), Told(STONED, village=VILLAGE, happened_on=day)
    async with transaction() as db:
        fit = fitting(told, rules=rules, at=clock.now())
        number = (await receive(db, fit, by="reporter:-", rules=rules)).number
    await run_flows()
    return number


@pytest.mark.usefixtures("database")
async def test_gives_violence_of_a_doubtful_category_to_the_police_at_once() -> None:
    """What is in doubt decides who has it afterwards, not who stops it."""
    number = await _told(0)
    case = await case_of(number)
    assert (case.status, case.lead, case.colour) == ("assigned", "POLRES", "red")
    assert "case.review_asked" not in await facts_of(number)


@pytest.mark.usefixtures("database")
async def test_lets_a_person_look_at_what_happened_long_ago() -> None:
    """Nothing goes on there: a person decides what it was about."""
    assert (await case_of(await _told(40))).status == "needs_review"


def test_doubts_that_change_who_leads_wait() -> None:
    """A seal in doubt, a likely twin, and all that is calm."""
    found = triage(
        ReportView(STONED, village=VILLAGE, happened_on=date(2026, 10, 1)), regency=regency()
    )
    assert (found.unsure, found.colour) == ((LOW_CONFIDENCE,), Colour.RED)
    assert leads_anyway(found)
    assert not leads_anyway(replace(found, stage=1))
    assert not leads_anyway(replace(found, bars=(Bar.SEALED,)))
    for doubt in (PERHAPS_SEALED, LIKELY_TWIN):
        assert not leads_anyway(replace(found, unsure=(LOW_CONFIDENCE, doubt)))
