"""The red path from the command line: take an alarm, ring people, print the roster, ask doctor."""

import asyncio
import json
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select

from cli import exits
from desk.reports import Told, report
from engine.alarms import AlarmThread
from kit.clock import today
from kit.keys import secret
from kit.settings import settings
from models.letters.answerable import signed
from models.notices import Notice
from models.regency_folder import FOLDERS, regency
from models.session import reading
from tests.cli.running import Ended, Rukun
from tests.mailboxes import a_mailbox, use_port

RED = "Kulkul dibunyikan tadi sore, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
HOME = "Suaminya sering memukul, anaknya ikut kena. Tadi malam dia diancam pakai sabit."
PED = "51.05.01.2010"
READY = (True, "ready to wake people")
POLSEK, COORDINATOR = "duty:POLSEK-51.05.01", "coordinator:KESBANG-PIKET"


async def red(text: str = RED) -> str:
    """Report something red."""
    return (await report(Told(text, PED, today()), by="reporter:-", rules=regency())).number


@pytest.mark.usefixtures("database")
async def test_takes_an_alarm_once(rukun: Rukun) -> None:
    """Listed while it runs; the second who takes it is told who was first."""
    number = await red()
    listed = json.loads((await rukun("alert", "list", "--json")).out)
    assert [(one["case"], one["rung"], one["taken_by"]) for one in listed] == [(number, 0, None)]
    assert (await rukun("alert", "acknowledge", number, "--as", POLSEK)).code == 0
    again = await rukun("alert", "acknowledge", number, "--as", COORDINATOR)
    assert again.code == exits.REFUSED
    assert "POLSEK-51.05.01 took this alarm already" in again.err
    assert (await rukun("alert", "acknowledge")).code == exits.BAD_INPUT
    assert "POLSEK-51.05.01" in (await rukun("alert", "list")).out


@pytest.mark.usefixtures("database")
async def test_takes_an_alarm_by_its_mails_token(rukun: Rukun) -> None:
    """No account is needed at night; a token that was cut off is refused in a sentence."""
    number = await red()
    async with reading() as db:
        notice = await db.scalar(select(Notice).where(Notice.recipient == "NP-KORAMIL"))
    assert notice is not None
    token = str(getattr(signed(notice.letter, key=secret("answers")), "token", ""))
    cut = await rukun("alert", "acknowledge", "--token", token[:-4])
    assert (cut.code, len(cut.err.splitlines())) == (exits.REFUSED, 1)
    taken = await rukun("alert", "acknowledge", "--token", token)
    assert (taken.code, taken.out) == (0, f"{number}: the alarm is taken.\n")


@pytest.mark.usefixtures("database")
async def test_lets_an_alarm_sound_again_that_was_taken_by_mistake(rukun: Rukun) -> None:
    """It is listed as taken by nobody; one that nobody took is refused in a sentence."""
    number = await red()
    again = ("alert", "resume", number, "--as", COORDINATOR)
    early = await rukun(*again)
    assert (early.code, "still sounds" in early.err) == (exits.REFUSED, True)
    await rukun("alert", "acknowledge", number, "--as", POLSEK)
    assert (await rukun(*again)).out == f"{number}: the alarm sounds again.\n"
    [listed] = json.loads((await rukun("alert", "list", "--json")).out)
    assert listed["taken_by"] is None
    assert listed["next_at"]


@pytest.mark.usefixtures("database")
async def test_reports_how_it_stands_until_it_is_calm(rukun: Rukun) -> None:
    """Not calm goes on; calm needs somebody who took it, and ends the alarm."""
    number = await red()
    report_it = ("alert", "report", number, "--as", POLSEK)
    early = await rukun(*report_it, "--calm")
    assert (early.code, "acknowledge it first" in early.err) == (exits.REFUSED, True)
    await rukun("alert", "acknowledge", number, "--as", POLSEK)
    assert (await rukun(*report_it, "--not-calm", "--injured", "2")).code == 0
    assert json.loads((await rukun("alert", "list", "--json")).out)[0]["report_at"]
    assert "it is calm" in (await rukun(*report_it, "--calm", "--text", "Warga pulang.")).out
    assert json.loads((await rukun("alert", "list", "--json")).out) == []
    over = await rukun(*report_it, "--calm")
    assert (over.code, "no alarm runs" in over.err) == (exits.REFUSED, True)


@pytest.mark.usefixtures("database")
async def test_lists_whom_to_ring_and_records_calls(rukun: Rukun) -> None:
    """By rung, each post once with office and telephone; calls stand beside it afterwards."""
    number = await red()
    ring = ("call", number, "--as", COORDINATOR)
    answered = (*ring, "--called", "POLRES-SPKT", "--answered", "--officer", "Ipda Contoh")
    assert (await rukun(*ring, "--called", "POLSEK-51.05.01", "--no-answer")).code == 0
    assert (await rukun(*answered)).code == 0
    wrong = await rukun(*ring, "--called", "NOBODY")
    assert (wrong.code, "no such post" in wrong.err) == (exits.REFUSED, True)
    listed = await rukun(*ring, "--json")
    posts = json.loads(listed.out)["posts"]
    calls = {one["post"]: one["calls"] for one in posts if one["calls"]}
    assert calls == {"POLSEK-51.05.01": [False], "POLRES-SPKT": [True]}
    assert [one["rung"] for one in posts] == sorted(one["rung"] for one in posts)
    assert {one["rung"] for one in posts if one["mail"]} == {0}
    assert all(one["phone"] for one in posts)
    assert "Ipda" not in listed.out
    assert "no answer" in (await rukun(*ring)).out


