"""The demonstration's own promises: its story, its checks, and the whole of it."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cli.demo import mark
from cli.demo_board import Board
from cli.demo_checks import PROMISED, check_mails, check_runs
from cli.demo_ends import EXPECTED, Expected
from cli.demo_parts import REPORTERS, SILENT, Played
from cli.demo_privacy import Secrets, readable, scan
from cli.demo_report import print_cases, print_checks, print_runs
from cli.demo_sight import Sight
from cli.demo_story import Story
from cli.demo_waiting import DemoFailed, Patience, Pulse, open_clock
from cli.demo_words import DID
from kit import clock
from kit.clock import machine_now
from kit.settings import settings
from models.cases import Case
from models.causes import Cause
from models.chain import SealedFact
from models.facts.grammar import FACTS
from models.regency_folder import regency, regency_folder
from models.session import reading
from models.status import Status
from tests.builders import A_TEXT, a_case, run_flows
from tests.cli.running import Rukun
from tests.people import nth

REPORT = "Patok batas sawah dipindahkan oleh orang tak dikenal pada malam hari."


class Flows:
    """Flows without an engine: what waits is done at once, and time moves in this process."""

    async def settle(self) -> None:
        """Do what waits."""
        await run_flows(most=60)

    async def sweep(self) -> None:
        """Sweep nothing: without mails no answer's limit runs."""

    async def move_to(self, at: datetime) -> None:
        """Move time on."""
        clock.shift_by(at - clock.machine_now() + timedelta(seconds=1))

    async def finish(self) -> None:
        """Do what waits."""
        await self.settle()


def _board() -> Board:
    return Board(Console(file=io.StringIO(), width=140), language="en")


async def test_plays_every_case_to_an_end(database: str) -> None:
    """All twenty and two end, but the one whose agreement was broken is talked over again.

    The table at the end names neither category nor agency of the sealed one.
    """
    story = Story(_board(), pace=Flows(), rules=regency())
    sights = await story.tell(regency_folder(settings().regency))
    ended = {Status.CLOSED, Status.JOINED, Status.DISMISSED}
    left = [one for one in sights if one.case.stands not in ended]
    assert len(sights) == 22
    open_ones = [(one.sample.id, one.case.status) for one in left]
    assert open_ones == [("C02", "referred"), ("C05", "in_mediation")]
    async with reading() as db:
        said = set(await db.scalars(select(SealedFact.name).distinct()))
        for sight in sights:
            if sight.sample.id in EXPECTED:
                assert await _went(db, sight) == EXPECTED[sight.sample.id], sight.sample.id
    of_the_clock = {"deadline.reminded", "deadline.escalated"}
    assert PROMISED - said <= of_the_clock, PROMISED - said
    row = await _row_of(nth(11), sights)
    assert row.count("sealed") == 2
    assert "DSOSPPPA" not in row


async def _went(db: AsyncSession, sight: Sight) -> Expected:
    """How a case went, in the words of what was expected of it."""
    facts = await db.execute(
        select(SealedFact.name, SealedFact.body)
        .where(SealedFact.case == sight.number)
        .order_by(SealedFact.seq)
    )
    said = list(facts)
    leads = [body["lead"] for name, body in said if name == "case.assigned"]
    talks = any(name == "mediation.opened" for name, _ in said)
    why = EXPECTED[sight.sample.id].why
    return Expected(tuple(leads), talks=talks, ends=sight.case.stands, why=why)


async def _row_of(number: str, sights: Sequence[Sight]) -> str:
    """The row of a case in the table that is printed at the end."""
    console = Console(file=io.StringIO(), width=200)
    await print_cases(console, sights, rules=regency(), language="en")
    assert isinstance(console.file, io.StringIO)
    return next(row for row in console.file.getvalue().splitlines() if number in row)


