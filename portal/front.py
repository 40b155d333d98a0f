"""The front page, and whether the portal is well."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse

from portal.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/")
async def front(request: Request) -> HTMLResponse:
    """Where everybody begins: report, follow a report, or sign in."""
    return await page(request, "front.html")


@router.get("/sehat")
async def well() -> PlainTextResponse:
    """Say that the portal answers."""
    return PlainTextResponse("ok")


@router.get("/robots.txt")
async def robots() -> PlainTextResponse:
    """Search engines keep out of all but the front page."""
    return PlainTextResponse("User-agent: *\nAllow: /$\nDisallow: /\n")
