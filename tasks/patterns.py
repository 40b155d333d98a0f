"""Small reports of one root: a finding for the coordinators, once."""

from collections.abc import Iterable

from sqlalchemy import func, select

from kit.clock import wita_date
from models.cases import Case
from models.chain import SealedFact
from models.facts.intake import PatternFound
from models.letters.incidents import PatternFound as Letter
from models.status import Status
from models.views import Bar
from policies.patterns import YEAR, SmallReport, is_small, pattern_with
from tasks.telling import coordinators, queue
from tasks.turn import Turn

ONE_AT_A_TIME = 5_105_011  # key of the lock under which findings are counted
# What nobody has rated yet is not counted: it is looked at when it is, by rule or by a person.
NOT_COUNTED = (Status.REPORTED, Status.NEEDS_REVIEW, Status.JOINED, Status.DISMISSED)


async def find_patterns(mine: Turn, triaged: Iterable[Case]) -> None:
    """Look whether reports that were just triaged are the third of their root in a year.

    Whichever of the three is triaged last says it, whatever the order in which they came.
    """
    looked_at = [case for case in triaged if _may_belong(case)]
    if not looked_at:
        return
    await mine.db.flush()
    await mine.db.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    for case in looked_at:
        cases = pattern_with(_small(case), await _others(mine, case))
        if cases and not await _found_already(mine, case):
            _say(mine, case, cases=cases)


def _may_belong(case: Case) -> bool:
    return not case.sealed and case.category not in {None, "LNY"} and is_small(_small(case))


def _say(mine: Turn, case: Case, *, cases: tuple[str, ...]) -> None:
    found = PatternFound(village=case.village, category=case.category or "", cases=cases)
    mine.record(case, found)
    letter = Letter(
        village=mine.rules.village(case.village).name,
        category=mine.rules.category(found.category).name,
        cases=cases,
    )
    queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)])


def _small(case: Case) -> SmallReport:
    return SmallReport(
        number=case.number,
        village=case.village,
        category=case.category or "LNY",
        opened_on=wita_date(case.opened_at),
        severity=case.severity or 1,
        stage=case.stage or 0,
        objects=tuple(case.objects),
    )


async def _others(mine: Turn, case: Case) -> list[SmallReport]:
    """Read them as they are stored: what this session loaded before may have changed since."""
    what = (Case.number, Case.opened_at, Case.severity, Case.stage, Case.objects)
    with mine.db.no_autoflush:
        rows = await mine.db.execute(
            select(*what).where(
                Case.village == case.village,
                Case.category == case.category,
                Case.number != case.number,
                Case.opened_at.between(case.opened_at - YEAR, case.opened_at + YEAR),
                Case.status.not_in(NOT_COUNTED),
                ~Case.bars.contains([Bar.SEALED]),
            )
        )
    return [
        SmallReport(
            number=number,
            village=case.village,
            category=case.category or "LNY",
            opened_on=wita_date(opened_at),
            severity=severity or 1,
            stage=stage or 0,
            objects=tuple(objects),
        )
        for number, opened_at, severity, stage, objects in rows
    ]


async def _found_already(mine: Turn, case: Case) -> bool:
    """Tell whether a year's finding of this root was said, by this batch or before."""
    with mine.db.no_autoflush:
        said = select(SealedFact.seq).where(
            SealedFact.name == PatternFound.name,
            SealedFact.body["village"].astext == case.village,
            SealedFact.body["category"].astext == case.category,
            SealedFact.at >= mine.at - YEAR,
        )
        stored = await mine.db.scalar(said.limit(1)) is not None
    now = (one.fact for one in mine.said if isinstance(one.fact, PatternFound))
    return stored or any(
        (one.village, one.category) == (case.village, case.category) for one in now
    )
