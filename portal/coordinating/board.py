"""The board: cases newest first, with filters that live in the address."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from kit.clock import now
from models.reading_board import MOST_COUNTED, board, counted
from models.regency_folder import regency
from models.session import reading
from portal.coordinating.filters import CONCERNS, Filters, choices
from portal.coordinating.seeking import LONGEST, hidden
from portal.coordinating.seen import Coordinator, lines_seen
from portal.forms import posted
from portal.pages import page, see
from portal.visitors import visitor

router = APIRouter(include_in_schema=False)
A_PAGE = 25


@router.get("/papan")
async def board_page(request: Request, who: Coordinator) -> HTMLResponse:
    """Cases, a page at a time."""
    rules, at = regency(), now()
    filters = Filters.of(request.query_params, by=who, rules=rules)
    async with reading() as db:
        cases = await board(db, filters.sought(by=who, rules=rules, at=at), at=at, most=A_PAGE + 1)
        lines = await lines_seen(db, cases[:A_PAGE], by=who)
        counts = await counted(db)
    return await page(
        request,
        "coordinator/board.html",
        filters=filters,
        choices=choices(rules, (await visitor(request)).language),
        lines=lines,
        older=cases[A_PAGE - 1].number if len(cases) > A_PAGE else None,
        counts=counts,
        most_counted=MOST_COUNTED,
        longest=LONGEST,
        concerns={one.value: said for one, said in CONCERNS.items()},
    )


@router.post("/papan")
async def looking(request: Request, who: Coordinator) -> Response:
    """Take words to look for, and go on to an address that does not tell them."""
    form = await posted(request)
    words = form.text("words")[:LONGEST]
    filters = Filters.of(request.query_params, by=who, rules=regency())
    return see(filters.address(cari=hidden(words, by=who) if words else None))
