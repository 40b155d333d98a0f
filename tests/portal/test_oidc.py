"""Signing in through an identity provider: it says who somebody is, never what they may."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
from joserfc.jwk import RSAKey

from desk.accounts import add_account, disable_account, link_account, list_accounts, set_up
from kit.clock import machine_now
from kit.settings import Settings, settings
from models.regency_folder import regency
from tests.portal.conftest import answered
from tests.portal.people import ADMINISTRATOR, PASSWORD, Browser
from tests.portal.provider import CLIENT, SECRET, Provider, providing

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
OFFICER = "agency:POLRES-PETUGAS"
START = "/masuk/luar"


@pytest.fixture
async def provider(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Provider]:
    """A provider that this portal offers."""
    async with providing() as made:
        monkeypatch.setenv("RUKUN_OIDC_ISSUER", made.issuer)
        monkeypatch.setenv("RUKUN_OIDC_CLIENT_ID", CLIENT)
        monkeypatch.setenv("RUKUN_OIDC_CLIENT_SECRET", SECRET)
        monkeypatch.setenv("RUKUN_OIDC_NAME", "SSO Klungkung")
        monkeypatch.setenv("RUKUN_OIDC_SECOND_FACTOR", "otp, urn:example:loa3")
        settings.cache_clear()
        yield made
    monkeypatch.undo()
    settings.cache_clear()


async def back_from(portal: Browser, start: str = START) -> str:
    """Go to the provider, which knows who it is; gives the address to which it leads back."""
    left = await portal.get(start)
    assert left.status_code == 303, left.text
    async with httpx.AsyncClient(trust_env=False) as http:
        sent = await http.get(left.headers["location"])
    where = urlsplit(sent.headers["location"])
    return f"{where.path}?{where.query}"


async def through(portal: Browser, start: str = START) -> httpx.Response:
    """Go to the provider and come back."""
    return await portal.get(await back_from(portal, start))


async def linked(provider: Provider, actor: str, login: str = "sari") -> str:
    """An account that is linked to who sits at the provider; gives its setup token."""
    made = await add_account(
        login, actor, by=ADMINISTRATOR, rules=regency(), subject=provider.named
    )
    return made.token


async def with_totp(token: str) -> str:
    """Set an account up, and give its authenticator's secret."""
    totp = pyotp.random_base32()
    code = pyotp.TOTP(totp).at(machine_now())
    await set_up(token, password=PASSWORD, totp=totp, code=code)
    return totp


async def test_offers_a_provider_only_where_one_is_set(portal: Browser) -> None:
    """Without settings there is no button and no such page."""
    assert START not in answered(await portal.get("/masuk"), 200)
    for path in (START, f"{START}/kembali", f"{START}/kode"):
        answered(await portal.get(path), 404)


async def test_lets_in_who_is_linked(portal: Browser, provider: Provider) -> None:
    """An officer presses the button, and is where she wanted to go, as her office."""
    await linked(provider, OFFICER)
    assert "SSO Klungkung" in answered(await portal.get("/masuk"), 200)
    came = await through(portal, f"{START}?ke=/instansi")
    assert came.status_code == 303
    assert came.headers["location"] == "/instansi"
    answered(await portal.get("/instansi"), 200)
    assert "terhubung dengan penyedia" in answered(await portal.get("/akun/saya"), 200)


async def test_shows_a_stranger_the_identity_to_hand_over(
    portal: Browser, provider: Provider
) -> None:
    """Nobody comes in and nothing is created; once linked by an administrator, the door opens."""
    page = answered(await through(portal), 403)
    assert provider.named in page
    assert await list_accounts(by=ADMINISTRATOR) == []
    answered(await portal.get("/instansi"), 401)
    await add_account("sari", OFFICER, by=ADMINISTRATOR, rules=regency())
    await link_account("sari", provider.named, by=ADMINISTRATOR)
    assert (await through(portal)).status_code == 303
    answered(await portal.get("/instansi"), 200)


async def test_keeps_a_disabled_account_out(portal: Browser, provider: Provider) -> None:
    """Whoever left the office looks like a stranger, whatever the provider says."""
    await linked(provider, OFFICER)
    await disable_account("sari", by=ADMINISTRATOR)
    answered(await through(portal), 403)
    answered(await portal.get("/instansi"), 401)


