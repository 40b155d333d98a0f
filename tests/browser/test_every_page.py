"""Every page, in both languages and both widths: readable by everybody, and never too wide."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby

import asyncpg
import pytest
from playwright._impl._api_structures import SetCookieParam

from desk.acting import REPORTER
from desk.demonstration import add_samples
from kit.keys import private_folder
from kit.settings import settings
from models.regency_folder import regency
from portal.app import create_app
from portal.languages import COOKIE, SOURCE, languages
from tests.browser.conftest import DESKTOP, PHONE, Visit, Windows
from tests.browser.house import House, a_house
from tests.browser.people import follows
from tests.browser.routes import DEMONSTRATED, NO_PAGE, OF_AN_ENDED_CASE, Shown, pages, shown_routes
from tests.conftest import forget
from tests.portal.people import Browser
from tests.portal.provider import Provider
from tests.portal.test_demonstration import MAIL, NAME
from tests.portal.test_oidc import START, back_from, linked, provider, with_totp

__all__ = ["provider"]
OFFICES = {
    "coordinator": "coordinator:KESBANG-SEKRETARIS",
    "auditor": "auditor:INSPEKTORAT-IRBAN",
    "administrator": "administrator:DISKOMINFO-ADMIN",
}
NOBODY, OFFICER = "nobody", "agency:POLRES-PETUGAS"


def test_no_page_is_forgotten(database: str) -> None:
    """Each route is looked at below, or named with the reason why it shows no page."""
    routes = Counter(shown_routes(create_app()))
    named = {*pages(House()), *NO_PAGE}
    assert set(routes) - set(DEMONSTRATED) == named
    assert max(routes.values()) == 1, routes.most_common(1)


@pytest.mark.parametrize("windows", ["desktop"], indirect=True)
async def test_a_new_house_is_fit_for_everybody(windows: Windows) -> None:
    """Nothing was reported yet: lists are empty, and say so."""
    house = House()
    looking = {who: [at for one in some for at in one.when_empty] for who, some in _by(house)}
    assert await _faults(windows, house, looking) == []


@pytest.mark.long
@pytest.mark.parametrize("windows", ["desktop"], indirect=True)
async def test_every_page_is_fit_for_everybody(windows: Windows) -> None:
    """Much happened: every page has something to show."""
    house = await a_house()
    looking = {who: [at for one in some for at in one.at] for who, some in _by(house)}
    assert await _faults(windows, house, looking) == []


@pytest.fixture
async def demonstrated(
    database: str, owner: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A demonstration's home, in which a mail was sent."""
    monkeypatch.setenv("RUKUN_DEMO", "1")
    forget()
    await owner.execute("GRANT SELECT, INSERT, UPDATE ON clock_shift TO rukun_app")
    await owner.execute("INSERT INTO clock_shift (seconds) VALUES (0)")
    (private_folder(settings().home / "mail") / NAME).write_bytes(MAIL)


@pytest.mark.parametrize("windows", ["desktop"], indirect=True)
async def test_a_demonstration_is_fit_for_everybody(
    demonstrated: None,  # before the portal opens
    windows: Windows,
) -> None:
    """Its own pages, and the line on every page that says that all is made up."""
    await add_samples(rules=regency())
    looking = {NOBODY: ["/demo", f"/demo/surat/{NAME}", "/", "/lapor"]}
    assert await _faults(windows, House(), looking) == []


@pytest.mark.parametrize("windows", ["desktop"], indirect=True)
async def test_another_houses_door_is_fit_for_everybody(
    provider: Provider,  # before the portal opens
    windows: Windows,
) -> None:
    """Who comes back as a stranger, unasked, or still without our own code."""
    visit, found = await windows.open(), []
    for language in languages():
        await visit.context.add_cookies([_cookie(visit, COOKIE, language)])
        for title, address in (("unasked", f"{START}/kembali"), ("stranger", await _back(visit))):
            found += await _faults_of(visit, address, language)
            assert (provider.named in await visit.page.content()) == (title == "stranger")
    await with_totp(await linked(provider, OFFICES["coordinator"]))
    await visit.go(await _back(visit))
    for language in languages():
        await visit.context.add_cookies([_cookie(visit, COOKIE, language)])
        found += await _faults_of(visit, f"{START}/kode", language)
        assert visit.page.url.endswith("/kode")
    assert found == []


async def _back(visit: Visit) -> str:
    """Where the provider leads this window, which was there."""
    async with Browser.of(create_app()) as door:
        address = await back_from(door)
        for one in door.http.cookies.jar:
            await visit.context.add_cookies([_cookie(visit, one.name, one.value or "")])
    return address


def _by(house: House) -> list[tuple[str, list[Shown]]]:
    """The pages of a house by who opens them."""
    every = sorted([*pages(house).values(), OF_AN_ENDED_CASE], key=lambda one: one.to)
    return [(who, list(some)) for who, some in groupby(every, key=lambda one: one.to)]


async def _faults(windows: Windows, house: House, looking: Mapping[str, list[str]]) -> list[str]:
    """Look at addresses as those who open them; what is wrong with any, all at once."""
    found = []
    for who, addresses in looking.items():
        if not addresses:
            continue
        visit = await windows.open()
        await _enter(visit, who, house)
        for language in languages():
            await visit.context.add_cookies([_cookie(visit, COOKIE, language)])
            for address in addresses:
                found += await _faults_of(visit, address, language)
                assert visit.page.url == visit.address + address, "it shows another page"
    return found


async def _faults_of(visit: Visit, address: str, language: str) -> list[str]:
    """Open an address at both widths; the languages differ in words alone, so axe reads one."""
    await visit.page.set_viewport_size(DESKTOP)
    await visit.go(address)
    wrong = await visit.too_wide()
    await visit.page.set_viewport_size(PHONE)
    return wrong + await (visit.faults() if language == SOURCE else visit.too_wide())


async def _enter(visit: Visit, who: str, house: House) -> None:
    """Come in as somebody, by the shortest way."""
    if who in {REPORTER, OF_AN_ENDED_CASE.to}:
        receipt = house.receipt if who == REPORTER else house.ended
        assert receipt is not None
        await follows(visit, receipt.number, receipt.tracking_code or "")
    elif who != NOBODY:
        async with Browser.of(create_app()) as door:
            await door.sign_in(OFFICES.get(who) or house.officer or OFFICER)
            kept = [_cookie(visit, *one) for one in door.http.cookies.items()]
        await visit.context.add_cookies(kept)


def _cookie(visit: Visit, name: str, value: str) -> SetCookieParam:
    return SetCookieParam(name=name, value=value, url=visit.address)
