"""Two people, two deliveries, two meetings at one moment: exactly one of them counts."""

import asyncio
import uuid
from collections.abc import Awaitable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError

from desk.acting import Refused
from desk.answers import Answer, answer_as
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, finish_handling
from desk.reviews import reassign, review
from desk.talks import Sitting, move_meeting, record_meeting
from models.assignments import Assignment, AssignmentAnswer
from models.cases import Case
from models.causes import Cause
from models.chain import SealedFact
from models.notices import Notice
from models.session import reading, transaction
from models.talks import Meeting, Seat
from tasks.assignment import assign_agencies
from tasks.triage import triage_reports
from tests.builders import a_case, run_flows
from tests.people import (
    SIDES,
    YES,
    accepted,
    assigned,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_handling,
    let_it_begin,
    meeting_of,
    nth,
    officer,
    officer_of,
)

NO = Answer(accepted=False, office="Kantor Camat", officer="Kasi", reason_code="no_capacity")


async def _one_wins(*acts: Awaitable[object]) -> Refused:
    """Let acts run at once; exactly one is done, the others are refused with a sentence."""
    ended = await asyncio.gather(*acts, return_exceptions=True)
    refused = [one for one in ended if isinstance(one, Refused)]
    assert len(refused) == len(acts) - 1, ended
    assert all(one is None for one in ended if not isinstance(one, Refused)), ended
    return refused[0]


async def test_lets_one_of_two_answers_to_an_assignment_stand(database: str) -> None:
    """Two officers press two buttons at one moment; the second learns who was first."""
    number = await assigned()
    by = await officer_of(number)
    refused = await _one_wins(answer_as(number, YES, by=by), answer_as(number, NO, by=by))
    assert "already, by Kantor Camat on " in str(refused)
    async with reading() as db:
        assert await db.scalar(select(func.count()).select_from(AssignmentAnswer)) == 1
    answers = {"assignment.accepted", "assignment.declined"}
    said = [one for one in await facts_of(number) if one in answers]
    assert len(said) == 1


async def test_lets_one_of_two_reviews_stand(database: str) -> None:
    """Two coordinators decide one case; the second is told to look again."""
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    assert (await case_of(number)).status == "needs_review"
    refused = await _one_wins(
        review(number, by=coordinator(), decision="triage", category="LNY"),
        review(
            number,
            by=coordinator("KESBANG-KEPALA"),
            decision="dismiss",
            reason_code="unfounded",
        ),
    )
    assert "reviewed a moment ago" in str(refused)


async def test_lets_one_of_two_approvals_stand(database: str) -> None:
    """A case is closed once."""
    number = await in_handling()
    await finish_handling(number, by=await officer_of(number), result_code="calm", done="Selesai")
    await run_flows()
    ending = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")
    refused = await _one_wins(
        approve_closure(number, ending, by=coordinator()),
        approve_closure(number, ending, by=coordinator("KESBANG-KEPALA")),
    )
    assert "approved already, by coordinator:KESBANG-" in str(refused)
    await run_flows()
    assert (await case_of(number)).status == "closed"


async def test_lets_one_of_two_records_of_a_meeting_stand(database: str) -> None:
    """One meeting has one outcome."""
    number = await at_meeting()
    await let_it_begin(number)
    by, figures = await officer_of(number), tuple(await figures_of(number))
    parties = tuple(side.label for side in SIDES)
    refused = await _one_wins(
        record_meeting(number, Sitting("agreed", parties=parties, figures=figures), by=by),
        record_meeting(number, Sitting("deadlock", parties=parties, figures=figures), by=by),
    )
    assert "no meeting of it is set" in str(refused)


async def test_refuses_an_act_on_what_somebody_looked_at_too_long_ago(database: str) -> None:
    """The version that a person saw is compared under the lock, and they learn what happened."""
    number = await assigned()
    seen = (await case_of(number)).seq
    by = await officer_of(number)
    await answer_as(number, YES, by=by, seen=seen)
    with pytest.raises(
        Refused, match=rf"looked at version {seen}, it is at {seen + 1} now \(Assignment accepted\)"
    ):
        await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa", seen=seen)
    assert (await case_of(number)).seq == seen + 1


