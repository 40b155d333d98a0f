"""Referral, objection, reopening, and what keeps a case open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from desk.acting import Refused
from desk.bars import Barring, raise_bar
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, finish_handling
from desk.referrals import answer_referral, refer
from desk.remains import Away, finish_prevention, record_displacement, record_sanction
from desk.reopening import decide_objection, object_to, reopen
from desk.reviews import review
from desk.sealed import record_police_report, record_protection
from kit import clock
from models.assignments import current_assignment, supports_of
from models.by_hand import letters_to_bring
from models.deadlines import Deadline, running
from models.notices import Notice
from models.reports import Reporter
from models.session import reading, transaction
from models.talks import parties_of
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import a_case, run_flows
from tests.people import (
    SIDES,
    accepted,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    in_handling,
    officer,
    officer_of,
)

HEAD, NOTER = "KESBANG-KEPALA", "KESBANG-PIKET"
QUIET = "Ada ribut-ribut kecil."
ENDING = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")
UNFIT = {
    "agreement_kept": "No signed agreement",
    "settled": "no meeting in which the sides agreed",
    "victim_safe": "no protection",
    "referred": "never referred",
    "court_decided": "no court case",
}

pytestmark = pytest.mark.usefixtures("database")


async def _finished() -> str:
    number = await in_handling()
    by = await officer_of(number)
    with pytest.raises(Refused, match="one of agreement_kept, agreed, settled, handled, calm"):
        await finish_handling(number, by=by, result_code="beres", done="Selesai")
    for code, why in UNFIT.items():
        with pytest.raises(Refused, match=why):
            await finish_handling(number, by=by, result_code=code, done="Selesai")
    await finish_handling(number, by=by, result_code="calm", done="Selesai")
    await run_flows()
    return number


async def _closed(ending: Ending = ENDING) -> str:
    number = await _finished()
    await approve_closure(number, ending, by=coordinator())
    await run_flows()
    assert (await case_of(number)).status == "closed"
    return number


async def _dismissed() -> str:
    number = await a_case(QUIET)
    await run_flows()
    await review(number, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    assert (await case_of(number)).status == "dismissed"
    return number


async def _running(number: str) -> set[str]:
    async with reading() as db:
        return {row.kind for row in (await running(db, [number])).get(number, [])}


async def test_refers_out_of_talks_and_asks_every_thirty_days() -> None:
    """The meeting is cancelled; coordinators are reminded again and again until an answer."""
    number = await at_meeting()
    await refer(
        number, by=coordinator(), to="GUBERNUR", reason_code="two_regencies", their_number="12/Gub"
    )
    await run_flows()
    assert (await case_of(number)).status == "referred"
    async with reading() as db:
        kinds = set(await db.scalars(select(Notice.kind).where(Notice.case == number)))
    assert "meeting_cancelled" in kinds
    for times in (1, 2, 3):
        clock.shift_by(timedelta(days=31 * times))
        await say_rungs.fn(await overdue_cases())
        assert (await facts_of(number)).count("deadline.reminded") == times
    await answer_referral(number, by=coordinator(), result="returned", answer="Bukan wewenang")
    await run_flows()
    assert (await case_of(number)).status == "assigned"
    assert "referral_answer" not in await _running(number)


async def test_closes_a_case_that_the_other_body_ended() -> None:
    """By a second person, as every closure."""
    number = await in_handling()
    await raise_bar(number, Barring("court"), by=coordinator())
    await run_flows()
    await refer(number, by=coordinator(), to="PN-SEMARAPURA", reason_code="before_court")
    await run_flows()
    await answer_referral(number, by=coordinator(), result="ended", answer="Putusan tetap")
    await run_flows()
    assert "closure.asked" in await facts_of(number)


async def test_refuses_to_refer_what_is_sealed_or_to_a_body_unknown() -> None:
    """It stays with its two bodies; other bodies are a closed list."""
    number = await in_handling()
    with pytest.raises(Refused, match="GUBERNUR"):
        await refer(number, by=coordinator(), to="PBB", reason_code="not_ours")
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await run_flows()
    with pytest.raises(Refused, match="sealed"):
        await refer(number, by=coordinator(), to="GUBERNUR", reason_code="not_ours")


async def test_reopens_as_a_new_episode_under_the_same_number() -> None:
    """It is triaged and assigned again, and can be closed again."""
    number = await _closed()
    await reopen(number, by=coordinator(), reason_code="new_facts", reason="Ada keterangan baru")
    with pytest.raises(Refused):
        await reopen(number, by=coordinator(), reason_code="new_facts", reason="Sekali lagi")
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.episode, case.outcome) == ("assigned", 2, None)


async def test_an_objection_is_decided_by_somebody_else_and_in_time() -> None:
    """Neither whoever dismissed it nor who wrote it down; upheld, it is triaged anew."""
    number = await _dismissed()
    await object_to(number, by=coordinator(NOTER), reason="Pelapor keberatan")
    with pytest.raises(Refused):
        await object_to(number, by=coordinator(), reason="Sekali lagi")
    with pytest.raises(Refused, match="you ended it yourself"):
        await decide_objection(number, by=coordinator(), upheld=True, reason="Benar")
    with pytest.raises(Refused, match="wrote this objection down yourself"):
        await decide_objection(number, by=coordinator(NOTER), upheld=True, reason="Benar")
    await decide_objection(number, by=coordinator(HEAD), upheld=True, reason="Benar")
    await run_flows()
    case = await case_of(number)
    assert (case.status, case.episode) == ("assigned", 2)


async def test_an_objection_calls_whoever_decides_and_is_answered() -> None:
    """The coordinators by the number alone; the reporter learns how it was decided."""
    number = await _dismissed()
    async with transaction() as db:
        await db.execute(update(Reporter).where(Reporter.case == number).values(may_be_mailed=True))
    await object_to(number, by=coordinator(NOTER), reason="Pelapor keberatan")
    assert HEAD in await _told("objection_raised", number)
    await decide_objection(number, by=coordinator(HEAD), upheld=False, reason="Sudah dicek")
    assert await _told("objection_decided", number) == ["reporter"]


async def _told(kind: str, number: str) -> list[str]:
    async with reading() as db:
        rows = await db.scalars(
            select(Notice.recipient).where(Notice.case == number, Notice.kind == kind)
        )
        return list(rows)


async def test_takes_no_objection_after_its_limit() -> None:
    """Thirty days; after that a coordinator may reopen it."""
    number = await _dismissed()
    clock.shift_by(timedelta(days=32))
    with pytest.raises(Refused, match="until"):
        await object_to(number, by=coordinator(), reason="Terlambat")


async def test_evacuees_and_sanctions_keep_a_case_open() -> None:
    """As long as any source that is not outdated counts somebody."""
    number = await _finished()
    by, today = await officer_of(number), str(clock.today())
    for source, count in (("polsek", 21), ("press", 28)):
        away = Away(count, 7, 3, source, today, "Keterangan lisan")
        await record_displacement(number, away, by=by)
    with pytest.raises(Refused, match="28") as refused:
        await approve_closure(number, ENDING, by=coordinator())
    assert "out of school: 3" in str(refused.value)
    for source in ("polsek", "press"):
        await record_displacement(number, Away(0, 0, 0, source, today, "Sudah pulang"), by=by)
    await record_sanction(
        number,
        by=by,
        sanction="kasepekang",
        in_force=True,
        source="desa_adat",
        as_of=today,
        source_words="Bendesa",
    )
    with pytest.raises(Refused, match="sanctions"):
        await approve_closure(number, ENDING, by=coordinator())
    await record_sanction(
        number,
        by=by,
        sanction="kasepekang",
        in_force=False,
        source="desa_adat",
        as_of=today,
        source_words="Paruman",
    )
    await approve_closure(number, ENDING, by=coordinator())


async def test_codes_of_an_ending_are_a_closed_list() -> None:
    """What a year's report counts must not be anybody's word."""
    number = await _finished()
    with pytest.raises(Refused, match="settled"):
        ending = Ending("peaceful", "boundary_unclear", no_prevention="Dijaga")
        await approve_closure(number, ending, by=coordinator())


async def test_tells_all_who_took_part_that_it_is_closed() -> None:
    """Lead, supporters and both sides, with no word of the reporter's objections.

    The lead brings it to the side without an address, also once the case is closed.
    """
    number, reached = await accepted(), "perbekel@tusan.example"
    sides = (replace(SIDES[0], email=reached), replace(SIDES[1], willing=False))
    by = await officer_of(number)
    await record_contact(number, Met(sides=sides), by=by)
    await run_flows()
    await finish_handling(number, by=by, result_code="calm", done="Selesai")
    await run_flows()
    await approve_closure(number, ENDING, by=coordinator())
    await run_flows()
    async with reading() as db:
        rows = await db.scalars(
            select(Notice).where(Notice.case == number, Notice.kind == "case_closed")
        )
        letters = {one.recipient: one.props for one in rows}
        both = {str(one.id): one.email for one in await parties_of(db, number)}
        brought = await letters_to_bring(db, without_mail=(), number=number)
        assignment = await current_assignment(db, number)
        assert assignment is not None
        helpers = {one.agency for one in await supports_of(db, assignment)}
    assert helpers
    assert set(letters) == {assignment.agency, *both, *helpers}
    assert sorted(both.values(), key=str) == [None, reached]
    assert [(one.kind, both[one.recipient]) for one in brought] == [("case_closed", None)]
    assert {props["object_until"] for props in letters.values()} == {None}
    assert {props["outcome"]["id"] for props in letters.values()} == {"keadaan tenang"}
    assert not any(props["agreed"] for props in letters.values())


@pytest.mark.parametrize(
    ("owner", "due", "why"),
    [
        ("hantu", "2099-01-01", "prevention owner 'hantu' is unknown; one of KESBANG, POLRES"),
        ("Desa Tusan", "2099-01-01", "prevention owner .* is unknown"),
        ("PUPR", "9999-12-31", "due on: .*2199"),
    ],
)
async def test_a_prevention_step_has_an_owner_who_can_be_asked(
    owner: str, due: str, why: str
) -> None:
    """Its reminders go to an agency, on a day that clocks can count to."""
    number = await _finished()
    ending = Ending("calm", "boundary_unclear", None, None, None, "boundary_marks", owner, due)
    with pytest.raises(Refused, match=why):
        await approve_closure(number, ending, by=coordinator())


async def test_a_prevention_step_outlives_the_closure() -> None:
    """Its owner is reminded of it, until it is done."""
    due = str(clock.today() + timedelta(days=40))
    ending = Ending(
        "calm",
        "boundary_unclear",
        trigger="marker_moved",
        trigger_words="Patok digeser",
        prevention="boundary_marks",
        prevention_owner="PUPR",
        prevention_due=due,
    )
    number = await _closed(ending)
    assert await _running(number) == {"prevention"}
    clock.shift_by(timedelta(days=34))
    await say_rungs.fn(await overdue_cases())
    async with reading() as db:
        rows = select(Notice.recipient).where(Notice.kind == "deadline_reminded")
        assert list(await db.scalars(rows)) == ["PUPR"]
    await finish_prevention(number, by=coordinator(), evidence="Foto patok")
    assert await _running(number) == set()


async def test_a_sealed_task_has_a_day_and_three_days() -> None:
    """1x24 hours to protect, 3x24 hours to report, whoever leads; its mails say no more."""
    number = await in_handling()
    await raise_bar(number, Barring("sealed"), by=coordinator())
    await run_flows()
    assert {"protection", "police_report"} <= await _running(number)
    async with reading() as db:
        rows = select(Deadline).where(Deadline.kind == "protection", Deadline.dropped_at.is_(None))
        row = (await db.scalars(rows)).one()
    assert row.due_at - row.starts_at == timedelta(hours=24)
    clock.shift_by(timedelta(hours=25))
    await say_rungs.fn(await overdue_cases())
    async with reading() as db:
        due = select(Notice.kind).where(Notice.case == number, Notice.kind.like("%d_due"))
        assert set(await db.scalars(due)) == {"sealed_due"}
    await record_protection(number, by=officer("POLRES"))
    await record_police_report(number, by=officer("DSOSPPPA"))
    assert not {"protection", "police_report"} & await _running(number)
    with pytest.raises(Refused):
        await record_protection(number, by=officer("PUPR"))
