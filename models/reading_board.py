"""The board: cases newest first, a page at a time, narrowed by what lives in the address.

Pages go by the last number seen, never by counting, so that cases that come in meanwhile shift
nothing. A sealed case matches no filter and no word: it is in the unfiltered list alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    column,
    false,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.cases import Case
from models.reading_concerns import Concern, cases_of
from models.status import ENDED

# As constants, so that the planner finds the partial indexes that say the same.
NOT_SEALED: ColumnElement[bool] = literal_column("NOT \"case\".bars @> ARRAY['sealed']")
NOT_ENDED: ColumnElement[bool] = literal_column(
    "\"case\".status NOT IN ('closed', 'dismissed', 'joined')"
)
RARE = 4000  # words in fewer texts are looked up by word; else cases are read newest first
NEAR = 50  # the newest cases, whose words are read first
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Sought:
    """Which cases are looked for; None means any.

    ``ended`` shows those that ended too, and so do ``concerns``: a promise is looked after beyond
    its case's end.
    ``mine`` is a coordinator's actor whose acts a case holds. ``numbers`` are exact;
    ``words`` are looked for in what people wrote, ``named`` are villages that the words name.
    ``before`` is the last number of the page before.
    """

    status: str | None = None
    colour: str | None = None
    category: str | None = None
    lead: str | None = None
    villages: frozenset[str] | None = None
    concerns: tuple[Concern, ...] = ()
    mine: str | None = None
    ended: bool = False
    numbers: tuple[str, ...] | None = None
    words: str | None = None
    named: frozenset[str] = frozenset()
    before: str | None = None

    @property
    def filters(self) -> bool:
        """Whether anything is asked that says something of a case."""
        said = (self.status, self.colour, self.category, self.lead, self.villages, self.mine)
        return any(one is not None for one in (*said, self.words)) or bool(self.concerns)


async def board(db: AsyncSession, sought: Sought, *, at: datetime, most: int) -> Sequence[Case]:
    """Read a page of cases, newest first."""
    conditions = [*_conditions(sought), *_concerns(sought, at=at)]
    if sought.words:
        return await _told(db, sought, conditions, most=most)
    return (await db.scalars(_newest(conditions, most=most))).all()


async def counted(db: AsyncSession) -> dict[str, int]:
    """Count the cases of each status, up to one more than ``MOST_COUNTED``; sealed ones nowhere."""
    rows = await db.execute(text(COUNTED), {"most": MOST_COUNTED + 1})
    return {str(status): int(count) for status, count in rows.tuples()}


async def open_in(db: AsyncSession, villages: Collection[str]) -> dict[str, int]:
    """Count the open cases of each of these villages; sealed ones nowhere."""
    asked = text(OPEN_IN).bindparams(bindparam("villages", sorted(villages), ARRAY(Text)))
    return {str(village): int(count) for village, count in (await db.execute(asked)).tuples()}


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    given = (
        (Case.status, sought.status),
        (Case.colour, sought.colour),
        (Case.category, sought.category),
        (Case.lead, sought.lead),
    )
    conditions: list[ColumnElement[bool]] = [
        column == value for column, value in given if value is not None
    ]
    if sought.villages is not None:
        conditions.append(Case.village.in_(sorted(sought.villages)))
    if sought.filters:
        conditions.append(NOT_SEALED)
    if sought.numbers is not None:
        conditions.append(Case.number.in_(sought.numbers))
    elif not (sought.ended or sought.concerns or sought.status in ENDED):
        conditions.append(NOT_ENDED)
    if sought.before is not None:
        conditions.append(Case.number < sought.before)
    return conditions


def _concerns(sought: Sought, *, at: datetime) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [and_(cases_of(one, at=at)) for one in sought.concerns]
    if sought.mine is not None:
        mine = text(MINE).bindparams(mine=sought.mine).columns(number=Text)
        asked.append(Case.number.in_(mine))
    return asked


def _newest(conditions: Sequence[ColumnElement[bool]], *, most: int) -> Select[tuple[Case]]:
    return select(Case).where(*conditions).order_by(Case.number.desc()).limit(most)


async def _told(
    db: AsyncSession, sought: Sought, conditions: Sequence[ColumnElement[bool]], *, most: int
) -> Sequence[Case]:
    """Cases whose words hold all that is looked for, or whose village is named.

    Very common words fill a page from the newest cases, without the index. Else rare ones are
    looked up; of common ones the newest are near, and PostgreSQL need not sort them all: the cases
    are read from the newest until a page is full.
    """
    named = Case.village.in_(sorted(sought.named)) if sought.named else false()
    asked = {"words": sought.words, "most": RARE}
    near = (await db.scalars(_near(sought, conditions, most=most), asked)).all()
    if len(near) == most:
        return near
    looked_up = _newest([*conditions, or_(text(TOLD), named)], most=most).add_columns(OFTEN)
    rows = (await db.execute(looked_up.add_cte(FEW), asked)).tuples().all()
    often = rows[0][1] if rows else await db.scalar(select(OFTEN).add_cte(FEW), asked)
    if often is not None and often < RARE:
        return [case for case, _ in rows]
    here = _newest([*conditions, or_(text(HERE), named)], most=most)
    return (await db.scalars(here, asked)).all()


def _near(
    sought: Sought, conditions: Sequence[ColumnElement[bool]], *, most: int
) -> Select[tuple[Case]]:
    newest = aliased(Case, _newest(conditions, most=NEAR).subquery("case"))
    named = newest.village.in_(sorted(sought.named)) if sought.named else false()
    said = select(newest).where(or_(text(HERE), named))
    return said.order_by(newest.number.desc()).limit(most)


ASKED = "plainto_tsquery('indonesian', :words)"
READABLE = "erasable_text.kind IN ('report', 'incident', 'summary')"
MATCHES = f"{READABLE} AND to_tsvector('indonesian', erasable_text.text) @@ {ASKED}"
# The cases of the first texts that match, gathered once: which they are, and how many.
FEW = (
    text(
        f'SELECT ARRAY(SELECT erasable_text."case" FROM erasable_text WHERE {MATCHES}'  # noqa: S608 - constants only
        " LIMIT :most) AS cases"
    )
    .columns(column("cases", ARRAY(Text)))
    .cte("few")
    .prefix_with("MATERIALIZED")
)
OFTEN: ColumnElement[int] = literal_column("(SELECT cardinality(cases) FROM few)", Integer)
# An array is made once and sorted, and a subquery with a limit is asked row by row: both are plans
# that PostgreSQL keeps to, however wrongly it guesses how often a word is said.
TOLD = '"case".number = ANY ((SELECT cases FROM few)::text[])'
TEXT_OF_IT = 'SELECT true FROM erasable_text WHERE erasable_text."case" = "case".number'
HERE = f"({TEXT_OF_IT} AND {MATCHES} LIMIT 1)"
MINE = """
SELECT fact."case" AS number FROM fact
WHERE fact.actor = :mine AND fact.actor LIKE 'coordinator:%'
"""
COUNTED = """
SELECT known.status, (SELECT count(*) FROM (
    SELECT FROM "case" WHERE "case".status = known.status AND NOT "case".bars @> ARRAY['sealed']
    LIMIT :most) AS few)
FROM unnest(ARRAY['reported', 'needs_review', 'triaged', 'watched', 'assigned', 'accepted',
    'in_mediation', 'in_handling', 'agreed', 'referred', 'joined', 'closed', 'dismissed'])
    AS known (status)
"""
OPEN_IN = """
SELECT village, count(*) FROM "case" WHERE village = ANY (:villages)
  AND status NOT IN ('closed', 'dismissed', 'joined') AND NOT bars @> ARRAY['sealed']
GROUP BY village
"""
