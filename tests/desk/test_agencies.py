"""Agencies in full: supporters, ties, other officers, an office that changes hands."""

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.answers import answer_as
from desk.contacts import Met, Side, record_contact
from desk.endings import finish_handling
from desk.incidents import Happened, record_incident
from desk.offices import change_officer, hand_over_office
from desk.reviews import reassign
from desk.supports import answer_as_support
from desk.ties import declare_tie
from kit import clock
from models.assignments import current_assignment, supports_of
from models.cases import Case
from models.causes import Cause
from models.chain import SealedFact
from models.letters.agencies import OfficeHandedOver
from models.notices import Notice
from models.session import reading, transaction
from models.talks import Meeting
from tests.builders import a_case, run_flows
from tests.people import (
    HERE,
    OTHER,
    SIDES,
    VILLAGE,
    YES,
    accepted,
    assigned,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    in_handling,
    officer,
    officer_of,
)

CAMAT = "CAMAT-51.05.02"
LOUD = "Tiap malam ada anak muda minum arak di bale bengong sampai subuh, musiknya keras."
BLOWS = "Tadi malam kedua kelompok berkelahi, seorang warga luka di kepala dilempar batu."


async def _body(number: str, fact: str) -> dict[str, object]:
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.body)
            .where(SealedFact.case == number, SealedFact.name == fact)
            .order_by(SealedFact.seq.desc())
        )
        found = rows.first()
    assert found is not None
    return dict(found)


async def _told(kind: str) -> set[str]:
    async with reading() as db:
        return set(await db.scalars(select(Notice.recipient).where(Notice.kind == kind)))


async def _supporter(number: str) -> str:
    async with reading() as db:
        current = await current_assignment(db, number)
        assert current is not None
        return (await supports_of(db, current))[0].agency


async def test_tells_the_lead_what_a_supporter_did(database: str) -> None:
    """The words stay with the case; the lead's mail says only that there is news."""
    number = await accepted()
    by = officer(await _supporter(number))
    words = "Peta bidang diserahkan kepada camat."
    await answer_as_support(number, by=by)
    assert await _told("support_answered") == set()
    await answer_as_support(number, by=by, did=words)
    assert await _told("support_answered") == {CAMAT}
    async with reading() as db:
        letter = (await db.scalars(select(Notice).where(Notice.kind == "support_answered"))).one()
    assert words not in str(letter.props)


async def test_lets_a_supporter_record_an_incident(database: str) -> None:
    """Whoever stands there when something happens may say so."""
    number = await accepted()
    happened = Happened(BLOWS, happened_on=clock.today())
    await record_incident(number, happened, by=officer(await _supporter(number)))
    await run_flows()
    assert (await case_of(number)).lead == "POLRES"


async def test_passes_over_a_lead_that_declares_a_tie(database: str) -> None:
    """The next agency that may leads, the reason is recorded, coordinators are told."""
    number = await accepted()
    await declare_tie(number, by=await officer_of(number), kind="business")
    await run_flows()
    case = await case_of(number)
    assert case.lead != CAMAT
    assert case.status == "assigned"
    assert CAMAT in case.passed_over
    assert (await _body(number, "case.assigned"))["why_passed_over"] == {
        CAMAT: "business",
        f"DESA-{VILLAGE}": "party",
    }
    assert "KESBANG-SEKRETARIS" in await _told("tie_declared")
    assert await _told("lead_handed_over") == {CAMAT}


async def test_takes_talks_from_a_lead_that_has_a_tie(database: str) -> None:
    """The meeting is called off without a reason, and another agency has the case."""
    number = await at_meeting()
    await declare_tie(number, by=coordinator(), kind="family", who=CAMAT)
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.lead == CAMAT) == ("assigned", False)
    async with reading() as db:
        assert (await db.scalars(select(Meeting.state))).all() == ["cancelled"]
        assert set(await db.scalars(select(Cause.handled_at.is_(None)))) == {False}
    said = await facts_of(number)
    assert said.index("meeting.cancelled") < said.index("handling.opened")
    assert said[-1 - said[::-1].index("case.assigned") - 1] == "handling.opened"
    assert await _told("meeting_cancelled")


async def test_asks_nobody_with_a_tie_for_an_answer(database: str) -> None:
    """A tie declared for the agency that was asked gives the case to another at once."""
    number = await assigned()
    await declare_tie(number, by=coordinator(), kind="office", who=CAMAT)
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.lead == CAMAT) == ("assigned", False)


async def test_knows_no_case_for_a_lead_that_the_reporter_fears(database: str) -> None:
    """A report joined later may name the very office that leads: it does nothing more in it."""
    number = await accepted()
    by = await officer_of(number)
    async with transaction() as db:
        (await db.get_one(Case, number)).not_to_tell = ["CAMAT"]
    with pytest.raises(Refused, match="no such case"):
        await record_contact(number, Met(sides=SIDES), by=by)
    with pytest.raises(Refused, match="no such case"):
        await record_incident(number, Happened(BLOWS, happened_on=clock.today()), by=by)
    with pytest.raises(Refused, match="no such case"):
        await answer_as(number, YES, by=by)


