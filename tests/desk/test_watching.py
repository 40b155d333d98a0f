"""Potentials that are watched, small reports of one root, and figures who calm."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.answers import answer_as
from desk.endings import Ending, approve_closure
from desk.reviews import review
from kit.clock import today
from models.chain import SealedFact
from models.deadlines import Deadline
from models.notices import Notice
from models.session import reading
from tests.builders import a_case, run_flows
from tests.people import (
    OTHER,
    VILLAGE,
    YES,
    case_of,
    coordinator,
    facts_of,
    officer_of,
)

POTENTIAL = "Ada rencana kegiatan ormas di desa; warga bertanya-tanya, belum ada ketegangan."
WASTE = "Sampah menumpuk di pinggir jalan dan tidak diangkut seminggu."


async def _told(kind: str) -> set[str]:
    async with reading() as db:
        return set(await db.scalars(select(Notice.recipient).where(Notice.kind == kind)))


async def _patterns() -> list[dict[str, Any]]:
    async with reading() as db:
        found = select(SealedFact.body).where(SealedFact.name == "pattern.found")
        return list(await db.scalars(found))


async def _watched() -> str:
    number = await a_case(POTENTIAL, village=VILLAGE)
    await run_flows()
    if (await case_of(number)).status == "needs_review":
        await review(
            number, by=coordinator(), decision="triage", category="ORM", severity=1, stage=0
        )
        await run_flows()
    assert (await case_of(number)).status == "watched", await facts_of(number)
    return number


async def test_gives_a_watched_case_an_owner_and_a_date(database: str) -> None:
    """The owner is told; the second look is due within thirty days."""
    number = await _watched()
    assert await _told("case_watched") == {"KESBANG"}
    async with reading() as db:
        row = (await db.scalars(select(Deadline).where(Deadline.kind == "watch_review"))).one()
    assert (await case_of(number)).lead == "KESBANG"
    assert row.due_at - row.starts_at <= timedelta(days=30)
    assert row.next_at is not None
    assert row.next_at < row.due_at


async def test_a_second_look_gives_it_to_an_agency(database: str) -> None:
    """A person who sees it stir triages it, and it is assigned."""
    number = await _watched()
    await review(number, by=coordinator(), decision="triage", severity=2, stage=1)
    await run_flows()
    assert (await case_of(number)).status == "assigned"


async def test_a_second_look_ends_it_with_a_second_person(database: str) -> None:
    """One coordinator says that nothing came of it, another one closes it."""
    number = await _watched()
    await review(
        number,
        by=coordinator(),
        decision="close",
        reason_code="no_conflict",
        reason="Tidak ada perkembangan selama sebulan.",
    )
    await run_flows()
    assert (await case_of(number)).status == "watched"
    ending = Ending("no_conflict", "facts_unclear", no_prevention="Tidak ada pertikaian")
    await approve_closure(number, ending, by=coordinator("KESBANG-KEPALA"))
    await run_flows()
    assert (await case_of(number)).status == "closed"


async def test_refuses_to_dismiss_a_watched_case(database: str) -> None:
    """It is triaged or closed, nothing else."""
    number = await _watched()
    with pytest.raises(Refused, match="triage"):
        await review(number, by=coordinator(), decision="dismiss", reason_code="unfounded")


async def test_three_small_reports_are_a_finding_once(database: str) -> None:
    """The third waste complaint of a village is told to the coordinators, the fourth is not."""
    texts = (
        WASTE,
        "Bau limbah dari tempat pembuangan mengganggu rumah kami.",
        "Truk sampah sudah lama tidak datang mengangkut ke TPA.",
        "Tempat pembuangan sampah penuh, mohon ditangani.",
    )
    for text in texts:
        number = await a_case(text, village=OTHER)
        await run_flows()
        if (await case_of(number)).status == "needs_review":
            await review(
                number, by=coordinator(), decision="triage", category="EKO", severity=2, stage=0
            )
            await run_flows()
    found = await _patterns()
    assert len(found) == 1
    assert len(found[0]["cases"]) == 3
    assert "KESBANG-SEKRETARIS" in await _told("pattern_found")


async def test_counts_no_report_that_a_person_must_still_rate(database: str) -> None:
    """The third is only found once a coordinator has rated it, so that no order decides."""
    wastes = [await a_case(WASTE, village=OTHER) for _ in range(3)]
    await run_flows()
    waiting = [one for one in wastes if (await case_of(one)).status == "needs_review"]
    assert len(waiting) >= 2  # what looks like the first is asked about
    for number in waiting:
        assert await _patterns() == []
        await review(
            number, by=coordinator(), decision="triage", category="EKO", severity=2, stage=0
        )
        await run_flows()
    assert [sorted(one["cases"]) for one in await _patterns()] == [wastes]


async def test_asks_figures_to_calm_where_there_are_no_sides(database: str) -> None:
    """A route of pendekatan tokoh asks figures as soon as its agency has accepted."""
    number = await a_case("Petugas vaksin rabies ditolak warga karena kabar bohong.", village=OTHER)
    await run_flows()
    if (await case_of(number)).status == "needs_review":
        await review(number, by=coordinator(), decision="triage", category="KES")
        await run_flows()
    assert (await case_of(number)).approach == "figures"
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    assert "figures.asked" in await facts_of(number)
    assert await _told("figure_calls")
    assert "mediation.opened" not in await facts_of(number)


async def test_tips_nobody_off_whom_the_police_look_for(database: str) -> None:
    """A figure who calms is not told that it is about narcotics; the lead is."""
    number = await a_case("Warga resah karena ada transaksi sabu di kos-kosan.", village=OTHER)
    await run_flows()
    if (await case_of(number)).status == "needs_review":
        await review(number, by=coordinator(), decision="triage", category="NRK")
        await run_flows()
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    async with reading() as db:
        sent = await db.scalars(select(Notice.props).where(Notice.kind == "figure_calls"))
    said = [one["category"]["id"] for one in sent]
    assert said
    assert set(said) == {"ketertiban lingkungan"}


async def test_wakes_people_for_what_a_person_rates_red(database: str) -> None:
    """Severity 4 makes a quiet report red, and the alarm sounds; no rating is lost."""
    number = await a_case("Ada ribut-ribut kecil.", happened_on=today())
    await run_flows()
    await review(number, by=coordinator(), decision="triage", category="BTS", severity=4, stage=3)
    await run_flows()
    case = await case_of(number)
    assert (case.colour, case.severity, case.stage) == ("red", 4, 3)
    assert "alert.raised" in await facts_of(number)
