"""Talks after violence: nobody negotiates the offence, and the police know when people meet."""

import pytest
from sqlalchemy import select

from desk.answers import answer_as
from desk.bars import Barring, raise_bar
from desk.contacts import Met, record_contact
from desk.endings import finish_handling
from desk.incidents import Happened, record_incident
from desk.sittings import Plan, plan_meeting
from desk.talks import cancel_meeting, move_meeting
from kit import clock
from models.assignments import current_assignment, supports_of
from models.letters.base import Letter
from models.letters.writing import write
from models.notices import Notice
from models.session import reading
from tests.builders import run_flows
from tests.people import (
    HERE,
    SIDES,
    YES,
    accepted,
    all_accept,
    at_meeting,
    coordinator,
    in_talks,
    officer,
    working_hour,
)

pytestmark = pytest.mark.usefixtures("database")
FIGHT = "Puluhan warga membawa parang dan melempari rumah, dua orang luka."
SENTENCE = "tidak dirundingkan dalam musyawarah ini"
ASKS = ("figure_asked", "party_asked", "meeting_invited")


async def _after_violence() -> str:
    """The police calmed it, and the camat brings the sides together."""
    number = await accepted()
    happened = Happened(FIGHT, happened_on=clock.today())
    await record_incident(number, happened, by=coordinator())
    await run_flows()
    for agency in ("POLRES", "CAMAT-51.05.02"):
        by = officer(agency)
        await answer_as(number, YES, by=by)
        await run_flows()
        await record_contact(number, Met(sides=SIDES), by=by)
        await run_flows()
        if agency == "POLRES":
            await finish_handling(number, by=by, result_code="calm", done="Dijaga sampai tenang")
            await run_flows()
    return number


async def _letters(number: str, *kinds: str) -> list[tuple[str, Letter]]:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind.in_(kinds)).order_by(Notice.seq)
        )
        return [(row.recipient, row.letter) for row in rows]


def _text(letter: Letter) -> str:
    return write(letter, "id", portal_url="http://x.example", sender="r@x.example").text


async def test_an_offence_is_said_to_be_nothing_to_negotiate() -> None:
    """Figures and sides read it in what asks and invites them; no word of what it was."""
    number = await _after_violence()
    await all_accept(number)
    letters = [one for one in await _letters(number, *ASKS) if one[0] != "POLRES"]
    assert {letter.kind for _, letter in letters} == set(ASKS)
    assert all(SENTENCE in _text(letter) for _, letter in letters)
    assert not any("parang" in _text(letter) for _, letter in letters)


async def test_a_sealed_case_beside_it_is_not_hinted_at() -> None:
    """A child's case apart leaves no trace in what the sides are sent."""
    number = await in_talks()
    apart = Barring("sealed", scope="person", words="Seorang anak dipukul ketika ribut")
    await raise_bar(number, apart, by=coordinator())
    await run_flows()
    await all_accept(number)
    letters = await _letters(number, *ASKS)
    assert {letter.kind for _, letter in letters} == set(ASKS)
    assert not any(SENTENCE in _text(letter) for _, letter in letters)


async def test_the_police_guard_a_meeting_after_violence_and_sit_at_no_table() -> None:
    """Who supports the case is told when and where, and that it moved or is off."""
    number = await _after_violence()
    await all_accept(number)
    [guard] = [one for to, one in await _letters(number, "meeting_invited") if to == "POLRES"]
    text = _text(guard)
    assert "bukan sebagai pihak atau peserta" in text
    assert "Mohon hadir" not in text
    await move_meeting(number, by=coordinator(), starts_at=working_hour(days=4))
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    for kind in ("meeting_changed", "meeting_cancelled"):
        assert "POLRES" in {to for to, _ in await _letters(number, kind)}
    await plan_meeting(number, Plan("caucus", working_hour(days=3), side=HERE), by=coordinator())
    assert [to for to, _ in await _letters(number, "meeting_invited")].count("POLRES") == 2


async def test_talks_without_violence_are_nothing_for_the_police() -> None:
    """A quarrel about a boundary is talked over among its own."""
    number = await at_meeting()
    async with reading() as db:
        current = await current_assignment(db, number)
        assert current is not None
        assert "POLRES" in {one.agency for one in await supports_of(db, current)}
    assert "POLRES" not in {to for to, _ in await _letters(number, "meeting_invited")}
