"""Bars raised in the middle of anything: what they close stays closed."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from desk.acting import Refused
from desk.bars import Barring, raise_bar
from desk.incidents import Happened, record_incident
from desk.lifting import keep_bar, lift_bar
from desk.seeing import seen_page
from desk.talks import answer_as_figure
from kit import clock
from models.assignments import Support, current_assignment
from models.bars import RaisedBar
from models.by_hand import letters_to_bring
from models.chain import SealedFact
from models.deadlines import running
from models.letters.writing import write
from models.notices import Notice
from models.reading_open import Open
from models.reports import Reporter
from models.session import reading, transaction
from models.talks import Meeting, Party, open_mediation, parties_of
from tests.builders import run_flows
from tests.people import (
    THERE,
    accepted,
    assigned,
    assignment_of,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_handling,
    in_talks,
    officer,
    officer_of,
)

SEALED_TASK = {"case_assigned_sealed", "support_asked_sealed"}
SEALED_KINDS = SEALED_TASK | {
    *("meeting_cancelled", "figure_released", "party_released"),
    *("report_received", "report_next_step"),
}
WHY = "Ada tanda yang perlu dilindungi"

pytestmark = pytest.mark.usefixtures("database")


async def _after_sealing(number: str) -> list[Notice]:
    async with reading() as db:
        sealed_at = (await facts_of(number)).index("bar.raised")
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.seq >= sealed_at)
        )
        return list(rows)


async def _seal(number: str) -> None:
    by = await officer_of(number)
    await raise_bar(number, Barring("sealed", reason=WHY), by=by)


@pytest.mark.parametrize("stage", [assigned, accepted, in_talks, at_meeting, in_handling])
async def test_a_seal_takes_the_case_to_its_two_bodies_from_anywhere(stage: object) -> None:
    """Whatever was going on, only DSOSPPPA and the police are told, and only of a sealed task."""
    number = await stage()  # type: ignore[operator] # one of the builders
    await _seal(number)
    await run_flows()
    case, given = await case_of(number), await assignment_of(number)
    assert (case.status, case.lead, case.halted) == ("assigned", "DSOSPPPA", False)
    async with reading() as db:
        helpers = await db.scalars(select(Support.agency).where(Support.assignment == given.id))
        assert list(helpers) == ["POLRES"]
        assert await open_mediation(db, number) is None
    queued = [one for one in await _after_sealing(number) if one.state == "queued"]
    assert {one.kind for one in queued} <= SEALED_KINDS
    told = {one.recipient for one in queued if one.kind in SEALED_TASK}
    assert told == {"DSOSPPPA", "POLRES"}


async def test_a_seal_holds_before_any_flow() -> None:
    """In the desk's own transaction: no talks, no meeting, nobody's case, no letter left."""
    number = await at_meeting()
    before = await officer_of(number)
    await _seal(number)
    case = await case_of(number)
    assert (case.bars, case.lead, case.status) == (["sealed"], None, "in_mediation")
    async with reading() as db:
        assert await open_mediation(db, number) is None
        assert await current_assignment(db, number) is None
        assert list(await db.scalars(select(Meeting.state))) == ["cancelled"]
        left = await db.scalars(
            select(Notice.kind).where(Notice.state == "queued", Notice.case == number)
        )
        assert set(left) <= {"meeting_cancelled", "report_received"}
    with pytest.raises(Refused):
        await raise_bar(number, Barring("court"), by=before)


async def test_a_raised_bar_cancels_the_meeting_without_a_reason() -> None:
    """Figures, sides and host are told not to come, and nothing of why."""
    number = await at_meeting()
    figures = await figures_of(number)
    await raise_bar(number, Barring("court"), by=coordinator())
    async with reading() as db:
        rows = await db.scalars(select(Notice).where(Notice.kind == "meeting_cancelled"))
        letters = list(rows)
    assert set(figures) < {one.recipient for one in letters}
    assert all("court" not in str(one.props) for one in letters)
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.bars) == ("in_handling", ["court"])


async def test_a_bar_releases_the_figures_who_were_asked_and_their_limits() -> None:
    """Before a date was set no cancellation tells them; nobody above is told of their silence."""
    number = await in_talks()
    asked = set(await figures_of(number))
    await raise_bar(number, Barring("crime"), by=coordinator())
    await run_flows()
    async with reading() as db:
        rows = await db.scalars(
            select(Notice.recipient).where(Notice.case == number, Notice.kind == "figure_released")
        )
        assert set(rows) == asked
        left = {row.kind for row in (await running(db, [number])).get(number, [])}
    assert asked
    assert not left & {"figure_answer", "party_answer", "mediation_start"}


async def test_a_bar_releases_the_sides_who_were_asked() -> None:
    """Their request to accept the panel is over, and no letter with it is brought any more."""
    number = await in_talks()
    for figure in await figures_of(number):
        await answer_as_figure(number, by=await officer_of(number), figure=figure, answer="accept")
    await run_flows()
    await raise_bar(number, Barring("crime"), by=coordinator())
    await run_flows()
    async with reading() as db:
        sides = {str(one.id) for one in await parties_of(db, number)}
        rows = await db.scalars(
            select(Notice.recipient).where(Notice.case == number, Notice.kind == "party_released")
        )
        assert set(rows) == sides
        waiting = await letters_to_bring(db, without_mail=(), number=number)
    assert {one.kind for one in waiting} == {"party_released"}


@pytest.mark.parametrize("told", ["raised", "incident"])
async def test_a_bar_before_any_date_leaves_no_side_and_no_reporter_waiting(told: str) -> None:
    """Who said that they would talk, and who reported, hear that it is off, and no word of why."""
    number = await in_talks()
    async with transaction() as db:
        await db.execute(update(Party).where(Party.label == THERE).values(email="x@desa.example"))
        await db.execute(update(Reporter).where(Reporter.case == number).values(may_be_mailed=True))
    if told == "raised":
        await raise_bar(number, Barring("crime", reason=WHY), by=coordinator())
    else:
        happened = Happened("Ternyata ada transaksi sabu di antara mereka.", clock.today())
        await record_incident(number, happened, by=coordinator())
    await run_flows()
    assert (await case_of(number)).status == "in_handling"
    async with reading() as db:
        side = await db.scalar(select(Party.id).where(Party.label == THERE))
        rows = list(await db.scalars(select(Notice).where(Notice.case == number)))
    released = [one for one in rows if one.kind == "party_released"]
    assert {(one.recipient, one.address) for one in released} == {(str(side), "x@desa.example")}
    assert [one.props["asked"] for one in released] == [False]
    news = [one.props["status"] for one in rows if one.kind == "report_next_step"]
    assert news == ["in_handling"]
    for one in (*released, *(one for one in rows if one.kind == "report_next_step")):
        said = write(one.letter, "id", portal_url="http://x.example", sender="r@x.example")
        assert not {"pidana", "penghalang", "narkotika"} & set(said.text.casefold().split())


async def test_a_court_case_adds_the_prosecutor_and_keeps_the_lead() -> None:
    """UU 7/2012 Ps 46: the lead stays, the prosecutor reports how the court case goes."""
    number = await accepted()
    lead = (await case_of(number)).lead
    await raise_bar(number, Barring("court"), by=coordinator())
    await run_flows()
    given = await assignment_of(number)
    assert given.agency == lead
    async with reading() as db:
        helpers = await db.scalars(select(Support.agency).where(Support.assignment == given.id))
        assert "KEJARI" in set(helpers)
        kinds = await db.scalars(select(Notice.kind).where(Notice.recipient == lead))
        assert "bar_raised" in set(kinds)


async def test_an_election_offence_goes_to_bawaslu_at_once() -> None:
    """UU 7/2017 Ps 454. Who led it is told that it leads no more."""
    number = await in_handling()
    led = (await case_of(number)).lead
    await raise_bar(number, Barring("election"), by=await officer_of(number))
    await run_flows()
    assert (await case_of(number)).lead == "BAWASLU"
    async with reading() as db:
        rows = await db.scalars(select(Notice).where(Notice.kind == "lead_handed_over"))
        [letter] = list(rows)
    assert (letter.recipient, letter.props["because"]) == (led, "barred")


async def test_someone_harmed_gets_a_sealed_case_and_the_conflict_stays_mediable() -> None:
    """The wider conflict goes on without that person, and says only the other's number."""
    number = await at_meeting()
    words = "Seorang anak dipukul di rumahnya ketika ribut"
    apart = await raise_bar(
        number, Barring("sealed", scope="person", words=words), by=coordinator()
    )
    assert apart is not None
    await run_flows()
    wider, own = await case_of(number), await case_of(apart)
    assert (wider.status, wider.bars) == ("in_mediation", [])
    assert (own.status, own.lead, own.bars) == ("assigned", "DSOSPPPA", ["sealed"])
    assert "bar.raised" not in await facts_of(number)
    assert (await facts_of(number))[-1] == "case.linked"
    seen = await seen_page(number, by=coordinator())
    assert "case.linked" in {one.fact for one in seen.timeline}
    agency = await seen_page(number, by=await officer_of(number))
    assert "meeting.scheduled" in {one.fact for one in agency.timeline}
    assert "case.linked" not in {one.fact for one in agency.timeline}
    assert apart not in str(agency)


