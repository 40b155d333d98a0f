"""A case on its page, for people who signed in, and every act that they are offered on it."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import ADMINISTRATOR, AGENCY, AUDITOR, COORDINATOR, Person
from desk.seeing import seen_page
from portal.acting import Place, do_act, offers, show_act
from portal.agency import agency_page
from portal.pages import page, see
from portal.visitors import Roles

router = APIRouter(include_in_schema=False)
Official = Annotated[Person, Depends(Roles(COORDINATOR, AGENCY, AUDITOR, ADMINISTRATOR))]
Actor = Annotated[Person, Depends(Roles(COORDINATOR, AGENCY, ADMINISTRATOR))]  # auditors only read


@router.get("/kasus/{number}")
async def case(request: Request, number: str, who: Official) -> Response:
    """A case as far as this person may see it, and what they may do.

    Auditors go on to its history: whatever they read is a fact, which that page records.
    """
    if who.role == AUDITOR:
        return see(f"/auditor/kasus/{quote(number)}")
    return await case_page(request, _place(number, who))


@router.get("/kasus/{number}/{act}")
async def act_page(request: Request, number: str, act: str, *, who: Actor) -> Response:
    """The form of an act."""
    return await show_act(request, act, place=_place(number, who))


@router.post("/kasus/{number}/{act}")
async def acting(request: Request, number: str, act: str, *, who: Actor) -> Response:
    """Do an act."""
    return await do_act(request, act, place=_place(number, who))


async def case_page(request: Request, place: Place) -> HTMLResponse:
    """Show a case with the acts that are offered."""
    if place.by.role == AGENCY:
        return await agency_page(request, place)
    seen = await seen_page(place.number, by=place.by)
    return await page(
        request,
        "case.html",
        case=seen,
        home=place.home,
        acts=await offers(seen, by=place.by),
        by=place.by,
    )


def _place(number: str, who: Person) -> Place:
    return Place(f"/kasus/{number}", number, who)
