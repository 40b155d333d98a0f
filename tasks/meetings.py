"""Arrange meetings: replace figures who can't sit, ask the parties, set the date."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from models.cases import Case
from models.facts.base import Fact
from models.facts.talks import (
    FigureReplaced,
    HandlingOpened,
    MeetingPostponed,
    MeetingScheduled,
    PartyAnswered,
)
from models.status import Status
from models.talks import (
    Consent,
    Mediation,
    Meeting,
    Panelist,
    Party,
    Seat,
    open_mediation,
    panel_of,
    parties_of,
    scheduled_meeting,
)
from models.ties import ties_of
from models.views import MeetingKind, Slot
from policies.consent import consents
from policies.hosts import host_said
from policies.meetings import NoSlot
from policies.sittings import stands_still
from tasks.panels import NO_DATE, NO_FIGURE, NO_QUORUM, extend, next_figures, propose_date, stall
from tasks.telling import tell_next_step
from tasks.telling_talks import ask_parties, invite, release_figure
from tasks.turn import Turn, turn
from tasks.wrapping import task

FLOW = "arrange-meetings"


@task
async def arrange(cases: list[str]) -> list[str]:
    """Take each answer of a figure or party one step further."""
    async with turn(FLOW, cases) as mine:
        for one in mine:
            mediation = await open_mediation(mine.db, one.case.number)
            if mediation is None or one.case.stands is not Status.IN_MEDIATION:
                await mine.overtaken(one)
                continue
            await go_on(mine, one.case, mediation=mediation, fact=one.fact)
            await mine.done(one)
            await mine.db.flush()
    return mine.moved


async def go_on(mine: Turn, case: Case, *, mediation: Mediation, fact: Fact) -> None:
    """Take talks one step further: who sits, who accepts them, and when all meet next."""
    panel = list(await panel_of(mine.db, mediation))
    parties = list(await parties_of(mine.db, case.number))
    for figure in panel:
        if _must_go(figure):
            panel += await _replace(mine, case, mediation=mediation, figure=figure)
    if any(figure.open for figure in panel):
        return
    sitting = [figure for figure in panel if figure.sits]
    if not sitting:
        stall(mine, case, reason_code=NO_FIGURE, forum=mediation.forum, mediation=mediation)
        await end_talks(mine, case, mediation=mediation, reason_code=NO_FIGURE)
        return
    if await scheduled_meeting(mine.db, case.number) is not None:
        return
    if await _had_no_quorum_again(mine, fact, mediation=mediation):
        stall(mine, case, reason_code=NO_QUORUM, forum=mediation.forum, mediation=mediation)
        return
    figures = [one.figure for one in sitting]
    waiting = await _without_consent(mine, mediation, parties=parties, sitting=figures)
    if waiting and not _was_a_yes(fact):
        await ask_parties(mine, case, parties=waiting, figures=figures)
    if not waiting:
        await schedule(mine, case, mediation=mediation, panel=sitting, parties=parties)


async def _had_no_quorum_again(mine: Turn, fact: Fact, *, mediation: Mediation) -> bool:
    """Tell whether so many meetings of these talks were postponed that a person must decide."""
    if not isinstance(fact, MeetingPostponed):
        return False
    rows = await mine.db.scalars(
        select(Meeting.id).where(Meeting.mediation == mediation.id, Meeting.state == "postponed")
    )
    return stands_still(rows.all(), talks=mine.rules.talks)


def _was_a_yes(fact: Fact) -> bool:
    """When one side accepts, the others have been asked already."""
    return isinstance(fact, PartyAnswered) and fact.answer == "accept"


def _must_go(figure: Panelist) -> bool:
    said_no = figure.answer in {"cannot", "tie"} or figure.refused_by is not None
    return said_no and not figure.replaced


async def _replace(
    mine: Turn, case: Case, *, mediation: Mediation, figure: Panelist
) -> list[Panelist]:
    figure.replaced = True
    reason = "refused" if figure.refused_by is not None else str(figure.answer)
    fresh = await next_figures(mine, case, mediation=mediation)
    mine.record(
        case,
        FigureReplaced(
            mediation=str(mediation.id),
            figure=figure.figure,
            by=fresh[0].figure if fresh else None,
            reason_code=reason,
        ),
    )
    if reason == "refused":
        release_figure(mine, case, figure.figure)
    return fresh


async def _without_consent(
    mine: Turn, mediation: Mediation, *, parties: Sequence[Party], sitting: Collection[str]
) -> list[Party]:
    """Find the sides that have not accepted everybody who sits."""
    rows = await mine.db.scalars(select(Consent).where(Consent.mediation == mediation.id))
    said = {row.party: row.said() for row in rows}
    return [one for one in parties if not consents(said.get(one.id), sitting=sitting)]


async def schedule(
    mine: Turn,
    case: Case,
    *,
    mediation: Mediation,
    panel: Sequence[Panelist],
    parties: Sequence[Party],
) -> None:
    """Set a meeting in the first hours that suit, and invite everybody.

    If none do the talks are extended, which looks again, or the coordinators are asked.
    """
    figures = [one.figure for one in panel]
    try:
        slot = await propose_date(mine, case, mediation=mediation, figures=figures, parties=parties)
    except NoSlot:
        if not extend(mine, case, mediation=mediation):
            stall(mine, case, reason_code=NO_DATE, forum=mediation.forum, mediation=mediation)
        return
    meeting = await _set(mine, case, mediation=mediation, slot=slot, figures=figures)
    mine.record(case, _scheduled(meeting, figures=figures, parties=parties))
    await invite(mine, case, meeting=meeting, figures=figures, parties=parties)


async def _set(
    mine: Turn, case: Case, *, mediation: Mediation, slot: Slot, figures: Sequence[str]
) -> Meeting:
    ties = await ties_of(mine.db, case.number)
    meeting = Meeting(
        id=uuid.uuid4(),
        case=case.number,
        mediation=mediation.id,
        kind=MeetingKind.MEDIATION,
        place=mine.rules.kecamatan_of(case.village).name,
        host=host_said(case.situation(), rules=mine.rules, ties=ties),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        sequence=0,
    )
    mine.db.add(meeting)
    await mine.db.flush()
    mine.db.add_all(
        Seat(meeting=meeting.id, figure=figure, during=Range(slot.starts_at, slot.ends_at))
        for figure in figures
    )
    await mine.db.flush()
    return meeting


def _scheduled(
    meeting: Meeting, *, figures: Sequence[str], parties: Sequence[Party]
) -> MeetingScheduled:
    return MeetingScheduled(
        meeting=str(meeting.id),
        mediation=str(meeting.mediation),
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        figures=tuple(figures),
        parties=tuple(str(party.id) for party in parties),
    )


async def end_talks(mine: Turn, case: Case, *, mediation: Mediation, reason_code: str) -> None:
    """End a mediation without agreement; the agency goes on alone."""
    mediation.ended_at, mediation.ending = mine.at, reason_code
    await mine.db.flush()
    await handle_alone(mine, case, reason_code=reason_code)


async def handle_alone(mine: Turn, case: Case, *, reason_code: str) -> None:
    """Let the agency go on without talks."""
    if case.stands is Status.IN_MEDIATION:
        mine.record(case, HandlingOpened(reason_code=reason_code))
        await tell_next_step(mine, case)
