"""What must never be said or found of a sealed case, whatever anybody did before."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cli.seeing import sights
from desk.acting import Person
from models.cases import Case
from models.chain import SealedFact
from models.letters.writing import write
from models.notices import Notice
from models.reading import Sight, Wanted, cases_wanted, lines_of
from models.regency_folder import regency
from models.reports import earlier_cases
from tests.people import coordinator, officer

TELLS_NOTHING = {
    "case_assigned_sealed",
    "support_asked_sealed",
    "meeting_cancelled",
    "report_received",
    "report_next_step",
    "case_closed",
    "review_asked",
    "closure_asked",
    "sealed_due",
    "causes_stuck",
    "notice_dead",
}


async def check_seals(db: AsyncSession) -> None:
    """Look at all sealed cases as everybody outside would, and at every letter still to go."""
    cases = [case for case in await cases_wanted(db, Wanted()) if case.sealed]
    for case in cases:
        await _check_letters(db, case)
        await _check_twins(db, case)
    await _check_searches(db)


async def _check_letters(db: AsyncSession, case: Case) -> None:
    since = await db.scalar(
        select(func.max(SealedFact.seq)).where(
            SealedFact.case == case.number, SealedFact.name == "bar.raised"
        )
    )
    rows = await db.scalars(
        select(Notice).where(
            Notice.case == case.number, Notice.seq >= (since or 0), Notice.state == "queued"
        )
    )
    for notice in rows:
        assert notice.kind in TELLS_NOTHING, f"{notice.kind} speaks of a sealed case"
        said = write(notice.letter, "id", portal_url="http://x.example", sender="r@x.example")
        words = _without_names(f"{said.subject} {said.text}").casefold()
        for telling in _telling(case):
            assert telling.casefold() not in words, f"{notice.kind} says {telling}"


def _without_names(words: str) -> str:
    """A letter may call its reader by name, and the two bodies' names say much."""
    for body in ("DSOSPPPA", "POLRES"):
        words = words.replace(regency().agency(body).name["id"], "")
    return words


def _telling(case: Case) -> Iterator[str]:
    """Words that say what a sealed case is about; a cancelled meeting's place was known before."""
    rules = regency()
    yield from ("kekerasan", "korban", "anak", "sealed")
    yield rules.village(case.village).name
    if case.category:
        yield rules.category(case.category).name["id"]


async def _check_twins(db: AsyncSession, case: Case) -> None:
    """A new report of that village and day finds no sealed twin."""
    day = case.opened_at.date()
    near = await earlier_cases(
        db, "KLK-9999-99999", village=case.village, since=day.replace(year=2000), until=day
    )
    assert case.number not in {one.number for one in near}


async def _check_searches(db: AsyncSession) -> None:
    """No filter finds it; in a list it has number and clock, to all but its two bodies."""
    for wanted in _searches():
        assert [case.number for case in await cases_wanted(db, wanted) if case.sealed] == []
    every = list(await cases_wanted(db, Wanted()))
    for looker in (None, coordinator(), *(officer(one) for one in ("KESBANG", "CAMAT-51.05.02"))):
        await _check_list(db, every, looker)


async def _check_list(db: AsyncSession, every: list[Case], looker: Person | None) -> None:
    seen = await sights(db, every, by=looker, searching=True)
    for line in await lines_of(db, every, sights=dict(seen)):
        if line.sealed and seen[line.number] is not Sight.WHOLE:
            told = (line.status, line.due, line.colour, line.category, line.village, line.lead)
            assert set(told) == {None}
        elif line.sealed:
            assert line.status == "needs_review", "only its review lets a coordinator look"


def _searches() -> Iterator[Wanted]:
    for status in ("assigned", "in_handling", "in_mediation", "closed", "agreed"):
        yield Wanted(status=status)
    yield from (Wanted(category="PPA"), Wanted(lead="DSOSPPPA"), Wanted(village="51.05.02.2004"))
    yield from (Wanted(colour=one) for one in ("red", "orange", "yellow", "green"))
