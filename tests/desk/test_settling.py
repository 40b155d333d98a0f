"""A cause that a person puts aside leaves no dead end: what it said may be said again."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.acting import Refused
from desk.agreements import sign_agreement
from desk.answers import answer_as
from desk.bars import Barring, raise_bar
from desk.clauses import Promise, Signed
from desk.endings import Ending, approve_closure, check_clause, finish_handling
from desk.forums import Decree, convene_task_force
from desk.incidents import Happened, record_incident
from desk.referrals import answer_referral, refer
from desk.releasing import release_clause
from desk.reopening import decide_objection, reopen
from desk.reviews import reassign, review, settle_cause
from desk.sittings import Plan, plan_meeting, postpone_meeting
from desk.states import StateDecree, record_conflict_state
from desk.talks import Sitting, answer_as_figure, cancel_meeting, record_meeting
from kit import clock
from models.causes import STUCK_AFTER, Cause
from models.session import transaction
from models.status import ENDED, Status
from models.views import MeetingKind
from policies.forum import ARTICLE_42
from tasks.triage import triage_reports
from tests.builders import a_case, run_flows
from tests.people import (
    HERE,
    THERE,
    YES,
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
    let_it_begin,
    officer_of,
    working_hour,
)
from tests.portal.standing import joined, met, objected, with_a_feared_owner

pytestmark = pytest.mark.usefixtures("database")
REASON = "not_ours"
CALM = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")


async def _settled(number: str) -> str:
    """Let the case's oldest cause have failed too often, and put it aside."""
    waiting = update(Cause).where(Cause.case == number, Cause.handled_at.is_(None))
    async with transaction() as db:
        await db.execute(waiting.values(failures=STUCK_AFTER))
    return await settle_cause(number, by=coordinator(), reason="Gagal berulang")


async def _finished() -> str:
    number = await in_handling()
    by = await officer_of(number)
    await finish_handling(number, by=by, result_code="calm", done="Warga sudah tenang.")
    await run_flows()
    return number


async def test_a_closure_is_approved_again() -> None:
    """The approval that came to nothing asks for another; the same person may give it."""
    number = await _finished()
    await approve_closure(number, CALM, by=coordinator("KESBANG-KEPALA"))
    assert await _settled(number) == "closure.approved"
    await approve_closure(number, CALM, by=coordinator("KESBANG-KEPALA"))
    await run_flows()
    assert (await case_of(number)).stands is Status.CLOSED


async def test_an_agency_is_asked_anew_whose_answer_was_put_aside() -> None:
    """The assignment is answered once; a new one goes to the same agency, and only then."""
    number = await assigned()
    agency = (await assignment_of(number)).agency
    with pytest.raises(Refused, match="has it already"):
        await reassign(number, by=coordinator(), to=agency, reason="Ulang")
    await answer_as(number, YES, by=await officer_of(number))
    with pytest.raises(Refused, match="has it already"):
        await reassign(number, by=coordinator(), to=agency, reason="Ulang")
    assert await _settled(number) == "assignment.accepted"
    await reassign(number, by=coordinator(), to=agency, reason="Jawaban pertama gagal")
    await run_flows()
    await answer_as(number, YES, by=await officer_of(number))
    await run_flows()
    assert (await case_of(number)).stands is Status.ACCEPTED


async def test_an_agreement_is_signed_and_a_clause_looked_at_again() -> None:
    """What no flow counted is no agreement; a clause's last word was none."""
    number = await at_meeting()
    await let_it_begin(number)
    by, figures = await officer_of(number), tuple(await figures_of(number))
    await record_meeting(number, Sitting("agreed", (HERE, THERE), figures), by=by)
    await run_flows()
    due = str(clock.today() + timedelta(days=40))
    signed = Signed(
        "Surat kesepakatan", (Promise("Patok dipasang", HERE, due),), str(clock.today())
    )
    await sign_agreement(number, signed, by=by)
    assert await _settled(number) == "agreement.signed"
    await sign_agreement(number, signed, by=by)
    await run_flows()
    assert (await case_of(number)).stands is Status.AGREED
    await check_clause(number, by=by, clause=1, result="broken")
    assert await _settled(number) == "clause.checked"
    await check_clause(number, by=by, clause=1, result="kept")


async def test_a_figure_answers_again() -> None:
    """Their first answer moved nothing."""
    number = await in_talks()
    by, figure = await officer_of(number), (await figures_of(number))[0]
    await answer_as_figure(number, by=by, figure=figure, answer="cannot")
    assert await _settled(number) == "figure.answered"
    await answer_as_figure(number, by=by, figure=figure, answer="accept")


async def test_a_case_is_referred_and_word_of_it_told_again() -> None:
    """A referral that was never opened stands in nobody's way, nor does an answer."""
    number, by = await accepted(), coordinator()
    await refer(number, by=by, to="BPN", reason_code=REASON)
    assert await _settled(number) == "case.referred"
    assert not (await case_of(number)).halted
    await refer(number, by=by, to="BPN", reason_code=REASON)
    await run_flows()
    await answer_referral(number, by=by, result="returned")
    assert await _settled(number) == "referral.answered"
    await answer_referral(number, by=by, result="returned")
    await run_flows()
    assert "case.triaged" in (await facts_of(number))[-3:]


