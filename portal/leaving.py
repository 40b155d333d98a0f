"""Quick exit: forget this browser, and show a harmless page elsewhere at once.

It never refuses, since whoever presses it has no second to lose. A page of another site may send
people away, but cannot make them forget anything.
"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.background import BackgroundTask

from portal.forms import COOKIE as FORM_COOKIE
from portal.forms import NotOurForm, refuse_elsewhere
from portal.languages import COOKIE as LANGUAGE_COOKIE
from portal.tracking import visit
from portal.visitors import COOKIE as SIGNED_IN_COOKIE

router = APIRouter(include_in_schema=False)
HARMLESS_SITE = "https://www.bmkg.go.id/"  # the weather: anybody may have looked at it
COOKIES = (FORM_COOKIE, LANGUAGE_COOKIE, SIGNED_IN_COOKIE, visit.COOKIE)
GONE = f'<!doctype html><meta charset="utf-8"><title>…</title><a href="{HARMLESS_SITE}">→</a>'


@router.post("/pergi")
async def leave(request: Request) -> Response:
    """Go away.

    By a ``Refresh`` that takes this page's place in the history: browsers hold a redirect after a
    form to the policy of the page that sent it, which knows our own address only. Without its
    cookies the browser cannot send an old form again, so "back" shows no receipt.
    """
    response = HTMLResponse(GONE, headers={"refresh": f"0;url={HARMLESS_SITE}"})
    try:
        refuse_elsewhere(request)
    except NotOurForm:
        return response
    for name in COOKIES:
        response.delete_cookie(name)
    response.headers["clear-site-data"] = '"cache", "storage"'
    response.background = BackgroundTask(visit.end, request)  # nobody waits for the database
    return response
