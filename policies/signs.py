"""Which signs of the vocabulary stand in a report. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kit.indonesian import split_words
from kit.phrases import Span
from models.vocabulary import NEGATION, UNLESS, Combination, Sign, Vocabulary, group_of


@dataclass(frozen=True, slots=True)
class Reading:
    """The signs in a report, in the vocabulary's order, and those that the words deny.

    A denied sign ("belum ada keributan") still speaks for its category and its bar, no more.
    """

    signs: tuple[Sign, ...]
    denied: tuple[Sign, ...]

    @property
    def all(self) -> tuple[Sign, ...]:
        """Signs, denied or not."""
        return (*self.signs, *self.denied)


def read_signs(text: str, vocabulary: Vocabulary, *, answers: Mapping[str, str]) -> Reading:
    """Read the signs in a report's words and in its structured answers."""
    spans = vocabulary.phrasebook.find(split_words(text))
    entries = {entry.id: _meant(spans, entry.id) for entry in vocabulary.entries}
    ends = {end for _, end in spans.get(NEGATION, ())}
    said = {id_: [span for span in at if span[0] not in ends] for id_, at in entries.items()}
    signs: list[Sign] = [entry for entry in vocabulary.entries if said[entry.id]]
    signs += [both for both in vocabulary.combinations if _stands(both, said)]
    signs += [each for each in vocabulary.answers if answers.get(each.question) == each.answer]
    denied = [each for each in vocabulary.entries if entries[each.id] and not said[each.id]]
    return Reading(tuple(signs), tuple(denied))


def words_behind(text: str, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Give for each entry that stands in a text the words that led to it, each once."""
    words = split_words(text)
    spans = vocabulary.phrasebook.find(words)
    found = {entry.id: _meant(spans, entry.id) for entry in vocabulary.entries}
    return {
        id_: each_once(" ".join(words[start:end]) for start, end in at)
        for id_, at in found.items()
        if at
    }


def each_once(codes: Iterable[str | None]) -> tuple[str, ...]:
    """Keep each code once, in the order of the text's signs."""
    return tuple(dict.fromkeys(code for code in codes if code))


def _meant(spans: Mapping[str, Sequence[Span]], id_: str) -> list[Span]:
    """Leave out what an ``unless`` overlaps."""
    unless = spans.get(UNLESS + id_, ())
    return [span for span in spans.get(id_, ()) if not any(_overlap(span, u) for u in unless)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stands(combination: Combination, said: Mapping[str, Sequence[Span]]) -> bool:
    if any(_spans_of(part, said) for part in combination.none_of):
        return False
    parts = [_spans_of(part, said) for part in combination.all_of]
    if not all(parts) or combination.within is None:
        return all(parts)
    return any(_distance(spans) <= combination.within for spans in product(*parts))


def _spans_of(part: str, said: Mapping[str, Sequence[Span]]) -> list[Span]:
    if not part.endswith(".*"):
        return list(said[part])
    return [span for id_, spans in said.items() if group_of(id_) == part for span in spans]


def _distance(spans: Sequence[Span]) -> int:
    """Count the words from the first span's beginning to the last one's."""
    starts = [start for start, _ in spans]
    return max(starts) - min(starts)
