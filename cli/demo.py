"""``rukun demo``: everything started in a temporary home, cases played, all checked."""

import asyncio
import os
import shutil
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from rich.console import Console

from cli.demo_board import Board
from cli.demo_checks import (
    Check,
    check_mails,
    check_privacy,
    check_record,
    check_runs,
    check_story,
)
from cli.demo_report import print_cases, print_checks, print_runs
from cli.demo_story import Story
from cli.demo_waiting import WHOLE_LIMIT, DemoApi, DemoFailed, Patience, open_clock
from cli.demo_words import (
    CHECKING,
    INTERRUPTED_BY_YOU,
    LEFT,
    STARTING,
    STOPPING,
    ended,
    where,
)
from cli.stories.stage import Stage
from cli.stories.tale import Tale
from cli.stories.telling import check_ends, print_tale, tell
from desk.demonstration import add_samples
from desk.refusing import Refused
from engine.cluster import Cluster, ClusterBroken
from engine.migrate import migrate
from engine.prefect_server import any_port
from engine.supervisor import Supervisor, running
from engine.trouble import UpFailed
from kit.sentences import Explained
from kit.settings import Settings, settings
from models.regency_folder import regency, regency_folder
from models.session import close_engine

OURS = ("RUKUN_", "PREFECT_")
INTERRUPTED = 130
WIDE = 120  # columns, where nobody says how many there are


def run_demo(*, keep: bool, language: str, story: Tale | None = None) -> int:
    """Play twenty cases or a story; returns 0 if all is well, 1 if not, 130 if interrupted."""
    home = Path(mkdtemp(prefix="rukun-demo-"))
    _use_only(home, language=language)
    console = Console()
    if not console.is_terminal:
        console.width = max(console.width, WIDE)
    demo = Demo(console, language=language, keep=keep, tale=story)
    code = 1
    try:
        code = asyncio.run(_until_told_to_stop(demo))
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        if code == INTERRUPTED:
            console.print(INTERRUPTED_BY_YOU[language])
        if code == 1:
            console.print(f"{LEFT[language]}: {home}", highlight=False)
        else:
            shutil.rmtree(home, ignore_errors=True)
    return code


@dataclass(frozen=True, slots=True)
class Played:
    """What was played: whether all of it happened, what people said in it, and how to show it."""

    check: Check
    words: Sequence[str]
    show: Callable[[], Awaitable[None]]


class Demo:
    """One demonstration: twenty cases, or a story."""

    def __init__(
        self, console: Console, *, language: str, keep: bool, tale: Tale | None = None
    ) -> None:
        self._console = console
        self._language = language
        self._keep = keep
        self._tale = tale

    async def run(self) -> int:
        """Start, play, check, stop; returns the exit code."""
        try:
            with Board(self._console, language=self._language) as board:
                return await self._played(board)
        except (DemoFailed, UpFailed, ClusterBroken, Refused) as failed:
            words = failed.said[self._language] if isinstance(failed, Explained) else str(failed)
            self._console.print(f"✗ {words}", style="bold red", markup=False)
            return 1

    async def _played(self, board: Board) -> int:
        try:
            async with asyncio.timeout(WHOLE_LIMIT) as limit:
                board.stage(STARTING)
                begins = self._tale.chapters[0].at if self._tale else None
                await furnish(settings(), begins=begins)
                async with running(settings(), say=board.now) as house:
                    watching = asyncio.create_task(house.watch())
                    passed = await self._told(board, watching)
                    if self._keep:
                        limit.reschedule(None)
                        await self._stay(board, house, watching=watching)
                    board.stage(STOPPING)
                    await close_engine()
        except TimeoutError:
            raise DemoFailed(f"it took longer than {WHOLE_LIMIT:.0f} s in all") from None
        self._console.print(ended(board.seconds, passed=passed)[self._language], highlight=False)
        return 0 if passed else 1

    async def _told(self, board: Board, house: asyncio.Task[None]) -> bool:
        async with DemoApi.of(settings()) as api:
            pace = Patience(api, board=board, house=house)
            played = await (
                self._story(board, pace, tale=self._tale)
                if self._tale
                else self._twenty(board, pace)
            )
            board.stage(CHECKING)
            runs = await api.runs_by_flow()
        checks = [
            played.check,
            check_runs(runs),
            await check_mails(settings().home),
            await check_record(regency()),
            await check_privacy(settings(), played.words),
        ]
        self._console.print()
        await played.show()
        self._console.print()
        print_runs(self._console, runs, language=self._language)
        self._console.print()
        print_checks(self._console, checks, language=self._language)
        self._console.print()
        return all(check.passed for check in checks)

    async def _twenty(self, board: Board, pace: Patience) -> Played:
        story = Story(board, pace=pace, rules=regency())
        sights = await story.tell(regency_folder(settings().regency))
        return Played(
            await check_story(),
            [one.text for one in story.samples.values()],
            partial(print_cases, self._console, sights, rules=regency(), language=self._language),
        )

    async def _story(self, board: Board, pace: Patience, *, tale: Tale) -> Played:
        stage = Stage(pace, regency())
        await tell(tale, stage, board=board)
        await pace.finish()
        return Played(
            await check_ends(tale, stage),
            stage.words,
            partial(print_tale, self._console, tale, language=self._language),
        )

    async def _stay(self, board: Board, house: Supervisor, *, watching: asyncio.Task[None]) -> None:
        """Leave it running until Ctrl-C. To cancel what watches would end the house's own watch."""
        await add_samples(rules=regency())
        for said in where(house.state, home=house.settings.home):
            board.line(said, mark="→")
        with suppress(asyncio.CancelledError):
            await asyncio.shield(watching)


async def furnish(settings: Settings, *, begins: datetime | None) -> None:
    """Make the home's database and open its clock before anybody reads it."""
    cluster = Cluster(settings.home)
    await cluster.start()
    try:
        await migrate(settings)
        await open_clock(settings, begins=begins)
    finally:
        await cluster.stop()


async def _until_told_to_stop(demo: Demo) -> int:
    """Run it; SIGTERM and a closed terminal end it as Ctrl-C does."""
    task = asyncio.current_task()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        return await demo.run()
    except asyncio.CancelledError:
        return INTERRUPTED


def _use_only(home: Path, *, language: str) -> None:
    """Forget every setting of a real installation: a demonstration must not touch one."""
    for name in [one for one in os.environ if one.startswith(OURS)]:
        del os.environ[name]
    os.environ |= {
        "RUKUN_HOME": str(home),
        "RUKUN_DEMO": "1",
        "RUKUN_LANGUAGE": language,
        "RUKUN_PORTAL_PORT": str(any_port()),
    }
    mark(home)
    settings.cache_clear()


def mark(home: Path) -> None:
    """Let whoever works with this home by the command line live in the demonstration's time."""
    (home / "settings.env").write_text("RUKUN_DEMO=1\n", encoding="utf-8")
