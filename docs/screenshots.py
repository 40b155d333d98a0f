"""Take the pictures of the guides, as ``make screenshots`` does.

    python docs/screenshots.py [--lang en] [--whole] [FOLDER]

Starts a PostgreSQL in a temporary home, lets invented people carry cases from a report to an
agreement by real acts, and photographs what each of them sees in a real Chromium (Debian's
``chromium-headless-shell`` is enough; RUKUN_CHROMIUM names another). Writes PNGs with few colours
into FOLDER, which is ``docs/panduan/gambar`` unless named. Case time is fixed, and codes that would
differ each time are painted over, so that a second run changes little. ``--whole`` takes every page
in its whole length and those, too, that no guide shows, for whoever wants to look at them.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 - the root comes first
from playwright.async_api import Browser, BrowserContext, Page, async_playwright  # noqa: E402 - same
from screenshot_scenes import SCENES  # noqa: E402 - beside this script

from desk.house import open_house  # noqa: E402 - same
from engine.catchall import Keeper, listen  # noqa: E402 - same
from engine.cluster import Cluster  # noqa: E402 - same
from engine.migrate import migrate  # noqa: E402 - same
from kit.settings import settings  # noqa: E402 - same
from models.session import close_engine  # noqa: E402 - same
from portal.app import create_app  # noqa: E402 - same
from portal.languages import COOKIE, SOURCE, languages  # noqa: E402 - same
from tests.browser.conftest import ARGUMENTS, DESKTOP, PHONE, found_chromium  # noqa: E402 - same
from tests.conftest import forget  # noqa: E402 - same
from tests.portal.people import Browser as Door  # noqa: E402 - same
from tests.portal.serving import serving  # noqa: E402 - same

PICTURES = Path(__file__).parent / "panduan" / "gambar"
ADDRESS = "http://rukun.klungkung.example"
COLOURS = 128
LONGEST = {PHONE["width"]: 1150, DESKTOP["width"]: 1000}  # pixels of a page that a guide shows
# What a browser writes into fields of its own is in its own language, and Debian's Chromium without
# chromium-l10n knows English only: dates and files are written as a phone in Indonesia writes them.
AS_IN_INDONESIA = """() => {
  const days = {date: 10, "datetime-local": 16};
  for (const one of document.querySelectorAll("input[type^=date], input[type=file]")) {
    const [day, hour] = one.value.slice(0, days[one.type] || 0).split("T");
    const empty = {date: "hh/bb/tttt", file: "Pilih file  Tidak ada file yang dipilih"};
    const shown = Object.assign(one.cloneNode(), {type: "text", className: "painted"});
    shown.value = day ? day.split("-").reverse().join("/") + (hour ? " " + hour : "")
      : empty[one.type] || "hh/bb/tttt --.--";
    one.after(shown);
    one.style.display = "none";
  }
}"""
AS_IT_WAS = """() => {
  for (const one of document.querySelectorAll("input.painted")) {
    one.previousElementSibling.style.display = "";
    one.remove();
  }
}"""
PAINT = "(element, words) => { element.textContent = words }"
PAINTED = {".bigcode:visible": ("KLK-2026-00001", "4821 0937 5562 1804")}


@dataclass(slots=True)
class Camera:
    """Photographs what somebody sees: on a phone, or on a desk with an account."""

    browser: Browser
    address: str
    folder: Path
    language: str
    whole: bool
    windows: dict[str, Page] = field(default_factory=dict)

    async def window(self, who: str = "") -> Page:
        """Somebody's window, opened at the first use: a phone, or ``desk:`` and an office."""
        if who not in self.windows:
            context = await self._context(wide=who.startswith(("coordinator:", "auditor:")))
            if who:
                await self._sign_in(context, who)
            self.windows[who] = await context.new_page()
        return self.windows[who]

    async def take(
        self, name: str, path: str = "", *, who: str = "", from_: str = "", guide: bool = True
    ) -> None:
        """Photograph a page; without ``path`` the one that is open.

        ``from_`` is what a picture begins with; those that no guide shows have ``guide=False``.
        """
        page = await self.window(who)
        if path:
            answer = await page.goto(self.address + path)
            if answer is None or answer.status >= 500:  # noqa: PLR2004 - as HTTP says it
                raise SystemExit(f"{name}: {path} is broken")
        if guide or self.whole:
            await self._paint(page)
            self._keep(name, await self._shot(page, from_))
            await page.evaluate(AS_IT_WAS)

    async def _shot(self, page: Page, from_: str) -> bytes:
        await page.evaluate("document.activeElement?.blur()")
        if self.whole:
            return await page.screenshot(full_page=True, animations="disabled")
        size = page.viewport_size or PHONE
        top = await page.locator(from_).first.bounding_box() if from_ else None
        y = max(0.0, (top["y"] if top else 0.0) - 8)
        y += await page.evaluate("window.scrollY") if top else 0.0
        high = await page.evaluate("document.documentElement.scrollHeight")
        high = max(200.0, min(high - y, LONGEST[size["width"]]))
        clip = {"x": 0.0, "y": y, "width": float(size["width"]), "height": high}
        return await page.screenshot(full_page=True, animations="disabled", clip=clip)  # type: ignore[arg-type] # its own typed dictionary

    async def _paint(self, page: Page) -> None:
        if self.language == SOURCE:
            await page.evaluate(AS_IN_INDONESIA)
        for found, words in PAINTED.items():
            for at in range(min(len(words), await page.locator(found).count())):
                shown = page.locator(found).nth(at)
                await shown.evaluate(
                    "(element, words) => { element.textContent = words }", words[at]
                )

    def _keep(self, name: str, content: bytes) -> None:
        with Image.open(BytesIO(content)) as shot:
            few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(self.folder / f"{name}.png", optimize=True)
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()

    async def _context(self, *, wide: bool) -> BrowserContext:
        context = await self.browser.new_context(
            viewport=DESKTOP if wide else PHONE,
            locale="id-ID",
            timezone_id="Asia/Makassar",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        cookie = {"name": COOKIE, "value": self.language, "url": self.address}
        await context.add_cookies([cookie])  # type: ignore[list-item] # its own typed dictionary
        return context

    async def _sign_in(self, context: BrowserContext, who: str) -> None:
        async with Door.of(create_app()) as door:
            await door.sign_in(who)
            kept = [
                {"name": name, "value": value, "url": self.address}
                for name, value in door.http.cookies.items()
            ]
        await context.add_cookies(kept)  # type: ignore[arg-type] # its own typed dictionary


@asynccontextmanager
async def a_house() -> AsyncIterator[str]:
    """A home that lives for this run, with a portal; gives the portal's address here."""
    with tempfile.TemporaryDirectory(prefix="rukun-pictures-") as folder:
        cluster = Cluster(Path(folder), options={"fsync": "off"})
        await cluster.start()
        os.environ |= {
            "RUKUN_HOME": folder,
            "RUKUN_PORTAL_URL": ADDRESS,
            "RUKUN_SMTP_HOST": "127.0.0.1",
            "RUKUN_DATABASE_URL": cluster.app_url,
            "RUKUN_DATABASE_OWNER_URL": cluster.owner_url,
            "RUKUN_PREFECT_DATABASE_URL": cluster.prefect_url,
        }
        forget()
        await migrate(settings())
        await open_house()
        try:
            async with await listen(Keeper(Path(folder) / "mail"), port=0) as server:
                os.environ["RUKUN_SMTP_PORT"] = str(server.sockets[0].getsockname()[1])
                settings.cache_clear()
                async with serving() as address:
                    yield address
        finally:
            await close_engine()
            await cluster.stop()


async def main(folder: Path, language: str, *, whole: bool) -> None:
    """Play every scene, and photograph it."""
    chromium = found_chromium()
    if chromium is None:
        raise SystemExit(
            "no Chromium here: install Debian's chromium-headless-shell, or set RUKUN_CHROMIUM"
        )
    async with a_house() as address, async_playwright() as playing:
        browser = await playing.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        camera = Camera(browser, address, folder, language, whole)
        for scene in SCENES:
            await scene(camera)
        await browser.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Take the pictures of the guides.")
    asked.add_argument("folder", nargs="?", type=Path, default=PICTURES)
    asked.add_argument("--lang", choices=languages(), default="id")
    asked.add_argument("--whole", action="store_true")
    told = asked.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(told.folder, told.lang, whole=told.whole))
