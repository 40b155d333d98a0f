"""Panels of figures: proposing them from rows and rules, and finding a date that suits."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from models.agreements import withdraw_closure
from models.cases import Case
from models.facts.talks import FigureProposed, MediationOpened
from models.talks import Mediation, Meeting, Panelist, Party, Seat, panel_of, parties_of
from models.views import Colour, FigureKind, Forum, PanelChoice, PanelSituation, Slot
from policies.deadlines import due_at
from policies.forum import choose_forum
from policies.mediation import propose_figures
from policies.meetings import NoSlot, propose_slot
from tasks.telling import ask_figures
from tasks.turn import Turn


async def open_forum(
    mine: Turn, case: Case, *, parties: Sequence[Party], round_: int, tried: Sequence[Forum] = ()
) -> bool:
    """Open the lowest forum not tried yet and ask its figures; False if only decrees are left."""
    views = [party.view() for party in parties]
    choice = choose_forum(case.situation(), parties=views, tried=tried)
    if choice.needs_decision:
        return False
    await withdraw_closure(mine.db, case, at=mine.at)
    mediation = Mediation(
        id=uuid.uuid4(),
        case=case.number,
        forum=choice.forum,
        round=round_,
        opened_at=mine.at,
        due_at=_due(mine, case, at=mine.at),
    )
    mine.db.add(mediation)
    await mine.db.flush()
    panel = await _propose(mine, case, mediation=mediation, parties=parties)
    seats = await _seat(mine, mediation, panel)
    mine.record(case, _opened(mine, mediation, panel))
    ask_figures(mine, case, figures=seats, parties=parties)
    return True


async def next_figures(mine: Turn, case: Case, *, mediation: Mediation) -> list[Panelist]:
    """Find who takes the seats that were left, and ask them."""
    parties = await parties_of(mine.db, case.number)
    panel = await _propose(mine, case, mediation=mediation, parties=parties)
    seats = await _seat(mine, mediation, panel)
    ask_figures(mine, case, figures=seats, parties=parties)
    return seats


def candidates(mine: Turn, case: Case) -> tuple[str, ...]:
    """Name the figures who may fit before the sides are known; none for a barred case."""
    situation = case.situation()
    if {"sealed", "crime"} & set(case.bars):
        return ()
    forum = choose_forum(situation, parties=()).forum
    kinds = mine.rules.category(situation.category).mediator_kinds
    panel = propose_figures(
        PanelSituation(case=situation, forum=forum, parties=(), kinds=kinds),
        figures=mine.rules.figures,
    )
    return tuple(one.figure for one in panel.figures)


async def propose_date(
    mine: Turn, case: Case, *, mediation: Mediation, figures: Sequence[str]
) -> Slot:
    """Find the first hours that suit the figures, within the talks' limit or one extension."""
    busy = [
        Slot(during.lower, during.upper)
        for during in await mine.db.scalars(
            select(Seat.during).where(Seat.figure.in_(figures), Seat.free.is_(False))
        )
        if during.lower is not None and during.upper is not None
    ]
    calendar = mine.rules.calendar
    try:
        return propose_slot(mine.at, deadline=mediation.due_at, calendar=calendar, busy=busy)
    except NoSlot:
        longer = _due(mine, case, at=max(mediation.due_at, mine.at))
        return propose_slot(mine.at, deadline=longer, calendar=calendar, busy=busy)


async def forums_tried(mine: Turn, case: Case) -> list[Forum]:
    """List the forums whose talks on this case ended without agreement."""
    rows = await mine.db.scalars(
        select(Mediation.forum).where(Mediation.case == case.number, Mediation.ending == "deadlock")
    )
    return [Forum(one) for one in rows]


async def _propose(
    mine: Turn, case: Case, *, mediation: Mediation, parties: Sequence[Party]
) -> PanelChoice:
    asked = await panel_of(mine.db, mediation)
    situation = PanelSituation(
        case=case.situation(),
        forum=Forum(mediation.forum),
        kinds=_kinds(mine, case),
        parties=tuple(party.view() for party in parties),
        kept=tuple(one.figure for one in asked if one.sits or one.open),
        ties=frozenset(one.figure for one in asked if one.answer == "tie"),
        declined=frozenset(one.figure for one in asked if one.answer == "cannot"),
        objected=frozenset(one.figure for one in asked if one.refused_by is not None),
        load=await _load(mine),
    )
    return propose_figures(situation, figures=mine.rules.figures)


def _kinds(mine: Turn, case: Case) -> tuple[FigureKind, ...]:
    kinds = mine.rules.category(case.category or "LNY").mediator_kinds
    return kinds or (FigureKind.COMMUNITY,)


async def _load(mine: Turn) -> dict[str, int]:
    rows = await mine.db.execute(
        select(Seat.figure, func.count())
        .join(Meeting, Meeting.id == Seat.meeting)
        .where(Meeting.state == "scheduled")
        .group_by(Seat.figure)
    )
    return {figure: count for figure, count in rows}  # noqa: C416 - a row is no pair to mypy


async def _seat(mine: Turn, mediation: Mediation, panel: PanelChoice) -> list[Panelist]:
    taken = await mine.db.scalar(select(func.count()).where(Panelist.mediation == mediation.id))
    seats = [
        Panelist(
            mediation=mediation.id,
            figure=one.figure,
            kind=one.kind,
            rank=rank,
            answer=None,
            refused_by=None,
            replaced=False,
        )
        for rank, one in enumerate(panel.figures, start=(taken or 0) + 1)
    ]
    mine.db.add_all(seats)
    await mine.db.flush()
    return seats


def _opened(mine: Turn, mediation: Mediation, panel: PanelChoice) -> MediationOpened:
    return MediationOpened(
        mediation=str(mediation.id),
        forum=mediation.forum,
        round=mediation.round,
        figures=tuple(FigureProposed(figure=one.figure, kind=one.kind) for one in panel.figures),
        passed_over=tuple(one.figure for one in panel.passed_over),
        lacks=panel.lacks,
        rule_set=mine.rules.content_hash,
    )


def _due(mine: Turn, case: Case, *, at: datetime) -> datetime:
    rule = mine.rules.deadline("mediation")
    colour = Colour(case.colour or Colour.GREEN)
    return due_at(rule, at, colour=colour, calendar=mine.rules.calendar)
