"""Talks that get into trouble: a cancelled meeting, no free date, no figure who fits."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select, update

from desk.acting import Refused
from desk.answers import answer_as
from desk.contacts import Met, record_contact
from desk.reviews import review
from desk.talks import answer_as_figure, cancel_meeting, move_meeting
from kit import clock
from kit.clock import WITA, in_wita, wita_date
from kit.settings import settings
from models.causes import Cause
from models.chain import SealedFact
from models.deadlines import Deadline
from models.notices import Notice
from models.regency_folder import FOLDERS
from models.session import reading, transaction
from models.talks import Mediation, Meeting, Panelist, Party
from tests.builders import run_flows
from tests.people import (
    SIDES,
    YES,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_talks,
    meeting_of,
    officer_of,
)

A_TUESDAY = datetime(2026, 12, 1, 8, tzinfo=WITA)  # the calendar holds this year and the next


async def _bodies(number: str, name: str) -> list[dict[str, object]]:
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.body)
            .where(SealedFact.case == number, SealedFact.name == name)
            .order_by(SealedFact.seq)
        )
        return list(rows)


async def _told(kind: str) -> set[str]:
    async with reading() as db:
        return set(await db.scalars(select(Notice.recipient).where(Notice.kind == kind)))


async def _limit(number: str) -> Deadline:
    async with reading() as db:
        found = await db.scalar(
            select(Deadline).where(
                Deadline.case == number,
                Deadline.kind == "mediation",
                Deadline.met_at.is_(None),
                Deadline.dropped_at.is_(None),
            )
        )
    assert found is not None
    return found


async def _no_cause_waits() -> bool:
    async with reading() as db:
        waiting = await db.scalars(select(Cause.fact).where(Cause.handled_at.is_(None)))
        return list(waiting) == []


async def _end_of_talks(number: str, *, days: int) -> None:
    """Let the talks' limit be so near that no date lies before it."""
    async with transaction() as db:
        await db.execute(
            update(Mediation)
            .where(Mediation.case == number)
            .values(due_at=clock.now() + timedelta(days=days))
        )


async def test_sets_another_date_for_a_cancelled_meeting(database: str) -> None:
    """Nobody has to ask: a cancelled meeting is followed by an invitation to another one."""
    number = await at_meeting()
    before = await meeting_of(number)
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    await run_flows()
    after = await meeting_of(number)
    assert after.id != before.id
    assert wita_date(after.starts_at) > wita_date(before.starts_at)
    assert (await facts_of(number))[-2:] == ["meeting.cancelled", "meeting.scheduled"]
    assert await _no_cause_waits()


async def test_extends_talks_once_when_no_date_is_free(database: str) -> None:
    """The reason is recorded, the limit moves with it, and a date is found in the longer time."""
    number = await at_meeting()
    limit = await _limit(number)
    await _end_of_talks(number, days=1)
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    await run_flows()
    extended = await _bodies(number, "mediation.extended")
    assert [one["reason_code"] for one in extended] == ["no_date_free"]
    assert await meeting_of(number)
    moved = await _limit(number)
    assert moved.id == limit.id
    assert moved.rung == -1
    async with reading() as db:
        mediation = (await db.scalars(select(Mediation))).one()
    assert (mediation.due_at, mediation.extended_at is not None) == (moved.due_at, True)
    assert await _no_cause_waits()


async def test_asks_the_coordinators_when_no_date_is_free_a_second_time(database: str) -> None:
    """One extension is all there is; then a person is told, and nothing is stuck."""
    number = await at_meeting()
    await _end_of_talks(number, days=1)
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    await run_flows()
    await _end_of_talks(number, days=1)
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    await run_flows()
    stalled = await _bodies(number, "talks.stalled")
    assert [one["reason_code"] for one in stalled] == ["no_date_free"]
    assert "KESBANG-SEKRETARIS" in await _told("talks_stalled")
    assert (await case_of(number)).status == "in_mediation"
    assert await _no_cause_waits()


async def test_hands_talks_to_the_agency_when_every_figure_said_no(database: str) -> None:
    """Talks that nobody can lead end; the agency goes on and the coordinators are told."""
    number = await in_talks()
    by = await officer_of(number)
    for _ in range(40):
        async with reading() as db:
            waiting = [one.figure for one in await db.scalars(select(Panelist)) if one.open]
        for figure in waiting:
            await answer_as_figure(number, by=by, figure=figure, answer="cannot")
        await run_flows()
        if not waiting:
            break
    case = await case_of(number)
    assert (case.status, (await facts_of(number))[-1]) == ("in_handling", "handling.opened")
    assert [one["reason_code"] for one in await _bodies(number, "talks.stalled")] == ["no_figure"]
    assert "KESBANG-SEKRETARIS" in await _told("talks_stalled")
    async with reading() as db:
        assert [one.ending for one in await db.scalars(select(Mediation))] == ["no_figure"]


