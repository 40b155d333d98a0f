"""A triaged case that no agency may lead is laid before a coordinator, never left lying."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.answers import answer_as
from desk.reports import Told, fitting, receive
from desk.reviews import review
from desk.ties import declare_tie
from kit.clock import now
from models.chain import SealedFact
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from tests.builders import A_TEXT, run_flows
from tests.people import VILLAGE, YES, assigned, case_of, coordinator, facts_of, officer_of


async def test_asks_a_coordinator_where_nobody_may_lead(database: str) -> None:
    """The reporter fears every office of the route: the review says why, and they are told."""
    rules = regency()
    kinds = tuple(sorted({agency.kind for agency in rules.agencies}))
    told = Told(A_TEXT, village=VILLAGE, happened_on=date(2026, 10, 1), not_to_tell=kinds)
    async with transaction() as db:
        fit = fitting(told, rules=rules, at=now())
        number = (await receive(db, fit, by="reporter:-", rules=rules)).number
    await run_flows()
    assert (await case_of(number)).status == "needs_review"
    assert (await facts_of(number))[-2:] == ["case.triaged", "case.review_asked"]
    async with reading() as db:
        bodies = await db.scalars(
            select(SealedFact.body).where(SealedFact.name == "case.review_asked")
        )
        assert [one["unsure"] for one in bodies] == [["no_agency"]]
        told_of = set(await db.scalars(select(Notice.recipient).where(Notice.case == number)))
    assert "KESBANG-SEKRETARIS" in told_of
    with pytest.raises(Refused, match="no agency may lead it"):
        await review(number, by=coordinator(), decision="triage")
    assert (await facts_of(number))[-1] == "case.review_asked"


async def test_asks_again_who_declined_once_a_coordinator_says_so(database: str) -> None:
    """The same triage does not come straight back: a refusal is no tie."""
    number = await assigned()
    first, no = (
        (await case_of(number)).lead,
        replace(YES, accepted=False, reason_code="no_capacity"),
    )
    await declare_tie(number, by=coordinator(), kind="office", who="TAPEM")
    for _ in range(10):
        if (await case_of(number)).status == "assigned":
            await answer_as(number, no, by=await officer_of(number))
            await run_flows()
    assert (await case_of(number)).status == "needs_review"
    await review(number, by=coordinator(), decision="triage")
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.lead, case.passed_over) == ("assigned", first, ["TAPEM"])
