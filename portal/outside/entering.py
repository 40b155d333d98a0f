"""Signing in through an identity provider: there, back again, and our own code where needed.

What was asked waits in the browser's own cookie, encrypted, for ten minutes; so does who the
provider said it is, while our own authenticator's code is asked for.
"""

import json
import secrets

from cryptography.fernet import InvalidToken
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from desk.acting import Refused
from desk.outside import NotLinked, Outside, needs_code, sign_in_outside
from kit.keys import identity_box
from kit.settings import settings
from portal import tries
from portal.account import let_in, ours
from portal.forms import is_secure, posted
from portal.outside.provider import Asked, ProviderTrouble, answer, is_offered, question
from portal.pages import SEE_OTHER, page, see

router = APIRouter(include_in_schema=False, prefix="/masuk/luar")
ASKED, NAMED = "rukun_luar", "rukun_luar_siapa"
SECONDS = 600
UNASKED, FORBIDDEN, SILENT = 400, 403, 502  # an answer that nobody asked for is no provider's fault


@router.get("")
async def leave(request: Request) -> Response:
    """Go to the provider."""
    _refuse_unless_offered()
    await tries.count_place("sign-in", request)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = Asked(state, nonce, verifier, ours(request.query_params.get("ke")))
    try:
        where = await question(asked, callback=_callback())
    except ProviderTrouble:
        return await _troubled(request)
    response = RedirectResponse(where, status_code=SEE_OTHER)
    _keep(response, ASKED, [asked.state, asked.nonce, asked.verifier, asked.back])
    return response


@router.get("/kembali")
async def come_back(request: Request) -> Response:
    """Hear what the provider says, and let in whom it names if an account is linked."""
    _refuse_unless_offered()
    await tries.count_place("sign-in", request)
    kept, said = _kept(request, ASKED), request.query_params
    state, code = said.get("state", ""), said.get("code", "")
    if kept is None or not code or not secrets.compare_digest(state.encode(), kept[0].encode()):
        return await _troubled(request, status=UNASKED)
    asked = Asked(*kept)
    try:
        who = await answer(code, asked, callback=_callback())
        if await needs_code(who):
            response: Response = see("/masuk/luar/kode")
            _keep(response, NAMED, [who.subject, asked.back])
        else:
            response = let_in(await sign_in_outside(who), asked.back)
    except ProviderTrouble:
        return await _troubled(request)
    except NotLinked:
        return _without(await _stranger(request, who), ASKED)
    except Refused as wrong:
        return _without(await _troubled(request, wrong=wrong), ASKED)
    return _without(response, ASKED)


@router.get("/kode")
async def ask_code(request: Request) -> Response:
    """Ask for our own authenticator's code: the provider proved no second factor."""
    _refuse_unless_offered()
    if _kept(request, NAMED) is None:
        return see("/masuk")
    return await page(request, "outside/code.html", wrong=None)


@router.post("/kode")
async def take_code(request: Request) -> Response:
    """Let in whom the provider named, with our own code."""
    _refuse_unless_offered()
    form, kept = await posted(request), _kept(request, NAMED)
    if kept is None:
        return see("/masuk")
    subject, back = kept
    await tries.count_place("sign-in", request)
    await tries.count("sign-in-outside", subject, tries.SIGN_IN)
    try:
        token = await sign_in_outside(Outside(subject, second_factor=False), form.text("code"))
    except Refused as wrong:
        return await page(request, "outside/code.html", status=422, wrong=wrong.said)
    await tries.forgive("sign-in-outside", subject, tries.SIGN_IN)
    return _without(let_in(token, back), NAMED)


async def _stranger(request: Request, who: Outside) -> HTMLResponse:
    return await page(request, "outside/stranger.html", status=403, subject=who.subject)


async def _troubled(
    request: Request, *, wrong: Refused | None = None, status: int = SILENT
) -> HTMLResponse:
    said = wrong.said if wrong else None
    status = FORBIDDEN if wrong else status
    return await page(request, "outside/trouble.html", status=status, said=said)


def _callback() -> str:
    return f"{settings().portal_address}/masuk/luar/kembali"


def _refuse_unless_offered() -> None:
    if not is_offered():
        raise HTTPException(404)


def _keep(response: Response, name: str, words: list[str]) -> None:
    response.set_cookie(
        name,
        identity_box().encrypt(json.dumps(words).encode()).decode(),
        max_age=SECONDS,
        path="/masuk/luar",
        httponly=True,
        samesite="lax",  # the provider's page leads back here
        secure=is_secure(),
    )


def _kept(request: Request, name: str) -> list[str] | None:
    try:
        sealed = request.cookies.get(name, "").encode()
        words: list[str] = json.loads(identity_box().decrypt(sealed, ttl=SECONDS))
    except (InvalidToken, ValueError):
        return None
    return words


def _without(response: Response, name: str) -> Response:
    response.delete_cookie(name, path="/masuk/luar")
    return response
