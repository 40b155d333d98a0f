"""The first screen: each block with a real case, and a calm line where there is none."""

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from desk.acting import Person, acting
from desk.agreements import sign_agreement
from desk.alarms import Call, acknowledge, record_call
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.endings import check_clause
from desk.remains import Away, record_displacement, record_sanction
from desk.reports import Told, report
from desk.reviews import review
from desk.talks import Sitting, record_meeting
from kit import clock
from kit.clock import WITA
from models.causes import Cause
from models.deadlines import Deadline
from models.facts.danger import MessageSent
from models.notices import Notice
from models.regency_folder import regency
from models.session import transaction
from models.talks import Panelist
from policies.balinese import days_of, number_of
from policies.workdays import holy_days
from portal.coordinating.naming import named
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import a_case, run_flows
from tests.people import (
    HERE,
    THERE,
    VILLAGE,
    accepted,
    assigned,
    at_meeting,
    case_of,
    coordinator,
    figures_of,
    let_it_begin,
    meeting_of,
    officer_of,
)
from tests.portal.conftest import answered
from tests.portal.people import Browser

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
PED = "51.05.01.2010"
RED = "Kulkul dibunyikan tadi sore, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
HOME = "Suaminya sering memukul, anaknya ikut kena. Tadi malam dia diancam pakai sabit."


@pytest.fixture
async def desk(portal: Browser) -> Browser:
    """A coordinator's browser."""
    await portal.sign_in(COORDINATOR)
    return portal


async def block(browser: Browser, name: str) -> str:
    """One block of the first screen, by its heading."""
    text = answered(await browser.get("/koordinator"), 200)
    [found] = [one for one in text.split("<section") if f"<h2>{name}" in one]
    return found


async def test_is_calm_where_nothing_waits(desk: Browser) -> None:
    """Every block says in a line that there is nothing, and a running case disturbs none."""
    await assigned()
    text = answered(await desk.get("/koordinator"), 200)
    assert text.count('<b class="count">0</b>') == 13
    assert text.count('class="soft"') >= 13


async def test_counts_minutes_of_red_and_says_who_was_rung(desk: Browser) -> None:
    """Minutes, whom to ring, who was rung and answered, who took it; in the order of urgency."""
    number = (await report(Told(RED, PED, clock.today()), by="reporter:-", rules=regency())).number
    clock.shift_by(timedelta(minutes=7))
    shown = await block(desk, "Merah sekarang")
    assert number in shown
    assert "<b>7 menit</b>" in shown
    assert "belum ada yang menerima" in shown
    assert shown.count('href="tel:') >= 2
    await record_call(number, Call("POLSEK-51.05.01", answered=False), by=coordinator())
    assert "tidak menjawab" in await block(desk, "Merah sekarang")
    await record_call(number, Call("POLSEK-51.05.01", answered=True), by=coordinator())
    await acknowledge(number, by=coordinator(), taken_by="POLSEK-51.05.01")
    taken = await block(desk, "Merah sekarang")
    post = regency().duty.post("POLSEK-51.05.01")
    assert post is not None
    assert f"diterima {post.office['id']}" in taken
    assert 'href="tel:' not in taken


async def test_lists_what_waits_for_review_by_age(desk: Browser) -> None:
    """The oldest first, with since when, and a way to all of them."""
    numbers = [await a_case("Ada ribut-ribut kecil.", village=one) for one in (PED, VILLAGE)]
    await run_flows()
    shown = await block(desk, "Perlu ditelaah")
    assert shown.index(numbers[0]) < shown.index(numbers[1])
    assert 'href="/papan?perlu=review"' in shown
    assert 'href="/telaah"' in shown


async def test_shows_a_case_that_nobody_holds(desk: Browser) -> None:
    """A report that no flow has taken up is nobody's."""
    number = await a_case()
    assert number in await block(desk, "Tanpa penanggung jawab")


async def test_shows_meetings_and_who_has_not_said_yes(desk: Browser) -> None:
    """On the day before: kind, place and hour, and the figure who is still silent."""
    number = await at_meeting()
    meeting = await meeting_of(number)
    clock.shift_by(meeting.starts_at - timedelta(hours=20) - clock.machine_now())
    shown = await block(desk, "Musyawarah hari ini dan besok")
    assert number in shown
    assert "Semua menyatakan hadir." in shown
    async with transaction() as db:
        [first, *_] = await db.scalars(select(Panelist).order_by(Panelist.rank))
        first.answer = None
    assert regency().figure(first.figure).office["id"] in await block(desk, "Musyawarah hari ini")


async def test_shows_clauses_that_are_due_or_broken(desk: Browser) -> None:
    """A promise of a side, two weeks ahead of its day; after that it says broken."""
    number = await at_meeting()
    await let_it_begin(number)
    by = await officer_of(number)
    figures = tuple(await figures_of(number))
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    await run_flows()
    due = str(clock.today() + timedelta(days=10))
    promises = (Promise("Patok dipasang", HERE, due), Promise("Jalan dibuka", THERE, due))
    await sign_agreement(number, Signed("Surat", promises, str(clock.today())), by=by)
    await run_flows()
    shown = await block(desk, "Butir kesepakatan")
    assert f"Butir 1, {HERE}" in shown
    await check_clause(number, by=coordinator(), clause=1, result="broken")
    assert "dilanggar" in await block(desk, "Butir kesepakatan")


