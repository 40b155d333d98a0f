"""What a story is: chapters with their day, what happened in the world, and what people did."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cli.demo_board import Said
from cli.stories.stage import Stage
from kit.clock import WITA
from models.status import Status


@dataclass(frozen=True, slots=True)
class Chapter:
    """A moment of a story: ``said`` happened in the world, ``play`` is what people told Rukun."""

    at: datetime
    said: Said
    play: Callable[[Stage], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Tale:
    """A story. ``ends`` are the statuses its cases must have at the end, by the stage's names."""

    name: str
    title: Said
    about: Said
    chapters: tuple[Chapter, ...]
    ends: Mapping[str, Status]


def on(day: str, hour: str = "09.00") -> datetime:
    """An hour of a day in WITA, written as in Bali: ``on("2025-03-30", "19.30")``."""
    return datetime.strptime(f"{day} {hour}", "%Y-%m-%d %H.%M").replace(tzinfo=WITA)
