"""Arrange meetings: replace figures who can't sit, ask the parties, set the date."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from models.cases import Case
from models.facts.talks import FigureReplaced, MeetingScheduled
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
from models.views import MeetingKind
from tasks.panels import next_figures, propose_date
from tasks.telling import ask_parties, invite
from tasks.turn import Turn, Waiting, turn
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
            await _arrange(mine, one, mediation)
            await mine.done(one)
            await mine.db.flush()
    return mine.moved


async def _arrange(mine: Turn, one: Waiting, mediation: Mediation) -> None:
    panel = list(await panel_of(mine.db, mediation))
    parties = list(await parties_of(mine.db, one.case.number))
    for figure in panel:
        if _must_go(figure):
            panel += await _replace(mine, one.case, mediation=mediation, figure=figure)
    if any(figure.open for figure in panel):
        return
    sitting = [figure for figure in panel if figure.sits]
    if not sitting or await scheduled_meeting(mine.db, one.case.number) is not None:
        return
    waiting = await _without_consent(mine, mediation, parties)
    if waiting:
        ask_parties(mine, one, parties=waiting, figures=[one.figure for one in sitting])
    else:
        await schedule(mine, one.case, mediation=mediation, panel=sitting, parties=parties)


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
    return fresh


async def _without_consent(
    mine: Turn, mediation: Mediation, parties: Sequence[Party]
) -> list[Party]:
    accepted = set(
        await mine.db.scalars(
            select(Consent.party).where(
                Consent.mediation == mediation.id, Consent.answer == "accept"
            )
        )
    )
    return [party for party in parties if party.id not in accepted]


async def schedule(
    mine: Turn,
    case: Case,
    *,
    mediation: Mediation,
    panel: Sequence[Panelist],
    parties: Sequence[Party],
) -> None:
    """Set a meeting in the first hours that suit, and invite everybody."""
    figures = [one.figure for one in panel]
    slot = await propose_date(mine, case, mediation=mediation, figures=figures)
    meeting = Meeting(
        id=uuid.uuid4(),
        case=case.number,
        mediation=mediation.id,
        kind=MeetingKind.MEDIATION,
        place=mine.rules.kecamatan_of(case.village).name,
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
    mine.record(
        case,
        MeetingScheduled(
            meeting=str(meeting.id),
            mediation=str(mediation.id),
            kind=meeting.kind,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            figures=tuple(figures),
            parties=tuple(str(party.id) for party in parties),
        ),
    )
    invite(mine, case, meeting=meeting, figures=figures, parties=parties)
