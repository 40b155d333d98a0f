"""The door of the tracking page: number and code, by a form and never in an address."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from desk.tracking import fit_number, prove
from portal import tries
from portal.forms import FormUnreadable, NotOurForm, posted
from portal.pages import page, see
from portal.tracking import visit
from portal.uploads import MOST_READ

router = APIRouter(include_in_schema=False)
DOOR, CASE = "/lacak", "/lacak/kasus"


@router.get(DOOR)
async def door(request: Request) -> HTMLResponse:
    """Ask for number and code."""
    return await _door(request)


@router.post(DOOR)
async def entering(request: Request) -> Response:
    """Let somebody follow a report. Whatever was wrong, the answer is the same."""
    form = await posted(request)
    number = fit_number(form.text("number"))
    await tries.count_place("track", request)
    await tries.count("track", number, tries.TRACK)
    who = await prove(number, form.text("code"))
    if who is None:
        return await _door(request, status=422, number=number, wrong=True)
    response = see(CASE)
    visit.begin(response, who)
    return response


@router.post("/lacak/selesai")
async def ending(request: Request) -> Response:
    """End the visit."""
    await posted(request)
    await visit.end(request)
    response = see(DOOR, "visit_ended")
    response.delete_cookie(visit.COOKIE)
    return response


async def ask_again(request: Request) -> HTMLResponse:
    """Ask for number and code in the place of a page that wants them; what was typed is shown."""
    typed = await _typed(request) if request.method == "POST" else ""
    response = await _door(request, status=401, over=True, typed=typed)
    response.delete_cookie(visit.COOKIE)
    return response


async def _typed(request: Request) -> str:
    """What was typed, if it was typed on a page of ours."""
    try:
        return (await posted(request, most_files=MOST_READ)).text("words")
    except (NotOurForm, FormUnreadable):
        return ""
    finally:
        await request.close()


async def _door(request: Request, *, status: int = 200, **shown: object) -> HTMLResponse:
    values = {"number": "", "wrong": False, "over": False, "typed": ""} | shown
    return await page(request, "tracking/door.html", status=status, **values)
