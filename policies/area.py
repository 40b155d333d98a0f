"""Which border a report speaks of, from the villages that it names or its answer. Pure."""

from collections.abc import Mapping
from functools import lru_cache

from kit.indonesian import split_words
from kit.phrases import Phrasebook, Span
from models.regency import Regency

SAME_KECAMATAN = "same_kecamatan"
OTHER_KECAMATAN = "other_kecamatan"


def named_borders(text: str, village: str, *, regency: Regency) -> tuple[str, ...]:
    """Tell whether the report names other villages, in its own kecamatan or in another one."""
    places = tuple((place.code, place.name) for place in regency.villages)
    found = _places(places, regency.vocabulary.place_words).find(split_words(text))
    named = [code for code, spans in found.items() if not all(_inside(at, found) for at in spans)]
    kecamatan = {place.code: place.kecamatan for place in regency.villages}
    own = kecamatan.get(village)
    others = {kecamatan[code] for code in named if code != village}
    borders = {SAME_KECAMATAN if other == own else OTHER_KECAMATAN for other in others}
    return tuple(sorted(borders))


def answered_border(village: str, other: str, *, regency: Regency) -> tuple[str, ...]:
    """Tell which border the village lies behind that the reporter chose, if it is one."""
    kecamatan = {place.code: place.kecamatan for place in regency.villages}
    if other not in kecamatan or other == village:
        return ()
    return (SAME_KECAMATAN if kecamatan[other] == kecamatan.get(village) else OTHER_KECAMATAN,)


@lru_cache(maxsize=8)
def _places(places: tuple[tuple[str, str], ...], before: tuple[str, ...]) -> Phrasebook:
    """Compile the names: a name of one word counts only behind a word for a place."""
    return Phrasebook({code: _written(name, before) for code, name in places}, classes={})


def _written(name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    words = " ".join(split_words(name))
    spaced = f"{'|'.join(before)} {words}"
    return (words, spaced) if " " in words else (spaced,)


def _inside(span: Span, found: Mapping[str, list[Span]]) -> bool:
    """Tell whether a longer name covers this one (Gelgel in Kampung Gelgel)."""
    return any(
        other != span and other[0] <= span[0] and span[1] <= other[1]
        for spans in found.values()
        for other in spans
    )
