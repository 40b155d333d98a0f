"""A reporter who left an address hears of each step, and of no step twice."""

import pytest
from sqlalchemy import select

from desk.agreements import sign_agreement
from desk.answers import answer_as
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.contacts import Met, record_contact
from desk.reports import Contact, Told, report
from desk.talks import Sitting, answer_as_figure, record_meeting
from kit import clock
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tests.builders import A_TEXT, run_flows
from tests.people import (
    HERE,
    SIDES,
    THERE,
    VILLAGE,
    YES,
    figures_of,
    let_it_begin,
    officer_of,
)

REACHED = Contact(name="Sari", email="sari@warga.example")


async def _news(number: str) -> list[str]:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice.props["status"].astext)
            .where(Notice.case == number, Notice.kind == "report_next_step")
            .order_by(Notice.seq)
        )
        return list(rows)


@pytest.mark.usefixtures("database")
async def test_hears_that_talks_begin_and_that_they_came_to_an_agreement() -> None:
    """Weeks pass between the acceptance and the end; silence looks like nothing happens."""
    told = Told(A_TEXT, VILLAGE, "2026-10-01", contact=REACHED)
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    by = await officer_of(number)
    await answer_as(number, YES, by=by)
    await run_flows()
    await record_contact(number, Met(sides=SIDES), by=by)
    await run_flows()
    for figure in await figures_of(number):
        await answer_as_figure(number, by=by, figure=figure, answer="accept")
    for label in (HERE, THERE):
        await answer_as_party(number, by=by, label=label, accepts=True)
    await run_flows()
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    promise = Promise("Patok dipasang", HERE)
    await sign_agreement(number, Signed("Surat", (promise,), str(clock.today())), by=by)
    await run_flows()
    assert await _news(number) == ["assigned", "accepted", "in_mediation", "agreed"]
