"""Pictures of counts: lying bars of stacked parts, as numbers that a template draws in SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# In the picture's own units: as narrow as a phone, so that its words are not drawn smaller there.
WIDTH, ROW, NUMBER = 340, 48, 46


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: of which kind, how much, from where to where."""

    kind: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label above it, and its sum."""

    label: str
    parts: tuple[Part, ...]
    total: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars one below the other; ``kinds`` are the words of its parts, in the order of drawing."""

    bars: tuple[Bar, ...]
    kinds: Mapping[str, str]

    @property
    def height(self) -> int:
        """How high it is."""
        return len(self.bars) * ROW


def drawn(rows: Sequence[tuple[str, Mapping[str, int]]], kinds: Mapping[str, str]) -> Picture:
    """Lay out a bar for each row, the longest as wide as there is room."""
    most = max((sum(counts.values()) for _, counts in rows), default=0) or 1
    scale = (WIDTH - NUMBER) / most
    return Picture(
        tuple(
            _bar(label, counts, kinds, y=at * ROW, scale=scale)
            for at, (label, counts) in enumerate(rows)
        ),
        kinds,
    )


def _bar(
    label: str, counts: Mapping[str, int], kinds: Mapping[str, str], *, y: int, scale: float
) -> Bar:
    parts, x = [], 0.0
    for kind in kinds:
        count = counts.get(kind, 0)
        parts.append(Part(kind, count, round(x, 1), round(count * scale, 1)))
        x += count * scale
    return Bar(label, tuple(parts), sum(counts.values()), y)
