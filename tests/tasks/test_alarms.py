"""The red path: alarms over a real SMTP server, rungs once each, and no Prefect anywhere."""

import asyncio
import sys
from collections import Counter
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select

from desk.acting import Person, Refused, person
from desk.alarms import (
    Call,
    Situation,
    acknowledge,
    acknowledge_by_token,
    record_call,
    report_situation,
    resume,
)
from desk.incidents import Happened, record_incident
from desk.reports import Told, report
from kit import clock
from kit.clock import WITA, now, today
from kit.keys import secret
from kit.settings import settings
from models.alerts import Alert, open_alerts
from models.chain import SealedFact
from models.letters.answerable import signed
from models.letters.catalogue import URGENT
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from tasks.alarms import call_hooks, climb, deliver_alarms, wake_unwoken
from tests.builders import a_case
from tests.mailboxes import Mailbox
from tests.people import coordinator, facts_of

RED = "Kulkul dibunyikan tadi sore, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
HOME = "Suaminya sering memukul, anaknya ikut kena. Tadi malam dia diancam pakai sabit."
NYEPI = datetime(2027, 3, 8, 2, 0, tzinfo=WITA)
PED = "51.05.01.2010"
pytestmark = pytest.mark.usefixtures("database")


def it_is(at: datetime) -> None:
    """Move case time to an instant."""
    clock.shift_by(at - clock.machine_now())


async def a_red_case(text: str = RED, *, village: str = PED) -> str:
    """Report something red."""
    what = Told(text, village, now().astimezone(WITA).date())
    return (await report(what, by="reporter:-", rules=regency())).number


async def bodies(number: str, fact: str) -> list[dict[str, object]]:
    """What facts of a name say of a case, in order."""
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.body)
            .where(SealedFact.case == number, SealedFact.name == fact)
            .order_by(SealedFact.seq)
        )
        return list(rows)


async def woken(number: str, kind: str = "alarm_sent") -> Counter[str]:
    """Count the alarms that each post was sent."""
    async with reading() as db:
        rows = await db.scalars(
            select(Notice.recipient).where(
                Notice.case == number, Notice.kind == kind, Notice.state == "sent"
            )
        )
        return Counter(rows)


def duty(post: str) -> Person:
    """Whoever sits at a post."""
    return person(f"duty:{post}", rules=regency())


async def test_wakes_the_first_posts_before_any_flow_runs(mailbox: Mailbox) -> None:
    """The alarm is queued in the report's own transaction, with the colour, and handed over."""
    it_is(NYEPI)
    number = await a_red_case()
    assert await facts_of(number) == [
        "case.reported",
        "alert.raised",
        "alarm.sent",
        "rakortas.called",
    ]
    [reported] = await bodies(number, "case.reported")
    assert reported["colour"] == "red"
    assert await deliver_alarms() == {number}
    first = {"POLSEK-51.05.01", "NP-KORAMIL", "KESBANG-PIKET"}
    assert await woken(number) == Counter(first)
    to = {mail.recipient for mail in mailbox.mails()}
    assert {post.email for post in regency().duty.posts if post.code in first} <= to


async def test_says_nothing_of_the_report(mailbox: Mailbox) -> None:
    """Place, danger and telephone numbers, never a sentence; sealed not even the place."""
    await a_red_case(village=PED)
    await a_red_case(HOME, village="51.05.03.2007")
    await deliver_alarms()
    for mail in mailbox.mails():
        read = message_from_bytes(mail.path.read_bytes(), policy=policy.default)
        plain = read.get_body(("plain",))
        assert plain is not None
        text = plain.get_content()
        assert not any(word in text for word in ("sabit", "memukul", "Kulkul", "tiga keluarga"))
        if "tertutup" in str(read["Subject"]):
            assert "Kamasan" not in text + str(read["Subject"])
    kinds = Counter("tertutup" in str(one.subject) for one in mailbox.mails())
    assert kinds[True] == 2


