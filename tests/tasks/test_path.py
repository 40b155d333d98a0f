"""One case walks each path, through the real desk and the real tasks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import Person, Refused, person
from desk.agreements import sign_agreement
from desk.answers import Answer, answer_as
from desk.clauses import Promise, Signed
from desk.consents import answer_as_party
from desk.contacts import Met, Side, record_contact
from desk.endings import Ending, approve_closure, check_clause, finish_handling
from desk.talks import Sitting, answer_as_figure, record_meeting
from kit import clock
from models.cases import Case
from models.causes import Cause
from models.chain import SealedFact
from models.deadlines import Deadline
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading
from models.talks import Meeting, Panelist
from tests.builders import a_case, run_flows

VILLAGE = "51.05.02.2004"
OTHER = "51.05.02.2005"


async def _case(number: str) -> Case:
    async with reading() as db:
        return await db.get_one(Case, number)


async def _facts(number: str) -> list[str]:
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.name).where(SealedFact.case == number).order_by(SealedFact.seq)
        )
        return list(rows)


async def _officer(number: str) -> Person:
    lead = (await _case(number)).lead
    actor = next(one for one in regency().actors if one.agency == lead and one.role == "agency")
    return person(f"agency:{actor.id}", rules=regency())


COORDINATOR = "coordinator:KESBANG-SEKRETARIS"


async def _to_mediation(text: str | None = None) -> str:
    number = await (a_case(text, village=VILLAGE) if text else a_case(village=VILLAGE))
    await run_flows()
    officer = await _officer(number)
    await answer_as(
        number, Answer(accepted=True, office="Camat", officer="Petugas Piket"), by=officer
    )
    await run_flows()
    await record_contact(
        number,
        Met(
            sides=(
                Side("Desa Tusan", "village", VILLAGE, willing=True),
                Side("Desa Bakas", "village", OTHER, willing=True),
            ),
            root_cause="boundary_unclear",
        ),
        by=officer,
    )
    await run_flows()
    return number


async def _to_meeting(number: str) -> None:
    officer = await _officer(number)
    async with reading() as db:
        figures = list(await db.scalars(select(Panelist.figure)))
    for figure in figures:
        await answer_as_figure(number, by=officer, figure=figure, answer="accept")
    await run_flows()
    for label in ("Desa Tusan", "Desa Bakas"):
        await answer_as_party(number, by=officer, label=label, accepts=True)
    await run_flows()


async def _hold(number: str, outcome: str) -> None:
    async with reading() as db:
        meeting = (await db.scalars(select(Meeting).where(Meeting.state == "scheduled"))).one()
        figures = tuple(await db.scalars(select(Panelist.figure)))
    clock.shift_by(meeting.ends_at - clock.machine_now())
    sitting = Sitting(outcome, parties=("Desa Tusan", "Desa Bakas"), figures=figures)
    await record_meeting(number, sitting, by=await _officer(number))
    await run_flows()


async def test_walks_from_report_through_talks_to_closure(database: str) -> None:
    """A boundary case is mediated, signed, kept and closed by a second person."""
    number = await _to_mediation()
    assert (await _case(number)).status == "in_mediation", await _facts(number)
    await _to_meeting(number)
    await _hold(number, "adjourned")
    await _hold(number, "agreed")
    officer = await _officer(number)
    today = clock.today()
    await sign_agreement(
        number,
        Signed(
            document="Surat kesepakatan perdamaian",
            promises=(
                Promise("Patok dipasang kembali", "Desa Tusan", str(today + timedelta(days=20))),
            ),
            signed_on=str(today),
        ),
        by=officer,
    )
    await run_flows()
    assert (await _case(number)).status == "agreed"
    await check_clause(number, by=officer, clause=1, result="kept")
    await run_flows()
    by = person(COORDINATOR, rules=regency())
    await approve_closure(
        number,
        Ending("agreed", "boundary_unclear", no_prevention="Batas sudah dipasang bersama"),
        by=by,
    )
    await run_flows()
    case = await _case(number)
    assert (case.status, case.outcome) == ("closed", "agreed")
    async with reading() as db:
        open_causes = await db.scalars(select(Cause).where(Cause.handled_at.is_(None)))
        assert open_causes.all() == []
        running = await db.scalars(
            select(Deadline.kind).where(Deadline.met_at.is_(None), Deadline.dropped_at.is_(None))
        )
        assert all(kind.startswith(("monitoring", "clause_")) for kind in running)
        kinds = set(await db.scalars(select(Notice.kind)))
    assert {"case_assigned", "figure_asked", "party_asked", "meeting_invited"} <= kinds
    assert {"agreement_signed", "closure_asked"} <= kinds


async def test_hands_a_barred_case_to_handling_and_never_to_talks(database: str) -> None:
    """Violence at home is sealed: contact names no sides, and its other body is asked to close."""
    number = await a_case("Suaminya sering memukul istrinya dan anaknya di rumah.", village=VILLAGE)
    await run_flows()
    case = await _case(number)
    assert "sealed" in case.bars
    assert (case.status, case.lead) == ("assigned", "DSOSPPPA"), await _facts(number)
    officer = await _officer(number)
    await answer_as(number, Answer(accepted=True, office="UPTD PPA", officer="Petugas"), by=officer)
    await run_flows()
    side = Side("Pihak A", "group", VILLAGE, willing=True)
    with pytest.raises(Refused, match="keeps no sides"):
        await record_contact(number, Met(sides=(side,)), by=officer)
    await record_contact(number, Met(sides=()), by=officer)
    await run_flows()
    assert (await _case(number)).status == "in_handling"
    assert "mediation.opened" not in await _facts(number)
    async with reading() as db:
        kinds = set(await db.scalars(select(Notice.kind)))
    assert "case_assigned" not in kinds
    await finish_handling(number, by=officer, result_code="victim_safe", done="Korban didampingi")
    await run_flows()
    assert (await _facts(number))[-1] == "closure.asked"
    async with reading() as db:
        told = await db.scalars(select(Notice.recipient).where(Notice.kind == "closure_asked"))
        assert list(told) == ["POLRES"]


async def test_gives_a_declined_case_to_the_alternate(database: str) -> None:
    """A refusal with a reason finds another agency, and the first is not asked again."""
    number = await a_case(village=VILLAGE)
    await run_flows()
    first = (await _case(number)).lead
    declined = Answer(accepted=False, office="Camat", officer="Petugas", reason_code="no_capacity")
    await answer_as(number, declined, by=await _officer(number))
    await run_flows()
    case = await _case(number)
    assert case.status == "assigned"
    assert case.lead != first
    assert first in case.passed_over


async def test_refuses_a_second_answer_with_a_sentence(database: str) -> None:
    """The first answer stands; the second is told who gave it."""
    number = await a_case(village=VILLAGE)
    await run_flows()
    officer = await _officer(number)
    yes = Answer(accepted=True, office="Camat", officer="Petugas")
    await answer_as(number, yes, by=officer)
    with pytest.raises(Refused, match="accepted already, by Camat"):
        await answer_as(number, yes, by=officer)
