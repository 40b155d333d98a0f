"""How fast the portal's lists and pages are, with few cases and with many.

    python benchmarks/portal_pages.py [COUNT ...]

For each COUNT (1,000 and 100,000) starts a process with a PostgreSQL in a temporary home, fills it
with as many cases by bulk SQL (chained facts, texts, assignments, limits, mails), signs people in
and asks the portal in that process for each page 200 times, the counts in turns of 20, so that a
slow moment of the machine is none's alone. Prints milliseconds per page, and how much longer the
last COUNT takes than the first. Exits 1 where a promised page takes longer than 150 ms at the 95th
percentile, or more than 1.5 times as long as with the fewest cases.
"""

import asyncio
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

from many_cases import fill  # noqa: E402 - the root comes first

from desk.house import open_house  # noqa: E402 - same
from engine.cluster import Cluster  # noqa: E402 - same
from engine.migrate import migrate  # noqa: E402 - same
from kit.settings import settings  # noqa: E402 - same
from models.session import close_engine  # noqa: E402 - same
from portal.app import create_app  # noqa: E402 - same
from tests.conftest import forget  # noqa: E402 - same
from tests.portal.people import Browser  # noqa: E402 - same

TIMES, WARM, TURNS = 200, 10, 10
ENDING = 60  # seconds
LIMIT_MS, LIMIT_RATIO = 150.0, 1.5
COORDINATOR, AUDITOR = "coordinator:KESBANG-SEKRETARIS", "auditor:INSPEKTORAT-AUDITOR"
Ask = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of a page: the median and the 95th percentile."""

    median: float
    most: float

    @classmethod
    def of(cls, took: list[float]) -> "Measured":
        """Of many answers."""
        return cls(statistics.median(took), sorted(took)[int(len(took) * 0.95)])


@dataclass(frozen=True, slots=True)
class Page:
    """A page to ask for; ``words`` are looked for first. Only ``promised`` ones can fail."""

    name: str
    address: str
    words: str = ""
    promised: bool = True
    role: str = COORDINATOR


PAGES = (
    Page("board", "/papan"),
    Page("board, all statuses", "/papan?berakhir=1"),
    Page("board, closed", "/papan?status=closed"),
    Page("board, category and kecamatan", "/papan?kategori=BTS&kecamatan=51.05.02&berakhir=1"),
    Page("board, agency and colour", "/papan?instansi=POLRES&warna=red&berakhir=1"),
    Page("board, overdue", "/papan?lewat=1"),
    Page("board, mine", "/papan?saya=1&berakhir=1"),
    Page("board, far back", "/papan?berakhir=1&sebelum={middle}"),
    Page("search, number", "/papan", "{middle}"),
    Page("search, village", "/papan?berakhir=1", "tusan"),
    Page("search, common word", "/papan?berakhir=1", "sawah"),
    Page("search, middling word", "/papan?berakhir=1", "jembatan"),
    Page("search, rare word", "/papan?berakhir=1", "kulkul"),
    Page("search, no such word", "/papan?berakhir=1", "gunung meletus"),
    Page("case", "/kasus/{any}"),
    Page("auditor's list", "/auditor", role=AUDITOR),
    Page("first screen", "/koordinator", promised=False),
    Page("workload", "/beban", promised=False),
)


@asynccontextmanager
async def filled(count: int) -> AsyncIterator[list[str]]:
    """A database of so many cases that the portal uses; gives their numbers."""
    with tempfile.TemporaryDirectory(prefix="rukun-pages-") as folder:
        cluster = Cluster(Path(folder), options={"fsync": "off", "max_wal_size": "4GB"})
        await cluster.start()
        os.environ["RUKUN_HOME"] = folder
        os.environ["RUKUN_DATABASE_URL"] = cluster.app_url
        os.environ["RUKUN_DATABASE_OWNER_URL"] = cluster.owner_url
        os.environ["RUKUN_PREFECT_DATABASE_URL"] = cluster.prefect_url
        forget()
        await migrate(settings())
        await open_house()
        owner = await cluster.superuser("rukun")
        began = time.monotonic()
        numbers = await fill(owner, count)
        print(f"{count:,} cases in {time.monotonic() - began:.0f} s", file=sys.stderr)
        try:
            yield numbers
        finally:
            await owner.close()
            await close_engine()
            await cluster.stop()


class Portal:
    """A portal in a process of its own, over a database of so many cases."""

    def __init__(self, count: int) -> None:
        """Start it; ``ready`` waits until it is filled."""
        spawn = multiprocessing.get_context("spawn")
        self.count = count
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(count, theirs))
        self._process.start()
        theirs.close()

    def ready(self) -> None:
        """Wait until it can be asked."""
        self._line.recv()

    def asked(self, page: Page, times: int) -> list[float] | None:
        """Milliseconds of as many answers; None if it has no such page."""
        self._line.send((page, times))
        took: list[float] | None = self._line.recv()
        return took

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._line.close()
        self._process.join(ENDING)


def measured(counts: list[int]) -> list[dict[Page, Measured]]:
    """Ask for each page again and again, of each count in turn: a slow moment is all of theirs."""
    portals = [Portal(count) for count in counts]
    try:
        for portal in portals:
            portal.ready()
        return _in_turn(portals)
    finally:
        for portal in portals:
            portal.end()


def _in_turn(portals: list[Portal]) -> list[dict[Page, Measured]]:
    found: list[dict[Page, Measured]] = [{} for _ in portals]
    for page in PAGES:
        took: list[list[float]] = [[] for _ in portals]
        if any(portal.asked(page, WARM) is None for portal in portals):
            continue
        for _ in range(TURNS):
            for portal, so_far in zip(portals, took, strict=True):
                so_far.extend(portal.asked(page, TIMES // TURNS) or [])
        for told, every in zip(found, took, strict=True):
            told[page] = Measured.of(every)
    return found


def _serve(count: int, line: Connection) -> None:
    asyncio.run(_answer(count, line))


async def _answer(count: int, line: Connection) -> None:
    """Time the pages that are asked for, until nobody asks any more."""
    async with filled(count) as numbers, Browser.of(create_app()) as coordinator:
        await coordinator.sign_in(COORDINATOR)
        async with Browser.of(coordinator.app) as auditor:
            await auditor.sign_in(AUDITOR)
            people, asks = {COORDINATOR: coordinator, AUDITOR: auditor}, {}
            line.send(None)
            with suppress(EOFError):
                while True:
                    page, times = await asyncio.to_thread(line.recv)
                    if page not in asks:
                        asks[page] = await asking(people[page.role], page, numbers)
                    ask = asks[page]
                    line.send(None if ask is None else await timed(ask, times))


async def asking(browser: Browser, page: Page, numbers: list[str]) -> Ask | None:
    """How to ask for a page; None if this portal has none."""
    chosen = random.Random(7)  # noqa: S311 - a sample, no secret
    middle = numbers[len(numbers) // 2]
    address = page.address.replace("{middle}", middle)
    if page.words:
        sent = await browser.post(address, {"words": page.words.replace("{middle}", middle)})
        address = sent.headers["location"]

    async def ask() -> str:
        response = await browser.get(address.replace("{any}", chosen.choice(numbers)))
        return response.text if response.status_code == 200 else f"!{response.status_code}"  # noqa: PLR2004 - as HTTP says it

    first = await ask()
    if first == "!404":
        return None
    if first.startswith("!"):
        raise SystemExit(f"{page.name}: {first}")
    return ask


async def timed(ask: Ask, times: int) -> list[float]:
    """Milliseconds of so many answers."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - began) * 1000)
    return took


def told(counts: list[int], results: list[dict[Page, Measured]]) -> bool:
    """Print a table; False where a promise is broken."""
    print(f"{'ms, median / 95 %':34}" + "".join(f"{count:>20,}" for count in counts) + "   ratio")
    kept = True
    for page in results[0]:
        row = [result[page] for result in results]
        ratio = row[-1].most / row[0].most
        slow = page.promised and (row[-1].most > LIMIT_MS or ratio > LIMIT_RATIO)
        kept = kept and not slow
        cells = "".join(f"{f'{one.median:.1f} / {one.most:.1f}':>20}" for one in row)
        print(f"{page.name:34}{cells}{ratio:8.2f}{'  BROKEN' if slow else ''}")
    for page in PAGES:
        if page not in results[0]:
            print(f"{page.name:34}  this portal has no such page")
    return kept


def main(counts: list[int]) -> None:
    """Measure each count, and compare."""
    raise SystemExit(0 if told(counts, measured(counts)) else 1)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1_000, 100_000])
