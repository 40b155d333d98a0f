"""Reports of one matter: danger first, then joining, and parting again."""

from datetime import date

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.incidents import Happened, record_incident
from desk.reports import Contact, Told, report
from desk.reviews import review
from kit import clock
from models.cases import Case
from models.chain import SealedFact
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from tests.builders import a_case, run_flows
from tests.people import VILLAGE, accepted, case_of, coordinator, facts_of

FIGHT = (
    "Patok batas sawah dipindahkan dan warga kedua desa berkelahi di lokasi, "
    "seorang warga luka di kepala."
)
DAY = date(2026, 10, 2)


async def _again(
    text: str, *, contact: Contact | None = None, not_to_tell: tuple[str, ...] = ()
) -> str:
    told = Told(text, VILLAGE, DAY, contact=contact, not_to_tell=not_to_tell)
    receipt = await report(told, by="reporter:-", rules=regency())
    await run_flows()
    return receipt.number


async def _pair(
    *, contact: Contact | None = None, not_to_tell: tuple[str, ...] = ()
) -> tuple[str, str]:
    """A boundary case in Tusan, and a second report of it that was joined into it."""
    older = await accepted()
    newer = await _again(
        "Patok batas sawah dipindah lagi, warga kedua desa beradu mulut.",
        contact=contact,
        not_to_tell=not_to_tell,
    )
    if (await case_of(newer)).status != "needs_review":
        raise AssertionError(await facts_of(newer))
    await review(newer, by=coordinator(), decision="join", into=older)
    await run_flows()
    return older, newer


async def _to_reporters() -> list[tuple[str, str, str]]:
    async with reading() as db:
        rows = await db.execute(
            select(Notice.recipient, Notice.props["number"].astext, Notice.props["status"].astext)
            .where(Notice.recipient.like("reporter%"), Notice.kind == "report_next_step")
            .order_by(Notice.queued_at)
        )
        return [(one, number, status) for one, number, status in rows]


async def test_raises_the_older_case_before_it_asks_about_joining(database: str) -> None:
    """Blows told in a second report move the first case to Polres; the second waits for a person.

    The words stay in the report that told them.
    """
    older = await accepted()
    newer = await _again(FIGHT)
    case = await case_of(older)
    assert (case.lead, case.stage) == ("POLRES", 2)
    waiting = await case_of(newer)
    assert waiting.status == "needs_review"
    async with reading() as db:
        fact = (
            await db.scalars(
                select(SealedFact.body).where(
                    SealedFact.case == older, SealedFact.name == "incident.recorded"
                )
            )
        ).one()
        asked = await db.scalar(
            select(SealedFact.body["unsure"]).where(
                SealedFact.case == newer, SealedFact.name == "case.review_asked"
            )
        )
    assert (fact["told_in"], fact.get("text")) == (newer, None)
    assert "likely_twin" in (asked or [])


async def test_raises_the_older_case_once(database: str) -> None:
    """One report is one incident, however often the flow is rung."""
    older = await accepted()
    await _again(FIGHT)
    await run_flows()
    assert (await facts_of(older)).count("incident.recorded") == 1


async def test_keeps_the_tracking_of_a_joined_report(database: str) -> None:
    """Its reporter hears of the older case's next step, by the number that they know."""
    contact = Contact(email="pelapor@warga.example")
    older, newer = await _pair(contact=contact)
    assert (await case_of(newer)).joined_into == older
    assert (f"reporter:{newer}", newer, "joined") not in await _to_reporters()
    blows = Happened("Tadi malam warga berkelahi, seorang luka.", happened_on=clock.today())
    await record_incident(older, blows, by=coordinator())
    await run_flows()
    told = await _to_reporters()
    assert ("reporter", newer, "joined") in told
    assert (f"reporter:{newer}", newer, (await case_of(older)).status) in told


async def test_keeps_out_whom_the_joined_reporter_fears(database: str) -> None:
    """Whom the second reporter asked not to tell is kept out of the older case too."""
    older, _ = await _pair(not_to_tell=("POLPP",))
    assert (await case_of(older)).not_to_tell == ["POLPP"]
    assert "report.joined" in await facts_of(older)


async def test_refuses_to_join_where_the_feared_agency_leads(database: str) -> None:
    """It says what to do instead."""
    with pytest.raises(Refused, match=r"asked not to tell CAMAT-51\.05\.02, which leads"):
        await _pair(not_to_tell=("CAMAT",))


async def test_parts_a_joined_report_again(database: str) -> None:
    """It stands on its own, is given to an agency, and both records say so."""
    older, newer = await _pair()
    await review(newer, by=coordinator(), decision="separate", reason="Hal yang lain")
    await run_flows()
    case = await case_of(newer)
    assert (case.status, case.joined_into) == ("assigned", None)
    assert (case.category, case.lead) == ("BTS", "CAMAT-51.05.02")
    assert "case.separated" in await facts_of(newer)
    assert "report.separated" in await facts_of(older)


async def test_joins_nothing_open_into_what_is_sealed(database: str) -> None:
    """Its people may not know of it: only what is sealed too goes on there."""
    sealed = await a_case("Suaminya sering memukul istrinya di rumah.", village=VILLAGE)
    number = await a_case("Ada hal yang ingin saya sampaikan.", village=VILLAGE)
    await run_flows()
    with pytest.raises(Refused, match="only a report that is sealed too joins it"):
        await review(number, by=coordinator(), decision="join", into=sealed)


async def test_refuses_to_part_what_is_not_joined(database: str) -> None:
    """Only a joined case is separated."""
    number = await accepted()
    with pytest.raises(Refused, match="only a joined case is separated"):
        await review(number, by=coordinator(), decision="separate")


async def test_tells_a_sealed_report_to_no_other_case(database: str) -> None:
    """A report of violence at home is never an incident of the case next door."""
    older = await accepted()
    sealed = await a_case(
        "Patok batas sawah dipindahkan, dan suaminya sering memukul istrinya di rumah.",
        village=VILLAGE,
        happened_on=DAY,
    )
    await run_flows()
    assert (await case_of(sealed)).sealed
    assert "incident.recorded" not in await facts_of(older)


async def test_leaves_an_ended_twin_alone(database: str) -> None:
    """A dangerous report whose twin was dismissed goes its own way at once."""
    older = await a_case("Ada hal yang ingin saya sampaikan.", village=VILLAGE)
    await run_flows()
    await review(older, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    newer = await _again(FIGHT)
    async with reading() as db:
        assert (await db.get_one(Case, newer)).lead == "POLRES"
    assert clock.today() >= DAY
