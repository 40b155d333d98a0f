"""A coordinator's first screen: what must be looked at now, from the most urgent down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from desk.deliveries import figures_without_mail
from kit.clock import now, wita_date
from models.by_hand import ToBring, letters_to_bring
from models.duty import Post
from models.reading import CaseLine
from models.reading_board import open_in
from models.reading_concerns import DAYS_AHEAD, Concern, Found, found
from models.reading_today import (
    Red,
    away,
    gatherings,
    owed,
    reds,
    rungs,
    sanctioned,
    steps,
    undelivered,
)
from models.regency import Regency
from models.regency_folder import regency
from models.session import reading
from policies.duty import ladder_at
from policies.observances import Ahead, days_ahead
from portal.coordinating.filters import CONCERNS
from portal.coordinating.naming import named
from portal.coordinating.seen import Coordinator, lines_by_number
from portal.letters_to_bring import letters_called
from portal.pages import page
from portal.visitors import visitor

router = APIRouter(include_in_schema=False)
A_FEW = 5


@dataclass(frozen=True, slots=True)
class Kept:
    """A day ahead with the open cases of the villages that keep it."""

    ahead: Ahead
    cases: int | None


@router.get("/koordinator")
async def today(request: Request, who: Coordinator) -> HTMLResponse:
    """All that waits for somebody, a few of each, with a way to the rest."""
    rules, at, language = regency(), now(), (await visitor(request)).language
    async with reading() as db:
        blocks = {one: await found(db, one, at=at, most=A_FEW) for one in Concern}
        numbers = {number for block in blocks.values() for number in block.numbers}
        lines = await lines_by_number(db, numbers, by=who)
        shown = await _beside(db, blocks, lines=lines, rules=rules, at=at)
    return await page(
        request,
        "coordinator/today.html",
        blocks={one.value: block for one, block in blocks.items()},
        concerns={one.value: said for one, said in CONCERNS.items()},
        lines=lines,
        sittings={one.kind.value: one.name for one in rules.talks.meetings},
        named=lambda code: named(code, rules),
        letters_called=letters_called(shown["to_bring"], rules=rules, language=language),
        **shown,
    )


async def _beside(
    db: AsyncSession,
    blocks: Mapping[Concern, Found],
    *,
    lines: Mapping[str, CaseLine],
    rules: Regency,
    at: datetime,
) -> dict[str, Any]:
    """Read what stands beside the cases that are seen whole; of a sealed one nothing does."""

    def whole(concern: Concern) -> list[str]:
        return [number for number in blocks[concern].numbers if _is_whole(lines, number)]

    soon = wita_date(at) + timedelta(days=DAYS_AHEAD)
    alarms = await reds(db, whole(Concern.RED))
    letters = await letters_to_bring(db, without_mail=figures_without_mail(rules))
    waiting = [*whole(Concern.STUCK), *whole(Concern.UNANSWERED)]
    return {
        "reds": alarms,
        "to_ring": {number: to_ring(red, at=at, rules=rules) for number, red in alarms.items()},
        "gatherings": await gatherings(db, whole(Concern.MEETING), at=at),
        "owed": await owed(db, whole(Concern.CLAUSE), soon=soon),
        "rungs": await rungs(db, at=at),
        "away": await away(db, whole(Concern.EVACUEES)),
        "sanctioned": await sanctioned(db, whole(Concern.SANCTION)),
        "undelivered": await undelivered(db, whole(Concern.DEAD_MAIL)),
        "steps": await steps(db, waiting),
        "letters": len(letters),
        "to_bring": _first_letters(letters),
        "kept": await _kept(db, at=at, rules=rules),
    }


def to_ring(red: Red, *, at: datetime, rules: Regency) -> tuple[Post, ...]:
    """The posts woken so far that nobody reached by telephone; none once somebody took it."""
    if red.taken_by is not None:
        return ()
    reached = {call.post for call in red.calls if call.answered}
    rows = ladder_at(at, red.alarm, rules=rules)[: red.rung + 1]
    posts = {post.code: post for row in rows for post in row if post.code not in reached}
    return tuple(posts.values())


def _is_whole(lines: Mapping[str, CaseLine], number: str) -> bool:
    return number in lines and lines[number].village is not None


def _first_letters(letters: Iterable[ToBring]) -> list[ToBring]:
    return list(letters)[:A_FEW]


async def _kept(db: AsyncSession, *, at: datetime, rules: Regency) -> list[Kept]:
    days = days_ahead(wita_date(at), DAYS_AHEAD, calendar=rules.calendar)
    counts = await open_in(db, {village for one in days for village in one.villages})
    return [
        Kept(one, sum(counts.get(code, 0) for code in one.villages) if one.villages else None)
        for one in days
    ]