async def test_asks_for_our_own_code_too(portal: Browser, provider: Provider) -> None:
    """A coordinator whose provider proved a password only is asked for the authenticator's code."""
    totp = await with_totp(await linked(provider, COORDINATOR))
    provider.says = {"amr": ["pwd"], "acr": "urn:example:loa1"}
    came = await through(portal, f"{START}?ke=/papan")
    assert came.headers["location"] == f"{START}/kode"
    answered(await portal.get("/papan"), 401)
    wrong = await portal.post(f"{START}/kode", {"code": "000000"})
    assert "tidak cocok" in answered(wrong, 422)
    code = pyotp.TOTP(totp).at(machine_now().timestamp() + 30)
    right = await portal.post(f"{START}/kode", {"code": code})
    assert right.headers["location"] == "/papan"
    answered(await portal.get("/papan"), 200)


async def test_lets_nobody_in_who_needs_a_code_and_has_none(
    portal: Browser, provider: Provider
) -> None:
    """It says what to do: an administrator's setup link."""
    await linked(provider, COORDINATOR)
    assert "tautan pengaturan" in answered(await through(portal), 403)
    answered(await portal.get("/papan"), 401)


@pytest.mark.parametrize("says", [{"amr": ["pwd", "otp"]}, {"acr": "urn:example:loa3"}])
async def test_believes_a_second_factor_that_was_named(
    portal: Browser, provider: Provider, says: dict[str, Any]
) -> None:
    """Where the operator trusts these words, the provider's own second factor is enough."""
    await linked(provider, COORDINATOR)
    provider.says = says
    assert (await through(portal)).headers["location"] == "/masuk"
    answered(await portal.get("/papan"), 200)


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"},
        {"aud": "another-program"},
        {"aud": [CLIENT, "another-program"]},
        {"iss": "https://another.example"},
        {"exp": 1_000_000_000},
        {"sub": 7},
    ],
    ids=str,
)
async def test_believes_no_token_that_is_not_for_this_question(
    portal: Browser, provider: Provider, says: dict[str, Any]
) -> None:
    """Another question's, another program's, another provider's, an old one, or nobody's."""
    await linked(provider, OFFICER)
    provider.says = says
    answered(await through(portal), 502)
    answered(await portal.get("/instansi"), 401)


async def test_believes_no_signature_but_the_providers(portal: Browser, provider: Provider) -> None:
    """Whoever signs with another key is nobody, also under the same key's name."""
    await linked(provider, OFFICER)
    provider.publishes = RSAKey.generate_key(2048)
    answered(await through(portal), 502)


async def test_takes_an_answer_in_the_browser_that_asked_and_once(
    portal: Browser, another: Browser, provider: Provider
) -> None:
    """A link with somebody else's code, or with another state, signs nobody in."""
    await linked(provider, OFFICER)
    mine = await back_from(portal)
    answered(await another.get(mine), 400)
    code = parse_qs(urlsplit(mine).query)["code"][0]
    answered(await portal.get(f"{START}/kembali?code={code}&state=forged"), 400)
    assert (await portal.get(mine)).status_code == 303
    answered(await portal.get(mine), 400)


async def test_says_so_when_the_provider_refuses_or_lies(
    portal: Browser, provider: Provider
) -> None:
    """Refused by its user, or a provider that calls itself otherwise: a page, no incident."""
    await back_from(portal)
    page = await portal.get(f"{START}/kembali?error=access_denied&state=x")
    assert "Tidak jadi masuk" in answered(page, 400)
    provider.calls_itself = "https://another.example"
    answered(await portal.get(START), 502)


async def test_goes_on_to_pages_of_ours_only(portal: Browser, provider: Provider) -> None:
    """No open redirect by way of the provider."""
    await linked(provider, OFFICER)
    came = await through(portal, f"{START}?ke=//evil.example")
    assert came.headers["location"] == "/masuk"


@pytest.mark.parametrize("bad", ["http://id.example", "ftp://127.0.0.1", "id.example", "https://"])
def test_refuses_a_provider_that_is_not_safe(bad: str) -> None:
    """Only https, or http on this machine; and never half of the settings."""
    with pytest.raises(ValueError, match="https://"):
        Settings(oidc_issuer=bad, oidc_client_id=CLIENT)
    with pytest.raises(ValueError, match="together"):
        Settings(oidc_issuer="https://id.example")
