"""What holds a mail while it is sent: leases, and digests that stay whole."""

import asyncio
import sys
from collections import Counter

import pytest
from sqlalchemy import text

from models import sending
from models.letters.oversight import ReviewAsked, ReviewLine
from models.notices import Notice
from models.session import transaction
from tasks import delivery
from tasks.delivery import Round
from tests.mailboxes import Mailbox
from tests.tasks.mails import deliver, notice, queue, stored

ROUND = """
import asyncio
from tasks.delivery import Round
asyncio.run(Round(None, seconds=30).deliver())
"""
pytestmark = pytest.mark.usefixtures("database")


async def _never(_round: Round) -> None:
    """Renew no lease: the process sleeps."""


async def _lose_the_marks() -> None:
    """As after a kill between the mail server's 250 and our mark, when the lease has run out."""
    async with transaction() as db:
        await db.execute(
            text(
                "UPDATE notice SET state = 'sending', sent_at = NULL,"
                " leased_until = clock_timestamp() - interval '1 second'"
            )
        )


def _review(seq: int) -> Notice:
    number = f"KLK-2026-{seq:05d}"
    return notice(seq, case=number, letter=ReviewAsked(lines=(ReviewLine(number=number),)))


async def test_sends_again_under_the_same_id_what_a_killed_sender_held(mailbox: Mailbox) -> None:
    """It repeats a mail whose mark was lost, with the Message-ID that it had."""
    await queue([notice(1)])
    await deliver()
    await _lose_the_marks()
    await deliver()
    assert len(mailbox.mails()) == 2
    assert len({mail.message_id for mail in mailbox.mails()}) == 1


async def test_a_kill_doubles_one_mail_at_most(mailbox: Mailbox) -> None:
    """It loses nothing when the sending process is killed, and repeats no more than one mail."""
    await queue(notice(seq) for seq in range(1, 151))
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", ROUND)
    while mailbox.count < 40:  # noqa: ASYNC110 - the other process knows no event of ours
        await asyncio.sleep(0.002)
    killed.kill()
    await killed.wait()
    assert mailbox.count < 150
    async with transaction() as db:
        await db.execute(text("UPDATE notice SET leased_until = due_at WHERE state = 'sending'"))
    await deliver()
    arrived = Counter(mail.message_id for mail in mailbox.mails())
    assert set(arrived) == {row.message_id for row in await stored()}
    assert arrived.total() <= 151


async def test_holds_on_to_a_mail_that_a_slow_server_thinks_about(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It renews its lease while a server takes longer than the lease, so nobody sends it too."""
    for module in (sending, delivery):
        monkeypatch.setattr(module, "LEASE_SECONDS", 1)
    mailbox.pause = 2.5
    await queue([notice(1)])
    first = asyncio.create_task(deliver())
    for _ in range(4):
        await asyncio.sleep(0.5)
        await deliver()
    await first
    assert len(mailbox.mails()) == 1
    assert [row.state for row in await stored()] == ["sent"]


async def test_leaves_alone_what_another_sender_holds(mailbox: Mailbox) -> None:
    """It does not touch a notice whose lease still runs."""
    await queue([notice(1)])
    async with transaction() as db:
        await db.execute(
            text(
                "UPDATE notice SET state = 'sending',"
                " leased_until = clock_timestamp() + interval '1 minute'"
            )
        )
    await deliver()
    assert not mailbox.mails()


async def test_gathers_a_waves_reviews_into_one_digest(mailbox: Mailbox) -> None:
    """It sends one mail to a coordinator for all reviews that are due, and marks each of them."""
    await queue(_review(seq) for seq in range(1, 31))
    await deliver()
    assert [mail.subject for mail in mailbox.mails()] == ["30 laporan perlu telaah petugas"]
    rows = await stored()
    assert {row.state for row in rows} == {"sent"}
    assert {row.message_id for row in rows} == {mailbox.mails()[0].message_id}


async def test_repeats_a_digest_whole_or_not_at_all(mailbox: Mailbox) -> None:
    """A digest whose mark was lost goes again with all that it said, whoever sends it.

    A part of it under its Message-ID would be thrown away as a repetition.
    """
    await queue(_review(seq) for seq in range(1, 41))
    await deliver()
    await _lose_the_marks()
    await asyncio.gather(*(deliver([f"KLK-2026-{seq:05d}"]) for seq in range(1, 5)), deliver())
    first, again = mailbox.mails()
    assert (first.message_id, first.subject) == (again.message_id, again.subject)
    assert {row.state for row in await stored()} == {"sent"}


async def test_gives_back_nothing_that_another_may_hold(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender that slept past its lease leaves alone what another claimed meanwhile."""
    monkeypatch.setattr(delivery, "LEASE_SECONDS", 0.2)
    monkeypatch.setattr(Round, "_hold_on", _never)
    mailbox.pause = 0.5
    await queue([notice(1), notice(2)])
    sleeper = asyncio.create_task(deliver())
    await asyncio.sleep(0.3)
    async with transaction() as db:
        await db.execute(text("UPDATE notice SET leased_until = now() + interval '1 minute'"))
    await sleeper
    sent, held = await stored()
    assert (sent.state, held.state) == ("sent", "sending")
    assert len(mailbox.mails()) == 1
