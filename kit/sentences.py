"""Sentences that people read, in Indonesian and English, and errors that say one.

A sentence is written once, in both languages; who shows it chooses one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages, with the same ``{names}`` to fill in."""

    id: str
    en: str

    def filled(self, **values: object) -> dict[str, str]:
        """Fill the names in; a value that has both languages is taken in each."""
        return {
            language: words.format_map({name: _in(language, one) for name, one in values.items()})
            for language, words in (("id", self.id), ("en", self.en))
        }


def joined(parts: Iterable[Said]) -> dict[str, str]:
    """Make one sentence of parts, in each language."""
    told = list(parts)
    return {language: "; ".join(one[language] for one in told) + "." for language in ("id", "en")}


def _in(language: str, value: object) -> object:
    return value[language] if isinstance(value, Mapping) else value


class Explained(Exception):
    """An error that a person can act on: ``said`` by language; in logs it is the English one."""

    def __init__(self, sentence: Sentence, /, **values: object) -> None:
        """Fill the sentence in."""
        self.said = sentence.filled(**values)
        super().__init__(self.said["en"])


class Unfit(Explained, ValueError):
    """A value that is not what it should be, as Pydantic's validators say it."""
