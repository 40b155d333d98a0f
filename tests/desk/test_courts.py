"""What a court has to do with a case: a suit beside it, and an agreement that is registered."""

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.agreements import sign_agreement
from desk.clauses import Promise, Signed
from desk.contacts import Met, Side, record_contact
from desk.courts import record_lawsuit, register_agreement
from desk.talks import Sitting, record_meeting
from kit.clock import today
from models.deadlines import Deadline
from models.session import reading
from models.talks import parties_of
from tests.builders import run_flows
from tests.people import (
    HERE,
    SIDES,
    THERE,
    VILLAGE,
    accepted,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_handling,
    let_it_begin,
    officer_of,
)


async def _signed(*, register: bool = False) -> str:
    number = await at_meeting()
    by = await officer_of(number)
    await let_it_begin(number)
    sitting = Sitting("agreed", parties=(HERE, THERE), figures=tuple(await figures_of(number)))
    await record_meeting(number, sitting, by=by)
    await run_flows()
    promises = (Promise("Patok dipasang bersama.", HERE), Promise("Jalan dibuka.", THERE))
    signed = Signed("Surat kesepakatan.", promises, str(today()), register=register)
    await sign_agreement(number, signed, by=by)
    await run_flows()
    return number


async def _registration(number: str) -> Deadline | None:
    async with reading() as db:
        found: Deadline | None = await db.scalar(
            select(Deadline).where(Deadline.case == number, Deadline.kind == "registration")
        )
        return found


async def test_before_a_court_only_safety_and_return_are_talked_about(database: str) -> None:
    """The merits are the court's; the sides may still meet about going home."""
    number = await in_handling()
    by = coordinator()
    await record_lawsuit(number, by=by, court="PN-SEMARAPURA", state="filed")
    assert (await case_of(number)).bars == ["court"]
    assert (await facts_of(number))[-2:] == ["lawsuit.recorded", "bar.raised"]
    await record_lawsuit(number, by=by, court="PN-SEMARAPURA", state="filed")
    assert (await facts_of(number))[-1] == "lawsuit.recorded"
    await run_flows()
    lead = await officer_of(number)
    await record_contact(number, Met(sides=SIDES), by=lead)
    await run_flows()
    assert (await case_of(number)).status == "in_handling"
    await record_contact(number, Met(sides=SIDES, only_safety=True), by=lead)
    await run_flows()
    assert (await case_of(number)).status == "in_mediation"


async def test_a_suit_that_was_filed_stops_talks_at_once(database: str) -> None:
    """UU 7/2012 Ps 46 (4)-(5): the meeting is off at once; a suit's end lifts no bar."""
    number = await at_meeting()
    assert await record_lawsuit(number, by=coordinator(), court="PN-SEMARAPURA", state="filed")
    assert "meeting.cancelled" in await facts_of(number)
    assert await record_lawsuit(number, by=coordinator(), court="PN-SEMARAPURA", state="settled")
    assert (await case_of(number)).bars == ["court"]


async def test_only_known_states_of_a_suit_are_recorded(database: str) -> None:
    """A court's decision is one word of a list."""
    number = await in_handling()
    with pytest.raises(Refused, match="filed, decided"):
        await record_lawsuit(number, by=coordinator(), court="PN-SEMARAPURA", state="menang")


async def test_registration_is_asked_only_where_the_sides_chose_it(database: str) -> None:
    """UU 30/1999 binds those who use it; nobody else is reminded of it."""
    assert await _registration(await _signed()) is None


async def test_a_registered_agreement_is_asked_for_no_more(database: str) -> None:
    """Thirty days after signing, until somebody says that it is done."""
    number = await _signed(register=True)
    limit = await _registration(number)
    assert limit is not None
    assert (limit.due_at - limit.starts_at).days == 30
    await register_agreement(number, by=await officer_of(number), their_number="12/Pdt/2026")
    after = await _registration(number)
    assert after is not None
    assert after.met_at is not None
    assert (await facts_of(number))[-1] == "agreement.registered"


async def _led_by_a_side() -> tuple[str, str, tuple[Side, Side]]:
    number = await accepted()
    lead = (await case_of(number)).lead or ""
    sides = (SIDES[0], Side(lead, "office", VILLAGE, willing=True))
    await record_contact(number, Met(sides=sides), by=await officer_of(number))
    await run_flows()
    return number, lead, sides


async def test_a_tied_lead_opens_no_talks_on_its_way_out(database: str) -> None:
    """Whoever takes over meets the sides anew; no figure is asked in between."""
    number, tied, _ = await _led_by_a_side()
    said = await facts_of(number)
    assert "mediation.opened" not in said
    assert said[-1] == "case.assigned"
    assert (await case_of(number)).lead != tied


async def test_an_agency_that_is_a_side_is_known_as_one(database: str) -> None:
    """What it promises is an agency's clause, and none of its people approves the closure."""
    number, tied, _ = await _led_by_a_side()
    async with reading() as db:
        offices = {party.label: party.office for party in await parties_of(db, number)}
    assert offices == {HERE: None, tied: tied}