async def test_lays_a_case_that_no_figure_fits_before_a_coordinator(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No talks are opened that nobody would answer; the review says why."""
    folder = Path(shutil.copytree(FOLDERS / "klungkung", tmp_path / "small"))
    figures = yaml.safe_load((folder / "figures.yaml").read_text(encoding="utf-8"))
    faithful = [one for one in figures if one["kind"] == "religious"]
    (folder / "figures.yaml").write_text(yaml.safe_dump(faithful), encoding="utf-8")
    monkeypatch.setenv("RUKUN_REGENCY", str(folder))
    settings.cache_clear()
    number = await in_talks()
    asked = (await _bodies(number, "case.review_asked"))[-1]
    assert asked["unsure"] == ["no_figure"]
    assert (await case_of(number)).status == "needs_review"
    assert "talks.stalled" in await facts_of(number)
    assert "mediation.opened" not in await facts_of(number)
    async with reading() as db:
        assert list(await db.scalars(select(Meeting.id))) == []
    assert await _no_cause_waits()
    await review(number, by=coordinator(), decision="triage")
    await run_flows()
    by = await officer_of(number)
    await answer_as(number, YES, by=by)
    await run_flows()
    await record_contact(number, Met(sides=SIDES), by=by)
    await run_flows()
    assert (await case_of(number)).status == "in_handling", "who let it go on is not asked again"


async def test_keeps_who_sits_when_a_meeting_is_set_anew(database: str) -> None:
    """The same figures and sides are invited to the other date."""
    number = await at_meeting()
    await cancel_meeting(number, by=coordinator(), reason_code="flood")
    await run_flows()
    first, second = await _bodies(number, "meeting.scheduled")
    assert first["figures"] == second["figures"] == await figures_of(number)
    async with reading() as db:
        sides = {str(one) for one in await db.scalars(select(Party.id))}
    assert isinstance(second["parties"], list)
    assert set(second["parties"]) == sides


async def test_cancels_for_a_reason_of_the_regencys_list(database: str) -> None:
    """A slip is no code: the refusal names those that there are."""
    number = await at_meeting()
    with pytest.raises(Refused, match="weather, flood"):
        await cancel_meeting(number, by=coordinator(), reason_code="hujan")
    assert "meeting.cancelled" not in await facts_of(number)


async def test_refuses_to_call_people_at_once_by_night_or_in_another_century(database: str) -> None:
    """Sooner than a day only with all sides' written consent, and never outside decent hours."""
    clock.shift_by(A_TUESDAY - clock.machine_now())
    number = await at_meeting()
    by, meeting = coordinator(), await meeting_of(number)
    with pytest.raises(Refused, match="at least 24 hours before"):
        await move_meeting(number, by=by, starts_at=clock.now() + timedelta(minutes=1))
    for year in (2199, 9999):
        with pytest.raises(Refused, match="more than 365 days ahead; check the year"):
            await move_meeting(number, by=by, starts_at=datetime(year, 12, 31, 10, tzinfo=WITA))
    night = in_wita(meeting.starts_at + timedelta(days=1)).replace(hour=2)
    with pytest.raises(Refused, match="between 7 and 21"):
        await move_meeting(number, by=by, starts_at=night, short_notice=True)
    with pytest.raises(Refused, match="at that time already"):
        await move_meeting(number, by=by, starts_at=meeting.starts_at)


async def test_refuses_to_move_a_meeting_to_a_day_that_people_keep(database: str) -> None:
    """Nobody moves a meeting to Nyepi or Friday midday; the refusal says why."""
    clock.shift_by(A_TUESDAY - clock.machine_now())
    number = await at_meeting()
    nyepi = datetime(2027, 3, 8, 10, tzinfo=WITA)
    with pytest.raises(Refused, match="not then: "):
        await move_meeting(number, by=coordinator(), starts_at=nyepi)
    friday = datetime(2027, 1, 8, 12, tzinfo=WITA)
    with pytest.raises(Refused, match="not then: Friday prayers"):
        await move_meeting(number, by=coordinator(), starts_at=friday)
    await move_meeting(number, by=coordinator(), starts_at=datetime(2027, 1, 8, 14, tzinfo=WITA))
