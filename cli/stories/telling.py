"""Tells a story on a running Rukun, and prints it as a timeline that a newcomer understands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from sqlalchemy import func, select

from cli.demo_board import Board
from cli.demo_checks import Check
from cli.stories.stage import Stage
from cli.stories.tale import Chapter, Tale
from kit.clock import wita_date
from kit.dates import day_in
from models.cases import Case
from models.chain import SealedFact
from models.notices import Notice
from models.reading_words import headline
from models.session import reading
from models.status import LABELS, Status

Moment = tuple[datetime, str, int]  # when, which fact, how many mails followed
MAILS = {"id": "surat terkirim", "en": "mails sent"}
SAID = {"id": "Rukun mencatat", "en": "Rukun recorded"}


async def tell(tale: Tale, stage: Stage, *, board: Board) -> None:
    """Play every chapter, each on its day."""
    for chapter in tale.chapters:
        await stage.until(chapter.at)
        board.stage({one: f"{day_in(one, wita_date(chapter.at))} · {words}"
                     for one, words in chapter.said.items()})  # fmt: skip
        await chapter.play(stage)
        await stage.settle()


async def print_tale(console: Console, tale: Tale, *, language: str) -> None:
    """Print it: what happened on each day, and beneath it what was recorded until the next."""
    console.print(f"[bold]{escape(tale.title[language])}[/]")
    console.print(Padding(escape(tale.about[language]), (0, 0, 1, 0)))
    moments = await _moments()
    for begins, ends, chapter in _spans(tale.chapters):
        day = day_in(language, wita_date(chapter.at))
        console.print(f"[bold cyan]{day}[/]  {escape(chapter.said[language])}", highlight=False)
        console.print(
            Padding(_recorded(_within(moments, begins, ends), language=language), (0, 0, 1, 4)),
            style="dim",
            highlight=False,
        )


async def check_ends(tale: Tale, stage: Stage) -> Check:
    """Whether each case of the story ended as it must."""
    async with reading() as db:
        rows = await db.execute(select(Case.number, Case.status))
        now: Mapping[str, str] = dict(tuple(row) for row in rows)
    odd = [
        f"{name}: {now[stage.cases[name]]}"
        for name, status in tale.ends.items()
        if now[stage.cases[name]] != status
    ]
    ends = {
        language: ", ".join(odd) or "; ".join(_ended(tale, stage, language))
        for language in ("id", "en")
    }
    return Check({"id": "Akhir cerita", "en": "How it ended"}, not odd, ends)


def _ended(tale: Tale, stage: Stage, language: str) -> Iterator[str]:
    for name, status in tale.ends.items():
        yield f"{stage.cases[name]} {LABELS[Status(status)][language]}"


def _spans(chapters: Sequence[Chapter]) -> Iterator[tuple[datetime, datetime | None, Chapter]]:
    ends = [*(one.at for one in chapters[1:]), None]
    for chapter, end in zip(chapters, ends, strict=True):
        yield chapter.at, end, chapter


def _within(moments: Sequence[Moment], begins: datetime, ends: datetime | None) -> Sequence[Moment]:
    return [one for one in moments if begins <= one[0] and (ends is None or one[0] < ends)]


def _recorded(moments: Sequence[Moment], *, language: str) -> str:
    """The headlines in their order, each with its count, and the mails that followed."""
    counted = Counter(headline(name, language) for _, name, _ in moments)
    parts = [f"{words} ({count}x)" if count > 1 else words for words, count in counted.items()]
    mails = sum(mails for _, _, mails in moments)
    return f"{SAID[language]}: {', '.join(parts) or '-'}. {mails} {MAILS[language]}."


async def _moments() -> Sequence[Moment]:
    """Read every fact of every case in the order of their days."""
    sent = (Notice.case == SealedFact.case) & (Notice.seq == SealedFact.seq)
    async with reading() as db:
        rows = await db.execute(
            select(SealedFact.at, SealedFact.name, func.count(Notice.id))
            .outerjoin(Notice, sent & (Notice.state == "sent"))
            .where(SealedFact.case.in_(select(Case.number)))
            .group_by(SealedFact.case, SealedFact.seq)
            .order_by(SealedFact.at, SealedFact.case, SealedFact.seq)
        )
        return [(at, name, mails) for at, name, mails in rows]
