"""Find phrases in words: a small pattern language, compiled once.

A pattern is written as words with spaces between:

=========  ==================================================================
``anak``   this word, also with an enclitic (`anaknya`)
``~pukul`` this root with any Indonesian affix (`dipukuli`, `pemukulan`)
``cabul*`` any word that begins so
``a|b|~c`` one of these
``10+``    a number of at least ten
``<hits>`` one of the words of this class, given beside the patterns
``..``     up to four words in between
=========  ==================================================================
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kit.indonesian import bare_words, possible_roots
from kit.sentences import Sentence, Unfit

Span = tuple[int, int]
"""First word and the word after the last, counted from 0."""

_GAP = ".."
_GAP_WORDS = 4
_ATOM = re.compile(r"~?[a-z]+|[a-z]{2,}\*|[0-9]{1,9}\+?|<[a-z_]+>")
_CACHED_WORDS = 100_000
_LONGEST = 40  # letters of a word that are looked at; longer ones are no words
NO_ENDS = Sentence(
    "{pattern!r} harus berawal dan berakhir dengan kata",
    "{pattern!r} must begin and end with a word",
)
NO_ATOM = Sentence(
    "{atom!r} dalam {pattern!r} bukan kata, ~akar, awal*, angka, angka+, atau <kelas>",
    "{atom!r} in {pattern!r} is no word, ~root, begin*, number, number+ or <class>",
)


class PatternBroken(Unfit):
    """A pattern that is not written in the language above."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: alternatives per place, and the words allowed before each place."""

    places: tuple[str, ...]
    gaps: tuple[int, ...]


def classes_in(pattern: str) -> set[str]:
    """Name the classes that a pattern speaks of."""
    return set(re.findall(r"<([a-z_]+)>", pattern))


def parse_pattern(pattern: str) -> Pattern:
    """Parse one pattern; raise PatternBroken with a sentence when it is not one."""
    places: list[str] = []
    gaps: list[int] = []
    gap = 0
    for part in pattern.split():
        if part == _GAP:
            gap = _GAP_WORDS
            continue
        _refuse_broken_atoms(part, pattern)
        places.append(part)
        gaps.append(gap)
        gap = 0
    if not places or gap or gaps[0]:
        raise PatternBroken(NO_ENDS, pattern=pattern)
    return Pattern(tuple(places), tuple(gaps))


def _refuse_broken_atoms(part: str, pattern: str) -> None:
    for atom in part.split("|"):
        if not _ATOM.fullmatch(atom):
            raise PatternBroken(NO_ATOM, atom=atom, pattern=pattern)


class Phrasebook:
    """Patterns under their ids, ready to be looked for in many texts."""

    def __init__(
        self, patterns: Mapping[str, Sequence[str]], *, classes: Mapping[str, Sequence[str]]
    ) -> None:
        """Compile ``patterns``, id -> its patterns, with ``classes``, name -> its words."""
        self._classes = classes
        self._exact: dict[str, set[str]] = {}
        self._roots: dict[str, set[str]] = {}
        self._begins: dict[str, set[str]] = {}
        self._least: dict[int, set[str]] = {}
        self._by_first_place: dict[str, list[tuple[str, Pattern]]] = {}
        self._known: dict[str, frozenset[str]] = {}
        for id_, written in patterns.items():
            for pattern in map(parse_pattern, written):
                self._by_first_place.setdefault(pattern.places[0], []).append((id_, pattern))
                self._learn(pattern.places)

    def find(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """Find each id's spans in ``words``, in the order of the text."""
        fits = [self._places(word) for word in words]
        found: dict[str, list[Span]] = {}
        for start, places in enumerate(fits):
            for place in places:
                for id_, pattern in self._by_first_place.get(place, ()):
                    end = _end_of(pattern, fits, place=1, at=start + 1)
                    if end:
                        found.setdefault(id_, []).append((start, end))
        return found

    def _learn(self, places: tuple[str, ...]) -> None:
        for place in places:
            for atom in place.split("|"):
                for word in self._classes[atom[1:-1]] if atom.startswith("<") else (atom,):
                    self._shelf(word).add(place)

    def _shelf(self, atom: str) -> set[str]:
        if atom.endswith("+"):
            return self._least.setdefault(int(atom[:-1]), set())
        if atom.endswith("*"):
            return self._begins.setdefault(atom[:-1], set())
        if atom.startswith("~"):
            return self._roots.setdefault(atom[1:], set())
        return self._exact.setdefault(atom, set())

    def _places(self, word: str) -> frozenset[str]:
        word = word[:_LONGEST]
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _CACHED_WORDS:
                self._known.clear()
            known = self._known[word] = frozenset(self._look_up(word))
        return known

    def _look_up(self, word: str) -> set[str]:
        if word.isdigit():
            least = (places for number, places in self._least.items() if int(word) >= number)
            return set().union(self._exact.get(word, ()), *least)
        exact = (self._exact.get(bare, ()) for bare in bare_words(word))
        roots = (self._roots.get(root, ()) for root in possible_roots(word))
        begins = (self._begins.get(word[:length], ()) for length in range(2, len(word) + 1))
        return set().union(*exact, *roots, *begins)


def _end_of(pattern: Pattern, fits: Sequence[frozenset[str]], *, place: int, at: int) -> int | None:
    """Tell where the pattern ends when its places from ``place`` on are looked for at ``at``."""
    if place == len(pattern.places):
        return at
    for here in range(at, min(at + pattern.gaps[place], len(fits) - 1) + 1):
        if pattern.places[place] in fits[here]:
            end = _end_of(pattern, fits, place=place + 1, at=here + 1)
            if end:
                return end
    return None
