"""A new incident in an open case, through the real desk and the real tasks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.incidents import Happened, record_incident
from desk.reopening import reopen
from desk.reviews import review
from kit import clock
from models.alerts import open_alert
from models.chain import SealedFact
from models.deadlines import Deadline
from models.notices import Notice
from models.session import reading
from models.talks import Meeting
from tasks.alarms import climb
from tests.builders import a_case, run_flows
from tests.people import (
    VILLAGE,
    accepted,
    assigned,
    assignment_of,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    in_handling,
    officer,
    officer_of,
)

BLOWS = "Tadi malam kedua kelompok berkelahi, seorang warga luka di kepala dilempar batu."
WORDS = "Kedua pihak beradu mulut lagi di sawah."


async def _happens(number: str, text: str = BLOWS) -> str:
    happened = Happened(text, happened_on=clock.today())
    held_by = await record_incident(number, happened, by=coordinator())
    await run_flows()
    return held_by


async def _told(kind: str) -> set[str]:
    async with reading() as db:
        return set(await db.scalars(select(Notice.recipient).where(Notice.kind == kind)))


async def test_rates_an_open_case_anew_and_changes_its_lead(database: str) -> None:
    """Blows in a boundary case: Polres leads, the camat is told and goes on supporting."""
    number = await accepted()
    assert await _happens(number) == number
    case = await case_of(number)
    assert (case.status, case.lead, case.stage) == ("assigned", "POLRES", 2)
    assert case.follow_up == "CAMAT-51.05.02"
    assert "colour.raised" in await facts_of(number)
    assert await _told("lead_handed_over") == {"CAMAT-51.05.02"}
    assert {"CAMAT-51.05.02", "KESBANG-SEKRETARIS"} <= await _told("incident_recorded")
    async with reading() as db:
        fact = (
            await db.scalars(
                select(SealedFact.body)
                .where(SealedFact.case == number, SealedFact.name == "case.assigned")
                .order_by(SealedFact.seq.desc())
            )
        ).first()
    assert fact is not None
    assert (fact["taken_over_from"], fact["because"]) == ("CAMAT-51.05.02", "incident")


async def test_stops_the_clocks_of_the_agency_that_led(database: str) -> None:
    """The camat no longer owes a first contact; what Polres owes starts with its own mail."""
    number = await accepted()
    await _happens(number)
    async with reading() as db:
        rows = await db.scalars(select(Deadline).where(Deadline.case == number))
        runs = {row.kind: row.runs for row in rows}
    assert runs["first_contact"] is False


async def test_shortens_the_limits_of_a_case_that_keeps_its_lead(database: str) -> None:
    """A case that turns orange is answered within orange's limits, counted from now."""
    number = await accepted()
    async with reading() as db:
        before = await db.scalar(select(Deadline.due_at).where(Deadline.kind == "first_contact"))
    await _happens(number, "Warga membawa ancaman dan besok pagi akan menutup jalan bersama-sama.")
    case = await case_of(number)
    assert (case.lead, case.colour) == ("CAMAT-51.05.02", "orange")
    async with reading() as db:
        row = (await db.scalars(select(Deadline).where(Deadline.kind == "first_contact"))).one()
    assert before is not None
    assert row.due_at < before
    assert row.due_at <= clock.now() + timedelta(hours=24)


async def test_calls_a_meeting_off_when_there_is_violence(database: str) -> None:
    """Talks end, the meeting is cancelled without a reason, and the case is handled."""
    number = await at_meeting()
    await _happens(number)
    case = await case_of(number)
    assert (case.status, case.lead) == ("assigned", "POLRES")
    async with reading() as db:
        assert (await db.scalars(select(Meeting.state))).all() == ["cancelled"]
    said = await facts_of(number)
    assert said.index("meeting.cancelled") < said.index("handling.opened")
    assert await _told("meeting_cancelled")


async def test_bars_what_an_incident_tells_of(database: str) -> None:
    """Drugs in the words of an incident close the offence to talks, without a reason given."""
    number = await at_meeting()
    await _happens(number, "Ternyata ada transaksi sabu di antara mereka.")
    case = await case_of(number)
    assert case.bars == ["crime"]
    assert (case.status, case.halted) == ("in_handling", False)
    said = await facts_of(number)
    assert said.index("meeting.cancelled") < said.index("handling.opened")
    assert said.index("handling.opened") < said.index("bar.raised")
    async with reading() as db:
        assert (await db.scalars(select(Meeting.state))).all() == ["cancelled"]
    assert "KESBANG-SEKRETARIS" in await _told("bar_raised")


