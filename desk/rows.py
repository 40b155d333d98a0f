"""Read the rows of a file of reports: CSV or JSON lines. No row is lost unnamed."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from desk.refusals import imports as says
from desk.refusing import Refused
from desk.words import fit_date, fit_village
from kit.sentences import Said
from models.regency import Regency

DELIMITERS = ",;\t"
ODD = "surrogateescape"  # bytes that are no UTF-8 are refused row by row, where they stand
WIDE = (b"\xff\xfe", b"\xfe\xff")
csv.field_size_limit(16_000_000)  # a long field is that row's mistake, not the file's


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: the line on which it begins, as an editor counts, and its fields.

    ``broken`` says why it could not be read at all; ``unused`` are the columns that mean nothing
    to the regency.
    """

    number: int
    fields: dict[str, str]
    broken: Said | None = None
    unused: tuple[str, ...] = ()


def read_rows(path: Path, *, rules: Regency) -> Iterator[Row]:
    """Read a file's rows with the regency's column aliases; raise ``Refused`` if it has none."""
    kind = path.suffix.lower()
    if kind not in {".csv", ".jsonl", ".ndjson"}:
        raise Refused(says.OTHER_KIND, file=path.name)
    try:
        _refuse_wide(path)
        with path.open(encoding="utf-8-sig", errors=ODD, newline="") as lines:
            if kind == ".csv":
                yield from _Csv(lines, path=path, rules=rules).rows()
            else:
                yield from _json_rows(lines, rules=rules)
    except (OSError, csv.Error) as broken:
        why = broken.strerror if isinstance(broken, OSError) else broken
        raise Refused(says.UNREADABLE, file=path.name, why=why) from None


def _refuse_wide(path: Path) -> None:
    """Refuse what a spreadsheet saves as "Unicode text": two bytes for each sign."""
    with path.open("rb") as start:
        if start.read(2) in WIDE:
            raise Refused(says.NO_UTF_8, file=path.name)


class _Csv:
    """A CSV file: its header, and the records that follow, each with the lines it stands on."""

    def __init__(self, lines: TextIO, *, path: Path, rules: Regency) -> None:
        self.delimiter = _delimiter(lines)
        self.lines = _Kept(lines)
        self.reader = csv.reader(self.lines, strict=True, delimiter=self.delimiter)
        header = next(self.reader, [])
        self.columns, self.rules = _known(header, rules=rules), rules
        self.unused = _unused(header, self.columns)
        self.width = len(header)
        for needed in ("text", "village"):
            if needed not in self.columns.values():
                names = ", ".join(rules.import_columns[needed])
                raise Refused(says.NO_COLUMN, file=path.name, needed=needed, names=names)
        told = [name for name in header if name.strip().lower() in rules.import_columns["text"]]
        if len(told) > 1:  # the words of all but one would be lost unsaid
            raise Refused(says.TWO_TEXTS, file=path.name, names=", ".join(told))

    def rows(self) -> Iterator[Row]:
        """Give each record that holds anything."""
        while True:
            self.lines.kept.clear()
            first = self.reader.line_num + 1
            try:
                cells = next(self.reader)
            except StopIteration:
                return
            except csv.Error as broken:
                yield Row(first, {}, broken=self._unreadable(first, broken))
                continue
            if any(cells):
                doubt = self._doubt(first, cells)
                yield Row(first, self._fields(cells), broken=doubt, unused=self.unused)

    def _fields(self, cells: list[str]) -> dict[str, str]:
        return {self.columns[at]: cell for at, cell in enumerate(cells) if at in self.columns}

    def _unreadable(self, first: int, broken: csv.Error) -> Said:
        last = self.reader.line_num
        if last > first:
            return says.SWALLOWED.filled(first=first, last=last)
        return says.NO_CSV_ROW.filled(why=broken)

    def _doubt(self, first: int, cells: list[str]) -> Said | None:
        """Say why a record that can be read is none: too many cells, or other rows within."""
        if any(cell.strip() for cell in cells[self.width :]):
            return says.TOO_MANY_CELLS.filled(count=len(cells), header=self.width)
        if self._holds_rows(self.lines.kept[1:]):
            return says.SWALLOWED.filled(first=first, last=self.reader.line_num)
        return None

    def _holds_rows(self, lines: list[str]) -> bool:
        """Tell whether a record's later lines are rows of their own: by one's village or day.

        Two lines or more with as many cells as the header are rows too, wherever they happened.
        """
        rows = [next(csv.reader([line], delimiter=self.delimiter), []) for line in lines]
        if any(_tells_where_or_when(self._fields(cells), rules=self.rules) for cells in rows):
            return True
        return len(rows) > 1 and all(len(cells) == self.width for cells in rows)


def _tells_where_or_when(cells: dict[str, str], *, rules: Regency) -> bool:
    """Tell whether cells hold a village of the regency or a day."""
    try:
        if cells.get("village"):
            fit_village(cells["village"], rules=rules)
            return True
    except Refused:
        pass
    try:
        return bool(fit_date(cells.get("date", ""), what="date"))
    except Refused:
        return False


class _Kept:
    """A file's lines, those of the record that is being read kept."""

    def __init__(self, lines: TextIO) -> None:
        self.lines, self.kept = lines, list[str]()

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.kept.append(line)
            yield line


def _delimiter(lines: TextIO) -> str:
    """Tell what parts the cells: a comma, or the semicolon or tab that spreadsheets write."""
    header = lines.readline()
    lines.seek(0)
    return max(DELIMITERS, key=header.count)


def _json_rows(lines: TextIO, *, rules: Regency) -> Iterator[Row]:
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
        columns = _known(names, rules=rules)
        known = {meant: record[names[at]] for at, meant in columns.items()}
        row = _json_row(number, {k: v for k, v in known.items() if v is not None})
        yield replace(row, unused=_unused(names, columns))


def _json_row(number: int, known: dict[str, object]) -> Row:
    """Take texts only, but a number for an id: a list or a truth value is somebody's slip."""
    for field, value in known.items():
        numbered = field == "source_id" and type(value) is int
        if not (isinstance(value, str) or numbered):
            return Row(number, {}, broken=says.NO_JSON_TEXT.filled(field=field))
    return Row(number, {field: str(value) for field, value in known.items()})


def _known(header: list[str], *, rules: Regency) -> dict[int, str]:
    """Map column positions to fields; a field's earlier alias wins over a later one."""
    found: dict[int, str] = {}
    names = [name.strip().lower() for name in header]
    for meant, aliases in rules.import_columns.items():
        at = next((names.index(alias) for alias in aliases if alias in names), None)
        if at is not None:
            found[at] = meant
    return found


def _unused(header: list[str], columns: dict[int, str]) -> tuple[str, ...]:
    """Name the columns of which nothing is kept."""
    return tuple(
        name.strip() for at, name in enumerate(header) if at not in columns and name.strip()
    )
