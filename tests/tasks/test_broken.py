"""Whom a broken promise is told, and that no two mails of it contradict each other."""

import pytest
from sqlalchemy import select, update

from desk.endings import Ending, approve_closure, check_clause
from models.assignments import current_assignment, supports_of
from models.by_hand import letters_to_bring
from models.letters.mediations import ClauseBroken
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.reports import Reporter
from models.session import reading, transaction
from models.talks import mediators_of, parties_of
from tests.builders import run_flows
from tests.people import HERE, case_of, coordinator, officer_of
from tests.tasks.test_agreements import in_force

pytestmark = pytest.mark.usefixtures("database")


async def _told(number: str, kind: str = "clause_broken") -> dict[str, Notice]:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == kind).order_by(Notice.seq)
        )
        return {row.recipient: row for row in rows}


async def _break(number: str) -> None:
    """With a reporter who left an address."""
    async with transaction() as db:
        await db.execute(update(Reporter).where(Reporter.case == number).values(may_be_mailed=True))
    await check_clause(number, by=await officer_of(number), clause=1, result="broken")
    await run_flows()


def _text(notice: Notice) -> str:
    written = write(notice.letter, "id", portal_url="http://x.example", sender="r@x.example")
    return " ".join((written.subject, *written.text.split()))


async def test_mediators_supporters_and_reporter_hear_of_it_and_the_sides_do_not() -> None:
    """Neither which clause nor whose stands in what they read; a figure's may be brought."""
    number = await in_force()
    await _break(number)
    told = await _told(number)
    async with reading() as db:
        current = await current_assignment(db, number)
        assert current is not None
        helpers = {one.agency for one in await supports_of(db, current)}
        figures = set(await mediators_of(db, number))
        sides = {str(one.id) for one in await parties_of(db, number)}
        without = {one.id for one in regency().figures if one.email is None}
        brought = await letters_to_bring(db, without_mail=without, number=number)
    assert "POLRES" in helpers
    assert helpers | figures <= set(told)
    assert not sides & set(told)
    for who in helpers | figures:
        letter = told[who].letter
        assert isinstance(letter, ClauseBroken)
        assert (letter.clause, letter.owner) == (None, None)
        assert HERE not in _text(told[who])
    news = (await _told(number, "report_next_step"))["reporter"]
    assert (news.props["status"], news.props["broken"]) == ("in_mediation", True)
    assert {one.to for one in brought if one.kind == "clause_broken"} == figures & without


async def test_says_nothing_to_do_today_that_another_mail_gives_days_for() -> None:
    """After the closure the new assignment's limits count; before it, today, and that is all."""
    number = await in_force()
    by = await officer_of(number)
    for clause in (1, 2):
        await check_clause(number, by=by, clause=clause, result="kept")
    await run_flows()
    ending = Ending("agreed", "boundary_unclear", no_prevention="Sudah dijaga warga")
    await approve_closure(number, ending, by=coordinator("KESBANG-KEPALA"))
    await run_flows()
    assert by.agency is not None
    lead = by.agency
    await _break(number)
    text = _text((await _told(number))[lead])
    assert "hari ini" not in text
    assert "batas waktu dalam surat itulah yang berlaku" in text
    assert (await case_of(number)).status == "assigned"
    async with reading() as db:
        rows = await db.scalars(
            select(Notice.props).where(Notice.kind == "report_next_step").order_by(Notice.seq)
        )
        news = [(one["reopened"], one["broken"]) for one in rows]
    assert news == [(True, True), (False, False)]


async def test_asks_for_no_record_that_the_desk_would_refuse() -> None:
    """In talks no contact is recorded; while an agency handles it, one is."""
    number = await in_force()
    await _break(number)
    told = await _told(number)
    lead = (await officer_of(number)).agency
    assert lead is not None
    assert "hari ini juga" in _text(told[lead])
    assert "mencatat kontaknya" not in _text(told[lead])
