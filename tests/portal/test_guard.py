"""What every page has, and what no request gets past."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request

from kit.settings import settings
from portal.serving import served
from tests.portal.conftest import answered
from tests.portal.people import ADDRESS, Browser


async def test_lets_nothing_foreign_into_a_page(portal: Browser) -> None:
    """A strict policy without inline script, no frame, no referrer, nothing kept by caches."""
    page = await portal.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"


async def test_refuses_a_form_from_elsewhere(portal: Browser) -> None:
    """No token, another browser's token, or another site's page: nothing happens."""
    answered(await portal.http.post("/masuk", data={"login": "x"}), 403)
    await portal.get("/masuk")
    other = {"origin": "https://evil.example"}
    answered(await portal.http.post("/masuk", data={"login": "x"}, headers=other), 403)
    cross = {"sec-fetch-site": "cross-site"}
    answered(await portal.http.post("/masuk", data={"login": "x"}, headers=cross), 403)


async def test_takes_no_token_of_another_browser(portal: Browser, another: Browser) -> None:
    """A token is worth something with its own cookie only."""
    mine = await portal.get("/masuk")
    token = mine.text.split('name="_form" value="')[1].split('"')[0]
    await another.get("/masuk")
    answered(await another.http.post("/masuk", data={"login": "x", "_form": token}), 403)


async def test_reads_no_body_that_is_too_large(portal: Browser) -> None:
    """The length says it before a byte is read; a body that lies about it is cut off."""
    answered(await portal.http.post("/masuk", content=b"x" * 3_000_000), 413)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"login=" + b"x" * 100_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    sent = await portal.http.post("/masuk", content=endless(), headers=headers)
    assert sent.status_code in {400, 413}


async def test_answers_to_its_own_name_only(portal: Browser) -> None:
    """A request for another host is refused: no links are made of what a stranger says."""
    answered(await portal.get("/", headers={"host": "evil.example"}), 400)


@pytest.mark.parametrize(
    ("proxies", "from_", "believed"),
    [
        ("", "127.0.0.1", False),
        ("10.0.0.9", "127.0.0.1", False),
        ("10.0.0.9", "10.0.0.8", False),
        ("10.0.0.9", "10.0.0.9", True),
    ],
)
async def test_believes_only_its_own_proxies_about_a_place(
    database: str, monkeypatch: pytest.MonkeyPatch, *, proxies: str, from_: str, believed: bool
) -> None:
    """Else whoever writes a header of their own has as many tries as they like."""
    monkeypatch.setenv("RUKUN_PORTAL_PROXIES", proxies)
    settings.cache_clear()
    app, places = FastAPI(), []

    @app.get("/")
    def place(request: Request) -> None:
        places.append(request.client and request.client.host)

    config = served(app)
    config.load()
    transport = httpx.ASGITransport(app=config.loaded_app, client=(from_, 1))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        await http.get("/", headers={"x-forwarded-for": "203.0.113.7"})
    assert places == ["203.0.113.7" if believed else from_]


async def test_speaks_english_one_click_away(portal: Browser) -> None:
    """The choice is kept, and the address stays on our own host."""
    assert '<html lang="id">' in answered(await portal.get("/"), 200)
    chosen = await portal.get("/%2F%2Fevil.example/?lang=en")
    answered(chosen, 303)
    assert not chosen.headers["location"].startswith("//")
    assert '<html lang="en">' in answered(await portal.get("/"), 200)


async def test_speaks_to_each_in_their_own_language(portal: Browser, another: Browser) -> None:
    """One who chose English changes no word for anybody else."""
    await another.get("/?lang=en")
    for _ in range(2):
        assert "Report now" in answered(await another.get("/"), 200)
        assert "Lapor sekarang" in answered(await portal.get("/"), 200)


async def test_explains_what_is_not_there(portal: Browser) -> None:
    """A wrong address is answered with a page that says what to do, and leaks nothing."""
    page = answered(await portal.get("/tidak-ada"), 404)
    assert "Traceback" not in page
    assert ADDRESS not in page


async def test_speaks_to_each_browser_in_its_own_language(
    portal: Browser, another: Browser
) -> None:
    """Whoever reads English leaves the next visitor's Indonesian alone."""
    await another.get("/?lang=en")
    assert "Sign in" in answered(await another.get("/masuk"), 200)
    assert "Kata sandi" in answered(await portal.get("/masuk"), 200)