async def test_climbs_until_somebody_takes_it(mailbox: Mailbox) -> None:
    """Rungs at 5, 15, 30 and 60 minutes, each once; looking more often says nothing twice."""
    it_is(NYEPI)
    number = await a_red_case()
    said: dict[int, int] = {}
    for minute in range(70):
        it_is(NYEPI + timedelta(minutes=minute, seconds=1))
        await asyncio.gather(climb(), climb())
        for one in await bodies(number, "alarm.sent"):
            said.setdefault(int(str(one["rung"])), minute)
    assert said == {0: 0, 1: 5, 2: 15, 3: 30, 4: 60}
    assert len(await bodies(number, "alarm.sent")) == 5
    await deliver_alarms()
    assert set((await woken(number)).values()) == {1}
    assert "TIMPADU-KETUA" in await woken(number)
    assert len(mailbox.mails()) == len({mail.message_id for mail in mailbox.mails()})


async def test_climbs_no_more_once_it_is_taken() -> None:
    """Acknowledged after six minutes: no third rung ever."""
    it_is(NYEPI)
    number = await a_red_case()
    it_is(NYEPI + timedelta(minutes=6))
    await climb()
    await acknowledge(number, by=duty("POLSEK-51.05.01"))
    for minutes in (15, 30, 60, 100):
        it_is(NYEPI + timedelta(minutes=minutes, seconds=1))
        await climb()
    assert [one["rung"] for one in await bodies(number, "alarm.sent")] == [0, 1]
    with pytest.raises(Refused, match="took this alarm already"):
        await acknowledge(number, by=coordinator())


async def test_climbs_as_if_nobody_had_taken_it_once_that_was_a_mistake() -> None:
    """All whose rung is due are woken again at once; whoever took it may take it anew."""
    it_is(NYEPI)
    number = await a_red_case()
    await acknowledge(number, by=duty("POLSEK-51.05.01"))
    it_is(NYEPI + timedelta(minutes=6))
    for stranger in (duty("POLSEK-51.05.02"), duty("TIMPADU-KETUA")):
        with pytest.raises(Refused, match="no such case"):
            await resume(number, by=stranger)
    await resume(number, by=duty("NP-KORAMIL"))
    await climb()
    first, again = await bodies(number, "alarm.sent")
    assert (again["rung"], again["skipped"]) == (1, [0])
    assert str(first["duty"]).rstrip("]") in str(again["duty"])
    it_is(NYEPI + timedelta(minutes=16))
    await climb()
    assert len(await bodies(number, "alarm.sent")) == 3
    with pytest.raises(Refused, match="still sounds"):
        await resume(number, by=coordinator())
    await acknowledge(number, by=duty("POLSEK-51.05.01"))


async def test_two_processes_say_each_rung_once() -> None:
    """Killed or doubled, the watch says a rung once: the row under the lock is the truth."""
    it_is(NYEPI)
    number = await a_red_case()
    async with transaction() as db:
        alert = (await open_alerts(db))[0]
        await db.refresh(alert)
        alert.next_at = now() - timedelta(days=200)
        alert.raised_at = clock.machine_now() - timedelta(minutes=6)
    code = "import asyncio; from tasks.alarms import climb; asyncio.run(climb())"
    running = [await asyncio.create_subprocess_exec(sys.executable, "-c", code) for _ in range(3)]
    assert [await one.wait() for one in running] == [0, 0, 0]
    assert [one["rung"] for one in await bodies(number, "alarm.sent")] == [0, 1]


async def test_takes_an_alarm_by_its_mails_link(mailbox: Mailbox) -> None:
    """The link of the mail names the post; a link that was cut off is refused."""
    number = await a_red_case()
    await deliver_alarms()
    async with reading() as db:
        notice = await db.scalar(select(Notice).where(Notice.recipient == "NP-KORAMIL"))
    assert notice is not None
    letter = signed(notice.letter, key=secret("answers"))
    token = str(getattr(letter, "token", ""))
    with pytest.raises(Refused, match="not one of ours"):
        await acknowledge_by_token(token[:-4])
    assert await acknowledge_by_token(token) == number
    [taken] = await bodies(number, "alert.acknowledged")
    assert taken["by"] == "NP-KORAMIL"
    assert mailbox.mails()


