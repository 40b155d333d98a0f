"""The files of a regency's folder as raw values, their rows in shape, and what is wrong."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kit.sentences import Explained, Said
from kit.yamlfile import YamlBroken, line_of, parse_yaml
from models import regency_sayings as says
from models.regency_draft import Finding, Place, Problem, Row, rows_of
from models.shapes import FORMS

SHOWN = 60  # characters of a wrong value that a message repeats
MEANINGS = {
    "missing": says.MISSING,
    "extra_forbidden": says.NO_FIELD,
    "enum": says.NONE_OF,
    "literal_error": says.NONE_OF,
    "string_type": says.NO_TEXT,
    "model_type": says.NO_MAPPING,
    "dict_type": says.NO_MAPPING,
    "int_parsing": says.NO_NUMBER,
    "int_type": says.NO_NUMBER,
    "greater_than_equal": says.AT_LEAST,
    "less_than_equal": says.AT_MOST,
    "too_short": says.TOO_FEW,
    "tuple_type": says.NO_LIST_HERE,
    "list_type": says.NO_LIST_HERE,
    "date_from_datetime_parsing": says.NO_DATE,
    "date_parsing": says.NO_DATE,
    "time_parsing": says.NO_TIME,
    "bool_parsing": says.NO_TRUTH,
}
Part = TypeVar("Part", bound=BaseModel)


class Sheets:
    """Files of a folder: YAML as mappings and lists, CSV as a list of mappings.

    ``findings`` gathers all that is wrong; a file that can't be read has no rows and is not
    in ``raws``.
    """

    def __init__(self, folder: Path, files: Iterable[str]) -> None:
        """Read them all, in order."""
        self.findings: list[Finding] = []
        self.texts: dict[str, str] = {}
        self.raws: dict[str, Any] = {}
        for file in files:
            self._open(folder / file)

    def rows(self, file: str, *, under: str | None = None) -> Iterator[Row]:
        """The entries of a file's list, or of the list under one of its keys."""
        if file not in self.raws:
            return
        raw = self.raws[file]
        place: Place = (under,) if under else ()
        entries = raw.get(under, []) if under and isinstance(raw, dict) else raw
        if not isinstance(entries, list):
            self.findings.append(Finding(file, place, says.NO_LIST.filled()))
        yield from rows_of(file, entries, under=place)

    def shape_one(self, model: type[Part], row: Row) -> Part | None:
        """Give a row its shape, or note what is wrong with it."""
        try:
            return model.model_validate(row.raw)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = (*row.place, *detail["loc"])
                self.findings.append(Finding(row.file, place, meaning(detail)))
            return None

    def shape_all(self, model: type[Part], rows: Iterable[Row]) -> list[tuple[Place, Part]]:
        """Give rows their shape, leaving out and noting those that have none."""
        shaped = ((row.place, self.shape_one(model, row)) for row in rows)
        return [(place, part) for place, part in shaped if part is not None]

    def shape_sheet(self, model: type[Part], file: str) -> Part | None:
        """Give a whole file its shape; None if it has none or can't be read."""
        return self.shape_one(model, Row(file, (), self.raws[file])) if file in self.raws else None

    def content_hash(self) -> str:
        """SHA-256 over the files' names and texts, 64 hex digits."""
        digest = hashlib.sha256()
        for file, text in sorted(self.texts.items()):
            content = text.encode()
            digest.update(f"{file} {len(content)}\n".encode() + content)
        return digest.hexdigest()

    def problem(self, finding: Finding) -> Problem:
        """A finding with its line and the field that it is about."""
        line = finding.line or self._line(finding)
        field = ".".join(str(step) for step in finding.place if not isinstance(step, int))
        return Problem(finding.file, line, field, finding.said)

    def _line(self, finding: Finding) -> int:
        if finding.file.endswith(".csv"):
            row = finding.place[0] if finding.place else -1
            return int(row) + 2  # the header is line 1
        text = self.texts.get(finding.file)
        return line_of(text, finding.place) if text else 1

    def _open(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8-sig")
            self.raws[path.name] = _parse(path.name, text)
            self.texts[path.name] = text
        except FileNotFoundError:
            self._broken(path.name, says.MISSING_FILE.filled())
        except UnicodeDecodeError:
            self._broken(path.name, says.NOT_UTF8.filled())
        except OSError as error:
            self._broken(path.name, says.UNREADABLE.filled(why=error.strerror))
        except YamlBroken as error:
            self._broken(path.name, error.said, line=error.line)
        except csv.Error as error:
            self._broken(path.name, says.BROKEN_TABLE.filled(why=error))

    def _broken(self, file: str, said: Said, *, line: int = 1) -> None:
        self.findings.append(Finding(file, (), said, line=line))


def meaning(detail: ErrorDetails) -> Said:
    """What a Pydantic error means for whoever wrote the file, and what to do."""
    context = detail.get("ctx", {})
    found = repr(detail["input"])
    found = found if len(found) <= SHOWN else f"{found[:SHOWN]}..."
    if detail["type"] == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        form = FORMS.get(pattern, says.FORM).filled(pattern=pattern)
        return says.NOT_OF_FORM.filled(found=found, form=form)
    if detail["type"] in MEANINGS:
        return MEANINGS[detail["type"]].filled(found=found, **context)
    error = context.get("error")
    why = error.said if isinstance(error, Explained) else detail["msg"]
    return says.UNFIT.filled(why=why, found=found)


def _parse(name: str, text: str) -> object:
    if not name.endswith(".csv"):
        return parse_yaml(text)
    lines = text.splitlines()
    header = lines[0] if lines else ""
    divider = max(",;\t", key=header.count)  # spreadsheets in Indonesian write semicolons
    return [dict(row) for row in csv.DictReader(lines, delimiter=divider, strict=True)]
