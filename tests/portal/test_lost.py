"""The database is away, the disk is full, the line is slow: said clearly, and nothing half kept."""

import asyncio
import logging
from collections.abc import AsyncIterator

import asyncpg
import pytest

from kit.settings import settings
from models.session import close_engine
from portal import guard
from portal.app import create_app
from portal.lost import is_lost
from portal.serving import untold
from portal.visitors import COOKIE
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.test_reporting import TEXT, told


async def test_says_that_nothing_was_kept_without_a_database(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page with 503 and what to do, also for somebody whose cookie cannot be looked up."""
    seen = await portal.get("/lapor")
    token = seen.text.split('name="_form" value="')[1].split('"')[0]
    await close_engine()
    monkeypatch.setenv("RUKUN_DATABASE_URL", "postgresql+asyncpg://nobody:x@127.0.0.1:9/none")
    settings.cache_clear()
    try:
        sent = await portal.http.post("/lapor", data={**told(), "_form": token})
        page = answered(sent, 503)
        assert "belum tersimpan" in page
        assert sent.headers["retry-after"] == "60"
        assert sent.headers["cache-control"] == "no-store"
        assert TEXT not in page
        portal.http.cookies.set(COOKIE, "x" * 43)
        assert "belum tersimpan" in answered(await portal.get("/koordinator"), 503)
        headers = {"authorization": "Bearer rukun_x"}
        assert (await portal.http.get("/api/v1/me", headers=headers)).json()["code"] == "lost"
    finally:
        await close_engine()
    log = (settings().home / "logs" / "incidents.log").read_text()
    assert "nobody:x" not in log


def test_knows_a_full_disk_from_a_mistake() -> None:
    """PostgreSQL's own disk and ours are away; a wrong value is our mistake."""
    assert is_lost(asyncpg.DiskFullError("x"))
    assert is_lost(OSError(28, "No space left on device"))
    assert not is_lost(asyncpg.DataError("x"))
    assert not is_lost(KeyError("x"))


async def test_waits_for_no_body_that_does_not_come(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that brings nothing more is let go, and told so."""
    monkeypatch.setattr(guard, "SLOWEST", 0.2)

    async def slow() -> AsyncIterator[bytes]:
        yield b"login=x"
        await asyncio.sleep(5)
        yield b"&password=x"

    headers = {"content-type": "application/x-www-form-urlencoded"}
    sent = await portal.http.post("/masuk", content=slow(), headers=headers)
    assert "tidak ada yang tersimpan" in answered(sent, 408)


async def test_keeps_cookies_to_https_where_that_is_the_address(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cookie is for https and for our own pages; browsers are told to come back by it."""
    monkeypatch.setenv("RUKUN_PORTAL_URL", "https://rukun.klungkung.example")
    settings.cache_clear()
    async with Browser.of(create_app()) as browser:
        browser.http.headers["host"] = "rukun.klungkung.example"
        for path in ("/lapor", "/?lang=en"):
            sent = await browser.get(path)
            for cookie in sent.headers.get_list("set-cookie"):
                assert "; Secure" in cookie
                assert "; HttpOnly" in cookie
            assert "set-cookie" in sent.headers
            assert sent.headers["strict-transport-security"]


def test_leaves_what_people_wrote_out_of_the_servers_log() -> None:
    """The server's own log says that something broke; the message of what broke is not in it."""
    about = (ValueError, ValueError(TEXT), None)
    record = logging.LogRecord(
        "uvicorn.error", logging.ERROR, __file__, 1, "Exception in ASGI application\n", (), about
    )
    assert untold(record)
    assert TEXT not in logging.Formatter().format(record)
