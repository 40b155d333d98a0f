"""A reporter follows a report by number and code, and says how it goes on.

A number that does not exist and a code that is wrong take the same steps: one hash, one query.
"""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from desk.acting import REPORTER, Person, Refused
from desk.incidents import Happened, record_incident
from desk.messages import write_as_reporter
from desk.reopening import object_to
from desk.reports import Receipt
from desk.reprisals import report_reprisal
from kit.clock import machine_now, now, today
from kit.keys import secret
from kit.tokens import tracking_hash
from kit.vault import Vaulted
from models.reading_tracking import Followed, follow, goes_on_in
from models.regency_folder import regency
from models.reports import Reporter
from models.session import reading, transaction
from models.visits import EndedVisit, keep_ended

ODD = re.compile(r"[^A-Z0-9-]")
MOST_SIGNS = 30  # of a number
# What a reporter may tick when things get worse: questions of the vocabulary, answered with yes.
WORSE = ("violence_now", "injured", "weapon", "crowd", "evacuation")


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who proved a code. ``tracking`` is its keyed hash: a renewed code ends it."""

    number: str
    tracking: str

    @property
    def person(self) -> Person:
        """As whom they act, on their own report."""
        return Person(REPORTER, self.number)


@dataclass(frozen=True, slots=True)
class Worse:
    """How things got worse, with what of ``WORSE`` was ticked."""

    words: str
    ticked: tuple[str, ...] = field(default_factory=tuple)


def fit_number(words: str) -> str:
    """Read a number as people copy it: small letters, blanks in place of dashes."""
    joined = "-".join(words.upper().replace("-", " ").split())
    return ODD.sub("", joined)[:MOST_SIGNS]


async def prove(number: str, code: str) -> Follower | None:
    """Say who follows with a number and a code; None for whatever was wrong of them."""
    claimed = Follower(fit_number(number), tracking_hash(code[:100], key=secret("tracking")))
    return claimed if await still_follows(claimed) else None


async def still_follows(who: Follower) -> bool:
    """Whether a code that was right is the report's code today."""
    async with reading() as db:
        found = await db.scalar(
            select(Reporter.report).where(
                Reporter.case == who.number, Reporter.tracking == who.tracking
            )
        )
    return found is not None


async def end_visit(mark: str, *, until: datetime) -> None:
    """Let a visit's cookie be worth nothing any more, though it would last ``until``."""
    async with transaction() as db:
        await keep_ended(db, mark, until=until, at=machine_now())


async def was_ended(mark: str) -> bool:
    """Whether a visit was ended."""
    async with reading() as db:
        return await db.get(EndedVisit, mark) is not None


async def followed(who: Follower) -> Followed:
    """Show a report to its reporter."""
    within = timedelta(days=regency().endings.object_within)
    async with reading() as db:
        return await follow(db, who.number, at=now(), object_within=within)


async def got_worse(who: Follower, worse: Worse) -> None:
    """Record that things got worse, where the report is handled; danger is read at once."""
    answers = {one: "yes" for one in worse.ticked if one in WORSE}
    happened = Happened(worse.words, today(), answers=answers)
    async with _where_it_goes_on(who) as there:
        await record_incident(there, happened, by=Person(REPORTER, there))


async def object_as_reporter(who: Follower, reason: str) -> None:
    """Object to how the matter ended, where it was handled."""
    async with _where_it_goes_on(who) as there:
        await object_to(there, by=Person(REPORTER, there), reason=reason)


async def say_threatened(who: Follower, words: str) -> Receipt:
    """Say "saya terancam": a sealed case of its own, with a number and code of its own."""
    return await report_reprisal(who.number, words, by=who.person, tracking=who.tracking)


async def write(who: Follower, words: str, *, files: Sequence[Vaulted] = ()) -> None:
    """Write a message, with files that lie in the vault."""
    await write_as_reporter(who.number, words, files=files)


async def say_whether_kept(who: Follower, kept: str, words: str | None) -> None:
    """Say whether what was agreed is kept: a message of its own kind, which moves nothing."""
    await write_as_reporter(who.number, words, about=kept)


@asynccontextmanager
async def _where_it_goes_on(who: Follower) -> AsyncIterator[str]:
    """Give the number of the case that a report goes on in, and never let a refusal name it."""
    async with reading() as db:
        there = (await goes_on_in(db, who.number)).number
    try:
        yield there
    except Refused as refused:
        raise Refused.because(
            {language: said.replace(there, who.number) for language, said in refused.said.items()}
        ) from None
