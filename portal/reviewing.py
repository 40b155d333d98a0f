"""The review queue: what the rules were unsure of, by colour and age, decided in place."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import COORDINATOR, Person
from desk.review_queue import Reviewed, review_of, review_queue
from models.regency_folder import regency
from portal.acting import Place, do_act, offers, show_act
from portal.acts.asked import Looking, fields_of
from portal.acts.catalogue import ACTS
from portal.case_numbers import Number
from portal.pages import page, see
from portal.signs import signs_read
from portal.visitors import Roles, visitor
from portal.wording import Says

router = APIRouter(include_in_schema=False)
Reviewer = Annotated[Person, Depends(Roles(COORDINATOR))]
QUEUE = "/telaah"


@router.get(QUEUE)
async def queue(request: Request, who: Reviewer) -> HTMLResponse:
    """All cases that wait, the most urgent first."""
    language = (await visitor(request)).language
    waiting = await review_queue(by=who)
    return await page(request, "reviewing.html", queue=waiting, say=Says(regency(), language))


@router.get(QUEUE + "/{number}")
async def one(request: Request, number: Number, who: Reviewer) -> Response:
    """One case with what was read in it, its words, its likely twin, and the decisions."""
    found = await review_of(number, by=who)
    if found is None:
        return see(f"/kasus/{number}", "not_now")
    return await _review_page(request, found, place=_place(number, who))


@router.get(QUEUE + "/{number}/{act}")
async def act_page(request: Request, number: Number, act: str, *, who: Reviewer) -> Response:
    """The form of an act, which leads back to the queue."""
    return await show_act(request, act, place=_place(number, who))


@router.post(QUEUE + "/{number}/{act}")
async def acting(request: Request, number: Number, act: str, *, who: Reviewer) -> Response:
    """Decide, and go on to the next case in the queue."""
    return await do_act(request, act, place=_place(number, who))


async def _review_page(request: Request, found: Reviewed, *, place: Place) -> HTMLResponse:
    language = (await visitor(request)).language
    acts = {act.name for act in await offers(found.page, by=place.by, in_person=place.in_person)}
    read = found.review.reading
    texts = [one.text for one in found.page.words]
    return await page(
        request,
        "review.html",
        case=found.page,
        review=found.review,
        twins=found.twins,
        signs=signs_read(read.entries if read else (), texts, rules=regency(), language=language),
        offered=acts,
        triage=ACTS["triage"],
        fields=fields_of(ACTS["triage"].form),
        looking=Looking(found.page, regency(), language),
        wrongs={},
        home=place.home,
        say=Says(regency(), language),
    )


def _place(number: str, who: Person) -> Place:
    return Place(QUEUE, number, who, in_person=True)
