"""Signing in and out, and setting an account up."""

import segno
from cryptography.fernet import InvalidToken
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from desk.accounts import (
    SESSION_HOURS,
    set_up,
    sign_in,
    sign_out,
    sign_out_everywhere,
    to_set_up,
)
from desk.acting import Refused
from desk.second_factor import SECOND_FACTOR, new_totp, totp_address
from kit.keys import identity_box
from kit.settings import settings
from portal import tries
from portal.forms import FIELD, FormUnreadable, NotOurForm, is_secure, posted
from portal.pages import page, see
from portal.visitors import COOKIE, AVisitor

router = APIRouter(include_in_schema=False)
# Where a POST's own address shows its form again.
HAS_A_FORM = ("/kasus/", "/telaah/", "/instansi/")
A_DAY = 24  # hours that a browser keeps what is worth nothing any more, to be told so
HOMES = {
    "coordinator": "/koordinator",
    "agency": "/instansi",
    "auditor": "/auditor",
    "administrator": "/akun",
}


@router.get("/masuk")
async def sign_in_page(request: Request, visitor: AVisitor) -> Response:
    """Ask who it is."""
    if visitor.signed is not None:
        return see(HOMES[visitor.role])
    return await _ask(request, back=ours(request.query_params.get("ke")))


async def ask_to_sign_in(request: Request) -> HTMLResponse:
    """Ask in the place of a page that is for people who signed in; then go on to it.

    Whose visit is over is told so: the browser still holds the cookie of somebody who was let in,
    or sends a form that only they were shown.
    """
    path, over = request.url.path, COOKIE in request.cookies or request.method == "POST"
    if request.method == "GET":
        return await _ask(request, status=401, back=path, over=over)
    if not path.startswith(HAS_A_FORM):
        return await _ask(request, status=401, back="/", over=over)
    return await _ask(request, status=401, back=path, over=over, typed=await _typed(request))


async def _typed(request: Request) -> str:
    """The words that were posted when the visit was over: they are shown, and kept nowhere."""
    try:
        form = await posted(request)
    except (NotOurForm, FormUnreadable):
        return ""
    words = (value.strip() for name, value in form.values if name != FIELD)
    return "\n\n".join(one for one in words if " " in one)


async def _ask(request: Request, *, status: int = 200, **shown: object) -> HTMLResponse:
    provider = {
        "provider_offered": bool(settings().oidc_issuer),
        "provider_name": settings().oidc_name,
    }
    return await page(request, "account/sign_in.html", status=status, **provider, **shown)


@router.post("/masuk")
async def signing_in(request: Request) -> Response:
    """Let somebody in, or say that something does not match."""
    form = await posted(request)
    login, back = form.text("login"), ours(form.text("back"))
    await tries.count_place("sign-in", request)
    await tries.count("sign-in", login.lower(), tries.SIGN_IN)
    try:
        token = await sign_in(login, form.text("password"), form.text("code"))
    except Refused as wrong:
        return await _ask(request, status=422, back=back, login=login, wrong=wrong.said)
    await tries.forgive("sign-in", login.lower(), tries.SIGN_IN)
    return let_in(token, back)


def let_in(token: str, back: str = "") -> Response:
    """Give the browser its cookie, and go on."""
    response = see(back or "/masuk")
    response.set_cookie(
        COOKIE,
        token,
        max_age=(SESSION_HOURS + A_DAY) * 3600,
        httponly=True,
        samesite="lax",  # a link in a mail leads to pages of one's own
        secure=is_secure(),
    )
    return response


@router.post("/keluar")
async def signing_out(request: Request, visitor: AVisitor) -> Response:
    """Sign out, here or everywhere."""
    form = await posted(request)
    if visitor.signed is not None and form.ticked("everywhere"):
        await sign_out_everywhere(visitor.signed.account)
    elif token := request.cookies.get(COOKIE):
        await sign_out(token)
    response = see("/masuk", "signed_out")
    response.delete_cookie(COOKIE)
    return response


@router.get("/masuk/atur/{token}")
async def setup_page(request: Request, token: str) -> HTMLResponse:
    """Ask for a password, and show the authenticator's secret where one is needed."""
    return await _setup_form(request, token)


@router.post("/masuk/atur/{token}")
async def setting_up(request: Request, token: str) -> Response:
    """Set an account up."""
    form = await posted(request)
    await tries.count_place("sign-in", request)
    totp = opened(form.text("totp"))
    try:
        await set_up(token, password=form.text("password"), totp=totp, code=form.text("code"))
    except Refused as wrong:
        return await _setup_form(request, token, totp=totp, wrong=wrong)
    return see("/masuk", "set_up")


async def _setup_form(
    request: Request, token: str, *, totp: str | None = None, wrong: Refused | None = None
) -> HTMLResponse:
    account = await to_set_up(token)
    drawn = (totp or new_totp()) if account.role in SECOND_FACTOR else None
    shown = {
        "login": account.login,
        "wrong": wrong.said if wrong else None,
        "secret": drawn,
        "carried": carried(drawn) if drawn else "",
        "qr": pictured(drawn, login=account.login) if drawn else "",
    }
    return await page(request, "account/setup.html", status=422 if wrong else 200, **shown)


def carried(drawn: str) -> str:
    """Encrypt a new authenticator's secret, for the form to carry until its first code."""
    return identity_box().encrypt(drawn.encode()).decode()


def opened(carried: str) -> str | None:
    """The secret that our own page carried, encrypted, from showing it to its first code."""
    try:
        return identity_box().decrypt(carried.encode(), ttl=3600).decode() if carried else None
    except InvalidToken:  # made by somebody else, or shown too long ago
        return None


def pictured(drawn: str, *, login: str) -> str:
    """Draw the QR code that an authenticator scans."""
    words = totp_address(drawn, login=login)
    return segno.make(words, micro=False).svg_inline(scale=4, border=2, omitsize=True)


def ours(where: str | None) -> str:
    """An address to go on to, if it is a page of ours; never another site's."""
    path = where or ""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isascii()
    return path if safe and all(sign.isprintable() for sign in path) else ""
