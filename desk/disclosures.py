"""What a person discloses of a report: its text to agencies, or a ringkasan in its place."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from desk.acting import Act, Person, acting
from desk.refusals import protection as says
from desk.standing import allowed
from desk.words import fit_text
from models.attachments import KIND as FILE
from models.chain import SealedFact
from models.facts.danger import SummaryWritten, TextReleased
from models.texts import PLACE, TOLD_US, ErasableText
from policies.audience import Acts

RELEASABLE = (*TOLD_US, PLACE, FILE)
QUOTED = 6  # words in a row that no longer look like chance


async def release_text(
    number: str, *, by: Person, text: str | None = None, seen: int | None = None
) -> str:
    """Let the agencies of a case read the words of a report as they are; returns the text's id.

    Without ``text`` it is the only one that was not released yet. The place in the reporter's
    words, and each attached file by its description's id, are released by name only.
    """
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.RELEASE_TEXT)
        chosen = await _chosen(act, text)
        act.say(TextReleased(text=chosen))
        return chosen


async def write_summary(number: str, words: str, *, by: Person, seen: int | None = None) -> None:
    """Write a ringkasan that agencies read in place of the report; the newest one counts.

    One that repeats the reporter's phrases is refused: words identify too.
    """
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.WRITE_SUMMARY)
        fit = fit_text(words, what="ringkasan")
        for told in (await _texts(act)).values():
            place = first_quote(fit, told, least=QUOTED)
            if place is not None:
                raise act.refuse(says.QUOTES, count=QUOTED, place=place + 1)
        act.say(SummaryWritten(summary=act.keep(fit, kind="summary")))


def first_quote(words: str, told: str, *, least: int) -> int | None:
    """Find where ``least`` words in a row stand in both texts: the place of the first one."""
    mine, theirs = _words_of(words), _words_of(told)
    known = {tuple(theirs[at : at + least]) for at in range(len(theirs) - least + 1)}
    runs = (tuple(mine[at : at + least]) for at in range(len(mine) - least + 1))
    return next((at for at, run in enumerate(runs) if run in known), None)


def _words_of(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())


async def _texts(act: Act, kinds: Sequence[str] = TOLD_US) -> dict[str, str]:
    """The words that people handed in about the case and that were not erased, by id."""
    rows = await act.db.scalars(
        select(ErasableText).where(
            ErasableText.case == act.case.number,
            ErasableText.kind.in_(kinds),
            ErasableText.text.is_not(None),
        )
    )
    return {str(row.id): row.text or "" for row in rows}


async def _chosen(act: Act, text: str | None) -> str:
    texts, released = await _texts(act), await _released(act)
    if text is not None:
        if text in released:
            raise act.refuse(says.RELEASED_ALREADY, text=text)
        if text not in await _texts(act, RELEASABLE):
            raise act.refuse(says.NOT_A_REPORT, text=text[:40])
        return text
    waiting = sorted(texts.keys() - released)
    if len(waiting) > 1:
        raise act.refuse(says.WHICH_TEXT, count=len(waiting), texts=", ".join(waiting))
    if not waiting:
        raise act.refuse(says.NOTHING_TO_RELEASE)
    return waiting[0]


async def _released(act: Act) -> set[str]:
    rows = await act.db.scalars(
        select(SealedFact.body["text"].astext).where(
            SealedFact.case == act.case.number, SealedFact.name == TextReleased.name
        )
    )
    return set(rows)
