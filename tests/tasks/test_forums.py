"""The ladder in practice: who may not hold talks, where people meet, and the task force."""

import pytest
from sqlalchemy import select, update

from desk.acting import Refused
from desk.answers import answer_as
from desk.consents import answer_as_party
from desk.contacts import Met, record_contact
from desk.forums import Decree, convene_task_force, record_decision
from desk.remains import record_sanction
from desk.talks import Sitting, answer_as_figure, record_meeting
from desk.ties import declare_tie
from kit import clock
from models.cases import Case
from models.chain import SealedFact
from models.deciders import bodies_that_decided
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import Mediation, Panelist
from tests.builders import run_flows
from tests.people import (
    HERE,
    SIDES,
    THERE,
    YES,
    accepted,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_handling,
    in_talks,
    let_it_begin,
    meeting_of,
    officer_of,
)

CAMAT = "CAMAT-51.05.02"
KESBANG = "Badan Kesatuan Bangsa dan Politik"
DECREE = Decree("stuck", "43/26/HK/2026")


async def _opened(number: str) -> dict[str, object]:
    async with reading() as db:
        body = await db.scalar(
            select(SealedFact.body)
            .where(SealedFact.case == number, SealedFact.name == "mediation.opened")
            .order_by(SealedFact.seq.desc())
            .limit(1)
        )
    assert body is not None
    return dict(body)


async def _fear(number: str, *codes: str) -> None:
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == number).values(not_to_tell=codes))


async def _stuck() -> str:
    """Talks end in a deadlock at every rung that the rules may climb."""
    number = await at_meeting()
    await let_it_begin(number)
    by = await officer_of(number)
    async with transaction() as db:
        await db.execute(update(Mediation).values(forum="regency"))
    sitting = Sitting("deadlock", (HERE, THERE), tuple(await figures_of(number)))
    await record_meeting(number, sitting, by=by)
    await run_flows()
    assert (await case_of(number)).status == "in_handling"
    return number


async def test_takes_talks_past_a_body_that_decided_before(database: str) -> None:
    """The rung is passed over with its code; its members are no figures either."""
    number = await accepted()
    by = await officer_of(number)
    with pytest.raises(Refused, match="one of village, kertha_desa"):
        await record_decision(number, "pengadilan", by=by, decided_on=str(clock.today()))
    await record_decision(number, "kecamatan", by=by, decided_on=str(clock.today()))
    await record_contact(number, Met(sides=SIDES), by=by)
    await run_flows()
    opened = await _opened(number)
    assert opened["forum"] == "regency"
    assert opened["forums_passed_over"] == {"kecamatan": "decided"}


async def test_takes_talks_past_an_office_with_a_tie(database: str) -> None:
    """Another agency leads, at a rung that is not the tied office's, and not in its rooms."""
    number = await accepted()
    await declare_tie(number, by=coordinator(), kind="business", who=CAMAT)
    await run_flows()
    by = await officer_of(number)
    assert by.agency != CAMAT
    await answer_as(number, YES, by=by)
    await run_flows()
    await record_contact(number, Met(sides=SIDES), by=by)
    await run_flows()
    opened = await _opened(number)
    assert opened["forum"] == "regency"
    assert opened["forums_passed_over"] == {"kecamatan": "tie"}
    await _accept_all(number)
    assert (await meeting_of(number)).where["id"] == KESBANG


async def test_meets_elsewhere_than_in_a_feared_office(database: str) -> None:
    """No letter sends anybody to the camat whom the reporter fears, nor says why."""
    number = await in_talks()
    await _fear(number, "CAMAT")
    await _accept_all(number)
    assert (await meeting_of(number)).where["id"] == KESBANG
    async with reading() as db:
        letters = await db.scalars(select(Notice.props).where(Notice.kind == "meeting_invited"))
        assert all("Camat" not in one["place"]["id"] for one in letters)


async def _accept_all(number: str) -> None:
    by = coordinator()
    async with reading() as db:
        waiting = [one.figure for one in await db.scalars(select(Panelist)) if one.open]
    for figure in waiting:
        await answer_as_figure(number, by=by, figure=figure, answer="accept")
    await run_flows()
    for label in (HERE, THERE):
        await answer_as_party(number, by=by, label=label, accepts=True)
    await run_flows()


async def test_takes_a_deadlock_to_the_task_force_by_decree(database: str) -> None:
    """A coordinator, with a reason of the law's list; its figures are asked like any others."""
    number = await _stuck()
    with pytest.raises(Refused, match="only coordinator"):
        await convene_task_force(number, DECREE, by=await officer_of(number))
    with pytest.raises(Refused, match="no_institution"):
        await convene_task_force(number, Decree("because", "1/2026"), by=coordinator())
    await convene_task_force(number, DECREE, by=coordinator())
    await run_flows()
    opened = await _opened(number)
    assert (opened["forum"], opened["round"]) == ("task_force", 2)
    assert (await case_of(number)).status == "in_mediation"
    async with reading() as db:
        rows = list(await db.scalars(select(Panelist)))
    assert any(one.open for one in rows)
    body = str(await _decided(number))
    assert "43/26" not in body


async def _decided(number: str) -> object:
    async with reading() as db:
        return await db.scalar(
            select(SealedFact.body).where(
                SealedFact.case == number, SealedFact.name == "forum.decided"
            )
        )


async def test_leaves_only_the_court_after_the_task_force(database: str) -> None:
    """UU 7/2012 Ps 43 (3): the coordinators are told that no rung is left."""
    number = await _stuck()
    await convene_task_force(number, DECREE, by=coordinator())
    await run_flows()
    await _accept_all(number)
    await let_it_begin(number)
    async with reading() as db:
        talks = (await db.scalars(select(Mediation).where(Mediation.ended_at.is_(None)))).one()
        rows = await db.scalars(select(Panelist).where(Panelist.mediation == talks.id))
        figures = tuple(one.figure for one in rows if one.sits)
    sitting = Sitting("deadlock", (HERE, THERE), figures)
    await record_meeting(number, sitting, by=await officer_of(number))
    await run_flows()
    assert (await facts_of(number))[-2:] == ["talks.stalled", "handling.opened"]


async def test_convenes_no_task_force_for_what_is_never_talked_over(database: str) -> None:
    """A side that will not talk, or a bar, stays what it is at every rung."""
    number = await in_handling()
    with pytest.raises(Refused, match="side_unwilling"):
        await convene_task_force(number, DECREE, by=coordinator())


async def test_convenes_no_task_force_beside_talks(database: str) -> None:
    """While a forum talks the dispute over, that one is to end first."""
    number = await in_talks()
    with pytest.raises(Refused, match="that an agency is handling"):
        await convene_task_force(number, DECREE, by=coordinator())


async def test_reads_a_sanction_as_the_customary_villages_own_decision(database: str) -> None:
    """Whoever laid it on does not judge it; a rung that was named means the place's own body."""
    number = await accepted()
    by, today = await officer_of(number), str(clock.today())
    await record_sanction(
        number,
        by=by,
        sanction="kasepekang",
        in_force=True,
        source="desa_adat",
        as_of=today,
        source_words="Surat prajuru",
    )
    await record_decision(number, "mda_kecamatan", by=by, decided_on=today)
    async with reading() as db:
        bodies = await bodies_that_decided(db, await case_of(number), rules=regency())
    assert bodies == {"kertha_desa_tusan", "mda_kecamatan", "mda_kecamatan_banjarangkan"}
