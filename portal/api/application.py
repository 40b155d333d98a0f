"""The desk as JSON under ``/api/v1``: the same acts as on the pages, for programs."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from desk.acting import Refused
from kit.incidents import write_incident
from kit.settings import settings
from portal.api import cases, reports
from portal.api.asking import ANSWERS, ApiTrouble, Reading
from portal.guard import TooLarge, TooSlow
from portal.lost import is_lost
from portal.tries import TooMany

VERSION = "1"
ABOUT = (
    "The desk of Rukun for programs. A token (`rukun token add`) acts as an office of the regency "
    "and sees and does what that office may. Every POST carries an `Idempotency-Key`; an act "
    "names the version of the case that it was decided on (`seen`), and is refused once the case "
    "moved. People's sentences come in Indonesian and English."
)
CODES = {400: "unreadable", 404: "not_found", 405: "wrong_method"}


class Me(BaseModel):
    """Whom this token acts as, and what it may."""

    actor: str
    scopes: list[str]


def create_api() -> FastAPI:
    """Make the API, with its own answers to trouble."""
    api = FastAPI(title="Rukun", version=VERSION, description=ABOUT, docs_url=None, redoc_url=None)
    api.add_api_route("/me", me, tags=["token"], responses=ANSWERS)
    for router in (reports.router, cases.router, cases.acts):
        api.include_router(router)
    api.add_exception_handler(ApiTrouble, _trouble)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(RequestValidationError, _wrong_fields)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(TooMany, _too_many)
    api.add_exception_handler(TooLarge, _too_large)
    api.add_exception_handler(TooSlow, _too_slow)
    api.add_exception_handler(Exception, _broken)
    return api


async def me(program: Reading) -> Me:
    """Say whom the token acts as."""
    return Me(actor=str(program.person), scopes=sorted(program.scopes))


def _answer(trouble: ApiTrouble, **headers: str) -> JSONResponse:
    return JSONResponse(trouble.problem.model_dump(), trouble.status, headers=headers)


async def _trouble(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiTrouble)  # noqa: S101 - what it is registered for
    return _answer(error, **({"www-authenticate": "Bearer"} if error.status == 401 else {}))  # noqa: PLR2004 - HTTP's


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - what it is registered for
    return _answer(ApiTrouble("refused", said=error.said))


async def _wrong_fields(_: Request, error: Exception) -> Response:
    """Name the fields; never what was sent in them."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    found = {".".join(str(part) for part in one["loc"]): str(one["msg"]) for one in error.errors()}
    return _answer(ApiTrouble("wrong_fields", fields=found))


async def _http(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers: dict[str, Any] = dict(getattr(error, "headers", None) or {})
    return _answer(ApiTrouble(CODES.get(status, "unreadable")), **headers)


async def _too_many(_: Request, error: Exception) -> Response:
    minutes = error.minutes if isinstance(error, TooMany) else 1
    return _answer(ApiTrouble("too_many"), **{"retry-after": str(minutes * 60)})


async def _too_large(_: Request, __: Exception) -> Response:
    return _answer(ApiTrouble("too_large"))


async def _too_slow(_: Request, __: Exception) -> Response:
    return _answer(ApiTrouble("too_slow"), connection="close")


async def _broken(_: Request, error: Exception) -> Response:
    write_incident(error, folder=settings().home / "logs")
    if is_lost(error):
        return _answer(ApiTrouble("lost"), **{"retry-after": "60"})
    return _answer(ApiTrouble("broken"))