async def test_shows_who_is_away_and_what_sanction_stands(desk: Browser) -> None:
    """The newest count of each source; sources that disagree stand side by side."""
    number = await accepted()
    day = str(clock.today())
    for people, source in ((40, "polsek"), (12, "polsek"), (15, "bpbd")):
        away = Away(people, 4, 0, source=source, as_of=day, source_words="Kanit")
        await record_displacement(number, away, by=coordinator())
    await record_sanction(
        number,
        by=coordinator(),
        sanction="kasepekang",
        in_force=True,
        source="camat",
        as_of=day,
        source_words="Camat",
    )
    shown = await block(desk, "Ada pengungsi")
    assert "12 orang" in shown
    assert "15 orang" in shown
    assert "40 orang" not in shown
    assert "kasepekang" in await block(desk, "Sanksi adat berlaku")


async def test_counts_limits_that_passed_by_rung(desk: Browser) -> None:
    """What passed its limit, the longest first, and how far it has climbed."""
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    clock.shift_by(timedelta(days=30))
    shown = await block(desk, "Lewat batas waktu")
    assert number in shown
    assert "belum diingatkan: <b>" in shown
    await say_rungs.fn(await overdue_cases())
    assert re.search(r"naik [1-9] tingkat: <b>", await block(desk, "Lewat batas waktu"))


async def test_shows_what_the_machine_could_not_do(desk: Browser) -> None:
    """Stuck and unanswered steps with the fact that they follow, and mail that did not arrive."""
    dead = await assigned(PED)
    stuck, silent = await a_case(), await a_case()
    async with transaction() as db:
        await db.execute(update(Cause).where(Cause.case == stuck).values(failures=5))
        await db.execute(update(Cause).where(Cause.case == silent).values(rings=3, failures=0))
        kind = Notice.kind == "case_assigned"
        await db.execute(update(Notice).where(Notice.case == dead, kind).values(state="dead"))
    assert stuck in await block(desk, "Langkah macet")
    shown = await block(desk, "Langkah belum dijawab mesin")
    assert silent in shown
    assert "Laporan masuk" in shown
    lead = named((await case_of(dead)).lead or "", regency())
    assert isinstance(lead, dict)
    assert lead["id"] in await block(desk, "Surel tidak sampai")


async def test_shows_a_message_until_somebody_answers(desk: Browser) -> None:
    """The last word of a conversation says whose turn it is."""
    number = await assigned()
    for by, waits in ((Person("reporter", number), True), (coordinator(), False)):
        async with acting(number, by=by) as act:
            act.say(MessageSent(direction="in", message=act.keep("Bagaimana?", kind="message")))
        assert (number in await block(desk, "Pesan menunggu jawaban")) is waits


async def test_looks_two_weeks_ahead_for_days_that_people_keep(desk: Browser) -> None:
    """Galungan is everybody's; a temple's day is its villages', with their open cases."""
    number = await a_case(village=PED)
    day = next(one for one in days_of(number_of("Buda", "Kelawu"), 2027))
    clock.shift_by(datetime.combine(day, time(), WITA) - timedelta(days=5) - clock.machine_now())
    shown = await block(desk, "Hari yang perlu kehati-hatian")
    assert number
    assert "Piodalan Pura Dalem Ped" in shown
    assert "kasus yang berjalan: 1" in shown
    assert f'href="/papan?desa={PED}"' in shown
    galungan = next(iter(holy_days("galungan", 2027)))
    clock.shift_by(datetime.combine(galungan, time(), WITA) - clock.machine_now())
    assert "Galungan" in await block(desk, "Hari yang perlu kehati-hatian")


async def test_shows_of_a_sealed_red_case_number_and_minutes_only(desk: Browser) -> None:
    """Who is called, who came and where it is stays with its two bodies."""
    told = Told(HOME, PED, clock.today())
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    assert (await case_of(number)).sealed
    if (await case_of(number)).status == "needs_review":
        await review(number, by=coordinator(), decision="triage")
        await run_flows()
    shown = await block(desk, "Merah sekarang")
    assert number in shown
    assert "Tugas tertutup" in shown
    assert 'href="tel:' not in shown
    text = answered(await desk.get("/koordinator"), 200)
    assert "Dalem Ped" not in text
    assert regency().village(PED).name + "," not in text


async def test_counts_what_the_board_shows_and_sealed_cases_beside_it(desk: Browser) -> None:
    """The number at a heading is that of the board's list; ended cases are in both."""
    sealed, ended = await assigned(), await a_case("zzz qqq", village=PED)
    await raise_bar(sealed, Barring("sealed"), by=coordinator())
    await run_flows()
    await review(ended, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    async with transaction() as db:  # as a limit that outlives the end of its case
        kept = {"met_at": None, "dropped_at": None}
        await db.execute(update(Deadline).where(Deadline.case == ended).values(**kept))
    clock.shift_by(timedelta(days=60))
    shown = await block(desk, "Lewat batas waktu")
    assert '<b class="count">1</b> <span class="badge">+ 1 tugas tertutup</span>' in shown
    assert ended in shown
    assert sealed in shown
    board = answered(await desk.get("/papan?perlu=overdue"), 200)
    assert [one.split('"')[0] for one in board.split('class="number" href="/kasus/')[1:]] == [ended]


async def test_says_which_letters_somebody_must_bring(desk: Browser) -> None:
    """What it is and for whom: two letters for one side are two things to do."""
    await at_meeting()
    page = answered(await desk.get("/koordinator"), 200)
    assert f"{HERE}: Persetujuan atas penengah" in page
    assert f"{HERE}: Undangan musyawarah" in page