async def test_refuses_whom_the_alarm_does_not_wake() -> None:
    """To a post of another kecamatan, or one whose rung is still to come, there is no such case."""
    number, hidden = await a_red_case(), await a_red_case(HOME, village="51.05.03.2007")
    foreign = Person("agency", "KPU-PETUGAS", "KPU")
    for by in (duty("POLSEK-51.05.02"), duty("TIMPADU-KETUA"), foreign):
        with pytest.raises(Refused, match="no such case"):
            await acknowledge(number, by=by)
        with pytest.raises(Refused, match="no such case"):
            await report_situation(number, Situation(calm=True), by=by)
    with pytest.raises(Refused, match="only those whom its alarm wakes"):
        await acknowledge(hidden, by=coordinator())
    with pytest.raises(Refused, match="no such case"):
        await acknowledge(hidden, by=duty("KESBANG-PIKET"))
    await acknowledge(hidden, by=duty("POLRES-PPA"))
    await acknowledge(number, by=duty("POLSEK-51.05.01"))


async def test_a_post_may_speak_once_its_rung_is_reached() -> None:
    """Whoever was woken later answers like those before them."""
    it_is(NYEPI)
    number = await a_red_case()
    it_is(NYEPI + timedelta(minutes=61))
    await climb()
    await acknowledge(number, by=duty("TIMPADU-KETUA"))


async def test_an_incident_wakes_people_again() -> None:
    """Red again after it was taken: a new alarm; while it still climbs, no second one."""
    number = await a_red_case()
    again = Happened("Puluhan orang berkumpul dan membakar balai; warga minta dievakuasi.", today())
    await record_incident(number, again, by=coordinator())
    assert len(await bodies(number, "alert.raised")) == 1
    await acknowledge(number, by=duty("POLSEK-51.05.01"))
    await record_incident(number, again, by=coordinator())
    assert len(await bodies(number, "alert.raised")) == 2
    [ended] = await bodies(number, "alert.ended")
    assert ended["reason_code"] == "raised_anew"


async def test_records_calls_and_who_answered() -> None:
    """Each call is a fact; the officer's name is kept erasably, never in the body."""
    number = await a_red_case()
    await record_call(number, Call("POLSEK-51.05.01", answered=False), by=coordinator())
    call = Call("POLRES-SPKT", answered=True, officer="Ipda Contoh", note="berangkat")
    await record_call(number, call, by=coordinator())
    said = await bodies(number, "call.recorded")
    assert [(one["called"], one["answered"]) for one in said] == [
        ("POLSEK-51.05.01", False),
        ("POLRES-SPKT", True),
    ]
    assert "Ipda" not in str(said)
    with pytest.raises(Refused, match="no such post"):
        await record_call(number, Call("NOBODY", answered=True), by=coordinator())


async def test_asks_after_two_hours_then_every_six_until_calm() -> None:
    """Silence is asked again after an hour, superiors too; a report starts six hours; calm ends."""
    it_is(NYEPI)
    number = await a_red_case()
    await acknowledge(number, by=duty("POLSEK-51.05.01"))
    asked: list[int] = []
    for hour in range(1, 5):
        it_is(NYEPI + timedelta(hours=hour, minutes=hour))
        await climb()
        asked.append(len(await bodies(number, "situation.asked")))
    assert asked == [0, 1, 2, 2]
    assert [one["to"] for one in await bodies(number, "situation.asked")] == [
        ["POLSEK-51.05.01", "KESBANG-PIKET"],
        ["POLSEK-51.05.01", "KESBANG-PIKET", "KESBANG-KABID", "KESBANG-KEPALA"],
    ]
    await report_situation(number, Situation(calm=False, injured=2), by=duty("POLSEK-51.05.01"))
    it_is(NYEPI + timedelta(hours=10, minutes=2))
    await climb()
    assert len(await bodies(number, "situation.asked")) == 2
    it_is(NYEPI + timedelta(hours=10, minutes=6))
    await climb()
    assert len(await bodies(number, "situation.asked")) == 3
    await report_situation(number, Situation(calm=True), by=coordinator())
    it_is(NYEPI + timedelta(days=3))
    assert await climb() == []
    assert (await facts_of(number))[-2:] == ["situation.reported", "alert.ended"]


async def test_is_not_calm_while_nobody_took_it() -> None:
    """Calm ends an alarm, so somebody must have taken it first."""
    number = await a_red_case()
    with pytest.raises(Refused, match="acknowledge it first"):
        await report_situation(number, Situation(calm=True), by=coordinator())


