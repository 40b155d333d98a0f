"""What is read of cases: counts, lists and pages, cut to what may be seen."""

import pytest
from sqlalchemy import update

from kit.clock import now
from models.cases import Case
from models.causes import Cause
from models.reading import Sight, Wanted, cases_wanted, lines_of, parts_of
from models.reading_case import Reading, case_page
from models.reading_house import house_view, notice_lines
from models.session import reading, transaction
from tasks.assignment import assign_agencies
from tasks.triage import triage_reports
from tests.builders import a_case
from tests.people import HERE, THERE, at_meeting

pytestmark = pytest.mark.usefixtures("database")


async def test_lists_newest_first_and_only_what_is_wanted() -> None:
    """Conditions narrow the list; its order is the newest first."""
    numbers = [await a_case(), await a_case()]
    await triage_reports.fn(numbers[:1])
    async with reading() as db:
        every = await cases_wanted(db, Wanted())
        reported = await cases_wanted(db, Wanted(status="reported"))
    assert [case.number for case in every] == numbers[::-1]
    assert [case.number for case in reported] == numbers[1:]


async def test_cuts_a_line_to_its_sight() -> None:
    """A clock shows number and status only; nothing shows nothing."""
    numbers = [await a_case(), await a_case()]
    async with reading() as db:
        cases = await cases_wanted(db, Wanted())
        sights = {numbers[0]: Sight.CLOCK, numbers[1]: Sight.NOTHING}
        [line] = await lines_of(db, cases, sights=sights)
    assert (line.number, line.village, line.verified) == (numbers[0], None, None)


async def test_gathers_who_has_a_part_in_a_case() -> None:
    """The supporters of the current assignment decide with the lead who may look."""
    number = await a_case()
    await triage_reports.fn([number])
    await assign_agencies.fn([number])
    async with reading() as db:
        case = await db.get_one(Case, number)
        parts = (await parts_of(db, [case]))[number]
    assert parts.lead == "CAMAT-51.05.02"
    assert "KESBANG" in parts.supports


async def test_shows_a_page_with_agencies_mails_and_facts() -> None:
    """An assigned case has its agency, its mails and its facts in order."""
    number = await a_case()
    await triage_reports.fn([number])
    await assign_agencies.fn([number])
    async with reading() as db:
        case = await db.get_one(Case, number)
        [line] = await lines_of(db, [case], sights={number: Sight.WHOLE})
        page = await case_page(db, case, line=line, reads=Reading(telltale=True))
        notices = await notice_lines(db, case=number)
    assert (line.due_at, page.limits) == (None, ())  # the answer's clock starts with the mail
    assert [one.agency for one in page.agencies] == [line.lead]
    assert [one.seq for one in page.timeline] == list(range(1, line.version + 1))
    assert "channel" in page.timeline[0].body
    assert dict(page.mails) == {"queued": len(notices)}


async def test_calls_a_side_by_its_label_in_the_list_of_mails() -> None:
    """Nobody knows a side by the number of its row."""
    number = await at_meeting()
    async with reading() as db:
        asked = [one for one in await notice_lines(db, case=number) if one.kind == "party_asked"]
    assert {one.side for one in asked} == {HERE, THERE}


async def test_counts_cases_causes_and_mails() -> None:
    """The view of the house counts each case once, in its status."""
    numbers = [await a_case(), await a_case()]
    await triage_reports.fn(numbers[:1])
    async with reading() as db:
        house = await house_view(db, at=now())
    assert house.by_status == {"reported": 1, "triaged": 1}
    assert (house.cases, house.waiting, house.overdue) == (2, 2, 0)
    assert house.stuck == ()


@pytest.mark.parametrize(("rings", "failures", "unanswered"), [(3, 0, 1), (3, 3, 0), (6, 4, 0)])
async def test_tells_a_step_that_fails_from_one_that_nobody_answers(
    rings: int, failures: int, unanswered: int
) -> None:
    """A worker that tries and fails does run: only rings without any answer ask for it."""
    await a_case()
    async with transaction() as db:
        await db.execute(update(Cause).values(rings=rings, failures=failures))
    async with reading() as db:
        assert (await house_view(db, at=now())).unanswered == unanswered
