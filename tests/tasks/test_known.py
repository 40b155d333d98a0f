"""What letters say of a case that has a history: signs of danger, talks, why it comes now."""

import pytest
from sqlalchemy import select

from desk.answers import answer_as
from desk.bars import Barring, raise_bar
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, check_clause, finish_handling
from desk.incidents import Happened, record_incident
from desk.lifting import lift_bar
from desk.reviews import reassign
from kit import clock
from models.letters.assignments import CaseAssigned, SupportAsked
from models.letters.base import Letter
from models.letters.incidents import IncidentRecorded
from models.letters.writing import write
from models.notices import Notice
from models.session import reading
from tests.builders import run_flows
from tests.people import SIDES, YES, accepted, coordinator, in_handling, officer, officer_of
from tests.tasks.test_agreements import in_force

pytestmark = pytest.mark.usefixtures("database")
FIGHT = "Puluhan warga membawa parang dan melempari rumah, dua orang luka."


async def _newest(number: str, kind: str, *, to: str = "") -> Letter:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice)
            .where(Notice.case == number, Notice.kind == kind)
            .order_by(Notice.seq.desc())
        )
        return next(row.letter for row in rows if to in {"", row.recipient})


async def _happens(number: str, text: str = FIGHT) -> None:
    happened = Happened(text, happened_on=clock.today())
    await record_incident(number, happened, by=coordinator())
    await run_flows()


async def test_who_must_go_there_reads_the_signs_of_an_incident() -> None:
    """Weapons and a crowd stand in the mail to all who have it, and in the new lead's."""
    number = await accepted()
    await _happens(number)
    for kind, to in (("incident_recorded", "CAMAT-51.05.02"), ("case_assigned", "POLRES")):
        letter = await _newest(number, kind, to=to)
        assert isinstance(letter, IncidentRecorded | CaseAssigned)
        assert "senjata" in {danger["id"] for danger in letter.dangers}
        assert "parang" not in letter.model_dump_json()
    assigned_now = await _newest(number, "case_assigned", to="POLRES")
    assert isinstance(assigned_now, CaseAssigned)
    assert assigned_now.incident_on == clock.today()
    helper = await _newest(number, "support_asked")
    assert isinstance(helper, SupportAsked)
    assert helper.dangers == assigned_now.dangers


async def _assigned(number: str, *, to: str = "") -> CaseAssigned:
    letter = await _newest(number, "case_assigned", to=to)
    assert isinstance(letter, CaseAssigned)
    return letter


def _text(letter: Letter) -> str:
    return write(letter, "id", portal_url="http://x.example", sender="r@x.example").text


async def test_who_takes_up_what_is_calm_reads_that_it_was_looked_at() -> None:
    """The signs of danger are over; that the police looked at it, and why it comes now, is said."""
    number = await accepted()
    await _happens(number)
    police = officer("POLRES")
    await answer_as(number, YES, by=police)
    await run_flows()
    await record_contact(number, Met(sides=SIDES), by=police)
    await run_flows()
    await finish_handling(number, by=police, result_code="calm", done="Dijaga sampai tenang")
    await run_flows()
    letter = await _assigned(number, to="CAMAT-51.05.02")
    assert (letter.dangers, letter.incident_on, letter.because) == ((), None, "calm")
    assert letter.done is not None
    assert (letter.done.now, letter.done.verified_on) == (True, clock.today())
    text = _text(letter)
    assert "Belum terverifikasi" not in text
    assert "keadaan sudah tenang" in text


async def test_who_gets_a_case_in_talks_reads_of_talks_and_agreement() -> None:
    """A case that a coordinator gives elsewhere after a broken promise says all three."""
    number = await in_force(owner="PMD")
    await check_clause(number, by=await officer_of(number), clause=1, result="broken")
    await run_flows()
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await run_flows()
    letter = await _assigned(number, to="KESBANG")
    assert letter.done is not None
    assert (letter.done.talks, letter.done.outcome, letter.done.agreement) == (
        1,
        "agreed",
        "broken",
    )
    assert (letter.because, letter.reopened) == ("reassigned", None)
    text = _text(letter)
    assert "Musyawarah:        1 kali" in text
    assert "kemudian dilanggar" in text
    assert "Sebelumnya kasus ini dipimpin" in text
    helper = await _newest(number, "support_asked")
    assert "sudah diperiksa di lapangan" in _text(helper)


async def test_a_case_that_had_ended_says_why_it_goes_on() -> None:
    """A promise broken after the closure: reopened, looked at before but not since."""
    number = await in_force()
    by = await officer_of(number)
    for clause in (1, 2):
        await check_clause(number, by=by, clause=clause, result="kept")
    await run_flows()
    ending = Ending("agreed", "boundary_unclear", no_prevention="Sudah dijaga warga")
    await approve_closure(number, ending, by=coordinator("KESBANG-KEPALA"))
    await run_flows()
    await check_clause(number, by=by, clause=1, result="broken")
    await run_flows()
    letter = await _assigned(number)
    assert letter.reopened == {"id": "kesepakatan dilanggar", "en": "the agreement was broken"}
    assert letter.done is not None
    assert letter.done.now is False
    text = _text(letter)
    assert "sebelum kasus berakhir" in text
    assert "Belum terverifikasi" in text


async def test_nothing_is_said_of_the_time_under_a_seal() -> None:
    """Neither who had it then, nor that it was sealed, nor what was done before the seal."""
    number = await in_handling()
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=await officer_of(number))
    await run_flows()
    for who in (coordinator(), officer("DSOSPPPA")):
        await lift_bar(number, "sealed", by=who, reason="Ditelaah", category="BTS")
        await run_flows()
    letter = await _assigned(number)
    assert (letter.because, letter.led_by) == (None, None)
    assert letter.done is not None
    assert letter.done.verified_on is None
