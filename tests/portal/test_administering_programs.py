"""Tokens and webhooks in the administrators' room: added, ended, and how they are."""

import html
import re
from collections.abc import Mapping

from sqlalchemy import select, update

from desk.programs import program_of
from models.api import HookCall, Webhook
from models.regency_folder import regency
from models.session import reading, transaction
from tests.portal.conftest import answered
from tests.portal.people import Browser

ADMIN = "administrator:DISKOMINFO-ADMIN"
HERE = "/akun/program"
TOKEN = {
    "token_name": "lapor",
    "actor": "agency:DISKOMINFO-PETUGAS",
    "scopes": ["report", "read"],
    "days": "30",
}
HOOK = {"hook_name": "lapor", "address": "https://lapor.example/rukun", "facts": ["case.closed"]}
SECRET = re.compile(r'<p class="written"><code>([^<]+)</code></p>')


async def added(portal: Browser, where: str, typed: Mapping[str, object]) -> str:
    """Add one, and read the secret that is shown."""
    found = SECRET.search(answered(await portal.post(where, typed, shown_at=HERE), 200))
    assert found is not None
    return html.unescape(found[1])


async def test_shows_a_token_once_and_ends_it(portal: Browser) -> None:
    """What is shown opens the desk with these scopes, until it is ended."""
    await portal.sign_in(ADMIN)
    secret = await added(portal, f"{HERE}/token", TOKEN)
    program = await program_of(secret, rules=regency())
    assert program is not None
    assert program.scopes == {"report", "read"}
    page = answered(await portal.get(HERE), 200)
    assert secret not in page
    assert "menyampaikan laporan, membaca kasus" in page
    ended = await portal.post(f"{HERE}/token/akhiri", {"name": "lapor"}, shown_at=HERE)
    assert ended.headers["location"] == f"{HERE}?kata=token_ended"
    assert await program_of(secret, rules=regency()) is None
    assert "diakhiri" in answered(await portal.get(HERE), 200)


async def test_says_what_is_wrong_with_a_token(portal: Browser) -> None:
    """Without a scope, or with a name that is taken; what was typed stays."""
    await portal.sign_in(ADMIN)
    page = answered(await portal.post(f"{HERE}/token", TOKEN | {"scopes": []}, shown_at=HERE), 422)
    assert "sebut satu atau lebih" in page
    assert 'value="lapor"' in page
    await added(portal, f"{HERE}/token", TOKEN)
    again = await portal.post(f"{HERE}/token", TOKEN, shown_at=HERE)
    assert "sudah ada yang bernama lapor" in answered(again, 422)


async def test_stops_a_webhook_and_starts_it_again(portal: Browser) -> None:
    """Its secret is shown once; stopped and started are said in words."""
    await portal.sign_in(ADMIN)
    secret = await added(portal, f"{HERE}/webhook", HOOK)
    page = answered(await portal.get(HERE), 200)
    assert secret not in page
    assert "https://lapor.example/rukun" in page
    for act, saying, state in (
        ("henti", "hook_stopped", "berhenti"),
        ("jalan", "hook_started", "baik"),
    ):
        done = await portal.post(f"{HERE}/webhook/{act}", {"name": "lapor"}, shown_at=HERE)
        assert done.headers["location"] == f"{HERE}?kata={saying}"
        assert f">{state}</span>" in answered(await portal.get(HERE), 200)


async def test_tells_how_a_webhook_fails(portal: Browser) -> None:
    """Failures, why, and how many facts wait, as words and numbers; never as a code."""
    await portal.sign_in(ADMIN)
    await added(portal, f"{HERE}/webhook", HOOK)
    async with transaction() as db:
        await db.execute(update(Webhook).values(failures=4, trouble="status_503"))
        hook = (await db.scalars(select(Webhook.id))).one()
        db.add_all(HookCall(webhook=hook, case="KLK", seq=seq, told={}) for seq in (1, 2, 3))
    page = answered(await portal.get(HERE), 200)
    assert "gagal 4 kali: alamat menjawab dengan kesalahan 503" in page
    assert re.search(r'class="number">3</td>', page)
    assert "status_503" not in page


async def test_refuses_an_address_that_is_not_safe(portal: Browser) -> None:
    """Facts leave by https only; the form is shown again and nothing is kept."""
    await portal.sign_in(ADMIN)
    bad = HOOK | {"address": "http://lapor.example/rukun"}
    page = answered(await portal.post(f"{HERE}/webhook", bad, shown_at=HERE), 422)
    assert "https://" in page
    assert 'value="http://lapor.example/rukun"' in page
    async with reading() as db:
        assert (await db.scalars(select(Webhook.id))).all() == []


async def test_offers_no_fact_that_would_tell_of_a_reporter(portal: Browser) -> None:
    """That a reporter wrote is told to no webhook, so it cannot be chosen either."""
    await portal.sign_in(ADMIN)
    page = answered(await portal.get(HERE), 200)
    offered = set(re.findall(r'name="facts" value="([^"]+)"', page))
    assert "case.closed" in offered
    assert not {one for one in offered if one.startswith(("user.", "house."))}
