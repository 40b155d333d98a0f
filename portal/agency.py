"""A case for those who work on it: the agency that leads, a supporter, a figure, a duty post."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import AGENCY, DUTY, FIGURE, Person, Refused
from desk.docket import docket_of
from desk.offices import hand_over_office
from desk.seeing import seen_page
from models.reading_case import CasePage
from models.regency import Regency, UnknownCode
from models.regency_folder import regency
from portal.acting import Place, offered_at
from portal.acts import words
from portal.acts.asked import MISSING
from portal.acts.base import Act
from portal.forms import posted
from portal.languages import N_, in_language, translated
from portal.letters_to_bring import letters_called
from portal.next_steps import next_step
from portal.pages import page, see
from portal.reporting.asked import AGAIN, DANGERS, GROUPS
from portal.visitors import Roles, speaks, visitor

router = APIRouter(include_in_schema=False)
Officer = Annotated[Person, Depends(Roles(AGENCY))]
OTHER_ACTS = {
    "people": N_("Para pihak"),
    "talks": N_("Musyawarah dan perkara"),
    "words": N_("Pesan"),
    "danger": N_("Bahaya dan penghalang"),
    "house": N_("Siapa yang memegang kasus"),
}
MACHINE = "Rukun"


@router.get("/instansi")
async def docket(request: Request, who: Officer) -> HTMLResponse:
    """The cases that an agency leads or supports; what waits for an answer on top."""
    return await page(request, "agency/list.html", docket=await docket_of(who), agency=who.agency)


@router.get("/instansi/serah-terima")
async def handover_page(request: Request, _: Officer) -> HTMLResponse:
    """Ask for the note with which an office changes hands."""
    return await page(request, "agency/handover.html", note="", missing="", wrong=None)


@router.post("/instansi/serah-terima")
async def handing_over(request: Request, who: Officer) -> Response:
    """Say in all open cases of the office that it changed hands."""
    form = await posted(request)
    note, wrong = form.text("note"), None
    if await speaks(request, form.text("lang")):
        return await page(request, "agency/handover.html", note=note, missing="", wrong=None)
    if note:
        try:
            await hand_over_office(by=who, note=note)
        except Refused as refused:
            wrong = refused.said
        else:
            return see("/instansi", "office_handed_over")
    missing = "" if note else MISSING
    shown = {"note": note, "missing": missing, "wrong": wrong}
    return await page(request, "agency/handover.html", status=422, **shown)


async def agency_page(request: Request, place: Place) -> HTMLResponse:
    """Show a case to whoever works on it, as far as they may see it."""
    case = _for_a_link(await seen_page(place.number, by=place.by, words=True), place)
    acts = await offered_at(place, case)
    language = (await visitor(request)).language
    leads = place.by.agency is not None and place.by.agency == case.case.lead
    return await page(
        request,
        _template(case, place.by),
        case=case,
        home=place.home,
        by=place.by,
        in_person=place.in_person,
        leads=leads,
        step=next_step(case, leads=leads),
        next_acts=tuple(act for act in acts if act.group == "next"),
        groups=_grouped(acts),
        words=words,
        named=_namer(regency(), language),
        called=_caller(regency(), language),
        letters_called=letters_called(case.to_bring, rules=regency(), language=language),
        warnings=_warnings(case),
        reported=tuple(_reported(case, regency(), language)),
    )


def _for_a_link(case: CasePage, place: Place) -> CasePage:
    """Of a sealed case a mail's link shows what is to be done, and nothing of what happened.

    A mailbox has many readers, and a mail is kept and sent on: its officers sign in to read.
    """
    if place.in_person or not case.case.sealed:
        return case
    work = replace(case.work, handled=None, happened_on=None) if case.work else None
    return replace(case, words=(), files=(), timeline=(), work=work)


def _template(case: CasePage, by: Person) -> str:
    if by.role == DUTY:
        return "agency/alarm.html"
    if by.role == FIGURE:
        return "agency/figure.html"
    return "agency/sealed.html" if case.case.sealed else "agency/case.html"


def _grouped(acts: tuple[Act, ...]) -> list[tuple[str, list[Act]]]:
    """All that is not the next thing, by what it is about."""
    return [
        (title, found)
        for group, title in OTHER_ACTS.items()
        if (found := [act for act in acts if act.group == group])
    ]


def _reported(case: CasePage, rules: Regency, language: str) -> Iterator[tuple[str, str]]:
    """What was ticked in the report, in words; nothing of who tells it or whom they fear."""
    answers = case.work.answers if case.work else {}
    for label, known in ((TICKED, DANGERS), (WHICH_GROUPS, GROUPS)):
        ticked = [translated(said, language) for code, said in known.items() if code in answers]
        if ticked:
            yield label, ", ".join(ticked)
    if answers.get("again") in AGAIN:
        yield AGAIN_ASKED, translated(AGAIN[answers["again"]], language)
    if village := next((one for one in rules.villages if one.code == answers.get(ELSEWHERE)), None):
        yield OTHER_VILLAGE, village.name


TICKED = N_("Jawaban pelapor")
WHICH_GROUPS = N_("Kelompok mana")
AGAIN_ASKED = N_("Akan terjadi lagi")
OTHER_VILLAGE = N_("Desa lain yang terlibat")
ELSEWHERE = "other_village"


def _warnings(case: CasePage) -> tuple[str, ...]:
    """What must not be done, as the assignment's mail says it."""
    bars, said = case.bars, [ASK_NOT, SIDES_APART, NO_PROMISE]
    if bars or case.approach != "mediation":
        said.append(NO_TALKS)
    said += [warning for bar, warning in OF_BARS.items() if bar in bars]
    return tuple(said)


ASK_NOT = N_("Jangan mencari tahu atau menanyakan siapa pelapornya.")
SIDES_APART = N_(
    "Jangan mempertemukan para pihak sebelum tiap pihak ditemui terpisah dan bersedia."
)
NO_PROMISE = N_(
    "Jangan memihak atau menjanjikan hasil, dan jangan menyebarkan isi kasus, termasuk di grup "
    "percakapan."
)
NO_TALKS = N_("Jangan memediasi kasus ini.")
OF_BARS = {
    "crime": N_("Jangan membicarakan dugaan pidananya dengan para pihak; itu urusan penyidik."),
    "court": N_("Jangan membahas pokok perkara yang sedang diperiksa pengadilan."),
    "election": N_("Dugaan pelanggaran pemilu diteruskan kepada Bawaslu dan tidak didamaikan."),
}


def _caller(rules: Regency, language: str) -> Callable[[str], str]:
    """Name whom a code stands for: an agency, a figure, or a side by its own label."""
    names = {one.code: one.name for one in rules.agencies}
    names |= {one.id: one.office for one in rules.figures}
    return lambda code: in_language(names[code], language) if code in names else code


def _namer(rules: Regency, language: str) -> Callable[[str], str]:
    """Name an actor of a fact by its office; nobody who reported is named."""

    def named(actor: str) -> str:
        role, _, known = actor.partition(":")
        if role in {"flow", "watch", "machine"}:
            return MACHINE
        try:
            office = rules.figure(known).office if role == FIGURE else rules.actor(known).office
        except UnknownCode:
            post = rules.duty.post(known) if role == DUTY else None
            return in_language(post.office, language) if post else ""
        return in_language(office, language)

    return named
