"""A demonstration's own pages: sample accounts, mails and a clock, in no real home."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest

from desk.demonstration import PASSWORD, SAMPLES, add_samples, samples
from desk.house import open_house
from kit import clock
from kit.keys import private_folder
from kit.settings import settings
from models.regency_folder import regency
from models.session import reading
from portal.app import create_app
from tests.conftest import forget
from tests.portal.conftest import answered
from tests.portal.people import Browser

MAIL = b"Subject: KLK-2026-00001 Penugasan\nTo: camat@x.example\n\nJawab: %s/jawab/abc\nhttp://z.example/\n"
NAME = "20261125T101010.123456-0a1b2c3d.eml"


@pytest.fixture
async def demo(
    database: str, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Browser]:
    """A demonstration's home, as ``rukun demo`` furnishes it."""
    monkeypatch.setenv("RUKUN_DEMO", "1")
    forget()
    await owner.execute("GRANT SELECT, INSERT, UPDATE ON clock_shift TO rukun_app")
    await owner.execute("INSERT INTO clock_shift (seconds) VALUES (0)")
    await open_house()
    async with Browser.of(create_app()) as browser:
        yield browser


async def test_a_real_home_has_no_such_page(portal: Browser) -> None:
    """Neither accounts nor mails nor a clock."""
    for path in ("/demo", f"/demo/surat/{NAME}"):
        answered(await portal.get(path), 404)


async def test_lets_a_visitor_in_with_what_the_page_shows(demo: Browser) -> None:
    """Each sample account signs in with the password and the code that the page tells, twice."""
    await add_samples(rules=regency())
    page = answered(await demo.get("/demo"), 200)
    assert PASSWORD in page
    for login, _ in SAMPLES:
        code = next(one.code for one in await samples() if one.login == login)
        said = {"login": login, "password": PASSWORD, "code": code or ""}
        demo.http.cookies.clear()
        assert (await demo.post("/masuk", said)).status_code == 303, login


async def test_shows_a_mail_with_the_links_that_lead_here(demo: Browser) -> None:
    """A link of ours can be followed, another's is only text, and no other file is read."""
    folder = private_folder(settings().home / "mail")
    (folder / NAME).write_bytes(MAIL % settings().portal_address.encode())
    assert "Penugasan" in answered(await demo.get("/demo?cari=penugasan"), 200)
    page = answered(await demo.get(f"/demo/surat/{NAME}"), 200)
    assert f'<a href="{settings().portal_address}/jawab/abc">' in page
    assert 'href="http://z.example/"' not in page
    (folder / "x.txt").write_text("rahasia")
    for bad in ("x.txt", "..%2Fkeys", "20261125T101010.123456-0a1b2c3e.eml"):
        answered(await demo.get(f"/demo/surat/{bad}"), 404)


async def test_moves_case_time(demo: Browser) -> None:
    """By the days that a button names, and by no others."""
    await demo.post("/demo/waktu", {"days": "7"}, shown_at="/demo")
    await demo.post("/demo/waktu", {"days": "4000"}, shown_at="/demo")
    async with reading():
        ahead = clock.now() - clock.machine_now()
    assert timedelta(days=6.9) < ahead < timedelta(days=7.1)
