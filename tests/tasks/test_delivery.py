"""Mails over a real SMTP server, marked in a real database."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select, text

from desk.answers import Answer, answer_as
from kit.keys import identity_box
from models.assignments import current_assignment
from models.cases import Case
from models.chain import SealedFact
from models.deadlines import Deadline, running
from models.letters.base import Language
from models.letters.catalogue import LETTERS
from models.letters.samples import SAMPLES
from models.letters.writing import preview
from models.notices import Notice, notices_due, queue_all
from models.reports import Report, Reporter
from models.sending import Bag
from models.session import reading, transaction
from tasks import delivery
from tasks.answer_clocks import start_answer_clocks, told_without_clock
from tests.builders import a_case, run_flows
from tests.mailboxes import Mailbox, a_mailbox, use_port
from tests.people import officer
from tests.tasks.mails import CASE, deliver, notice, queue, stored

LANGUAGES: tuple[Language, ...] = ("id", "en")
EVERY = [(kind, language) for kind in sorted(LETTERS) for language in LANGUAGES]
pytestmark = pytest.mark.usefixtures("database")


async def _make_due() -> None:
    async with transaction() as db:
        await db.execute(text("UPDATE notice SET due_at = clock_timestamp()"))


async def test_sends_every_mail_once_and_says_under_which_id(mailbox: Mailbox) -> None:
    """It hands over each notice once, and the row holds the Message-ID that arrived."""
    await queue(notice(seq) for seq in range(1, 61))
    assert await deliver() == {CASE}
    assert await deliver() == set()
    rows = await stored()
    assert {row.state for row in rows} == {"sent"}
    assert Counter(mail.message_id for mail in mailbox.mails()) == Counter(
        row.message_id for row in rows
    )
    assert all(row.sent_at and row.leased_until is None and row.attempts == 1 for row in rows)


async def test_delivers_every_kind_in_both_languages(mailbox: Mailbox) -> None:
    """Each letter comes back from the database as it was, and arrives in its reader's language."""
    wanted: dict[str, str] = {}
    for seq, (kind, language) in enumerate(EVERY, start=1):
        to = f"{kind}-{language}"
        await queue([notice(seq, to=to, letter=SAMPLES[kind], language=language)])
        wanted[f"{to}@klungkung.example"] = preview(kind, language).subject
    await deliver()
    assert {mail.recipient: mail.subject for mail in mailbox.mails()} == wanted
    assert {row.state for row in await stored()} == {"sent"}


async def test_queues_a_notice_once(mailbox: Mailbox) -> None:
    """It keeps the first of two notices of the same fact, kind and recipient."""
    await queue([notice(1)])
    await queue([notice(1), notice(1, to="POLRES")])
    await deliver()
    assert sorted(mail.recipient for mail in mailbox.mails()) == [
        "kesbang@klungkung.example",
        "polres@klungkung.example",
    ]


async def test_delivers_only_what_the_told_cases_owe(mailbox: Mailbox) -> None:
    """It leaves other cases' mails to deliver-notices."""
    await queue([notice(1)])
    assert await deliver(["KLK-2026-00099"]) == set()
    assert not mailbox.mails()
    assert await deliver([CASE]) == {CASE}


async def test_tells_supporters_last_when_many_cases_move_at_once(mailbox: Mailbox) -> None:
    """It sends what must be answered first, and leaves the rest to a later round."""
    await queue([notice(1), notice(2, letter=SAMPLES["support_asked"])])
    many = [CASE, *(f"KLK-2026-9{number:04d}" for number in range(25))]
    await deliver(many)
    assert [row.state for row in await stored()] == ["sent", "queued"]
    await _make_due()
    await deliver()
    assert [row.state for row in await stored()] == ["sent", "sent"]


async def test_two_rounds_at_once_never_send_a_mail_twice(mailbox: Mailbox) -> None:
    """It shares the queue out between deliveries."""
    await queue(notice(seq) for seq in range(1, 81))
    await asyncio.gather(deliver(), deliver([CASE]), deliver())
    assert len({mail.message_id for mail in mailbox.mails()}) == len(mailbox.mails()) == 80


