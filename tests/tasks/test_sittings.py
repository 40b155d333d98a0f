"""Kinds of meetings: set by hand, held with a quorum or postponed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk.acting import Person, Refused, person
from desk.sittings import Plan, plan_meeting, postpone_meeting
from desk.talks import Sitting, cancel_meeting, record_meeting
from kit import clock
from kit.clock import WITA
from models.notices import Notice
from models.regency_folder import regency
from models.session import reading, transaction
from models.talks import Mediation, Meeting, Party
from tests.builders import run_flows
from tests.people import (
    HERE,
    THERE,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_talks,
    let_it_begin,
    meeting_of,
    officer_of,
    working_hour,
)


async def _free(number: str) -> Person:
    """Take off the meeting that is set without letting a flow set another."""
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    return await officer_of(number)


async def _invited(kind: str, number: str) -> set[str]:
    meeting = await meeting_of(number)
    async with reading() as db:
        rows = await db.scalars(select(Notice).where(Notice.kind == kind))
        return {one.recipient for one in rows if one.props["meeting"] == str(meeting.id)}


async def _side(label: str) -> str:
    async with reading() as db:
        return str(await db.scalar(select(Party.id).where(Party.label == label)))


async def _meetings() -> list[tuple[str, str]]:
    async with reading() as db:
        rows = await db.scalars(select(Meeting).order_by(Meeting.starts_at))
        return [(one.kind, one.state) for one in rows]


async def test_invites_one_side_alone_to_its_caucus(database: str) -> None:
    """The other side is told nothing of it; afterwards all sit together again."""
    number = await at_meeting()
    by = await _free(number)
    with pytest.raises(Refused, match="names its one side"):
        await plan_meeting(number, Plan("caucus", working_hour(days=3)), by=by)
    distant = datetime(2199, 12, 30, 10, tzinfo=WITA)
    with pytest.raises(Refused, match="check the year"):
        await plan_meeting(number, Plan("caucus", distant, side=HERE), by=by)
    await plan_meeting(number, Plan("caucus", working_hour(days=3), side=HERE), by=by)
    invited = await _invited("meeting_invited", number)
    assert await _side(HERE) in invited
    assert await _side(THERE) not in invited
    await run_flows()
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    for outcome in ("agreed", "deadlock"):
        with pytest.raises(Refused, match=r"one side alone|ends with one of"):
            await record_meeting(number, Sitting(outcome, (HERE,), figures), by=by)
    await record_meeting(number, Sitting("adjourned", (HERE,), figures), by=by)
    await run_flows()
    assert (await meeting_of(number)).kind == "mediation"


async def test_agrees_to_nothing_without_a_quorum(database: str) -> None:
    """The figure who records it names an office that was there; a proxy stands for its side."""
    number = await at_meeting()
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    figure = person(f"figure:{figures[0]}", rules=regency())
    sitting = Sitting("agreed", (HERE, THERE), figures)
    with pytest.raises(Refused, match="it lacks a facilitator of the government"):
        await record_meeting(number, sitting, by=figure)
    office = (await officer_of(number)).agency or ""
    sitting = Sitting("agreed", (HERE,), figures, proxies=(THERE,), agencies=(office,))
    await record_meeting(number, sitting, by=figure)
    await run_flows()
    assert (await facts_of(number))[-1] == "signing.asked"


async def test_postpones_twice_and_then_asks_the_coordinators(database: str) -> None:
    """Another date is set by itself once; who stayed away is recorded, and a person decides."""
    number = await at_meeting()
    by = await officer_of(number)
    with pytest.raises(Refused, match="its meeting is only on"):
        await postpone_meeting(number, by=by, missing=(THERE,))
    await let_it_begin(number)
    with pytest.raises(Refused, match="say who was missing"):
        await postpone_meeting(number, by=by, missing=())
    await postpone_meeting(number, by=by, missing=(THERE,))
    await run_flows()
    await let_it_begin(number)
    await postpone_meeting(number, by=by, missing=(THERE, "facilitator"))
    await run_flows()
    assert [state for _, state in await _meetings()] == ["postponed", "postponed"]
    assert (await facts_of(number))[-1] == "talks.stalled"
    async with reading() as db:
        told = await db.scalars(select(Notice.props).where(Notice.kind == "talks_stalled"))
        assert {one["reason"] for one in told} == {"no_quorum"}


async def test_lets_a_coordinator_set_a_date_after_the_limit(database: str) -> None:
    """Stalled talks go on by hand; an agency alone may not stretch the law's time."""
    number = await at_meeting()
    by = await _free(number)
    async with transaction() as db:
        await db.execute(update(Mediation).values(due_at=clock.now() + timedelta(days=1)))
    plan = Plan("mediation", working_hour(days=6))
    with pytest.raises(Refused, match="only a coordinator sets a date"):
        await plan_meeting(number, plan, by=by)
    await plan_meeting(number, plan, by=coordinator())
    with pytest.raises(Refused, match="a meeting is set for"):
        await plan_meeting(number, plan, by=coordinator())
    await run_flows()
    assert (await meeting_of(number)).starts_at == plan.starts_at


async def test_never_seats_a_side_before_figures_it_did_not_accept(database: str) -> None:
    """By hand as little as by the rules; offices may meet among themselves."""
    number = await in_talks()
    by = await officer_of(number)
    with pytest.raises(Refused, match="no figure has agreed"):
        await plan_meeting(number, Plan("mediation", working_hour(days=3)), by=by)
    plan = Plan("coordination", working_hour(days=3), agencies=("POLRES",))
    await plan_meeting(number, plan, by=by)
    invited = await _invited("meeting_invited", number)
    assert "POLRES" in invited
    assert not invited & {await _side(HERE), await _side(THERE)}
    await let_it_begin(number)
    with pytest.raises(Refused, match="it lacks a facilitator"):
        await record_meeting(number, Sitting("adjourned", (), ()), by=by)
    await record_meeting(number, Sitting("adjourned", (), (), agencies=("POLRES",)), by=by)
    await run_flows()
    assert (await case_of(number)).status == "in_mediation"


async def test_holds_a_paruman_for_customary_matters_only(database: str) -> None:
    """A boundary is no matter for the customary assembly."""
    number = await at_meeting()
    by = await _free(number)
    with pytest.raises(Refused, match="only for category ADT"):
        await plan_meeting(number, Plan("paruman", working_hour(days=3)), by=by)


async def test_brings_what_a_field_visit_saw_back_to_the_table(database: str) -> None:
    """Nothing is agreed on the spot; the next sitting is a mediation, at the hour they named."""
    number = await at_meeting()
    by = await _free(number)
    await plan_meeting(number, Plan("field_visit", working_hour(days=3)), by=by)
    async with reading() as db:
        letters = await db.scalars(select(Notice.props).where(Notice.kind == "meeting_invited"))
        assert any(one["place"]["id"] == "Di lokasi, Tusan" for one in letters)
    await let_it_begin(number)
    figures = tuple(await figures_of(number))
    with pytest.raises(Refused, match="ends with one of adjourned, withdrawn"):
        await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    again = working_hour(days=3)
    await record_meeting(number, Sitting("adjourned", (HERE, THERE), figures, next_at=again), by=by)
    await run_flows()
    meeting = await meeting_of(number)
    assert (meeting.kind, meeting.starts_at) == ("mediation", again)
