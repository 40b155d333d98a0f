"""What led the rules to their reading: the words of a report behind each entry, and its meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.regency import Regency
from models.vocabulary import Answer, Combination, Sign, group_of
from policies.signs import words_behind
from portal.languages import N_, in_language, translated
from portal.wording import called


@dataclass(frozen=True, slots=True)
class Led:
    """A sign that was read: by which words, and what it speaks for."""

    words: tuple[str, ...]
    speaks_for: tuple[str, ...]


def signs_read(
    entries: Sequence[str], texts: Sequence[str], *, rules: Regency, language: str
) -> list[Led]:
    """Explain the entries of a reading, in its order, with the words that stand in the texts."""
    known = {sign.id: sign for sign in rules.vocabulary.signs}
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for id_, words in words_behind(text, rules.vocabulary).items():
            found[id_] = tuple(dict.fromkeys((*found.get(id_, ()), *words)))
    return [
        Led(
            _words(known[one], found, language=language),
            tuple(_meaning(known[one], rules=rules, language=language)),
        )
        for one in entries
        if one in known
    ]


def _words(sign: Sign, found: Mapping[str, tuple[str, ...]], *, language: str) -> tuple[str, ...]:
    if isinstance(sign, Answer):
        return (translated(ANSWERED, language),)
    if isinstance(sign, Combination):
        parts = [_of_part(part, found) for part in sign.all_of]
        return (" + ".join(one for one in parts if one) or translated(TOGETHER, language),)
    return found.get(sign.id, ())


ANSWERED, TOGETHER = N_("jawaban pelapor"), N_("beberapa tanda bersama")
AGAINST = N_("bukan %(category)s")


def _of_part(part: str, found: Mapping[str, tuple[str, ...]]) -> str:
    words = (words[0] for id_, words in found.items() if part == id_ or group_of(id_) == part)
    return next(words, "")


def _meaning(sign: Sign, *, rules: Regency, language: str) -> Iterator[str]:
    for code, weight in sorted(sign.weights.items(), key=lambda one: -one[1]):
        name = in_language(rules.category(code).name, language)
        yield name if weight > 0 else translated(AGAINST, language) % {"category": name}
    if sign.danger:
        yield in_language(rules.vocabulary.dangers[sign.danger], language)
    if sign.bar:
        yield called("bar", sign.bar, language=language)
