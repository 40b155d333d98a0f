"""The tracking page itself, and what a reporter tells on it."""

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from desk.acting import Refused
from desk.refusals import after as says
from desk.reports import Receipt
from desk.tracking import followed
from kit.tokens import in_groups
from models.reading_tracking import Followed
from models.regency_folder import regency
from portal import tries
from portal.forms import EMPTY, Form, posted
from portal.pages import page, see
from portal.tracking import words
from portal.tracking.entering import CASE
from portal.tracking.tellings import TELLINGS, Said, Telling, offered
from portal.tracking.visit import AVisit, Visit, prolong
from portal.uploads import MOST_READ, BadFiles, received
from portal.visitors import speaks, visitor

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
    form, told = await posted(request, most_files=MOST_READ), _known(name)
    try:
        return await _told(request, told, visit=visit, form=form)
    finally:
        await request.close()


async def _told(request: Request, told: Telling, *, visit: Visit, form: Form) -> Response:
    shown = await followed(visit.who)
    late = None if told.offered(shown) else Refused(says.NO_MORE)
    if late and not form.text("words"):
        return see(CASE, "not_now")
    unchosen = bool(told.choices) and form.text("chosen") not in told.choices
    if await speaks(request, form.text("lang")):
        unchosen = False
    elif not late and not unchosen:
        return await _do(request, told, visit=visit, form=form)
    return await _form(request, told, visit=visit, form=form, unchosen=unchosen, refused=late)


async def _do(request: Request, told: Telling, *, visit: Visit, form: Form) -> Response:
    try:
        await tries.count("tell", visit.who.number, tries.REPORT)
        receipt = await _kept(request, told, visit=visit, form=form)
    except Refused as refused:
        return await _form(request, told, visit=visit, form=form, refused=refused)
    except BadFiles as bad:
        return await _form(request, told, visit=visit, form=form, bad_files=bad.said)
    except tries.TooMany as many:
        return await _form(request, told, visit=visit, form=form, minutes=many.minutes)
    if receipt is None:
        return see(CASE, told.saying)
    return await _receipt(request, receipt, shown=await followed(visit.who))


async def _kept(request: Request, told: Telling, *, visit: Visit, form: Form) -> Receipt | None:
    """Clean the files first: all or none of them stay, with the words."""
    sent = form.files if told.takes_files else ()
    async with received(sent, language=(await visitor(request)).language) as kept:
        return await told.do(visit.who, Said(form.values, kept=tuple(kept.files)))


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
    bad_files: str = "",
) -> Response:
    wrong = 422 if refused or unchosen or bad_files else 200
    response = await page(
        request,
        "tracking/tell.html",
        status=429 if minutes else wrong,
        telling=telling,
        note=telling.noted(await followed(visit.who)),
        typed=form.text("words"),
        ticked=form.all("ticked"),
        chosen=form.text("chosen"),
        refused=refused.said if refused else None,
        unchosen=unchosen,
        minutes=minutes,
        bad_files=bad_files,
        files_lost=bool(form.files),
    )
    prolong(response, visit)
    return response


async def _receipt(request: Request, receipt: Receipt, *, shown: Followed) -> Response:
    """Say that it arrived; number and code of the sealed case stay folded until asked for."""
    code = in_groups(receipt.tracking_code or "")
    return await page(
        request,
        "tracking/taken.html",
        number=receipt.number,
        code=code,
        to_its_bodies=shown.victims,
    )
