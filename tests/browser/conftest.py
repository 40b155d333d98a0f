"""A real Chromium, at a portal that serves a real database, for whoever has one.

Debian's is enough: ``apt-get install chromium-headless-shell``, or RUKUN_CHROMIUM names another.
It is Chromium without a frame around its pages, and costs half as much.
"""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    async_playwright,
)

from desk.house import open_house
from portal import tries
from tests.portal.serving import serving

HERE = Path(__file__).parent
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "chrome"),
)
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
BAD = ("serious", "critical")
ASKED = """bad => axe.run({resultTypes: ["violations"]}).then(found => found.violations
  .filter(one => bad.includes(one.impact))
  .map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`))"""
PATIENCE = 20_000  # milliseconds, for a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser in one process of pytest."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


def found_chromium() -> str | None:
    """Where this machine's Chromium is, if it has one."""
    return os.environ.get("RUKUN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A browser for all tests, if this machine has one."""
    found = found_chromium()
    if found is None:
        pytest.skip(
            "no Chromium here: install Debian's chromium-headless-shell, or set RUKUN_CHROMIUM"
        )
    async with async_playwright() as playing:
        browser = await playing.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's window: what it is open on, and what of it is wrong."""

    address: str
    context: BrowserContext
    page: Page
    scripted: bool

    async def go(self, path: str) -> None:
        """Open a page."""
        answer = await self.page.goto(self.address + path)
        assert answer is not None

    async def press(self, name: str) -> None:
        """Press a button or follow a link by what it says."""
        found = self.page.get_by_role("button", name=name, exact=True)
        if await found.count() == 0:
            found = self.page.get_by_role("link", name=name, exact=True)
        await found.first.click()

    async def accessible(self) -> None:
        """No serious or critical issue by axe-core's rules, and nothing wider than the window.

        axe is itself a script: a window that runs none shows the same page, and is not asked.
        """
        assert await self.faults() == []

    async def faults(self) -> list[str]:
        """What of this page is not fit for everybody, each with the address and the place."""
        if not self.scripted:
            return []
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE_SCRIPT)
        wrong = list(await self.page.evaluate(ASKED, BAD))
        return [f"{self._where}: {one}" for one in wrong] + await self.too_wide()

    async def too_wide(self) -> list[str]:
        """By how much this page is wider than its window, if it is."""
        wide = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return [f"{self._where}: {wide} px wider than the window"] if wide > 0 else []

    @property
    def _where(self) -> str:
        width = self.page.viewport_size
        return f"{self.page.url.removeprefix(self.address)} at {width and width['width']} px"


@pytest.fixture
async def portal_address(database: str) -> AsyncIterator[str]:
    """A portal over this test's database, at which nobody tried anything yet."""
    await open_house()
    tries._limiter.cache_clear()
    async with serving() as address:
        yield address


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of one kind of device, each with cookies of its own: one for each person."""

    address: str
    browser: Browser
    kind: str
    opened: list[BrowserContext]

    async def open(self) -> Visit:
        """Somebody opens a window."""
        scripted = not self.kind.endswith("script")
        context = await self.browser.new_context(
            viewport=DESKTOP if self.kind == "desktop" else PHONE,
            java_script_enabled=scripted,
            locale="id-ID",
            timezone_id="Asia/Makassar",
        )
        context.set_default_timeout(PATIENCE)
        self.opened.append(context)
        return Visit(self.address, context, await context.new_page(), scripted)


@pytest.fixture(params=["phone", "desktop", "phone-without-script"])
async def windows(
    request: pytest.FixtureRequest, portal_address: str, chromium: Browser
) -> AsyncIterator[Windows]:
    """Windows on phones and on desks, and on phones that run no script."""
    some = Windows(portal_address, chromium, str(request.param), [])
    yield some
    for context in some.opened:
        await context.close()


@pytest.fixture
async def visit(windows: Windows) -> Visit:
    """One window."""
    return await windows.open()