async def test_waits_while_no_server_answers_and_loses_nothing(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It puts off everything at the first refused connection, and sends it all afterwards."""
    assert database
    use_port(9, monkeypatch)
    await queue(notice(seq) for seq in range(1, 31))
    assert await deliver() == set()
    rows = await stored()
    assert {(row.state, row.attempts, row.trouble) for row in rows} == {
        ("queued", 1, "server_away")
    }
    async with reading() as db:
        assert await notices_due(db) == 0
    async with a_mailbox(tmp_path / "mail", monkeypatch) as mailbox:
        await _make_due()
        await deliver()
        assert len(mailbox.mails()) == 30


async def test_gives_up_a_dead_mailbox_and_tells_the_coordinators(mailbox: Mailbox) -> None:
    """It marks a permanent refusal dead, goes on with the others, and mails the coordinators."""
    await queue([notice(1, to="CAMAT-51.05.02", address="dead@klungkung.example"), notice(2)])
    await deliver()
    await deliver()
    dead, other = (await stored(kind="deadline_reminded"))[:2]
    assert (dead.state, dead.trouble, other.state) == ("dead", "recipient_refused", "sent")
    told = await stored(kind="notice_dead")
    assert told
    assert {row.state for row in told} == {"sent"}
    assert any("CAMAT-51.05.02" in mail.subject for mail in mailbox.mails())


async def test_tries_again_later_what_a_server_puts_off(mailbox: Mailbox) -> None:
    """It waits for the next pause after a 4xx, without giving the mail up."""
    await queue([notice(1, address="later@klungkung.example")])
    await deliver()
    row = (await stored())[0]
    assert (row.state, row.trouble, row.attempts) == ("queued", "try_later", 1)
    assert row.due_at > row.queued_at
    assert not mailbox.mails()


async def test_gives_up_after_days_of_trying(mailbox: Mailbox, owner: asyncpg.Connection) -> None:
    """It calls a mail dead that could not be sent for five days."""
    await queue([notice(1, address="later@klungkung.example")])
    await owner.execute("UPDATE notice SET queued_at = queued_at - interval '5 days'")
    await deliver()
    row = (await stored(kind="deadline_reminded"))[0]
    assert (row.state, row.trouble) == ("dead", "too_long")
    assert await stored(kind="notice_dead")
    assert all("later@" not in mail.recipient for mail in mailbox.mails())


async def test_one_unwritable_letter_holds_up_nobody(
    mailbox: Mailbox, owner: asyncpg.Connection
) -> None:
    """It puts off a letter that cannot be written, with an incident, and sends the rest."""
    await queue([notice(1), notice(2)])
    await owner.execute("""UPDATE notice SET props = '{"marked": "text"}' WHERE seq = 1""")
    await deliver()
    first, second = await stored()
    assert (first.state, first.trouble, second.state) == ("queued", "unwritable", "sent")
    assert len(mailbox.mails()) == 1


async def test_starts_the_answer_clock_when_the_mail_was_handed_over(mailbox: Mailbox) -> None:
    """It says notices.delivered once, as soon as the assignment mail is marked sent."""
    number = await a_case()
    await run_flows()
    await deliver()
    await deliver()
    async with reading() as db:
        assignment = await current_assignment(db, number)
        facts = await db.scalars(
            select(SealedFact.name).where(
                SealedFact.case == number, SealedFact.name == "notices.delivered"
            )
        )
        assert len(facts.all()) == 1
    assert assignment is not None
    assert assignment.delivered_at is not None
    assert any(number in mail.subject for mail in mailbox.mails())


@pytest.fixture
async def assigned(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case whose assignment mail was marked sent by a process that went no further."""
    number = await a_case()
    await run_flows()
    with monkeypatch.context() as killed:
        killed.setattr(delivery, "_clocks_of", _killed)
        await deliver()
    assert any(number in mail.subject for mail in mailbox.mails())
    return number


async def _killed(_bags: Iterable[Bag]) -> None:
    """Stands where a process died."""


async def _answer_clock(number: str) -> list[Deadline]:
    async with reading() as db:
        rows = (await running(db, [number])).get(number, [])
    return [row for row in rows if row.kind == "assignment_answer"]


async def test_starts_once_the_clock_that_a_kill_left(assigned: str) -> None:
    """It finds the mail that was handed over, and counts from that moment."""
    assert await _answer_clock(assigned) == []
    assert await told_without_clock() == [assigned]
    await asyncio.gather(*(start_answer_clocks([assigned]) for _ in range(3)))
    assert await told_without_clock() == []
    [clock] = await _answer_clock(assigned)
    mail = (await stored(kind="case_assigned"))[0]
    assert clock.starts_at == mail.sent_at


async def test_starts_no_clock_for_an_agency_that_answered_already(assigned: str) -> None:
    """It records that the mail was handed over, but asks nobody for what they gave."""
    async with reading() as db:
        lead = (await db.get_one(Case, assigned)).lead
    answer = Answer(accepted=True, office="Kantor", officer="Petugas")
    await answer_as(assigned, answer, by=officer(str(lead)))
    await run_flows()
    await start_answer_clocks([assigned])
    assert await told_without_clock() == []
    assert await _answer_clock(assigned) == []


async def test_opens_a_reporters_address_only_for_the_mail(
    mailbox: Mailbox, owner: asyncpg.Connection
) -> None:
    """It sends to the reporter's sealed address, and keeps it nowhere else."""
    number = await a_case()
    async with transaction() as db:
        report = await db.scalar(select(Report.id).where(Report.case == number))
        assert report is not None
        reporter = await db.get_one(Reporter, report)
        reporter.identity = identity_box().encrypt(b'{"email": "pelapor@warga.example"}')
        reporter.may_be_mailed = True
        letter = SAMPLES["report_received"]
        await queue_all(
            db, [Notice.of(letter, case=number, seq=1, recipient="reporter", language="id")]
        )
    await deliver([number])
    assert "pelapor@warga.example" in [mail.recipient for mail in mailbox.mails()]
    kept = await owner.fetchval("SELECT string_agg(n::text, ' ') FROM notice n")
    assert "pelapor@" not in kept


async def test_cancels_a_mail_to_nobody(mailbox: Mailbox) -> None:
    """It does not try for ever to reach a reporter who left no address."""
    letter = SAMPLES["report_received"]
    await queue([Notice.of(letter, case=CASE, seq=1, recipient="reporter", language="id")])
    await deliver()
    assert [(row.state, row.trouble) for row in await stored()] == [("cancelled", "no_address")]
    assert not mailbox.mails()
