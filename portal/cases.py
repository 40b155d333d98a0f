"""A case on its page, for people who signed in, and every act that they are offered on it."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import ADMINISTRATOR, AGENCY, AUDITOR, COORDINATOR, Person
from desk.casework import CaseWork, casework
from models.duty import Post
from models.reading_case import CasePage
from models.regency_folder import regency
from portal.acting import Place, do_act, offers, seen_to_act, show_act
from portal.acts.base import Act
from portal.agency import agency_page
from portal.case_numbers import Number
from portal.languages import N_
from portal.pages import page, see
from portal.telling import Teller
from portal.visitors import Roles, visitor
from portal.waiting import waits_for
from portal.wording import Says

router = APIRouter(include_in_schema=False)
Official = Annotated[Person, Depends(Roles(COORDINATOR, AGENCY, AUDITOR, ADMINISTRATOR))]
Actor = Annotated[Person, Depends(Roles(COORDINATOR, AGENCY, ADMINISTRATOR))]  # auditors only read
GROUPS = {
    "next": N_("Langkah berikutnya"),
    "people": N_("Pihak dan tokoh"),
    "talks": N_("Musyawarah dan kesepakatan"),
    "words": N_("Kata-kata dan identitas"),
    "danger": N_("Bahaya dan penghalang"),
    "house": N_("Jalannya kasus"),
}


@router.get("/kasus/{number}")
async def case(request: Request, number: Number, who: Official) -> Response:
    """A case as far as this person may see it, and what they may do.

    Auditors go on to its history: whatever they read is a fact, which that page records.
    """
    if who.role == AUDITOR:
        return see(f"/auditor/kasus/{quote(number)}")
    return await case_page(request, _place(number, who))


@router.get("/kasus/{number}/{act}")
async def act_page(request: Request, number: Number, act: str, *, who: Actor) -> Response:
    """The form of an act."""
    return await show_act(request, act, place=_place(number, who))


@router.post("/kasus/{number}/{act}")
async def acting(request: Request, number: Number, act: str, *, who: Actor) -> Response:
    """Do an act."""
    return await do_act(request, act, place=_place(number, who))


async def case_page(request: Request, place: Place) -> HTMLResponse:
    """Show a case with the acts that are offered."""
    if place.by.role == AGENCY:
        return await agency_page(request, place)
    return await _whole_page(request, place)


async def _whole_page(request: Request, place: Place) -> HTMLResponse:
    """The page of those who watch a whole case: secretariat, auditors, administrators."""
    seen = await seen_to_act(place)
    acts = await offers(seen, by=place.by, in_person=place.in_person)
    work = await casework(place.number, by=place.by)
    language = (await visitor(request)).language
    sides = {side.id: side.label for side in seen.sides}
    teller = Teller(regency(), language, work.said, sides)
    waits = waits_for(seen, acts)
    return await page(
        request,
        "case.html",
        case=seen,
        home=place.home,
        by=place.by,
        waits=waits,
        groups=_grouped([one for one in acts if one is not waits.act]),
        work=work,
        told=[teller.told(one) for one in reversed(seen.timeline)],
        officers=_officers(seen, work),
        why=_reasons(work),
        released={one.body.get("text") for one in seen.timeline if one.fact == "text.released"},
        labels_of=sides,
        asleep=_asleep(seen),
        say=Says(regency(), language),
    )


def _grouped(acts: Sequence[Act]) -> list[tuple[str, list[Act]]]:
    """Acts by what they are about, each group with its marked title."""
    order = list(GROUPS)
    ranked = sorted(acts, key=lambda act: order.index(act.group))
    return [(GROUPS[name], list(some)) for name, some in groupby(ranked, key=lambda one: one.group)]


def _officers(seen: CasePage, work: CaseWork) -> Mapping[str, str]:
    """Who exactly answered, by agency; the newest answer counts."""
    found: dict[str, str] = {}
    for moment in seen.timeline:
        officer, agency = moment.body.get("officer"), moment.body.get("agency")
        name = work.said.get(str(officer.get("text"))) if isinstance(officer, dict) else None
        if name and agency:
            found[str(agency)] = name
    return found


def _asleep(seen: CasePage) -> Sequence[Post]:
    """Whom the newest alarm left asleep because the reporter fears them, while it runs."""
    newest: Sequence[str] = ()
    for moment in seen.timeline:
        if moment.fact == "alarm.sent":
            newest = moment.body.get("left_out", ())
        elif moment.fact == "alert.ended":
            newest = ()
    return regency().duty.posts_of(newest)


def _reasons(work: CaseWork) -> Mapping[str, Mapping[str, str]]:
    return {one.figure: one.reason for one in work.panel.proposed} if work.panel else {}


def _place(number: str, who: Person) -> Place:
    return Place(f"/kasus/{number}", number, who, in_person=True)