async def test_numbers_reports_without_a_gap_however_many_come_at_once(database: str) -> None:
    """Twenty reports at one moment, three of which fail: the numbers of the others have no gap."""
    acts = [a_case(then=lambda: 1 // 0) if at % 7 == 3 else a_case() for at in range(20)]
    ended = await asyncio.gather(*acts, return_exceptions=True)
    numbers = sorted(one for one in ended if isinstance(one, str))
    assert len(numbers) == 17
    assert numbers == [nth(at) for at in range(1, 18)]


async def test_acts_once_on_a_cause_that_is_delivered_twice(database: str) -> None:
    """Prefect may start two runs for one ring; the second finds nothing to do."""
    numbers = [await a_case(village=f"51.05.02.{2001 + at}") for at in range(6)]
    moved = await asyncio.gather(*(triage_reports.fn(numbers) for _ in range(3)))
    assert sorted(case for one in moved for case in one) == numbers
    for number in numbers:
        assert len(await facts_of(number)) == 2


async def test_assigns_once_when_batches_overlap(database: str) -> None:
    """Batches that share cases in another order neither deadlock nor assign or tell twice."""
    numbers = [await a_case(village=f"51.05.02.{2001 + at}") for at in range(6)]
    await triage_reports.fn(numbers)
    batches = (numbers, numbers[::-1], numbers[2:], numbers[:4])
    await asyncio.gather(*(assign_agencies.fn(list(batch)) for batch in batches))
    async with reading() as db:
        given = list(await db.scalars(select(Assignment.case)))
        letters = await db.execute(
            select(Notice.case, func.count())
            .where(Notice.kind == "case_assigned")
            .group_by(Notice.case)
        )
        assert len(given) == len(set(given)) > 0
        assert dict.fromkeys(given, 1) == {row[0]: row[1] for row in letters}
        waiting = select(Cause.case).where(Cause.handled_at.is_(None))
        assert (await db.scalars(waiting)).all() == []


async def test_puts_an_answer_aside_that_another_assignment_overtook(database: str) -> None:
    """A coordinator gives the case elsewhere while the first agency accepts: it is not theirs."""
    number = await assigned()
    first = await officer_of(number)
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await answer_as(number, YES, by=first)
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.lead) == ("assigned", "KESBANG")
    assert (await facts_of(number))[-2:] == ["case.assigned", "cause.settled"]
    await answer_as(number, YES, by=officer("KESBANG"))
    await run_flows()
    assert (await case_of(number)).status == "accepted"


async def test_puts_a_refusal_aside_that_another_assignment_overtook(database: str) -> None:
    """What the coordinator decided stands; the first agency's refusal gives it to nobody."""
    number = await assigned()
    first = await officer_of(number)
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await answer_as(number, NO, by=first)
    await run_flows()
    case = await case_of(number)
    assert (case.lead, case.passed_over) == ("KESBANG", [])


async def test_asks_again_for_a_closure_when_the_case_went_on_meanwhile(database: str) -> None:
    """A case that is given to another agency is neither closed behind its back nor stuck open."""
    number = await in_handling()
    await finish_handling(number, by=await officer_of(number), result_code="calm", done="Selesai")
    await run_flows()
    await reassign(number, by=coordinator(), to="POLPP", reason="Masih ada penjagaan")
    await run_flows()
    ending = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")
    with pytest.raises(Refused, match="nothing asked for its closure"):
        await approve_closure(number, ending, by=coordinator())
    by = officer("POLPP")
    await answer_as(number, YES, by=by)
    await run_flows()
    await record_contact(number, Met(sides=SIDES[:1], complete=True), by=by)
    await run_flows()
    assert (await case_of(number)).status in {"accepted", "in_handling"}


async def test_seats_nobody_in_two_places(database: str) -> None:
    """The table refuses two meetings of one figure at one time, whoever writes them."""
    number = await at_meeting()
    meeting = await meeting_of(number)
    figure = (await figures_of(number))[0]
    with pytest.raises(IntegrityError, match="ex_seat_in_two_places"):
        async with transaction() as db:
            other = Meeting(
                id=uuid.uuid4(),
                case=number,
                mediation=meeting.mediation,
                kind="caucus",
                place="-",
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                state="held",
            )
            db.add(other)
            await db.flush()
            late = meeting.ends_at - timedelta(minutes=1)
            hours = Range(late, late + timedelta(hours=1))
            db.add(Seat(meeting=other.id, figure=figure, during=hours))


async def test_moves_a_figures_hours_with_the_meeting(database: str) -> None:
    """A figure is free again at the old hour and busy at the new one."""
    number = await at_meeting()
    meeting = await meeting_of(number)
    later = meeting.starts_at + timedelta(days=1)
    await move_meeting(number, by=coordinator(), starts_at=later)
    async with reading() as db:
        hours = list(await db.scalars(select(Seat.during)))
    assert hours
    assert {one.lower for one in hours} == {later}


async def test_opens_talks_once_after_two_contacts_at_one_moment(database: str) -> None:
    """No chain has two facts of one number, whatever happened at once."""
    number = await accepted()
    by = await officer_of(number)
    met = Met(sides=SIDES)
    await asyncio.gather(
        record_contact(number, met, by=by),
        record_contact(number, met, by=by),
        return_exceptions=True,
    )
    await run_flows()
    async with reading() as db:
        seqs = list(
            await db.scalars(
                select(SealedFact.seq).where(SealedFact.case == number).order_by(SealedFact.seq)
            )
        )
        assert seqs == list(range(1, len(seqs) + 1))
        assert (await db.get_one(Case, number)).seq == seqs[-1]
    assert (await facts_of(number)).count("mediation.opened") == 1
