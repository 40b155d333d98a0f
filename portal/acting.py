"""Shows an act's form, and does it: the same for every act, page and role.

A refusal is shown beside what was typed, and nothing typed is lost. Whoever acts on a version
that is no longer the newest is told what happened since, and may send the same words again.
"""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from desk.acting import COORDINATOR, Person, Refused, Stale
from desk.seeing import seen_page
from desk.standing import acts_of
from models.case_parts import Moment
from models.reading_case import CasePage
from models.regency_folder import regency
from policies.audience import DECISIONS, OF_ITS_WORDS
from portal.acts.asked import Field, Looking, fields_of, wrongs_of
from portal.acts.base import Act, Doing, offered
from portal.acts.catalogue import ACTS
from portal.forms import Form, posted
from portal.languages import translated
from portal.pages import page as answer
from portal.pages import see
from portal.visitors import speaks, visitor

DONE = 200
JUDGED = DECISIONS | OF_ITS_WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case is shown to somebody: ``home`` is the case's page, acts are below it.

    ``in_person``: they signed in; whoever holds a mail's link may be anybody it was sent on to.
    """

    home: str
    number: str
    by: Person
    in_person: bool = False


@dataclass(slots=True)
class Typed:
    """What somebody typed, what is wrong with it, and what was done with it.

    ``seen`` is the version for which it was typed; None where they are shown the newest.
    """

    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    refused: Refused | None = None
    since: tuple[Moment, ...] = ()
    seen: int | None = None
    done: object = None

    @property
    def status(self) -> int:
        """409 where the case moved, 422 where the words were wrong."""
        if self.refused is not None:
            return 409
        return 422 if self.wrong else DONE


async def seen_to_act(place: Place) -> CasePage:
    """The case with all words that this person may read: some acts are about one of them."""
    return await seen_page(place.number, by=place.by, words=place.by.role == COORDINATOR)


async def offers(case: CasePage, *, by: Person, in_person: bool) -> tuple[Act, ...]:
    """The acts that somebody is offered on a case; some to nobody but who signed in."""
    allowed = await acts_of(case.case.number, by=by)
    found = offered(ACTS.values(), case, by=by, allowed=allowed)
    return tuple(one for one in found if in_person or not one.in_person)


async def offered_at(place: Place, case: CasePage) -> tuple[Act, ...]:
    """The acts that are offered where a case is shown; no link decides on what it doesn't show."""
    found = await offers(case, by=place.by, in_person=place.in_person)
    return tuple(one for one in found if not _unread(one, case, place=place))


def _unread(act: Act, case: CasePage, *, place: Place) -> bool:
    """Whether it would judge a sealed case, whose words a mail's link does not show."""
    return act.may in JUDGED and case.case.sealed and not place.in_person


async def show_act(request: Request, name: str, *, place: Place) -> Response:
    """Show the form of an act, or the case again if it is not offered any more."""
    case = await seen_to_act(place)
    found = await offered_at(place, case)
    act = next((one for one in found if one.name == name), None)
    if act is None:
        return see(place.home, "not_now")
    return await _form(request, act, case, place=place, typed=Typed(dict(act.begins(case))))


async def do_act(request: Request, name: str, *, place: Place) -> Response:
    """Do an act with what was posted; then go on to the case."""
    form = await posted(request)
    act = ACTS.get(name)
    if act is None or place.by.role not in act.roles or (act.in_person and not place.in_person):
        return see(place.home, "not_now")
    if act.may in JUDGED and _unread(act, await seen_to_act(place), place=place):
        return see(place.home, "not_now")
    if await speaks(request, form.text("lang")):
        return await _again(request, act, form, place=place)
    typed = await _done(act, form, place=place)
    if typed.status == DONE:
        return await _after(request, act, typed.done, place=place)
    case = await seen_to_act(place)
    return await _form(request, act, case, place=place, typed=typed)


async def _again(request: Request, act: Act, form: Form, *, place: Place) -> Response:
    """Show the form in another language, with all that was typed, for the version that was seen."""
    values = {name: one for name, one in form.nested().items() if name not in {"seen", "lang"}}
    typed = Typed(values, seen=form.whole_number("seen"))
    return await _form(request, act, await seen_to_act(place), place=place, typed=typed)


async def _after(request: Request, act: Act, done: object, *, place: Place) -> Response:
    """Go on to the case; or show once what was done, which no address and no cache keeps."""
    if not act.shows:
        return see(place.home, act.saying)
    return await answer(
        request, act.shows, act=act, done=done, home=place.home, number=place.number
    )


async def _done(act: Act, form: Form, *, place: Place) -> Typed:
    """Do it; if it was not done, what was typed and what was wrong."""
    values = form.nested()
    seen = form.whole_number("seen")
    typed = Typed({name: value for name, value in values.items() if name != "seen"})
    try:
        asked = act.form.model_validate(_shaped(typed.values, fields_of(act.form)))
        typed.done = await act.do(asked, Doing(place.number, place.by, seen))
    except ValidationError as wrong:
        typed.wrong = dict(wrongs_of(wrong))
    except Stale as stale:
        typed.refused = stale
        typed.since = await _since(place, stale.seen)
    except Refused as refused:
        typed.refused = refused
    return typed


async def _since(place: Place, seen: int) -> tuple[Moment, ...]:
    case = await seen_to_act(place)
    return tuple(one for one in case.timeline if one.seq > seen)


def _shaped(values: dict[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """Give posted values the shapes of their fields: a list where several may be chosen."""
    shaped = dict(values)
    for one in fields:
        given = shaped.get(one.name)
        if one.asks.kind == "several" and isinstance(given, str):
            shaped[one.name] = [given]
        elif one.asks.kind == "rows" and isinstance(given, list):
            shaped[one.name] = [_shaped(row, one.inner) for row in given if isinstance(row, dict)]
        elif one.asks.kind == "yes":
            shaped[one.name] = bool(given)
    return shaped


async def _form(
    request: Request, act: Act, case: CasePage, *, place: Place, typed: Typed
) -> HTMLResponse:
    language = (await visitor(request)).language
    looking = Looking(case, regency(), language)
    return await answer(
        request,
        "act.html",
        status=typed.status,
        act=act,
        case=case,
        home=place.home,
        fields=fields_of(act.form),
        looking=looking,
        beside=act.beside(looking),
        values=typed.values,
        wrongs={name: translated(words, language) for name, words in typed.wrong.items()},
        refused=typed.refused.said if typed.refused else None,
        since=typed.since,
        seen=typed.seen or case.case.version,
    )
