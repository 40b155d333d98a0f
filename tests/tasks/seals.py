"""What must never be said or found of a sealed case, whatever anybody did before."""

import json
from collections.abc import Iterator
from functools import cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import Person
from desk.seeing import sights
from models.cases import Case
from models.letters.agencies import OfficeHandedOver
from models.letters.base import Language
from models.letters.catalogue import letter_of
from models.letters.writing import write
from models.notices import Notice
from models.reading import Sight, Wanted, cases_wanted, lines_of
from models.regency_folder import regency
from models.reports import earlier_cases
from models.talks import Mediation, Meeting, Seat
from models.views import REPORTER_THREATENED
from tests.people import coordinator, officer

TELLS_NOTHING = {
    "alarm_sent_sealed",
    "alarm_withheld",
    "situation_asked",
    "alarm_ended",
    "incident_recorded",
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
    "identity_asked",
    "text_erased",
    "identity_decided",
    "objection_raised",
    "objection_decided",
    "figure_released",
    "party_released",
}
# Lists of numbers, for the sealed bodies themselves or for who must see that something hangs.
NAMES_NUMBERS = {"office_handed_over", "review_asked", "causes_stuck", "notice_dead"}
TO_ITS_BODIES = {
    "situation_asked",
    "alarm_ended",
    "alarm_sent_sealed",
    "incident_recorded",
    "case_assigned_sealed",
    "support_asked_sealed",
    "sealed_due",
}

SECRETARIAT = (coordinator(),)
OUTSIDE = ("KESBANG", "CAMAT-51.05.02", "PMD", "POLPP")
LOOKERS = (
    Person("auditor", "AUDITOR"),
    Person("administrator", "ADMINISTRATOR"),
    *(Person("figure", one.id) for one in regency().figures[:5]),
)


async def check_seals(db: AsyncSession) -> None:
    """Look at all sealed cases as everybody outside would, and at every letter still to go."""
    cases = [case for case in await cases_wanted(db, Wanted()) if case.sealed]
    for case in cases:
        await _check_letters(db, case)
        await _check_twins(db, case)
        await _check_talks(db, case)
    await _check_letters_of_others(db, {case.number for case in cases})
    await _check_searches(db)


async def _check_letters(db: AsyncSession, case: Case) -> None:
    rows = await db.scalars(
        select(Notice).where(Notice.case == case.number, Notice.state == "queued")
    )
    for notice in rows:
        if notice.kind == "office_handed_over":
            _check_note(notice, case)
            continue
        assert notice.kind in TELLS_NOTHING, f"{notice.kind} speaks of a sealed case"
        for language in ("id", "en"):
            words = _words_of(notice, language)
            for telling in _telling(case):
                assert telling.casefold() not in words, f"{notice.kind} says {telling}"
        if notice.kind in TO_ITS_BODIES:
            assert "tugas tertutup" in _words_of(notice, "id")


def _check_note(notice: Notice, case: Case) -> None:
    """A note of open cases has a sealed one's number only."""
    assert isinstance(notice.letter, OfficeHandedOver)
    for line in notice.letter.cases:
        if line.number == case.number:
            assert (line.status, line.category, line.village, line.due_at) == (None,) * 4


def _words_of(notice: Notice, language: Language) -> str:
    return _written(notice.kind, json.dumps(notice.props), language)


@cache  # a letter still to go is looked at after every act
def _written(kind: str, props: str, language: Language) -> str:
    letter = letter_of(kind, json.loads(props))
    said = write(letter, language, portal_url="http://x.example", sender="r@x.example")
    return _without_names(f"{said.subject} {said.text} {said.html}").casefold()


def _without_names(words: str) -> str:
    """A letter may call its reader by name, and the two bodies' names say much."""
    rules = regency()
    for figure in rules.figures:
        for said in sorted(figure.office.values(), key=len, reverse=True):
            words = words.replace(said, "")
    for body in ("DSOSPPPA", "POLRES"):
        offices = (one.office for one in rules.actors if one.agency == body)
        posts = (one.office for one in rules.duty.posts if one.agency == body)
        for name in (rules.agency(body).name, *offices, *posts):
            for said in sorted(name.values(), key=len, reverse=True):
                words = words.replace(said, "")
    return words


def _telling(case: Case) -> Iterator[str]:
    """Words that say what a sealed case is about; a cancelled meeting's place was known before."""
    rules = regency()
    yield from ("kekerasan", "korban", "anak ", "violence", "victim", "child")
    yield rules.village(case.village).name
    if case.category:
        yield from rules.category(case.category).name.values()


async def _check_talks(db: AsyncSession, case: Case) -> None:
    """No talks are open, no meeting is set, nobody's hour is taken."""
    talks = select(Mediation.id).where(Mediation.case == case.number, Mediation.ended_at.is_(None))
    set_ = select(Meeting.id).where(Meeting.case == case.number, Meeting.state == "scheduled")
    meetings = select(Meeting.id).where(Meeting.case == case.number, Meeting.state == "cancelled")
    taken = select(Seat.figure).where(Seat.meeting.in_(meetings), Seat.free.is_(False))
    for query in (talks, set_, taken):
        assert (await db.scalars(query)).all() == []


async def _check_letters_of_others(db: AsyncSession, sealed: set[str]) -> None:
    """No finding or incident of another case names a sealed one."""
    rows = await db.scalars(
        select(Notice).where(Notice.case.not_in(sealed), Notice.state == "queued")
    )
    for notice in rows:
        if notice.kind not in NAMES_NUMBERS:
            words = _words_of(notice, "id")
            assert not [one for one in sealed if one.casefold() in words], notice.kind


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
    for looker in (None, *SECRETARIAT, *LOOKERS, *(officer(one) for one in OUTSIDE)):
        await _check_list(db, every, looker)


async def _check_list(db: AsyncSession, every: list[Case], looker: Person | None) -> None:
    seen = await sights(db, every, by=looker, searching=True)
    threatened = {one.number for one in every if REPORTER_THREATENED in one.objects}
    for line in await lines_of(db, every, sights=dict(seen)):
        if line.sealed and seen[line.number] is not Sight.WHOLE:
            told = (line.status, line.due, line.colour, line.category, line.village, line.lead)
            assert set(told) == {None}
        elif line.sealed:
            reviewing = line.status == "needs_review" and looker in SECRETARIAT
            assert reviewing or line.number in threatened, "only its review shows it, or a reprisal"


def _searches() -> Iterator[Wanted]:
    for status in ("assigned", "in_handling", "in_mediation", "closed", "agreed"):
        yield Wanted(status=status)
    yield from (Wanted(category="PPA"), Wanted(lead="DSOSPPPA"), Wanted(village="51.05.02.2004"))
    yield from (Wanted(colour=one) for one in ("red", "orange", "yellow", "green"))