async def test_a_seal_is_lifted_by_two_people() -> None:
    """One asks, another lifts, one of them of a body that reads it.

    Both bodies are told, and what was said until then stays closed to who has it afterwards.
    """
    number = await in_handling()
    lead = (await case_of(number)).lead
    await _seal(number)
    await run_flows()
    assert not await lift_bar(number, "sealed", by=coordinator(), reason="Sudah ditelaah")
    with pytest.raises(Refused, match="second person"):
        await lift_bar(number, "sealed", by=coordinator(), reason="Sekali lagi")
    other = coordinator("KESBANG-KEPALA")
    with pytest.raises(Refused, match="of a body that has the case"):
        await lift_bar(number, "sealed", by=other, reason="Setuju")
    with pytest.raises(Refused, match="no such case"):
        await lift_bar(number, "sealed", by=officer("POLPP"), reason="Orang lain")
    body = officer("POLRES")
    assert await lift_bar(number, "sealed", by=body, reason="Setuju, bukan kekerasan")
    await run_flows()
    case = await case_of(number)
    assert (case.bars, case.lead, case.status) == ([], lead, "assigned")
    async with reading() as db:
        told = await db.scalars(select(Notice.recipient).where(Notice.kind == "seal_lifted"))
        assert set(told) == {"DSOSPPPA", "POLRES"}
    seen = await seen_page(number, by=await officer_of(number))
    assert [one.fact for one in seen.timeline] == ["case.assigned"]
    assert {one.agency for one in seen.agencies} == {lead}
    whole = await seen_page(number, by=coordinator())
    assert "case.sealed" in {one.fact for one in whole.timeline}


