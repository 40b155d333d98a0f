"""What is shown of cases: read-only queries, cut to what the reader may see.

The one place where rows become views for the command line and the portal. What somebody may
see is ``policies.audience``'s to say; here it is applied, before anything leaves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, Text, any_, bindparam, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from models.assignments import Assignment, Support
from models.cases import Case
from models.causes import STUCK_AFTER, Cause
from models.chain import SealedFact
from models.deadlines import Deadline
from models.facts.danger import IdentityOpened, TextReleased
from models.talks import Mediation, Panelist
from models.views import Bar

# What every page asks, of ``numbers``: composed once (docs/decisions/0024).
NUMBERS = any_(bindparam("numbers", type_=ARRAY(Text)))
SUPPORTS: Select[tuple[str, str]] = (
    select(Assignment.case, Support.agency)
    .join(Support, Support.assignment == Assignment.id)
    .where(Assignment.case == NUMBERS, Assignment.superseded_at.is_(None))
)
FIGURES: Select[tuple[str, str]] = (
    select(Mediation.case, Panelist.figure)
    .join(Panelist, Panelist.mediation == Mediation.id)
    .where(Mediation.case == NUMBERS, Panelist.replaced.is_(False))
)
DISCLOSED = select(SealedFact.case, SealedFact.name, SealedFact.actor).where(
    SealedFact.case == NUMBERS,
    or_(SealedFact.name == TextReleased.name, SealedFact.name == IdentityOpened.name),
)
LIMITS = (
    select(Deadline.case, Deadline.kind, Deadline.due_at)
    .where(Deadline.case == NUMBERS, Deadline.met_at.is_(None), Deadline.dropped_at.is_(None))
    .order_by(Deadline.due_at.desc())
)
STUCK = select(Cause.case).where(
    Cause.case == NUMBERS, Cause.handled_at.is_(None), Cause.failures >= STUCK_AFTER
)


class Sight(StrEnum):
    """How much of a case somebody sees: all that is structured, its clock only, or nothing."""

    WHOLE = "whole"
    CLOCK = "clock"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CaseParts:
    """What of a case decides who may see it; codes and ids only."""

    number: str
    status: str
    sealed: bool
    lead: str | None
    not_to_tell: frozenset[str]
    supports: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    text_released: bool = False
    identity_opened_by: frozenset[str] = frozenset()
    reprisal: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. All but number, version and clock is None of a sealed one to outsiders.

    ``version`` is what acts pass as ``seen``. ``due_at`` is the next limit, of kind ``due``.
    """

    number: str
    version: int
    status: str | None
    sealed: bool
    opened_at: datetime
    due: str | None = None
    due_at: datetime | None = None
    colour: str | None = None
    category: str | None = None
    village: str | None = None
    lead: str | None = None
    verified: bool | None = None
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are looked for; None means any. ``open_only`` leaves out the ended.

    ``before`` is a number: only cases with a lower one, which is how a long list goes on.
    """

    status: str | None = None
    category: str | None = None
    colour: str | None = None
    lead: str | None = None
    village: str | None = None
    open_only: bool = False
    before: str | None = None
    limit: int = 50


@dataclass(slots=True)
class _Beside:
    """What lies beside a list of cases: their next limits, and which are stuck."""

    due: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    stuck: set[str] = field(default_factory=set)


async def cases_wanted(db: AsyncSession, wanted: Wanted) -> Sequence[Case]:
    """Read cases, newest first."""
    rows = await db.scalars(
        select(Case).where(*_conditions(wanted)).order_by(Case.number.desc()).limit(wanted.limit)
    )
    return rows.all()


async def parts_of(db: AsyncSession, cases: Iterable[Case]) -> dict[str, CaseParts]:
    """Gather for each case what decides who may see it."""
    known = list(cases)
    numbers = [case.number for case in known]
    supports = await _by_case(db, numbers, SUPPORTS)
    figures = await _by_case(db, numbers, FIGURES)
    released, opened = await _disclosed(db, numbers)
    return {
        case.number: CaseParts(
            number=case.number,
            status=case.status,
            sealed=case.sealed,
            lead=case.lead,
            not_to_tell=frozenset(case.not_to_tell),
            supports=frozenset(supports.get(case.number, ())) - _out(case),
            figures=frozenset(figures.get(case.number, ())),
            text_released=case.number in released,
            identity_opened_by=frozenset(opened.get(case.number, ())),
            reprisal=case.reprisal,
        )
        for case in known
    }


def _out(case: Case) -> frozenset[str]:
    """Who was passed over since it was asked; what is sealed stays with its two bodies."""
    return frozenset(() if case.sealed else case.passed_over)


async def lines_of(
    db: AsyncSession, cases: Sequence[Case], *, sights: dict[str, Sight]
) -> list[CaseLine]:
    """Show cases as lines, each cut to its sight; one of which nothing is seen is left out."""
    seen = [case for case in cases if sights[case.number] is not Sight.NOTHING]
    beside = await _beside(db, [case.number for case in seen])
    return [_line(case, beside, whole=sights[case.number] is Sight.WHOLE) for case in seen]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    given = (
        (Case.status, wanted.status),
        (Case.category, wanted.category),
        (Case.colour, wanted.colour),
        (Case.lead, wanted.lead),
        (Case.village, wanted.village),
    )
    conditions: list[ColumnElement[bool]] = [
        column == value for column, value in given if value is not None
    ]
    if wanted.before is not None:
        conditions.append(Case.number < wanted.before)
    if wanted.open_only:
        conditions.append(Case.status.not_in(["closed", "dismissed", "joined"]))
    if any(value is not None for _, value in given):
        conditions.append(~Case.bars.contains([Bar.SEALED]))
    return conditions


def _line(case: Case, beside: _Beside, *, whole: bool) -> CaseLine:
    due, due_at = beside.due.get(case.number, (None, None))
    hidden = case.sealed and not whole
    return CaseLine(
        number=case.number,
        version=case.seq,
        status=None if hidden else case.status,
        sealed=case.sealed,
        opened_at=case.opened_at,
        due=None if hidden else due,
        due_at=due_at,
        colour=case.colour if whole else None,
        category=case.category if whole else None,
        village=case.village if whole else None,
        lead=case.lead if whole else None,
        verified=case.verified if whole else None,
        stuck=case.number in beside.stuck,
    )


async def _beside(db: AsyncSession, numbers: list[str]) -> _Beside:
    limits = await db.execute(LIMITS, {"numbers": numbers})
    stuck = await db.scalars(STUCK, {"numbers": numbers})
    return _Beside({case: (kind, due) for case, kind, due in limits.tuples()}, set(stuck))


async def _disclosed(db: AsyncSession, numbers: list[str]) -> tuple[set[str], dict[str, set[str]]]:
    """Of which cases a text was released, and by whom an identity was opened (actor ids)."""
    rows = await db.execute(DISCLOSED, {"numbers": numbers})
    released: set[str] = set()
    opened: dict[str, set[str]] = {}
    for case, name, actor in rows.tuples():
        if name == TextReleased.name:
            released.add(case)
        else:
            opened.setdefault(case, set()).add(actor.partition(":")[2])
    return released, opened


async def _by_case(
    db: AsyncSession, numbers: list[str], who: Select[tuple[str, str]]
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for case, code in (await db.execute(who, {"numbers": numbers})).tuples():
        found.setdefault(case, set()).add(code)
    return found
