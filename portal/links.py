"""What a mail's link opens: one case, for the agency, supporter, figure or post that was asked.

Opening changes nothing, since scanners open links. The same link goes on being the way to work
on the case while its assignment counts; then it says that it is over, and shows no more.
"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from models.regency_folder import regency
from portal.acting import do_act, show_act
from portal.agency import agency_page
from portal.opening import Over, place_of
from portal.pages import page

__all__ = ["over_page", "place_of", "router"]

router = APIRouter(include_in_schema=False)
OVER = 409


@router.get("/jawab/{token}")
async def opened(request: Request, token: str) -> HTMLResponse:
    """The case that the link is for."""
    return await agency_page(request, await place_of(token))


@router.get("/jawab/{token}/{act}")
async def act_page(request: Request, token: str, act: str) -> Response:
    """The form of an act."""
    return await show_act(request, act, place=await place_of(token))


@router.post("/jawab/{token}/{act}")
async def acting(request: Request, token: str, act: str) -> Response:
    """Do an act."""
    return await do_act(request, act, place=await place_of(token))


async def over_page(request: Request, over: Exception) -> Response:
    """Say why a link opens nothing any more, who answered, and whom to ask."""
    assert isinstance(over, Over)  # noqa: S101 - what it is registered for
    office = regency().agency(regency().secretariat[0])
    return await page(request, "agency/over.html", status=OVER, over=over, office=office)