async def test_passes_over_an_agency_that_is_a_side(database: str) -> None:
    """An office named as a side neither leads nor supports from now on."""
    number = await accepted()
    by = await officer_of(number)
    side = Side(CAMAT, "office", VILLAGE, willing=True)
    await record_contact(number, Met(sides=(SIDES[0], side)), by=by)
    assert CAMAT in (await case_of(number)).passed_over
    assert (await _body(number, "tie.declared"))["kind"] == "party"


async def test_takes_a_village_that_is_a_side_from_its_supporters(database: str) -> None:
    """It was asked before anybody knew; from now on it sees nothing, and is never asked again."""
    number = await a_case(LOUD, village=VILLAGE)
    await run_flows()
    by, village = await officer_of(number), officer(f"DESA-{VILLAGE}")
    await answer_as(number, YES, by=by)
    await run_flows()
    await answer_as_support(number, by=village)
    side = Side(HERE, "village", VILLAGE, willing=False)
    await record_contact(number, Met(sides=(side,)), by=by)
    await run_flows()
    with pytest.raises(Refused, match="no such case"):
        await answer_as_support(number, by=village, did="Warga ditenangkan.")
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await run_flows()
    assert (await _body(number, "case.assigned"))["why_passed_over"] == {village.agency: "party"}


async def test_refuses_a_coordinators_decision_who_has_a_tie(database: str) -> None:
    """Another coordinator decides."""
    number = await accepted()
    await declare_tie(number, by=coordinator(), kind="same_banjar")
    with pytest.raises(Refused, match="another coordinator decides"):
        await reassign(number, by=coordinator(), to="TAPEM", reason="Lintas desa")
    await reassign(number, by=coordinator("KESBANG-KEPALA"), to="TAPEM", reason="Lintas desa")


async def test_lets_nobody_declare_for_others_but_a_coordinator(database: str) -> None:
    """An agency speaks for itself."""
    number = await accepted()
    with pytest.raises(Refused, match="speaks only for itself"):
        await declare_tie(number, by=await officer_of(number), kind="business", who="POLPP")


async def test_hands_a_case_from_officer_to_officer(database: str) -> None:
    """The name is sealed, not written into the fact."""
    number = await accepted()
    await change_officer(
        number, by=await officer_of(number), office="Kasi Trantib", officer="Ni Made Sari"
    )
    body = await _body(number, "officer.changed")
    assert body["office"] == "Kasi Trantib"
    assert "Ni Made Sari" not in str(body)


async def test_hands_over_an_office_with_its_open_cases(database: str) -> None:
    """Each open case says so, and the note lists them with their next limit."""
    numbers = [await accepted(), await accepted(OTHER)]
    await a_case("Suaminya sering memukul istrinya dan anaknya di rumah.", village=VILLAGE)
    await run_flows()
    lines = await hand_over_office(by=officer(CAMAT), note="Pejabat lama pindah tugas.")
    assert [one.number for one in lines] == numbers
    assert all(one.due_at is not None and one.village for one in lines)
    for number in numbers:
        assert (await _body(number, "office.handed_over"))["cases"] == 2
    async with reading() as db:
        notice = (await db.scalars(select(Notice).where(Notice.kind == "office_handed_over"))).one()
    assert isinstance(notice.letter, OfficeHandedOver)
    assert notice.letter.cases == lines


async def test_hands_the_case_back_once_it_is_calm(database: str) -> None:
    """Polres is done: the camat takes up the boundary, both are told, and danger is over.

    A refusal afterwards goes to the category's own alternate, not back to Polres.
    """
    number = await in_handling()
    happened = Happened(BLOWS, happened_on=clock.today())
    await record_incident(number, happened, by=coordinator())
    await run_flows()
    police = officer("POLRES")
    await answer_as(number, YES, by=police)
    await run_flows()
    await record_contact(number, Met(sides=SIDES), by=police)
    await run_flows()
    await finish_handling(number, by=police, result_code="calm", done="Patroli tiga malam")
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.lead, case.stage) == ("assigned", CAMAT, 1)
    assert "POLRES" in await _told("lead_handed_over")
    assert "case.calmed" in await facts_of(number)


async def test_tells_lead_and_coordinators_that_a_supporter_cannot(database: str) -> None:
    """A duty that nobody does is found out at once; the agency may still help later."""
    number = await assigned()
    by = officer(await _supporter(number))
    with pytest.raises(Refused, match="no_capacity"):
        await answer_as_support(number, by=by, cannot="busy")
    await answer_as_support(number, by=by, cannot="no_capacity", reason="Semua petugas di laut")
    assert await _told("support_answered") >= {CAMAT, "KESBANG-SEKRETARIS"}
    async with reading() as db:
        letters = list(await db.scalars(select(Notice).where(Notice.kind == "support_answered")))
    assert all(one.props["cannot"] and "laut" not in str(one.props) for one in letters)
    with pytest.raises(Refused, match="answered already"):
        await answer_as_support(number, by=by, cannot="no_capacity")
    await answer_as_support(number, by=by, did="Besok dua petugas berjaga.")


async def test_a_supporter_who_did_it_does_not_say_that_it_cannot(database: str) -> None:
    """The lead would read that a duty is open which is done."""
    number = await assigned()
    by = officer(await _supporter(number))
    await answer_as_support(number, by=by, did="Data bidang tanah diberikan.")
    with pytest.raises(Refused, match="answered already"):
        await answer_as_support(number, by=by, cannot="no_capacity")
