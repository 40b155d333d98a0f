"""The talks of a case as those see them who sit in them or bring them about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.talks import (
    Consent,
    Mediation,
    Meeting,
    Panelist,
    Seat,
    open_mediation,
    panel_of,
    parties_of,
    scheduled_meeting,
    sides_invited,
)
from models.views import Consented


@dataclass(frozen=True, slots=True)
class Round:
    """The round of talks that is open: who is still asked, who sits, what each side said.

    ``said`` is by the side's label, None while it said nothing; ``agreed`` that they agreed in a
    meeting and only the signing is left.
    """

    forum: str
    round: int
    due_at: datetime
    asked: tuple[str, ...]
    sitting: tuple[str, ...]
    said: Mapping[str, Consented | None] = field(default_factory=dict)
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class MeetingSet:
    """The meeting that is set: where and when, and who is invited (ids, labels, codes)."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    place: dict[str, str]
    figures: tuple[str, ...]
    sides: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seated:
    """What a figure was asked, what it answered, and with whom it would sit.

    ``category`` and ``village`` are what the request's mail says too. ``goes_on``: the talks that
    it sat in ended, and others go on.
    """

    figure: str
    kind: str
    forum: str
    answer: str | None
    answered_at: datetime | None
    ended: bool
    category: str
    village: str
    others: tuple[str, ...] = ()
    goes_on: bool = False


async def round_of(db: AsyncSession, number: str) -> Round | None:
    """Read the talks that are open, if there are any."""
    mediation = await open_mediation(db, number)
    if mediation is None:
        return None
    panel = await panel_of(db, mediation)
    agreed = select(Meeting.id).where(
        Meeting.mediation == mediation.id, Meeting.outcome == "agreed"
    )
    return Round(
        forum=mediation.forum,
        round=mediation.round,
        due_at=mediation.due_at,
        asked=tuple(one.figure for one in panel if one.open),
        sitting=tuple(one.figure for one in panel if one.sits),
        said=await _said(db, mediation),
        agreed=await db.scalar(agreed.limit(1)) is not None,
    )


async def meeting_set(db: AsyncSession, number: str) -> MeetingSet | None:
    """Read the meeting that is set, if one is."""
    meeting = await scheduled_meeting(db, number)
    if meeting is None:
        return None
    seats = await db.scalars(
        select(Seat.figure).where(Seat.meeting == meeting.id).order_by(Seat.figure)
    )
    return MeetingSet(
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.where,
        figures=tuple(seats),
        sides=tuple(one.label for one in await sides_invited(db, meeting)),
        agencies=tuple(meeting.agencies),
    )


async def seat_of(db: AsyncSession, case: Case, *, figure: str) -> Seated | None:
    """Read what a figure was last asked in a case, if it was and was not replaced."""
    found = (
        await db.execute(
            select(Panelist, Mediation)
            .join(Mediation, Mediation.id == Panelist.mediation)
            .where(
                Mediation.case == case.number,
                Panelist.figure == figure,
                Panelist.replaced.is_(False),
            )
            .order_by(Mediation.opened_at.desc())
            .limit(1)
        )
    ).tuples()
    first = found.first()
    if first is None:
        return None
    seat, mediation = first
    panel = await panel_of(db, mediation)
    return Seated(
        figure=figure,
        kind=seat.kind,
        forum=mediation.forum,
        answer=seat.answer,
        answered_at=seat.answered_at,
        ended=mediation.ended_at is not None,
        category=case.category or "LNY",
        village=case.village,
        others=tuple(one.figure for one in panel if one.sits and one.figure != figure),
        goes_on=mediation.ended_at is not None
        and await open_mediation(db, case.number) is not None,
    )


async def _said(db: AsyncSession, mediation: Mediation) -> dict[str, Consented | None]:
    rows = await db.scalars(select(Consent).where(Consent.mediation == mediation.id))
    said = {row.party: row.said() for row in rows}
    return {one.label: said.get(one.id) for one in await parties_of(db, mediation.case)}
