"""The auditor's first page, and the search for a case."""

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from models.reading_audit import looked_at, record_state
from models.regency_folder import regency
from models.session import reading
from portal.auditing.listings import LISTINGS
from portal.auditing.room import READ, Auditor, case_of, room
from portal.auditing.wording import Wording
from portal.pages import page, see
from portal.visitors import visitor

router = room()


@router.get("")
async def start(request: Request, who: Auditor) -> HTMLResponse:
    """The way in: a search, the lists, how the record stands, and what was looked at lately."""
    async with reading() as db:
        state = await record_state(db)
        looked = await looked_at(db, str(who))
    wrong = request.query_params.get("tidak") is not None
    return await page(
        request,
        "auditor/start.html",
        status=404 if wrong else 200,
        state=state,
        looked=looked,
        read=READ,
        listings=LISTINGS,
        wording=Wording(regency(), (await visitor(request)).language),
        wrong=wrong,
    )


@router.get("/cari")
async def search(request: Request, _: Auditor) -> Response:
    """Go on to a case's history; what is no number is asked again."""
    number = case_of(request)
    return see(f"/auditor/kasus/{number}" if number else "/auditor?tidak=1")
