"""A way back for a reporter who lost the code; a stranger gets nothing but the same answer."""

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import Refused
from desk.recovery import ask_for_code, refuse_if_over, renew_code
from desk.tracking import fit_number
from kit.incidents import write_incident
from kit.settings import settings
from kit.tokens import in_groups
from portal import tries
from portal.forms import posted
from portal.pages import page

router = APIRouter(include_in_schema=False)
LOST = "/lacak/kode"


@router.get(LOST)
async def lost(request: Request) -> HTMLResponse:
    """Ask for number and address, or say how else."""
    return await _lost(request)


@router.post(LOST)
async def asking(request: Request, after: BackgroundTasks) -> Response:
    """Answer the same to everybody; whether they match is looked up after the answer."""
    form = await posted(request)
    number = fit_number(form.text("number"))
    await tries.count_place("recover", request)
    await tries.count("recover", number, tries.RECOVER)
    after.add_task(_ask, number, form.text("email"))
    response = await _lost(request, asked=True)
    response.background = after
    return response


@router.get(LOST + "/{token}")
async def link(request: Request, token: str) -> Response:
    """Opening the mail's link changes nothing: scanners open links."""
    try:
        await refuse_if_over(token)
    except Refused as over:
        return await _lost(request, over=over)
    return await page(request, "tracking/renew.html")


@router.post(LOST + "/{token}")
async def renewing(request: Request, token: str) -> Response:
    """Show the new code, once."""
    await posted(request)
    try:
        receipt = await renew_code(token)
    except Refused as over:
        return await _lost(request, over=over)
    code = in_groups(receipt.tracking_code or "")
    return await page(request, "tracking/renewed.html", number=receipt.number, code=code)


async def _lost(
    request: Request, *, asked: bool = False, over: Refused | None = None
) -> HTMLResponse:
    said, status = (over.said, 409) if over else (None, 200)
    return await page(request, "tracking/lost.html", status=status, asked=asked, over=said)


async def _ask(number: str, email: str) -> None:
    try:
        await ask_for_code(number, email)
    except Exception as error:  # noqa: BLE001 - it was answered already, and to everybody alike
        write_incident(error, folder=settings().home / "logs")
