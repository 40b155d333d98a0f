"""The stories' own promises: each is told to its end, in the order of its days."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from rich.console import Console

from cli.demo_board import Board
from cli.stories.sental_kangin import SENTAL_KANGIN
from cli.stories.shelf import TALES
from cli.stories.stage import Stage
from cli.stories.tale import Tale
from cli.stories.telling import check_ends, print_tale, tell
from kit import clock
from models.regency_folder import regency
from tasks.deadlines import overdue_cases, say_rungs
from tasks.pauses import end_pauses, over_paused
from tests.builders import run_flows

NAMES = sorted(TALES)


class Flows:
    """Flows without an engine: what waits is done at once, and time moves in this process."""

    async def settle(self) -> None:
        """Do what waits."""
        await run_flows(most=60)

    async def pass_to(self, at: datetime) -> None:
        """Let it be this instant, and sweep."""
        clock.shift_by(at - clock.machine_now() + timedelta(seconds=1))
        await end_pauses.fn(await over_paused())
        await say_rungs.fn(await overdue_cases())
        await self.settle()


@pytest.fixture(autouse=True)
def _todays_clock() -> Iterator[None]:
    yield
    clock.shift_by(timedelta(0))


def _board() -> Board:
    return Board(Console(file=io.StringIO(), width=140), language="id")


@pytest.mark.parametrize("name", NAMES)
async def test_tells_a_story_to_its_end(database: str, name: str) -> None:
    """Every case of the story ends where the story says, and its timeline names each chapter."""
    tale = TALES[name]
    clock.shift_by(tale.chapters[0].at - clock.machine_now())
    stage = Stage(Flows(), regency())
    await tell(tale, stage, board=_board())
    ends = await check_ends(tale, stage)
    assert ends.passed, ends.found
    out = io.StringIO()
    await print_tale(Console(file=out, width=100), tale, language="id")
    printed = " ".join(out.getvalue().split())
    assert all(chapter.said["id"] in printed for chapter in tale.chapters)


@pytest.mark.parametrize("tale", TALES.values(), ids=NAMES)
def test_goes_on_in_the_order_of_days(tale: Tale) -> None:
    """No chapter lies before the one that it follows."""
    days = [chapter.at for chapter in tale.chapters]
    assert days == sorted(days)


def test_says_what_of_sental_kangin_is_invented() -> None:
    """Nobody takes an invented ending, or an invented day, for what the press told."""
    about, both = SENTAL_KANGIN.about, ("paruman", "4 April 2025")
    assert all(word in about["id"] for word in ("rekaan", "akhir gugatan", *both))
    assert all(word in about["en"] for word in ("invented", "suit's end", *both))
