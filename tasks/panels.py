"""Panels of figures: proposing them from rows and rules, and finding a date that suits."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from kit.clock import wita_date
from models.agreements import withdraw_closure
from models.cases import Case
from models.deciders import bodies_that_decided
from models.facts.talks import (
    FigureProposed,
    FiguresAsked,
    MediationExtended,
    MediationOpened,
    TalksStalled,
)
from models.talks import Mediation, Meeting, Panelist, Party, Seat, panel_of, parties_of
from models.ties import ties_of
from models.views import Colour, FigureKind, Forum, ForumChoice, PanelChoice, PanelSituation, Slot
from policies.deadlines import after, due_at
from policies.forum import CODES, choose_forum
from policies.mediation import propose_figures
from policies.meetings import propose_slot
from policies.observances import concerned_by
from tasks.asking import ask_help
from tasks.telling_incidents import call_figures
from tasks.telling_talks import ask_figures
from tasks.turn import Turn

NO_FORUM, NO_FIGURE, NO_DATE = "no_forum_left", "no_figure", "no_date_free"
NO_QUORUM = "no_quorum"
DEADLOCK = "deadlock"
BY_DECREE = {"id": "keputusan koordinator", "en": "a coordinator's decision"}


async def open_forum(
    mine: Turn,
    case: Case,
    *,
    parties: Sequence[Party],
    round_: int,
    tried: Sequence[Forum] = (),
    by_decree: Forum | None = None,
) -> str | None:
    """Open the lowest forum not tried yet and ask its figures; None, or the code of why not.

    ``by_decree``: the one that a coordinator decided on.

    ``no_forum_left``: only decrees are left. ``no_figure``: nobody fits. Coordinators are told.
    """
    choice = await _choice(mine, case, parties=parties, tried=tried)
    if by_decree is not None:
        choice = ForumChoice(by_decree, BY_DECREE)
    if choice.needs_decision:
        stall(mine, case, reason_code=NO_FORUM, forum=choice.forum)
        return NO_FORUM
    panel = await _propose(mine, case, forum=choice.forum, parties=parties)
    if not panel.figures:
        stall(mine, case, reason_code=NO_FIGURE, forum=choice.forum, panel=panel)
        return NO_FIGURE
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
    seats = await _seat(mine, mediation, panel)
    mine.record(case, _opened(mine, mediation, panel, choice=choice))
    await ask_figures(mine, case, figures=seats, parties=parties)
    return None


async def _choice(
    mine: Turn, case: Case, *, parties: Sequence[Party], tried: Sequence[Forum]
) -> ForumChoice:
    return choose_forum(
        case.situation(),
        parties=[party.view() for party in parties],
        tried=tried,
        decided=await bodies_that_decided(mine.db, case, rules=mine.rules),
        ties=await ties_of(mine.db, case.number),
        talks=mine.rules.talks,
    )


def stall(
    mine: Turn,
    case: Case,
    *,
    reason_code: str,
    forum: str,
    mediation: Mediation | None = None,
    panel: PanelChoice | None = None,
) -> None:
    """Say that talks can't go on by the rules, and ask the coordinators for help."""
    mine.record(
        case,
        TalksStalled(
            mediation=str(mediation.id) if mediation else None,
            reason_code=reason_code,
            forum=forum,
            lacks=panel.lacks if panel else (),
            passed_over=tuple(one.figure for one in panel.passed_over) if panel else (),
        ),
    )
    ask_help(mine, case, reason=reason_code)


async def next_figures(mine: Turn, case: Case, *, mediation: Mediation) -> list[Panelist]:
    """Find who takes the seats that were left, and ask them."""
    parties = await parties_of(mine.db, case.number)
    asked = await panel_of(mine.db, mediation)
    panel = await _propose(mine, case, forum=Forum(mediation.forum), parties=parties, asked=asked)
    seats = await _seat(mine, mediation, panel)
    await ask_figures(mine, case, figures=seats, parties=parties)
    return seats


def candidates(mine: Turn, case: Case) -> tuple[str, ...]:
    """Name the figures who may fit before the sides are known; none for a barred case."""
    if {"sealed", "crime"} & set(case.bars):
        return ()
    return tuple(one.figure for one in _likely(mine, case).figures)


def ask_to_calm(mine: Turn, case: Case) -> None:
    """Ask the category's figures to calm or persuade; the matter itself is talked over by nobody.

    Perpol 8/2021 excludes peace over narcotics: figures keep people from taking the law into
    their own hands. A sealed case is told to no figure.
    """
    figures = () if case.sealed else _likely(mine, case).figures
    if figures:
        asked = tuple(FigureProposed(figure=one.figure, kind=one.kind) for one in figures)
        mine.record(case, FiguresAsked(figures=asked, rule_set=mine.rules.content_hash))
        call_figures(mine, case, figures=[one.figure for one in figures])


