"""An assignment whose mail nobody takes: through a real mail server that refuses its address."""

import asyncpg

from desk.answers import answer_as
from models.deadlines import running
from models.session import reading
from tasks.answer_clocks import told_without_clock
from tasks.delivery import Round
from tests.builders import a_case, run_flows
from tests.mailboxes import Mailbox
from tests.people import YES, case_of, facts_of, officer


async def test_holds_a_coordinator_to_a_dead_assignment(
    mailbox: Mailbox, owner: asyncpg.Connection
) -> None:
    """Nobody waits for an answer to what was never read: a coordinator has a limit, said once."""
    number = await a_case()
    await run_flows()
    await owner.execute(
        "UPDATE notice SET address = 'dead@klungkung.example' WHERE kind = 'case_assigned'"
    )
    await Round(None, seconds=30).deliver()
    await Round(None, seconds=30).deliver()
    assert await told_without_clock() == []
    async with reading() as db:
        rows = (await running(db, [number])).get(number, [])
    assert {row.kind: row.owner for row in rows}["undelivered"] == "coordinator"
    assert "assignment_answer" not in {row.kind for row in rows}
    assert (await facts_of(number)).count("assignment.undelivered") == 1
    by = officer((await case_of(number)).lead or "")
    await answer_as(number, YES, by=by)
    await run_flows()
    async with reading() as db:
        rows = (await running(db, [number])).get(number, [])
    assert "undelivered" not in {row.kind for row in rows}
    assert mailbox.mails()