async def test_bars_a_case_that_is_not_in_talks(database: str) -> None:
    """An election offence in a handled case goes to Bawaslu at once."""
    number = await in_handling()
    await _happens(number, "Tim sukses membagi uang untuk memilih calon, ada politik uang.")
    case = await case_of(number)
    assert (case.bars, case.lead) == (["election"], "BAWASLU")


async def test_leaves_the_talks_alone_for_words(database: str) -> None:
    """A quarrel on the way changes neither lead nor meeting; those who work on it are told."""
    number = await at_meeting()
    await _happens(number, WORDS)
    case = await case_of(number)
    assert case.status == "in_mediation"
    assert "colour.raised" not in await facts_of(number)
    assert "CAMAT-51.05.02" in await _told("incident_recorded")


async def test_asks_for_a_doctor_where_somebody_is_hurt(database: str) -> None:
    """The health office supports whoever leads, from the first report and from an incident."""
    number = await a_case("Dua kelompok pemuda berkelahi, tiga orang luka dan dirawat di RSUD.")
    await run_flows()
    assert "DINKES" in await _told("support_asked")
    assert "injured" in (await case_of(number)).objects


async def test_danger_waits_for_no_review(database: str) -> None:
    """A case that waits for a person goes to Polres as soon as blood flows."""
    number = await a_case("Ada hal yang ingin saya sampaikan.", village=VILLAGE)
    await run_flows()
    assert (await case_of(number)).status == "needs_review"
    await _happens(number)
    case = await case_of(number)
    assert (case.status, case.lead) == ("assigned", "POLRES")


async def test_keeps_a_harmed_child_apart(database: str) -> None:
    """What must be sealed becomes a case of its own, and the conflict learns nothing of it."""
    number = await in_handling()
    before = await facts_of(number)
    apart = await _happens(number, "Suaminya sering memukul istrinya dan anaknya di rumah.")
    assert apart != number
    assert (await case_of(apart)).sealed
    assert "case.linked" in await facts_of(apart)
    assert await facts_of(number) == before


RED = "Sekarang massa berkumpul membawa parang dan tombak di balai banjar, warga mengungsi."


async def _dismissed() -> str:
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    await review(number, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    assert (await case_of(number)).status == "dismissed"
    return number


async def test_an_incident_in_an_ended_case_begins_it_again_and_wakes_at_once(
    database: str,
) -> None:
    """The alarm waits for no flow, and the watch does not end it with the case's old end."""
    number = await _dismissed()
    await record_incident(number, Happened(RED, clock.today()), by=coordinator())
    assert "KESBANG-PIKET" in await _told("alarm_sent")
    said = await facts_of(number)
    assert said[said.index("case.reopened") + 1] == "incident.recorded"
    await climb()
    async with reading() as db:
        assert await open_alert(db, number) is not None
    await run_flows()
    case = await case_of(number)
    assert (case.episode, case.colour, case.lead) == (2, "red", "POLRES")
    await record_incident(number, Happened(WORDS, clock.today()), by=coordinator())
    await run_flows()
    assert (await facts_of(number)).count("case.reopened") == 1


async def test_a_case_that_is_reopened_for_an_incident_is_read_for_danger(database: str) -> None:
    """Whoever chose the reason "new incident" has told one."""
    number = await _dismissed()
    await reopen(number, by=coordinator(), reason_code="new_incident", reason=RED)
    assert "KESBANG-PIKET" in await _told("alarm_sent")
    await run_flows()
    case = await case_of(number)
    assert (case.episode, case.colour, case.lead) == (2, "red", "POLRES")


async def test_lets_only_those_who_work_on_it_record_one(database: str) -> None:
    """The agency that leads may, another may not."""
    number = await assigned()
    happened = Happened(WORDS, happened_on=clock.today())
    await record_incident(number, happened, by=await officer_of(number))
    await _happens(number)
    assert (await assignment_of(number)).agency == "POLRES"
    with pytest.raises(Refused, match="there is no such case"):
        await record_incident(number, happened, by=officer("POLPP"))
