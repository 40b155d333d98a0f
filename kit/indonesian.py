"""Indonesian words: splitting a text, and finding the root under its affixes.

No dictionary: a word offers every root that it might have, and whoever looks
one up keeps what he knows. `pemerkosaan` offers, among others, `perkosa`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"\d+(?:[.,]\d{3})+|\d+|[a-z]+")
_ENCLITICS = ("", "nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("", "kan", "an", "i", "in")  # -in as people talk: pukulin
_SHORTEST_ROOT = 3

# A nasal prefix swallows the first letter of some roots: pukul -> memukul.
_PREFIXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("",)),
    ("di", ("",)),
    ("ter", ("",)),
    ("ber", ("",)),
    ("be", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
    ("per", ("",)),
    ("memper", ("",)),
    ("diper", ("",)),
    ("pember", ("",)),
    ("member", ("",)),
    ("me", ("",)),
    ("pe", ("",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("menge", ("",)),
    ("penge", ("",)),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("meny", ("s",)),
    ("peny", ("s",)),
)


def split_words(text: str) -> tuple[str, ...]:
    """Split a text into lower-case words and plain numbers; hyphens separate (`anak-anak`)."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(word.replace(".", "").replace(",", "") for word in _WORD.findall(plain))


@lru_cache(maxsize=32_768)
def bare_words(word: str) -> tuple[str, ...]:
    """Give the word, and the word without an enclitic: `anaknya` -> anaknya, anak."""
    return tuple(dict.fromkeys(_without(word, _ENCLITICS)))


@lru_cache(maxsize=32_768)
def possible_roots(word: str) -> tuple[str, ...]:
    """Give every root that the word might be built on, itself first."""
    return tuple(dict.fromkeys(_roots(word)))


def _roots(word: str) -> Iterator[str]:
    for bare in bare_words(word):
        for stem in _without(bare, _SUFFIXES):
            yield from _unprefixed(stem)


def _unprefixed(stem: str) -> Iterator[str]:
    for prefix, restored in _PREFIXES:
        if stem.startswith(prefix):
            rest = stem[len(prefix) :]
            enough = not prefix or len(rest) >= _SHORTEST_ROOT
            yield from (letter + rest for letter in restored if enough)


def _without(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        rest = word[: len(word) - len(ending)]
        if not ending or (word.endswith(ending) and len(rest) >= _SHORTEST_ROOT):
            yield rest
