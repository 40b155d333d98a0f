"""Small reports of one root: a finding for the coordinators, once."""

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
NEVER_MIND = (Status.JOINED, Status.DISMISSED)


async def find_pattern(mine: Turn, case: Case) -> None:
    """Look whether a report that was just triaged is the third of its root in a year."""
    if case.sealed or case.category in {None, "LNY"}:
        return
    new = _small(case)
    if not is_small(new):
        return
    cases = pattern_with(new, [_small(one) for one in await _earlier(mine, case)])
    if not cases or await _found_already(mine, case):
        return
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


async def _earlier(mine: Turn, case: Case) -> list[Case]:
    with mine.db.no_autoflush:
        rows = await mine.db.scalars(
            select(Case).where(
                Case.village == case.village,
                Case.category == case.category,
                Case.number != case.number,
                Case.opened_at.between(case.opened_at - YEAR, case.opened_at),
                Case.status.not_in(NEVER_MIND),
                ~Case.bars.contains([Bar.SEALED]),
            )
        )
        return list(rows)


async def _found_already(mine: Turn, case: Case) -> bool:
    """Tell whether a year's finding of this root was said; two flows never say it at once."""
    with mine.db.no_autoflush:
        await mine.db.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
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