def _likely(mine: Turn, case: Case) -> PanelChoice:
    situation = case.situation()
    forum = choose_forum(situation, parties=()).forum
    kinds = mine.rules.category(situation.category).mediator_kinds
    panel = PanelSituation(case=situation, forum=forum, parties=(), kinds=kinds)
    return propose_figures(panel, figures=mine.rules.figures)


async def propose_date(
    mine: Turn,
    case: Case,
    *,
    mediation: Mediation,
    figures: Sequence[str],
    parties: Sequence[Party],
) -> Slot:
    """Find the first hours that suit the figures within the talks' limit, or ``NoSlot``."""
    busy = [
        Slot(during.lower, during.upper)
        for during in await mine.db.scalars(
            select(Seat.during).where(Seat.figure.in_(figures), Seat.free.is_(False))
        )
        if during.lower is not None and during.upper is not None
    ]
    cancelled = await mine.db.scalars(
        select(Meeting.starts_at).where(
            Meeting.mediation == mediation.id, Meeting.state.in_(("cancelled", "postponed"))
        )
    )
    return propose_slot(
        mine.at,
        deadline=mediation.due_at,
        calendar=mine.rules.calendar,
        busy=busy,
        avoid={wita_date(starts_at) for starts_at in cancelled},
        concerned=concerned_by(
            case.situation(),
            parties=[party.view() for party in parties],
            figures=[mine.rules.figure(figure) for figure in figures],
        ),
    )


def extend(mine: Turn, case: Case, *, mediation: Mediation) -> bool:
    """Give talks for which no date was free their one extension; False if it is used up."""
    longer = mine.rules.deadline("mediation").extension
    if longer is None or mediation.extended_at is not None:
        return False
    calendar = mine.rules.calendar
    mediation.extended_at = mine.at
    mediation.due_at = after(max(mediation.due_at, mine.at), longer, calendar=calendar)
    mine.record(
        case,
        MediationExtended(mediation=str(mediation.id), reason_code=NO_DATE, until=mediation.due_at),
    )
    return True


async def forums_tried(mine: Turn, case: Case) -> list[Forum]:
    """List the forums whose talks on this case ended without agreement."""
    rows = await mine.db.scalars(
        select(Mediation.forum).where(Mediation.case == case.number, Mediation.ending == DEADLOCK)
    )
    return [Forum(one) for one in rows]


async def _propose(
    mine: Turn,
    case: Case,
    *,
    forum: Forum,
    parties: Sequence[Party],
    asked: Sequence[Panelist] = (),
) -> PanelChoice:
    tied = set(await ties_of(mine.db, case.number))
    situation = PanelSituation(
        case=case.situation(),
        forum=forum,
        decided=await bodies_that_decided(mine.db, case, rules=mine.rules),
        kinds=_kinds(mine, case),
        parties=tuple(party.view() for party in parties),
        kept=tuple(one.figure for one in asked if one.sits or one.open),
        ties=frozenset(tied | {one.figure for one in asked if one.answer == "tie"}),
        declined=frozenset(one.figure for one in asked if one.answer == "cannot"),
        objected=frozenset(one.figure for one in asked if one.refused_by is not None),
        sat=await _sat(mine, case),
        load=await _load(mine),
    )
    return propose_figures(situation, figures=mine.rules.figures)


async def _sat(mine: Turn, case: Case) -> frozenset[str]:
    """Name who mediated it before, where the talks ended without agreement."""
    rows = await mine.db.scalars(
        select(Panelist.figure)
        .join(Mediation, Mediation.id == Panelist.mediation)
        .where(
            Mediation.case == case.number,
            Mediation.ending == DEADLOCK,
            Panelist.answer == "accept",
        )
    )
    return frozenset(rows)


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


def _opened(
    mine: Turn, mediation: Mediation, panel: PanelChoice, *, choice: ForumChoice
) -> MediationOpened:
    codes = {reason["en"]: code for code, reason in CODES.items()}
    return MediationOpened(
        mediation=str(mediation.id),
        forum=mediation.forum,
        round=mediation.round,
        figures=tuple(FigureProposed(figure=one.figure, kind=one.kind) for one in panel.figures),
        passed_over=tuple(one.figure for one in panel.passed_over),
        lacks=panel.lacks,
        rule_set=mine.rules.content_hash,
        forums_passed_over={forum: codes[why["en"]] for forum, why in choice.passed_over},
    )


def _due(mine: Turn, case: Case, *, at: datetime) -> datetime:
    rule = mine.rules.deadline("mediation")
    colour = Colour(case.colour or Colour.GREEN)
    return due_at(rule, at, colour=colour, calendar=mine.rules.calendar)