@pytest.mark.usefixtures("database")
async def test_shows_a_sealed_alarm_to_nobody_else(rukun: Rukun) -> None:
    """Number and clock for all; whom to ring only for its two bodies."""
    number = await red(HOME)
    listed = await rukun("alert", "list")
    assert number in listed.out
    assert "Ped" not in listed.out
    refused = await rukun("call", number, "--as", COORDINATOR)
    assert (refused.code, refused.out) == (exits.REFUSED, "")
    assert (await rukun("call", number, "--as", "duty:POLRES-PPA")).code == 0


async def test_prints_the_nyepi_edition(rukun: Rukun) -> None:
    """Every kecamatan with five rungs and a fixed line on each; it needs no database."""
    printed = await rukun("duty", "print", "--nyepi")
    assert printed.code == 0
    assert "NYEPI EDITION" in printed.out
    assert "06.00" in printed.out
    assert all(one.name in printed.out for one in regency().kecamatan)
    assert printed.out.count(" 60 min") == printed.out.count("  0 min") >= 1
    assert "duty" not in printed.err
    pages = printed.out.split("\n\n")
    for page in (one for one in pages if "  0 min" in one):
        rungs = [line for line in page.splitlines() if " min " in line or "#" in line]
        assert sum("#" in line for line in rungs) >= len(regency().duty.climb)
    one = await rukun("duty", "print", "--nyepi", "--kecamatan", "51.05.01")
    assert "Nusa Penida" in one.out
    assert "Dawan" not in one.out
    assert (await rukun("duty", "print", "--kecamatan", "nowhere")).code == exits.BAD_INPUT


async def test_says_who_stands_by_at_a_moment(rukun: Rukun) -> None:
    """On the night of Nyepi its edition holds; a moment that is none is refused."""
    night = ("duty", "now", "--json", "--at")
    shifts = json.loads((await rukun(*night, "2027-03-09T02:00")).out)
    assert {one["edition"] for one in shifts.values()} == {"nyepi"}
    assert shifts["Nusa Penida"]["rungs"][0][0] == "POLSEK-51.05.01"
    later = json.loads((await rukun(*night, "2027-03-10T02:00")).out)
    assert {one["edition"] for one in later.values()} == {"ordinary"}
    assert (await rukun(*night, "soon")).code == exits.BAD_INPUT
    for slip in ("9999-12-31T23:00", "0001-01-01T00:00"):
        ended = await rukun(*night, slip)
        assert (ended.code, "check the year" in ended.err) == (exits.BAD_INPUT, True)


def red_finding(ended: Ended) -> tuple[bool, str]:
    """What doctor says of red alarms."""
    [found] = [one for one in json.loads(ended.out) if one["name"] == "red alarms"]
    return found["well"], found["told"]


@pytest.mark.usefixtures("database")
async def test_doctor_says_when_red_would_wake_nobody(
    rukun: Rukun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No watch, sample addresses, no mail server, a hook that is none: each with what to do."""
    monkeypatch.setenv("RUKUN_ALARM_HOOK", "/nowhere/at/all --loud")
    monkeypatch.delenv("RUKUN_SMTP_HOST", raising=False)
    settings.cache_clear()
    ended = await rukun("doctor", "--json")
    well, told = red_finding(ended)
    assert (ended.code, well) == (exits.FOUND, False)
    for reason in ("nobody watches", "duty.yaml", "RUKUN_SMTP_HOST", "RUKUN_ALARM_HOOK"):
        assert reason in told
    use_port(1, monkeypatch)
    assert "takes no mail (server_away)" in red_finding(await rukun("doctor", "--json"))[1]


@pytest.mark.usefixtures("database")
async def test_doctor_is_content_once_somebody_watches(
    rukun: Rukun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the watch, a mail server and real addresses nothing is left to say."""
    rules = tmp_path / "regency"
    copytree(FOLDERS / "klungkung", rules)
    posts = (rules / "duty.yaml").read_text()
    (rules / "duty.yaml").write_text(posts.replace(".example", ".go.id"))
    monkeypatch.setenv("RUKUN_REGENCY", str(rules))
    watch = AlarmThread()
    async with a_mailbox(tmp_path / "mail", monkeypatch):
        watch.start()
        try:
            async with asyncio.timeout(20):
                while red_finding(await rukun("doctor", "--json")) != READY:  # noqa: ASYNC110 - another thread sets it
                    await asyncio.sleep(0.2)
        finally:
            await asyncio.to_thread(watch.stop)
    assert red_finding(await rukun("doctor", "--json")) != READY


@pytest.mark.usefixtures("database")
async def test_takes_an_alarm_for_none_but_a_post_that_it_wakes(rukun: Rukun) -> None:
    """A slip of the list must not end an alarm in the name of a desk on another island."""
    number = await red()
    take = ("alert", "acknowledge", number, "--as", COORDINATOR, "--taken-by")
    slip = await rukun(*take, "POLSEK-51.05.04")
    assert (slip.code, "no such post" in slip.err) == (exits.REFUSED, True)
    assert (await rukun(*take, "NP-KORAMIL")).code == 0
