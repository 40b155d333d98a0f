"""Import reports from a file: broken rows are named, the others go on, none is half saved."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TextIO

from desk.refusals import imports as says
from desk.refusals.words import called
from desk.refusing import Refused
from desk.reports import Told, fitting, receive, seen_before
from desk.words import fit_text
from kit.clock import now, wita_date
from kit.sentences import Said
from models.regency import Regency
from models.session import transaction

AT_ONCE = 50
LONGEST_ID = 200
DELIMITERS = ",;\t"
ODD = "surrogateescape"  # bytes that are no UTF-8 are refused row by row, as control characters
csv.field_size_limit(16_000_000)  # a long field is that row's mistake, not the file's


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number as an editor counts lines or records, and its fields.

    ``broken`` says why it could not be read at all.
    """

    number: int
    fields: dict[str, str]
    broken: Said | None = None


@dataclass(slots=True)
class Imported:
    """What became of the rows: row number to case number, and what was odd or broken.

    ``other_text`` are (source id, this row, the row or case that had it with another text);
    ``problems`` are (row, field, reason).
    """

    kept: dict[int, str] = field(default_factory=dict)
    seen: dict[int, str] = field(default_factory=dict)
    other_text: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[tuple[int, Said, Said]] = field(default_factory=list)

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

    A row was seen before only if source, source id and text agree.
    """
    result = Imported()
    batch: list[tuple[int, Told]] = []
    for row in read_rows(path, rules=rules):
        told = _told(row, source=source, rules=rules, result=result)
        if told is not None:
            batch.append((row.number, told))
        if len(batch) >= AT_ONCE:
            await _keep(batch, by=by, rules=rules, result=result)
            batch = []
        progress(row.number)
    await _keep(batch, by=by, rules=rules, result=result)
    return result


def read_rows(path: Path, *, rules: Regency) -> Iterator[Row]:
    """Read a file's rows with the regency's column aliases; raise ``Refused`` if it has none."""
    try:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", errors=ODD, newline="") as lines:
                between = _delimiter(lines)
                rows = csv.reader(lines, strict=True, delimiter=between)
                yield from _csv_rows(rows, path=path, rules=rules)
        elif path.suffix in {".jsonl", ".ndjson"}:
            yield from _json_rows(path, rules=rules)
        else:
            raise Refused(says.OTHER_KIND, file=path.name)
    except (OSError, csv.Error) as broken:
        why = broken.strerror if isinstance(broken, OSError) else broken
        raise Refused(says.UNREADABLE, file=path.name, why=why) from None


def _delimiter(lines: TextIO) -> str:
    """Tell what parts the cells: a comma, or the semicolon or tab that spreadsheets write."""
    header = lines.readline()
    lines.seek(0)
    return max(DELIMITERS, key=header.count)


def _csv_rows(reader: Iterable[list[str]], *, path: Path, rules: Regency) -> Iterator[Row]:
    rows = iter(reader)
    header = _known(next(rows, []), rules=rules)
    for needed in ("text", "village"):
        if needed not in header.values():
            names = ", ".join(rules.import_columns[needed])
            raise Refused(says.NO_COLUMN, file=path.name, needed=needed, names=names)
    for number in count(2):
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as broken:
            yield Row(number, {}, broken=says.NO_CSV_ROW.filled(why=broken))
            continue
        if any(cells):
            yield Row(number, {header[at]: cell for at, cell in enumerate(cells) if at in header})


def _json_rows(path: Path, *, rules: Regency) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", errors=ODD) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            if not isinstance(record, dict):
                yield Row(number, {}, broken=says.NO_JSON_ROW.filled())
                continue
            names = list(record)
            known = {meant: record[names[at]] for at, meant in _known(names, rules=rules).items()}
            yield Row(number, {k: str(v) for k, v in known.items() if v is not None})


def _known(header: list[str], *, rules: Regency) -> dict[int, str]:
    """Map column positions to fields; a field's earlier alias wins over a later one."""
    found: dict[int, str] = {}
    names = [name.strip().lower() for name in header]
    for meant, aliases in rules.import_columns.items():
        at = next((names.index(alias) for alias in aliases if alias in names), None)
        if at is not None:
            found[at] = meant
    return found


def _told(row: Row, *, source: str, rules: Regency, result: Imported) -> Told | None:
    if row.broken is not None:
        result.problems.append((row.number, says.ROW.filled(), row.broken))
        return None
    at = now()
    cells = row.fields
    try:
        source_id = _source_id(cells)
        return fitting(
            Told(
                text=cells.get("text", ""),
                village=cells.get("village", ""),
                happened_on=cells.get("date", "").strip() or wita_date(at),
                channel=cells.get("channel", "").strip().lower() or "impor",
                source=source if source_id else None,
                source_id=source_id,
            ),
            rules=rules,
            at=at,
        )
    except Refused as refused:
        result.problems.append((row.number, refused.field, refused.why))
        return None


def _source_id(cells: dict[str, str]) -> str | None:
    known = cells.get("source_id", "").strip()
    if not known:
        return None
    if len(known) > LONGEST_ID:
        raise Refused(says.LONG_ID, field=called("source_id"), most=LONGEST_ID)
    return fit_text(known, what="source_id")


async def _keep(
    batch: list[tuple[int, Told]], *, by: str, rules: Regency, result: Imported
) -> None:
    async with transaction() as db:
        kept: dict[int, str] = {}
        seen: dict[int, str] = {}
        others: list[tuple[str, int, str]] = []
        for number, told in batch:
            same, other = await seen_before(db, told) if told.source_id else (None, None)
            if same:
                seen[number] = same
                continue
            kept[number] = (await receive(db, told, by=by, rules=rules)).number
            if other and told.source_id:
                others.append((told.source_id, number, other))
    result.kept |= kept
    result.seen |= seen
    result.other_text += [(known, row, result.where(case)) for known, row, case in others]
