"""One's own account: where one is signed in, another password, another authenticator."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from desk.accounts import ROLES, Signed
from desk.acting import Person, Refused
from desk.own_account import change_password, change_totp, own_account
from desk.second_factor import SECOND_FACTOR, new_totp
from models.regency_folder import regency
from portal import tries
from portal.account import carried, opened, pictured
from portal.coordinating.naming import named
from portal.forms import posted
from portal.pages import page, see
from portal.visitors import COOKIE, Roles, SignInFirst, visitor

router = APIRouter(include_in_schema=False)
HERE = "/akun/saya"
AnyRole = Annotated[Person, Depends(Roles(*ROLES))]


@router.get(HERE)
async def own(request: Request, _: AnyRole) -> HTMLResponse:
    """Where one is signed in, and the forms for a password and an authenticator."""
    return await _page(request)


@router.post(HERE + "/sandi")
async def password(request: Request, who: AnyRole) -> Response:
    """Choose another password."""
    form, signed = await posted(request), await _signed(request)
    changed = partial(
        change_password,
        signed.account,
        old=form.text("old"),
        new=form.text("password"),
        code=form.text("code"),
        cookie=_cookie(request),
        by=who,
    )
    return await _changed(request, changed, "password_changed")


@router.post(HERE + "/autentikator")
async def authenticator(request: Request, who: AnyRole) -> Response:
    """Take another authenticator."""
    form, signed = await posted(request), await _signed(request)
    totp = opened(form.text("totp"))
    changed = partial(
        change_totp,
        signed.account,
        old_code=form.text("old_code"),
        totp=totp,
        code=form.text("new_code"),
        cookie=_cookie(request),
        by=who,
    )
    return await _changed(request, changed, "authenticator_changed", totp=totp)


async def _changed(
    request: Request, change: Callable[[], Awaitable[None]], saying: str, *, totp: str | None = None
) -> Response:
    """Count the try, change it, and say so; or show what was wrong."""
    account = str((await _signed(request)).account)
    try:
        await tries.count("own-account", account, tries.SIGN_IN)
        await change()
    except Refused as wrong:
        return await _page(request, wrong={saying: wrong.said}, totp=totp)
    await tries.forgive("own-account", account, tries.SIGN_IN)
    return see(HERE, saying)


async def _page(
    request: Request,
    *,
    wrong: dict[str, dict[str, str]] | None = None,
    totp: str | None = None,
) -> HTMLResponse:
    signed = await _signed(request)
    account = await own_account(signed.account, cookie=_cookie(request))
    drawn = totp or new_totp()
    return await page(
        request,
        "account/own.html",
        status=422 if wrong else 200,
        account=account,
        office=named(signed.person.id, regency()),
        second=signed.person.role in SECOND_FACTOR,
        wrong=wrong or {},
        secret=drawn,
        carried=carried(drawn),
        qr=pictured(drawn, login=account.login),
    )


async def _signed(request: Request) -> Signed:
    signed = (await visitor(request)).signed
    if signed is None:
        raise SignInFirst
    return signed


def _cookie(request: Request) -> str:
    return request.cookies.get(COOKIE, "")
