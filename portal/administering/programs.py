"""Programs: the tokens with which they call us, and the webhooks that we call.

A secret is shown in the answer to the form that made it, and nowhere again.
"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from desk import programs as desk
from desk.acting import Person, Refused
from desk.programs import SCOPES, TOKEN_DAYS
from desk.programs_seen import HookSeen, programs_seen
from models.facts.danger import REPORTERS_OWN
from models.facts.grammar import FACTS
from models.reading_words import headline
from models.regency_folder import regency
from portal.administering.room import Administrator, office_names, offices
from portal.forms import EMPTY, Form, posted
from portal.languages import N_, translated
from portal.pages import page, see
from portal.visitors import visitor

router = APIRouter(include_in_schema=False)
HERE = "/akun/program"
MOST_DAYS = 3650
MAY = {
    "report": N_("menyampaikan laporan"),
    "read": N_("membaca kasus"),
    "act": N_("bertindak pada kasus"),
}
TOKEN_STATES = {"active": N_("aktif"), "expired": N_("lewat waktu"), "ended": N_("diakhiri")}
HOOK_STATES = {"well": N_("baik"), "failing": N_("gagal"), "stopped": N_("berhenti")}
UNREACHABLE = N_("alamat tidak dapat dihubungi")
ANSWERED = N_("alamat menjawab dengan kesalahan %(status)s")
HOUSE_ONLY = ("house.", "rules.", "checkpoint.", "integrity.", "records.", "record.", "user.")


@router.get(HERE)
async def programs(request: Request, who: Administrator) -> HTMLResponse:
    """All tokens and webhooks, how they are, and the forms for another one."""
    return await _page(request, who)


@router.post(HERE + "/token")
async def add_token(request: Request, who: Administrator) -> HTMLResponse:
    """Add a token, and show it this once."""
    form = await posted(request)
    days = min(max(form.whole_number("days") or TOKEN_DAYS, 1), MOST_DAYS)
    try:
        secret = await desk.add_token(
            form.text("token_name"),
            form.text("actor"),
            scopes=form.all("scopes"),
            by=who,
            rules=regency(),
            days=days,
        )
    except Refused as wrong:
        return await _page(request, who, form=form, wrong_token=wrong)
    return await _shown(request, form.text("token_name"), secret=secret, kind="token")


@router.post(HERE + "/token/akhiri")
async def end_token(request: Request, who: Administrator) -> Response:
    """Let a token open nothing any more."""
    form = await posted(request)
    await desk.end_token(form.text("name"), by=who)
    return see(HERE, "token_ended")


@router.post(HERE + "/webhook")
async def add_webhook(request: Request, who: Administrator) -> HTMLResponse:
    """Add a webhook, and show the secret that signs what it is told this once."""
    form = await posted(request)
    try:
        secret = await desk.add_webhook(
            form.text("hook_name"), form.text("address"), facts=form.all("facts"), by=who
        )
    except Refused as wrong:
        return await _page(request, who, form=form, wrong_hook=wrong)
    return await _shown(request, form.text("hook_name"), secret=secret, kind="webhook")


@router.post(HERE + "/webhook/henti")
async def stop_webhook(request: Request, who: Administrator) -> Response:
    """Tell it nothing more."""
    form = await posted(request)
    await desk.stop_webhook(form.text("name"), by=who)
    return see(HERE, "hook_stopped")


@router.post(HERE + "/webhook/jalan")
async def start_webhook(request: Request, who: Administrator) -> Response:
    """Tell it again."""
    form = await posted(request)
    await desk.start_webhook(form.text("name"), by=who)
    return see(HERE, "hook_started")


async def _page(
    request: Request,
    who: Person,
    *,
    form: Form = EMPTY,
    wrong_token: Refused | None = None,
    wrong_hook: Refused | None = None,
) -> HTMLResponse:
    tokens, hooks = await programs_seen(by=who)
    language = (await visitor(request)).language
    return await page(
        request,
        "administering/programs.html",
        status=422 if wrong_token or wrong_hook else 200,
        tokens=tokens,
        hooks=hooks,
        troubles={one.name: _trouble(one, language) for one in hooks},
        names=await office_names(request, [one.actor for one in tokens]),
        offices=await offices(request),
        scopes=[(one, translated(MAY[one], language)) for one in SCOPES],
        may=MAY,
        token_states=TOKEN_STATES,
        hook_states=HOOK_STATES,
        facts=_facts(language),
        days=TOKEN_DAYS,
        form=form,
        wrong_token=wrong_token.said if wrong_token else None,
        wrong_hook=wrong_hook.said if wrong_hook else None,
    )


async def _shown(request: Request, name: str, *, secret: str, kind: str) -> HTMLResponse:
    return await page(request, "administering/secret.html", name=name, secret=secret, kind=kind)


def _facts(language: str) -> list[tuple[str, str]]:
    """What a webhook can be told of, in words: nothing of the house, nor that a reporter wrote."""
    told = [
        (name, f"{headline(name, language)} ({name})")
        for name in FACTS
        if name not in REPORTERS_OWN and not name.startswith(HOUSE_ONLY)
    ]
    return sorted(told, key=lambda row: row[1].casefold())


def _trouble(hook: HookSeen, language: str) -> str:
    if hook.trouble is None:
        return ""
    status = hook.trouble.removeprefix("status_")
    words = translated(ANSWERED if status != hook.trouble else UNREACHABLE, language)
    return words % {"status": status} if status != hook.trouble else words