async def test_calls_the_hook_with_three_words_and_records_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Number, colour, kecamatan; a failing hook is a fact and holds nothing up."""
    out = tmp_path / "hook.txt"
    script = tmp_path / "hook.sh"
    script.write_text(f'#!/bin/sh\necho "$@" "$RUKUN_DATABASE_URL" >> {out}\n')
    script.chmod(0o700)
    monkeypatch.setenv("RUKUN_ALARM_HOOK", str(script))
    settings.cache_clear()
    it_is(NYEPI)
    number = await a_red_case()
    await asyncio.gather(call_hooks(), call_hooks())
    assert out.read_text() == f"{number} red Nusa Penida \n"
    monkeypatch.setenv("RUKUN_ALARM_HOOK", "/nowhere/at/all")
    settings.cache_clear()
    it_is(NYEPI + timedelta(minutes=5, seconds=1))
    await climb()
    await call_hooks()
    await call_hooks()
    said = await bodies(number, "hook.called")
    assert [(one["rung"], one["done"], one.get("trouble")) for one in said] == [
        (0, True, None),
        (1, False, "not_found"),
    ]


async def test_a_dead_mail_server_delays_an_alarm_by_seconds_only(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other mails wait ever longer for a server that is away; an alarm waits ten seconds."""
    port = settings().smtp_port
    monkeypatch.setenv("RUKUN_SMTP_PORT", "1")
    settings.cache_clear()
    number = await a_red_case()
    for _ in range(4):
        await deliver_alarms()
        async with transaction() as db:
            rows = list(await db.scalars(select(Notice).where(Notice.kind.in_(URGENT))))
            waits = max(row.due_at for row in rows) - clock.machine_now()
            assert waits <= timedelta(seconds=10)
            for row in rows:
                row.due_at = clock.machine_now() - timedelta(seconds=1)
    monkeypatch.setenv("RUKUN_SMTP_PORT", str(port))
    settings.cache_clear()
    await deliver_alarms()
    assert await woken(number)
    assert mailbox.mails()


async def test_wakes_nobody_for_an_old_import() -> None:
    """Somebody's history is no alarm; an import of yesterday is."""
    old = Told(RED, PED, "2026-01-02", source="lapor", source_id="1")
    await report(old, by="coordinator:KESBANG-PIKET", rules=regency())
    async with reading() as db:
        assert list(await db.scalars(select(Alert))) == []
    yesterday = (now().astimezone(WITA) - timedelta(days=1)).date()
    await report(
        Told(RED, PED, yesterday, source="lapor", source_id="2"),
        by="coordinator:KESBANG-PIKET",
        rules=regency(),
    )
    async with reading() as db:
        assert len(list(await db.scalars(select(Alert)))) == 1


async def test_a_broken_alarm_loses_no_report_and_is_sounded_later(
    owner: asyncpg.Connection,
) -> None:
    """The report and the incident are kept whole; the watch wakes people once it can."""
    await owner.execute("REVOKE INSERT ON alert FROM rukun_app")
    number, open_case = await a_red_case(), await a_case()
    happened = Happened(
        "Puluhan orang berkumpul dan membakar balai; warga minta dievakuasi.", today()
    )
    await record_incident(open_case, happened, by=coordinator())
    assert await facts_of(number) == ["case.reported"]
    assert await facts_of(open_case) == ["case.reported", "incident.recorded"]
    assert "InsufficientPrivilege" in (settings().home / "logs/incidents.log").read_text()
    assert await wake_unwoken() == [number, open_case], "and what breaks again waits again"
    await owner.execute("GRANT INSERT ON alert TO rukun_app")
    await asyncio.gather(wake_unwoken(), wake_unwoken())
    for case in (number, open_case):
        assert (await facts_of(case)).count("alert.raised") == 1
    assert [one["rung"] for one in await bodies(number, "alarm.sent")] == [0]
    assert await wake_unwoken() == []


async def test_sounds_no_alarm_twice_for_what_an_alarm_covers() -> None:
    """Taken, ended, climbing still, or somebody's history: none of it is woken again."""
    number = await a_red_case()
    again = Happened("Puluhan orang berkumpul dan membakar balai; warga minta dievakuasi.", today())
    await record_incident(number, again, by=coordinator())
    await acknowledge(number, by=duty("POLSEK-51.05.01"))
    await report_situation(number, Situation(calm=True), by=coordinator())
    old = Told(RED, PED, "2026-01-02", source="lapor", source_id="1")
    await report(old, by="coordinator:KESBANG-PIKET", rules=regency())
    assert await wake_unwoken() == []
