"""A regency while it is being read: rows with the place that they came from, and what is wrong.

One entry of ``agencies.yaml`` or ``actors.yaml`` may stand for many offices
(``one_per: desa``); it is written out here, with the place's name filled in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kit.sentences import Said
from models.shapes import LANGUAGES

Place = tuple[str | int, ...]
Words = Mapping[str, "str | Mapping[str, str]"]
HOLE = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """A raw value and where it stands: the file and the steps to it."""

    file: str
    place: Place
    raw: object


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a place of a file, and what to do about it.

    ``line`` is given where no place can be, in a file that can't be parsed.
    """

    file: str
    place: Place
    said: Said
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding as people read it. ``line`` counts from 1, ``field`` leads to the value."""

    file: str
    line: int
    field: str
    said: Said

    def line_in(self, language: str) -> str:
        """One line, as editors and terminals link it: file:line: field: what is wrong."""
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.said[language]}"


def rows_of(file: str, raw: object, *, under: Place = ()) -> Iterator[Row]:
    """The entries of a list with their places; nothing if it is no list."""
    entries = raw if isinstance(raw, list) else ()
    for index, entry in enumerate(entries):
        yield Row(file, (*under, index), entry)


def written_out(row: Row, groups: Mapping[str, Iterable[Words]]) -> Iterator[Row]:
    """Write an entry with ``one_per`` out for each member of its group; any other as it is.

    ``groups`` maps what can be named by ``one_per`` to its members' words. Members whose
    {code} is in the entry's ``except`` are left out.
    """
    if not isinstance(row.raw, dict) or row.raw.get("one_per") not in groups:
        yield row
        return
    pattern = {key: value for key, value in row.raw.items() if key not in ("one_per", "except")}
    left_out = row.raw.get("except") or ()
    for words in groups[row.raw["one_per"]]:
        if words.get("code") not in left_out:
            yield Row(row.file, row.place, fill(pattern, words))


def fill(value: object, words: Words, language: str = "id") -> object:
    """Fill the holes ({name}) of every text inside a value; a text per language gets its own."""
    if isinstance(value, str):
        return HOLE.sub(lambda hole: _word(words, hole, language), value)
    if isinstance(value, list):
        return [fill(inner, words, language) for inner in value]
    if isinstance(value, dict):
        return {
            key: fill(inner, words, key if key in LANGUAGES else language)
            for key, inner in value.items()
        }
    return value


def _word(words: Words, hole: re.Match[str], language: str) -> str:
    word = words.get(hole[1], hole[0])
    return word if isinstance(word, str) else word.get(language, hole[0])
