"""The demonstration's live line: what happens now, where the cases stand, what time it is there."""

import time
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from kit import clock
from kit.dates import brief_in
from models.status import LABELS, Status

Said = Mapping[str, str]
NOTHING: Said = {"id": "", "en": ""}


class Board:
    """Prints what happened above a live line; without a terminal only what happened."""

    def __init__(self, console: Console, *, language: str) -> None:
        self.console = console
        self.language = language
        self.statuses: Counter[str] = Counter()
        self.mails = 0
        self._began = time.monotonic()
        self._now: Said = NOTHING
        self._spinner = Spinner("dots")
        self._live = Live(console=console, get_renderable=self._render, transient=True)

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._live.stop()

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def word(self, said: Said) -> str:
        """A text in the chosen language."""
        return said[self.language]

    def now(self, said: Said) -> None:
        """Say what happens now."""
        self._now = said

    def stage(self, said: Said) -> None:
        """Begin a stage: a line that stays."""
        self._now = said
        self.console.print(f"[dim]{self.seconds:5.1f} s[/]  [bold]{self.word(said)}[/]")

    def line(self, said: Said, *, mark: str = "·", style: str = "default") -> None:
        """Print a line that stays."""
        self.console.print(Text(f"         {mark} {self.word(said)}", style=style))

    def _render(self) -> RenderableType:
        self._spinner.update(text=Text(self.word(self._now), style="bold"))
        chips = Text("  ").join(
            Text.assemble((f"{self.statuses[one]} ", "bold cyan"), LABELS[one][self.language])
            for one in Status
            if self.statuses[one]
        )
        here = brief_in(self.language, clock.now())
        mails = {"id": "surat", "en": "mails"}[self.language]
        foot = Text(f"{here} · {self.mails} {mails} · {self.seconds:.0f} s", style="dim")
        return Group(self._spinner, chips, foot)
