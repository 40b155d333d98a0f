"""The tracking page itself, and what a reporter tells on it."""

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from desk.acting import Refused
from desk.reports import Receipt
from desk.tracking import followed
from kit.tokens import in_groups
from models.regency_folder import regency
from portal import tries
from portal.forms import EMPTY, Form, posted
from portal.pages import page, see
from portal.tracking import words
from portal.tracking.entering import CASE
from portal.tracking.tellings import TELLINGS, Telling, offered
from portal.tracking.visit import AVisit, Visit, prolong

router = APIRouter(include_in_schema=False)


@router.get(CASE)
async def case(request: Request, visit: AVisit) -> Response:
    """Where the report stands, what comes next, what happened, and what was written."""
    shown = await followed(visit.who)
    response = await page(
        request,
        "tracking/case.html",
        case=shown,
        stands=words.standing_of(shown),
        awaited=words.awaited_of(shown),
        ending=words.ending_of(shown, regency()),
        steps=words.STEPS,
        kept=words.KEPT,
        objections=words.OBJECTIONS,
        joined=words.JOINED,
        tellings=offered(shown),
    )
    prolong(response, visit)
    return response


@router.get(CASE + "/{name}")
async def telling_page(request: Request, name: str, visit: AVisit) -> Response:
    """The form of something to tell."""
    telling = _known(name)
    if not telling.offered(await followed(visit.who)):
        return see(CASE, "not_now")
    return await _form(request, telling, visit=visit)


@router.post(CASE + "/{name}")
async def telling(request: Request, name: str, visit: AVisit) -> Response:
    """Tell it; a refusal is shown beside what was typed."""
    form, told = await posted(request), _known(name)
    shown = await followed(visit.who)
    if not told.offered(shown):
        return see(CASE, "not_now")
    if told.choices and form.text("chosen") not in told.choices:
        return await _form(request, told, visit=visit, form=form, unchosen=True)
    try:
        await tries.count("tell", visit.who.number, tries.REPORT)
        receipt = await told.do(visit.who, form)
    except Refused as refused:
        return await _form(request, told, visit=visit, form=form, refused=refused)
    except tries.TooMany as many:
        return await _form(request, told, visit=visit, form=form, minutes=many.minutes)
    return see(CASE, told.saying) if receipt is None else await _receipt(request, receipt)


def _known(name: str) -> Telling:
    if name not in TELLINGS:
        raise HTTPException(404)
    return TELLINGS[name]


async def _form(
    request: Request,
    telling: Telling,
    *,
    visit: Visit,
    form: Form = EMPTY,
    refused: Refused | None = None,
    unchosen: bool = False,
    minutes: int | None = None,
) -> Response:
    wrong = 422 if refused or unchosen else 200
    response = await page(
        request,
        "tracking/tell.html",
        status=429 if minutes else wrong,
        telling=telling,
        typed=form.text("words"),
        ticked=form.all("ticked"),
        chosen=form.text("chosen"),
        refused=refused.said if refused else None,
        unchosen=unchosen,
        minutes=minutes,
    )
    prolong(response, visit)
    return response


async def _receipt(request: Request, receipt: Receipt) -> Response:
    """Say that it arrived; number and code of the sealed case stay folded until asked for."""
    code = in_groups(receipt.tracking_code or "")
    return await page(request, "tracking/taken.html", number=receipt.number, code=code)