async def test_talks_can_open_again_after_a_bar_was_lifted() -> None:
    """The case is released; a coordinator alone lifts what a court no longer needs."""
    number = await at_meeting()
    await raise_bar(number, Barring("court"), by=coordinator())
    await run_flows()
    assert await lift_bar(number, "court", by=coordinator(), reason="Perkara dicabut")
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.bars, case.approach) == ("in_handling", [], "mediation")


@pytest.mark.parametrize("bar", ["crime", "election"])
async def test_an_offence_is_opened_to_talks_by_two_people(bar: str) -> None:
    """Without its bar it could be settled; one coordinator asks, another one lifts it."""
    number = await accepted()
    await raise_bar(number, Barring(bar), by=coordinator())
    await run_flows()
    assert not await lift_bar(number, bar, by=coordinator(), reason="Bukan pidana")
    assert (await case_of(number)).bars == [bar]
    assert Open.BAR_LIFTING in (await seen_page(number, by=coordinator())).open
    with pytest.raises(Refused, match="second person"):
        await lift_bar(number, bar, by=coordinator(), reason="Sekali lagi")
    assert await lift_bar(number, bar, by=coordinator("KESBANG-KEPALA"), reason="Setuju")
    assert (await case_of(number)).bars == []
    assert (await facts_of(number))[-1] == "bar.lifted"


@pytest.mark.parametrize("second", ["KESBANG-SEKRETARIS", "KESBANG-KEPALA"])
async def test_a_request_to_lift_is_taken_back_or_refused(second: str) -> None:
    """The bar stands on, the record says why, and who refused may ask anew like anybody."""
    number = await accepted()
    await raise_bar(number, Barring("crime"), by=coordinator())
    await run_flows()
    with pytest.raises(Refused, match="nobody asked to lift the bar crime"):
        await keep_bar(number, "crime", by=coordinator(), reason="Terlalu dini")
    await lift_bar(number, "crime", by=coordinator(), reason="Bukan pidana")
    with pytest.raises(Refused, match="no such case"):
        await keep_bar(number, "crime", by=officer("DISHUB"), reason="Orang lain")
    await keep_bar(number, "crime", by=coordinator(second), reason="Penyidikan belum selesai")
    assert (await case_of(number)).bars == ["crime"]
    assert Open.BAR_LIFTING not in (await seen_page(number, by=coordinator())).open
    assert not await lift_bar(number, "crime", by=coordinator(second), reason="Sudah SP3")
    async with reading() as db:
        [kept] = await db.scalars(
            select(SealedFact.body).where(SealedFact.case == number, SealedFact.name == "bar.kept")
        )
    assert kept["asked_by"] == str(coordinator())


@pytest.mark.parametrize("bar", ["sealed", "crime", "election"])
async def test_the_table_wants_two_who_lift(bar: str) -> None:
    """Neither somebody alone nor one person twice, whatever code would write it."""
    number = await accepted()
    await raise_bar(number, Barring(bar), by=coordinator())
    for asked_by in (None, "coordinator:KESBANG-KEPALA"):
        with pytest.raises(IntegrityError, match="lifted_by_two"):
            await _lift_by_hand(number, asked_by=asked_by, lifted_by="coordinator:KESBANG-KEPALA")
    await _lift_by_hand(number, asked_by="agency:POLRES", lifted_by="coordinator:KESBANG-KEPALA")


async def _lift_by_hand(number: str, *, asked_by: str | None, lifted_by: str) -> None:
    async with transaction() as db:
        await db.execute(
            update(RaisedBar)
            .where(RaisedBar.case == number)
            .values(asked_by=asked_by, lifted_by=lifted_by, lifted_at=clock.now())
        )


async def test_refuses_a_bar_that_stands_and_a_stranger() -> None:
    """Each is a sentence, and leaves nothing."""
    number = await accepted()
    await raise_bar(number, Barring("crime"), by=coordinator())
    for barring, by in (
        (Barring("crime"), coordinator()),
        (Barring("witchcraft"), coordinator()),
        (Barring("court", scope="person"), coordinator()),
        (Barring("court"), officer("DISHUB")),
    ):
        with pytest.raises(Refused):
            await raise_bar(number, barring, by=by)
