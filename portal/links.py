"""What a mail's link opens: one case, for the agency, supporter or figure whom the mail asked.

Opening changes nothing, since scanners open links. A link is for one assignment: once the case
was given to somebody else, it says so and shows no more.
"""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from desk.acting import Refused
from desk.answers import holder_of_token
from desk.refusals import assigning as says
from kit.clock import now
from kit.keys import secret
from kit.tokens import TokenExpired, TokenForged, read_answer
from models.assignments import Assignment, current_assignment
from models.session import reading
from portal.acting import Place, do_act, show_act
from portal.cases import case_page

router = APIRouter(include_in_schema=False)


@router.get("/jawab/{token}")
async def opened(request: Request, token: str) -> HTMLResponse:
    """The case that the link is for."""
    return await case_page(request, await place_of(token))


@router.get("/jawab/{token}/{act}")
async def act_page(request: Request, token: str, act: str) -> Response:
    """The form of an act."""
    return await show_act(request, act, place=await place_of(token))


@router.post("/jawab/{token}/{act}")
async def acting(request: Request, token: str, act: str) -> Response:
    """Do an act."""
    return await do_act(request, act, place=await place_of(token))


async def place_of(token: str) -> Place:
    """The case and the person that a link stands for, or a refusal that says why not."""
    try:
        subject = read_answer(token, key=secret("answers"), at=now()).subject
        assignment_id = uuid.UUID(subject)
    except (TokenForged, TokenExpired) as bad:
        raise Refused.because(bad.said) from None
    except ValueError:
        raise Refused.because(TokenForged().said) from None
    async with reading() as db:
        assignment = await db.get(Assignment, assignment_id)
        if assignment is None:
            raise Refused(says.NO_SUCH_ASSIGNMENT)
        current = await current_assignment(db, assignment.case)
    if current is None or current.id != assignment.id:
        raise Refused(says.SUPERSEDED)
    return Place(f"/jawab/{token}", assignment.case, holder_of_token(assignment.agency))
