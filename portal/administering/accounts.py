"""Accounts: who has one, for which office, and the four things that an administrator does.

A setup link is shown in the answer to the form alone, never in an address: whoever reloads the
page is asked again. An account's page is called by its id, as facts name it.
"""

import uuid

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from desk.accounts import (
    AccountLine,
    Setup,
    account_line,
    add_account,
    disable_account,
    link_account,
    list_accounts,
    reset_account,
)
from desk.acting import Person, Refused
from kit.settings import settings
from models.regency_folder import regency
from portal.administering.room import ROLE_WORDS, Administrator, office_names, offices
from portal.forms import EMPTY, Form, posted
from portal.languages import N_
from portal.pages import page, see
from portal.visitors import visitor

router = APIRouter(include_in_schema=False)
STATES = {
    "active": N_("aktif"),
    "waiting": N_("menunggu pemiliknya"),
    "disabled": N_("dinonaktifkan"),
}


@router.get("/akun")
async def accounts(request: Request, who: Administrator) -> HTMLResponse:
    """All accounts, and the form for another one."""
    return await _list(request, who)


@router.post("/akun")
async def add(request: Request, who: Administrator) -> HTMLResponse:
    """Add an account, and show its setup link this once."""
    form = await posted(request)
    language = "en" if form.text("language") == "en" else "id"
    try:
        setup = await add_account(
            form.text("login"),
            form.text("actor"),
            by=who,
            rules=regency(),
            language=language,
            subject=form.some("subject"),
        )
    except Refused as wrong:
        return await _list(request, who, form=form, wrong=wrong)
    return await _handed(request, setup)


@router.get("/akun/{account}")
async def account(request: Request, account: str, who: Administrator) -> HTMLResponse:
    """One account, and what can be done with it."""
    return await _one(request, await _found(account, who))


@router.post("/akun/{account}/ulang")
async def reset(request: Request, account: str, who: Administrator) -> HTMLResponse:
    """Let its holder begin anew, and show the setup link this once."""
    found = await _posted(request, account, who)
    return await _handed(request, await reset_account(found.login, by=who))


@router.post("/akun/{account}/nonaktif")
async def disable(request: Request, account: str, who: Administrator) -> Response:
    """Let it sign in no more; never one's own, nor the last administrator's."""
    found = await _posted(request, account, who)
    signed = (await visitor(request)).signed
    try:
        await disable_account(found.login, by=who, using=signed.account if signed else None)
    except Refused as wrong:
        return await _one(request, found, wrong=wrong)
    return see("/akun", "account_disabled")


@router.post("/akun/{account}/hubung")
async def link(request: Request, account: str, who: Administrator) -> Response:
    """Link it to who the identity provider says its holder is."""
    found = await _found(account, who)
    form = await posted(request)
    try:
        await link_account(found.login, form.text("subject"), by=who)
    except Refused as wrong:
        return await _one(request, found, form=form, wrong=wrong)
    return see(f"/akun/{found.id}", "account_linked")


async def _found(account: str, who: Person) -> AccountLine:
    try:
        found = await account_line(uuid.UUID(account), by=who)
    except ValueError:
        found = None
    if found is None:
        raise HTTPException(404)
    return found


async def _posted(request: Request, account: str, who: Person) -> AccountLine:
    found = await _found(account, who)
    await posted(request)
    return found


async def _list(
    request: Request, who: Person, *, form: Form = EMPTY, wrong: Refused | None = None
) -> HTMLResponse:
    found = await list_accounts(by=who)
    return await page(
        request,
        "administering/accounts.html",
        status=422 if wrong else 200,
        found=sorted(found, key=lambda one: (one.state == "disabled", one.login)),
        names=await office_names(request, [one.actor for one in found]),
        offices=await offices(request),
        states=STATES,
        roles=ROLE_WORDS,
        form=form,
        wrong=wrong.said if wrong else None,
        provider=settings().oidc_name if settings().oidc_issuer else "",
        has_provider=bool(settings().oidc_issuer),
    )


async def _one(
    request: Request, found: AccountLine, *, form: Form = EMPTY, wrong: Refused | None = None
) -> HTMLResponse:
    signed = (await visitor(request)).signed
    return await page(
        request,
        "administering/account.html",
        status=409 if wrong else 200,
        one=found,
        names=await office_names(request, [found.actor]),
        states=STATES,
        roles=ROLE_WORDS,
        own=signed is not None and signed.account == found.id,
        form=form,
        wrong=wrong.said if wrong else None,
        has_provider=bool(settings().oidc_issuer),
    )


async def _handed(request: Request, setup: Setup) -> HTMLResponse:
    link = f"{settings().portal_address}/masuk/atur/{setup.token}"
    return await page(request, "administering/handed.html", setup=setup, link=link)