@pytest.mark.parametrize("bar", ["court", "sealed"])
async def test_a_bar_is_raised_again(bar: str) -> None:
    """It goes on closing; raised again, the case goes to whom the bar gives it."""
    number, by = await accepted(), coordinator()
    barring = Barring(bar, reason="Ada tanda")
    await raise_bar(number, barring, by=by)
    with pytest.raises(Refused, match="stands already"):
        await raise_bar(number, barring, by=by)
    assert await _settled(number) == "bar.raised"
    case = await case_of(number)
    assert (case.halted, bar in case.bars) == (True, True)
    await raise_bar(number, barring, by=by)
    await run_flows()
    case = await case_of(number)
    assert (case.halted, bar in case.bars, bool(case.lead)) == (False, True, True)
    with pytest.raises(Refused, match="stands already"):
        await raise_bar(number, barring, by=by)


async def test_a_clause_is_released_again() -> None:
    """A release that reached nobody is none."""
    number, by = await with_a_feared_owner(), coordinator()
    await release_clause(number, 2, by=by, reason="Pelapor setuju")
    with pytest.raises(Refused):
        await release_clause(number, 2, by=by, reason="Pelapor setuju")
    assert await _settled(number) == "clause.released"
    await release_clause(number, 2, by=by, reason="Pelapor setuju")


async def test_a_state_is_recorded_again() -> None:
    """A decree that was put aside neither stands nor forbids another."""
    number, by = await assigned(), coordinator()
    decree = StateDecree("set", "300/45", str(clock.today()), str(clock.today()))
    await record_conflict_state(number, decree, by=by)
    with pytest.raises(Refused, match="stands"):
        await record_conflict_state(number, decree, by=by)
    assert await _settled(number) == "conflict_state.recorded"
    await record_conflict_state(number, decree, by=by)


async def test_a_report_is_triaged_and_given_by_hand() -> None:
    """Where the first steps themselves were put aside, a coordinator takes them."""
    number = await a_case()
    with pytest.raises(Refused):
        await review(number, by=coordinator(), decision="triage", category="BTS")
    assert await _settled(number) == "case.reported"
    await review(number, by=coordinator(), decision="triage", category="BTS")
    await triage_reports.fn([number])
    assert await _settled(number) == "case.triaged"
    await reassign(number, by=coordinator(), to="TAPEM", reason="Langkah otomatis gagal")
    await run_flows()
    assert (await case_of(number)).stands is Status.ASSIGNED


async def test_a_case_that_was_separated_is_given_by_hand() -> None:
    """It stands on its own again, and nobody has it."""
    number = await joined()
    await review(number, by=coordinator(), decision="separate")
    await triage_reports.fn([number])
    assert await _settled(number) == "case.separated"
    await reassign(number, by=coordinator(), to="TAPEM", reason="Langkah otomatis gagal")
    await run_flows()
    assert (await case_of(number)).stands is Status.ASSIGNED


async def test_an_upheld_objection_reopens_by_hand() -> None:
    """It is decided once; the case is opened anew without it."""
    number = await objected()
    await decide_objection(number, by=coordinator(), upheld=True, reason="Memang berlanjut")
    assert await _settled(number) == "objection.upheld"
    await reopen(number, by=coordinator(), reason_code="new_facts", reason="Keberatan diterima")
    await run_flows()
    assert (await case_of(number)).stands not in ENDED


async def test_an_incident_is_recorded_again() -> None:
    """It rates the case as if the first one had not been told."""
    number, by = await accepted(), coordinator()
    happened = Happened("Warga dua desa beradu mulut lagi.", clock.today())
    await record_incident(number, happened, by=by)
    assert await _settled(number) == "incident.recorded"
    await record_incident(number, happened, by=by)


async def test_a_task_force_is_convened_again() -> None:
    """Where no talks were opened it does not stand in its own way."""
    number, by = await met(), coordinator()
    decree = Decree(ARTICLE_42[0], "100/HK/2026")
    await convene_task_force(number, decree, by=by)
    assert await _settled(number) == "contact.recorded"
    assert await _settled(number) == "forum.decided"
    await convene_task_force(number, decree, by=by)
    await run_flows()
    assert (await case_of(number)).stands is Status.IN_MEDIATION


async def _cancelled(number: str) -> str:
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    return "meeting.cancelled"


async def _postponed(number: str) -> str:
    await let_it_begin(number)
    await postpone_meeting(number, by=coordinator(), missing=(THERE,))
    return "meeting.postponed"


async def _held(number: str) -> str:
    await let_it_begin(number)
    sitting = Sitting("agreed", (HERE, THERE), tuple(await figures_of(number)))
    await record_meeting(number, sitting, by=await officer_of(number))
    return "meeting.held"


@pytest.mark.parametrize("ended", [_cancelled, _postponed, _held])
async def test_another_meeting_is_set_by_hand(ended: Callable[[str], Awaitable[str]]) -> None:
    """The one that came to nothing stands in nobody's way."""
    number = await at_meeting()
    fact = await ended(number)
    assert await _settled(number) == fact
    plan = Plan(MeetingKind.MEDIATION, working_hour(days=14))
    await plan_meeting(number, plan, by=coordinator())
    await run_flows()
    await _held(number)
    await run_flows()
    assert "signing.asked" in await facts_of(number)
