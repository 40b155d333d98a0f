"""Import reports from a file: broken rows are named, the others go on, none is half saved."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desk.refusals import imports as says
from desk.refusals.words import called
from desk.refusing import Refused
from desk.reports import Told, fitting, keyed, receive, seen_before
from desk.rows import Row, read_rows
from desk.words import fit_text
from kit.clock import now, wita_date
from kit.sentences import Said
from models.cases import Case
from models.questions import UNDATED
from models.regency import Regency
from models.session import transaction
from models.views import Colour

AT_ONCE = 50
LONGEST_ID = 200
NO_ID = "~"  # before the mark by which a row without an id is known again
BYTES = re.compile(r"[\udc80-\udcff]")


@dataclass(slots=True)
class Imported:
    """What became of the rows: row number to case number, and what was odd or broken.

    ``other_text`` are (source id, this row, the row or case that had it with another text);
    ``problems`` are (row, field, reason). ``red`` are the kept rows that tell of danger;
    ``undated`` those kept without a day; ``unused`` the columns that were not kept.
    """

    kept: dict[int, str] = field(default_factory=dict)
    seen: dict[int, str] = field(default_factory=dict)
    other_text: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[tuple[int, Said, Said]] = field(default_factory=list)
    red: dict[int, str] = field(default_factory=dict)
    undated: list[int] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def where(self, case: str) -> str:
        """Name a case by its row in this file, or by its number if it came earlier."""
        rows = (row for row, number in (self.kept | self.seen).items() if number == case)
        return next((f"row {row}" for row in rows), case)


async def import_file(
    path: Path,
    *,
    source: str,
    by: str,
    rules: Regency,
    progress: Callable[[int], None] = lambda _: None,
) -> Imported:
    """Keep each row of a CSV or JSON-lines file as a report; importing again adds nothing.

    A row was seen before only if source, source id and text agree; one without an id, if source,
    village, date and text do. One without a date counts as of today, but wakes nobody.
    """
    result = Imported()
    batch: list[tuple[int, Told]] = []
    for row in read_rows(path, rules=rules):
        result.unused += [name for name in row.unused if name not in result.unused]
        told = _told(row, source=source, rules=rules, result=result)
        if told is not None:
            batch.append((row.number, told))
        if len(batch) >= AT_ONCE:
            await _keep(batch, by=by, rules=rules, result=result)
            batch = []
        progress(row.number)
    await _keep(batch, by=by, rules=rules, result=result)
    return result


def _told(row: Row, *, source: str, rules: Regency, result: Imported) -> Told | None:
    if row.broken is not None:
        result.problems.append((row.number, says.ROW.filled(), row.broken))
        return None
    at = now()
    cells = row.fields
    day = cells.get("date", "").strip()
    try:
        _refuse_bytes(cells)
        return fitting(
            Told(
                text=cells.get("text", ""),
                village=cells.get("village", ""),
                happened_on=day or wita_date(at),
                channel=cells.get("channel", "").strip().lower() or "impor",
                answers={} if day else {UNDATED: "yes"},
                source=source,
                source_id=_source_id(cells),
            ),
            rules=rules,
            at=at,
        )
    except Refused as refused:
        result.problems.append((row.number, refused.field, refused.why))
        return None


def _refuse_bytes(cells: dict[str, str]) -> None:
    for name, words in cells.items():
        if BYTES.search(words):
            raise Refused(says.NO_UTF_8_ROW, field=called(name))


def _source_id(cells: dict[str, str]) -> str:
    known = cells.get("source_id", "").strip()
    if not known:
        told = (cells.get(name, "").strip() for name in ("village", "date", "text"))
        return NO_ID + keyed("\n".join(told))
    if len(known) > LONGEST_ID:
        raise Refused(says.LONG_ID, field=called("source_id"), most=LONGEST_ID)
    return fit_text(known, what="source_id")


async def _keep(
    batch: list[tuple[int, Told]], *, by: str, rules: Regency, result: Imported
) -> None:
    async with transaction() as db:
        kept: dict[int, str] = {}
        seen: dict[int, str] = {}
        red: dict[int, str] = {}
        others: list[tuple[str, int, str]] = []
        for number, told in batch:
            same, other = await seen_before(db, told)
            if same:
                seen[number] = same
                continue
            kept[number] = case = (await receive(db, told, by=by, rules=rules)).number
            if (await db.get_one(Case, case)).colour == Colour.RED:
                red[number] = case
            if other and told.source_id:
                others.append((told.source_id, number, other))
    result.kept |= kept
    result.seen |= seen
    result.red |= red
    result.undated += [row for row, told in batch if row in kept and UNDATED in told.answers]
    result.other_text += [(known, row, result.where(case)) for known, row, case in others]