async def test_says_what_it_waited_for(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no flow comes, the wait ends with the case and the fact that nobody handled."""
    monkeypatch.setattr("cli.demo_waiting.STEP_LIMIT", 0.3)

    house = asyncio.create_task(asyncio.sleep(60))
    number = await a_case(REPORT)
    patience = Patience(None, board=_board(), house=house)  # type: ignore[arg-type] # a stand-in
    with pytest.raises(DemoFailed, match=f"{number} case.reported"):
        await patience.settle()
    house.cancel()


async def test_says_that_a_cause_is_stuck(database: str) -> None:
    """A stuck cause is named with its kind, not waited for."""
    cause = Cause(case="KLK-2026-00001", fact="case.reported", failures=5, failure_kind="KeyError")
    assert "KLK-2026-00001 case.reported (KeyError)" in Pulse((cause,), 0, 0).stuck


def test_finds_four_words_of_a_report_and_a_reporters_address() -> None:
    """A quotation is found whatever its case and punctuation; three words are none."""
    secrets = Secrets.of([REPORT], names=["ketut@warga.example"])
    assert secrets.found_in("Kutipan: 'PATOK batas, sawah dipindahkan'!") == ["words"]
    assert secrets.found_in("patok batas sawah lain") == []
    assert secrets.found_in('{"to": "Ketut@warga.example"}') == ["name"]


def test_a_letters_own_heading_is_no_leak_and_blinds_nothing() -> None:
    """Whoever says what each letter says is not found by it, but by every other four words."""
    told = "Warga berencana menutup jalan bila tidak ada jawaban."
    secrets = Secrets.of([told], names=[])
    assert secrets.found_in("Bila tidak ada jawaban") == []
    assert secrets.found_in("menutup jalan bila tidak") == ["words"]
    assert Secrets.of([REPORT], names=[]).found_in(REPORT) == ["words"]


def test_reads_all_of_a_mail_but_to_whom_it_goes() -> None:
    """A reporter's own mail may bear their address as its recipient, and nowhere else."""
    mail = EmailMessage()
    mail["To"], mail["Subject"] = "ketut@warga.example", "KLK-2026-00003"
    mail.set_content("Laporan diterima.")
    mail.add_alternative("<p>Laporan diterima, html.</p>", subtype="html")
    words = readable(mail)
    assert "ketut" not in words
    assert "KLK-2026-00003" in words
    assert "html" in words


async def test_looks_through_mails_logs_and_prefects_database(
    database: str, tmp_path: Path
) -> None:
    """A leak planted in each of the three places is named by its place, without the words."""
    mails, logs = tmp_path / "mail", tmp_path / "logs"
    mails.mkdir()
    logs.mkdir()
    (mails / "1.eml").write_bytes(f"Subject: x\n\n{REPORT}\n".encode())
    (logs / "worker.log").write_text(f"fine\nbroken: {REPORT}\n")
    await a_case(REPORT)
    found = await scan(
        Secrets.of([REPORT], names=[]), mails=mails, logs=logs, prefect_url=settings().app_url
    )
    places = {leak.rpartition(": ")[0] for leak in found.leaks}
    assert {"1.eml", "worker.log", "Prefect erasable_text"} <= places
    assert not any("sawah" in leak for leak in found.leaks)


async def test_counts_a_mail_that_is_owed_and_did_not_arrive(database: str) -> None:
    """Mails at the server and notices must be the same; an unsent one is a failure."""
    assert (await check_mails(settings().home)).passed
    await a_case(REPORT)
    await run_flows()
    assert not (await check_mails(settings().home)).passed


def test_fails_on_a_crashed_run_only() -> None:
    """A run that waits for its schedule is no failure."""
    assert check_runs({("assign-cases", "Completed"): 3, ("sweep", "Scheduled"): 2}).passed
    assert not check_runs({("assign-cases", "Crashed"): 1}).passed


def test_prints_runs_and_checks() -> None:
    """Each flow has a row, each check its mark."""
    console = Console(file=io.StringIO(), width=100)
    print_runs(console, {("assign-cases", "Completed"): 3}, language="id")
    print_checks(console, [check_runs({("assign-cases", "Crashed"): 1})], language="id")
    assert isinstance(console.file, io.StringIO)
    printed = console.file.getvalue()
    assert "assign-cases" in printed
    assert "✗" in printed


def test_plays_each_part_once() -> None:
    """A part that was played is over."""
    played = Played()
    assert not played.first("declines", when=False)
    assert played.first("declines", when=True)
    assert not played.first("declines", when=True)


def test_promises_only_facts_that_exist() -> None:
    """What the story must show is named as the grammar names it, and words are in both tongues."""
    assert set(FACTS) >= PROMISED
    assert all(set(said) == {"id", "en"} for said in DID.values())
    assert all(str(one.email).endswith(".example") for one in REPORTERS.values())
    assert SILENT


async def test_a_command_in_its_home_lives_in_its_time(database: str, rukun: Rukun) -> None:
    """Whoever follows a mail's command there writes no fact before those of the demonstration."""
    days = 30
    settings().home.mkdir(exist_ok=True)
    mark(settings().home)
    settings.cache_clear()
    await open_clock(settings(), begins=machine_now() + timedelta(days=days))
    said = await rukun("report", A_TEXT, "--village", "51.05.02.2001")
    assert said.code == 0, said.err
    async with reading() as db:
        [case] = await db.scalars(select(Case))
    assert (case.opened_at - machine_now()).days in {days - 1, days}


@pytest.mark.engine
@pytest.mark.long
def test_runs_the_whole_and_leaves_nothing(tmp_path: Path) -> None:
    """It ends with exit 0 on the real engine, and its home is gone."""
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "demo", "--lang", "en"],
        env=env, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "All is well" in done.stdout
    assert list(tmp_path.glob("rukun-demo-*")) == []
