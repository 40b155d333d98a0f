"""Mailboxes that are dead and agencies that never answer."""

from datetime import timedelta

from sqlalchemy import func, select, update

from desk.answers import answer_as
from kit import clock
from models.deadlines import Deadline
from models.mailboxes import REFUSED, SILENT, Mailbox, troubled_mailboxes
from models.notices import Notice
from models.session import reading, transaction
from tasks.answer_clocks import start_answer_clocks
from tasks.deadlines import say_rungs
from tests.builders import a_case, run_flows
from tests.people import YES, officer_of

CAMAT = "CAMAT-51.05.02"
VILLAGES = ("51.05.02.2004", "51.05.02.2005", "51.05.02.2007", "51.05.02.2009")
OTHERS = ("51.05.02.2001", "51.05.02.2002", "51.05.02.2003")  # elsewhere, so that none is a twin


async def _given(village: str) -> str:
    """A case whose lead was told of it by mail."""
    number = await a_case(village=village)
    await run_flows()
    async with transaction() as db:
        await db.execute(
            update(Notice)
            .where(Notice.case == number, Notice.kind == "case_assigned")
            .values(state="sent", sent_at=clock.now())
        )
    await start_answer_clocks([number])
    return number


async def _past_the_limit(numbers: list[str]) -> None:
    async with reading() as db:
        due = (
            await db.scalars(select(Deadline.due_at).where(Deadline.kind == "assignment_answer"))
        ).all()
    clock.shift_by(max(due) + timedelta(minutes=1) - clock.machine_now())
    await say_rungs.fn(numbers)


async def _troubled() -> tuple[Mailbox, ...]:
    async with reading() as db:
        return await troubled_mailboxes(db, at=clock.now())


async def _told() -> int:
    async with reading() as db:
        query = select(func.count()).where(
            Notice.kind == "mailbox_silent", Notice.recipient == "KESBANG-SEKRETARIS"
        )
        return await db.scalar(query) or 0


async def test_notices_an_agency_that_let_three_assignments_pass(database: str) -> None:
    """Three in a row without an answer are a silent mailbox; coordinators are told, once."""
    numbers = [await _given(one) for one in VILLAGES[:3]]
    assert await _troubled() == ()
    await _past_the_limit(numbers)
    assert await _troubled() == (Mailbox(CAMAT, SILENT, 3),)
    assert await _told() == 1
    numbers.append(await _given(VILLAGES[3]))
    await _past_the_limit(numbers)
    assert await _troubled() == (Mailbox(CAMAT, SILENT, 4),)
    assert await _told() == 1, "once until it answers again"


async def test_tells_again_if_it_falls_silent_again(database: str) -> None:
    """An answer in between, then three more without one: coordinators are told a second time."""
    first = [await _given(one) for one in VILLAGES[:3]]
    await _past_the_limit(first)
    answered = await _given(VILLAGES[3])
    await answer_as(answered, YES, by=await officer_of(answered))
    await run_flows()
    assert await _troubled() == ()
    clock.shift_by(clock.now() - clock.machine_now() + timedelta(days=1))
    again = [await _given(one) for one in OTHERS]
    await _past_the_limit(again)
    assert await _troubled() == (Mailbox(CAMAT, SILENT, 3),)
    assert await _told() == 2


async def test_one_answer_breaks_the_silence(database: str) -> None:
    """An agency that answered its last assignment is not silent."""
    numbers = [await _given(one) for one in VILLAGES]
    await answer_as(numbers[-1], YES, by=await officer_of(numbers[-1]))
    await run_flows()
    await _past_the_limit(numbers)
    assert await _troubled() == ()


async def test_notices_a_mailbox_that_refuses_until_one_mail_arrives(database: str) -> None:
    """A refused address is shown, and no longer once a mail arrived there."""
    first = await a_case(village=VILLAGES[0])
    await run_flows()
    async with transaction() as db:
        await db.execute(
            update(Notice)
            .where(Notice.case == first, Notice.kind == "case_assigned")
            .values(state="dead", trouble="recipient_refused")
        )
    assert Mailbox(CAMAT, REFUSED, 1) in await _troubled()
    await _given(VILLAGES[1])
    assert Mailbox(CAMAT, REFUSED, 1) not in await _troubled()
