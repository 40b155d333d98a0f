"""Cases as far as the token's office may see them, and every act that it is offered on them."""

import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field, create_model

from desk.calls import Answered, Call, end_call
from desk.programs import Program
from desk.seeing import seen_page, sights
from models.reading import CaseLine, Wanted, cases_wanted, lines_of
from models.reading_case import CasePage
from models.session import reading
from models.status import Status
from models.views import Colour
from portal.acting import offers
from portal.acts.asked import Asked
from portal.acts.base import Act, Doing
from portal.acts.catalogue import ACTS
from portal.api.asking import ANSWERS, Acting, ApiTrouble, Reading
from portal.api.once import Key, once
from portal.case_numbers import NUMBER, Number
from portal.languages import translated

router = APIRouter(tags=["cases"], responses=ANSWERS)
acts = APIRouter(tags=["acts"], responses=ANSWERS)
ACCEPTED = 202


class Cases(BaseModel):
    """Cases, newest first. ``next`` is what ``before`` is for the rest; None at the end."""

    cases: list[CaseLine]
    next: str | None


class Offered(BaseModel):
    """An act that may be done now; its fields are those of its own call."""

    name: str
    title: dict[str, str]


class Done(BaseModel):
    """What was done. Flows move the case; ask for it again to see where it stands."""

    number: str
    act: str


@router.get("/cases")
async def cases(
    *,
    program: Reading,
    status: Status | None = None,
    colour: Colour | None = None,
    category: Annotated[str, Query(pattern=r"^[A-Z]{3}$")] | None = None,
    village: Annotated[str, Query(pattern=r"^\d\d\.\d\d\.\d\d\.\d{4}$")] | None = None,
    before: Annotated[str, Query(pattern=NUMBER)] | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Cases:
    """List the cases that the office may find; of a sealed one only its own bodies learn more."""
    wanted = Wanted(
        status=status,
        colour=colour,
        category=category,
        village=village,
        before=before,
        limit=limit,
    )
    async with reading() as db:
        found = list(await cases_wanted(db, wanted))
        seen = dict(await sights(db, found, by=program.person, searching=True))
        lines = await lines_of(db, found, sights=seen)
    return Cases(cases=lines, next=found[-1].number if len(found) == limit else None)


@router.get("/cases/{number}")
async def case(number: Number, *, program: Reading) -> CasePage:
    """One case: all that the office may see of it."""
    return await seen_page(number, by=program.person)


@router.get("/cases/{number}/acts")
async def offered(number: Number, *, program: Reading) -> list[Offered]:
    """What the office may do to a case now."""
    page = await seen_page(number, by=program.person)
    found = await offers(page, by=program.person, in_person=False)
    return [_offered(act) for act in found]


def _offered(act: Act) -> Offered:
    return Offered(name=act.name, title={"id": act.title, "en": translated(act.title, "en")})


def _add(act: Act) -> None:
    """Give an act its call: its own fields, and the version of the case that it is for."""
    body: Any = create_model(
        f"{act.form.__name__}Call",
        __base__=act.form,
        __doc__=act.form.__doc__,
        seen=(int, Field(ge=1, description="The case's version that you saw.")),
    )

    async def acting(
        request: Request, number: Number, asked: Asked, *, program: Acting, key: Key
    ) -> Response:
        return await once(
            request, program, key=key, work=_work(act, number, asked=asked, program=program)
        )

    acting.__annotations__["asked"] = body
    acting.__name__ = f"act_{act.name}"
    acts.post(
        f"/cases/{{number}}/acts/{act.name}",
        status_code=ACCEPTED,
        response_model=Done,
        summary=translated(act.title, "en"),
        description=act.form.__doc__,
    )(acting)


def _work(
    act: Act, number: str, *, asked: Asked, program: Program
) -> Callable[[Call], Awaitable[Answered]]:
    async def work(call: Call) -> Answered:
        if program.person.role not in act.roles:
            raise ApiTrouble("not_allowed")
        seen = getattr(asked, "seen")  # noqa: B009 - of the model that _add made
        plain = act.form.model_validate(asked.model_dump(exclude={"seen"}))
        await act.do(plain, Doing(number, program.person, seen))
        body = json.dumps({"number": number, "act": act.name}).encode()
        await end_call(call, status=ACCEPTED, body=body)
        return Answered(ACCEPTED, body)

    return work


for _act in ACTS.values():
    if not _act.in_person:
        _add(_act)
