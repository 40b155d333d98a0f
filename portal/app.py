"""The portal: what people click. Pages act through ``desk`` and never change a case's status."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from desk.acting import Refused
from kit.incidents import write_incident
from kit.settings import settings
from models.session import close_engine
from portal import (
    account,
    agency,
    attachments,
    cases,
    demonstration,
    front,
    leaving,
    links,
    own_account,
    reviewing,
)
from portal.administering import accounts as administering
from portal.administering import programs
from portal.api.application import create_api
from portal.auditing import pages as auditing
from portal.coordinating import board, directory, live, load, today
from portal.coordinating.watching import Watcher
from portal.errors import Trouble, trouble_page
from portal.forms import FormUnreadable, NotOurForm, is_secure
from portal.guard import HEADERS, TOO_LARGE, TOO_SLOW, Guard, TooLarge, TooSlow
from portal.hooking import keep_telling
from portal.lost import is_lost
from portal.opening import Over
from portal.outside import entering as entering_outside
from portal.reporting import pages as reporting
from portal.static_files import router as static_router
from portal.tracking import entering, following, recovering
from portal.tracking.visit import NotFollowing
from portal.tries import TooMany
from portal.visitors import NotForYou, SignInFirst, nobody

# Every page and every call, in the order in which addresses are compared.
ROUTERS: tuple[APIRouter, ...] = (
    static_router,
    front.router,
    leaving.router,
    reporting.router,
    account.router,
    entering_outside.router,
    own_account.router,
    programs.router,
    administering.router,
    attachments.router,
    today.router,
    board.router,
    live.router,
    load.router,
    directory.router,
    links.router,
    agency.router,
    cases.router,
    entering.router,
    following.router,
    recovering.router,
    auditing.router,
    reviewing.router,
)
LEAST_ZIPPED = 700  # bytes


def create_app() -> FastAPI:
    """Make the portal."""
    app = FastAPI(
        title="Rukun", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan
    )
    app.state.watcher = Watcher()
    for router in (*ROUTERS, *((demonstration.router,) if settings().demo else ())):
        app.include_router(router)
    app.mount("/api/v1", create_api())
    _answer_troubles(app)
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_ZIPPED)
    app.add_middleware(Guard, secure=is_secure())
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=_hosts(), www_redirect=False)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    telling = asyncio.create_task(keep_telling())
    yield
    telling.cancel()
    await asyncio.gather(telling, return_exceptions=True)
    await close_engine()


def _hosts() -> list[str]:
    named = urlsplit(settings().portal_address).hostname or "localhost"
    return sorted({named, "127.0.0.1", "localhost", "::1", settings().portal_host})


def _answer_troubles(app: FastAPI) -> None:
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Over, links.over_page)
    app.add_exception_handler(SignInFirst, _sign_in_first)
    app.add_exception_handler(NotFollowing, _not_following)
    app.add_exception_handler(NotForYou, _trouble(Trouble.NOT_YOURS))
    app.add_exception_handler(NotOurForm, _trouble(Trouble.OLD_FORM))
    app.add_exception_handler(FormUnreadable, _trouble(Trouble.UNREADABLE))
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(TooSlow, _too_slow)
    app.add_exception_handler(TooMany, _too_many)
    app.add_exception_handler(RequestValidationError, _trouble(Trouble.NOT_FOUND))
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)


async def _refused(request: Request, refused: Exception) -> Response:
    """A refusal that no page showed beside its form."""
    assert isinstance(refused, Refused)  # noqa: S101 - what it is registered for
    return await trouble_page(request, Trouble.REFUSED, said=refused.said)


async def _sign_in_first(request: Request, _: Exception) -> Response:
    return await account.ask_to_sign_in(request)


async def _not_following(request: Request, _: Exception) -> Response:
    return await entering.ask_again(request)


def _trouble(kind: Trouble):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Starlette's handler
    async def answer(request: Request, _: Exception) -> Response:
        return await trouble_page(request, kind)

    return answer


async def _too_large(_: Request, __: Exception) -> Response:
    return PlainTextResponse(TOO_LARGE, status_code=413)


async def _too_slow(_: Request, __: Exception) -> Response:
    return PlainTextResponse(TOO_SLOW, status_code=408, headers={"connection": "close"})


async def _too_many(request: Request, tries: Exception) -> Response:
    minutes = tries.minutes if isinstance(tries, TooMany) else 1
    return await trouble_page(request, Trouble.TOO_MANY, minutes=minutes)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return await trouble_page(request, Trouble.NOT_FOUND, status=status)


async def _broken(request: Request, error: Exception) -> Response:
    """Write the incident down without messages, which may hold what people wrote."""
    incident = write_incident(error, folder=settings().home / "logs")
    nobody(request)
    if is_lost(error):
        answer = await trouble_page(request, Trouble.LOST, minutes=1)
    else:
        answer = await trouble_page(request, Trouble.BROKEN, incident=incident)
    answer.headers.update(HEADERS | {"cache-control": "no-store"})  # it is made outside of Guard
    return answer
