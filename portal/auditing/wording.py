"""A fact's who and what in words: offices for ids, names for codes, texts as sealed or erased."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from kit.dates import brief_in, day_in
from models.reading_audit import Kept
from models.reading_audit_codes import CODES, FORUMS
from models.reading_audit_keys import KEYS
from models.reading_words import HEADLINES
from models.regency import Regency
from models.status import LABELS
from portal.auditing.room import READ
from portal.languages import N_, in_language, translated
from portal.wording import called

Said = Mapping[str, str]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})")
HASH = re.compile(r"[0-9a-f]{64,128}")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SHORT = 12
REPORTER = N_("pelapor")
SYSTEM = N_("sistem Rukun")
FLOW = N_("alur kerja %(flow)s, jalan %(run)s")
A_PARTY = N_("sebuah pihak")
YES, NO = N_("ya"), N_("tidak")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a body in words: what it is called and what it says; ``text`` is one it seals.

    ``whole`` is a long value that ``said`` shows the beginning of, ``rules`` the hash of a rule
    set, ``case`` a case's number, so that pages can link them.
    """

    name: str
    said: str = ""
    text: Kept | None = None
    whole: str = ""
    rules: str = ""
    case: str = ""
    inner: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """Says facts in one language, with a regency's names and the texts at hand."""

    rules: Regency
    language: str
    texts: Mapping[str, Kept] = field(default_factory=dict)

    def who(self, actor: str) -> str:
        """Name an actor by its office; a flow by its name and run."""
        role, _, known = actor.partition(":")
        if role == "flow":
            flow, _, run = known.partition("/")
            words = translated(FLOW, self.language)
            return words % {"flow": flow, "run": run[:8] or "-"}
        if role == "reporter":
            return translated(REPORTER, self.language)
        if role in {"system", "clock"}:
            return translated(SYSTEM, self.language)
        return self.code(known) if known else self.code(actor)

    @property
    def house(self) -> str:
        """The language of dates: those that the house itself speaks."""
        return _house(self.language)

    def recipient(self, known: str) -> str:
        """Name whom a mail went to: an office, a figure, the reporter, or a side."""
        if known.partition(":")[0] == "reporter":
            return translated(REPORTER, self.language)
        return translated(A_PARTY, self.language) if ID.fullmatch(known) else self.code(known)

    def code(self, code: str, key: str = "") -> str:
        """Say a code: an office, a place, a word of the regency's lists, or the house's own.

        ``key`` is the part of a body that holds it: the same word may mean two things.
        """
        names = _names(self.rules)
        said = names.by_key.get(key, {}).get(code) or names.known.get(code) or CODES.get(code)
        said = said or names.lists.get(code)
        if said:
            return in_language(said, self.language)
        if ":" in code and not MOMENT.fullmatch(code):
            return self.who(code)
        return _dated(code, self.language) or called("letter", code, language=self.language)

    def parts(self, body: Mapping[str, Any], hidden: Collection[str] = ()) -> tuple[Part, ...]:
        """Say all that a body holds but what is ``hidden``; what is empty is left out."""
        return tuple(
            self._part(key, value)
            for key, value in body.items()
            if value not in EMPTY and key not in hidden
        )

    def plain(self, body: Mapping[str, Any], *names: str) -> str:
        """Say some parts of a body on one line."""
        told = (self._part(name, body[name]) for name in names if body.get(name) not in EMPTY)
        return "; ".join(_flat(one) for one in told)

    def _part(self, key: str, value: Any) -> Part:  # noqa: ANN401 - a body's own shapes
        name = self._key(key)
        if isinstance(value, Mapping) and set(value) == {"text", "digest"}:
            return Part(name, text=self._text(value), whole=value["digest"])
        if isinstance(value, Mapping):
            return Part(name, inner=self.parts(value))
        if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            return self._several(name, value)
        if isinstance(value, list):
            return Part(name, ", ".join(self._said(key, one) for one in value))
        return self._alone(key, name, value)

    def _several(self, name: str, rows: Sequence[Any]) -> Part:
        """Say a list of rows; where each has one part only, on one line."""
        told = tuple(self._part(str(at), one) for at, one in enumerate(rows, start=1))
        alone = [one.inner[0].said for one in told if len(one.inner) == 1 and one.inner[0].said]
        if len(alone) == len(told):
            return Part(name, ", ".join(alone))
        return Part(name, inner=told)

    def _alone(self, key: str, name: str, value: Any) -> Part:  # noqa: ANN401 - a JSON value
        if key == "rule_set":
            return Part(name, str(value)[:SHORT], rules=str(value))
        if isinstance(value, str) and (HASH.fullmatch(value) or ID.fullmatch(value)):
            kept = self.texts.get(value) if key in {"text", "summary"} else None
            return Part(name, value[:SHORT], whole=value, text=kept)
        case = value if isinstance(value, str) and value.startswith(self.rules.code + "-2") else ""
        return Part(name, self._said(key, value), case=case)

    def _said(self, key: str, value: object) -> str:
        if isinstance(value, bool):
            return translated(YES if value else NO, self.language)
        if not isinstance(value, str):
            return str(value)
        if key == "fact" and value in HEADLINES:
            return HEADLINES[value][self.language == "en"]
        if key == "what":
            return translated(READ.get(value.partition(".")[0], ""), self.language) or value
        if key == "status" and value in LABELS:
            return in_language(LABELS[value], self.language)  # type: ignore[index] # a StrEnum
        return value[:8] if ID.fullmatch(value) else self.code(value, key)

    def _text(self, sealed: Mapping[str, Any]) -> Kept:
        known = self.texts.get(str(sealed["text"]))
        return known or Kept(id=str(sealed["text"]), kind="", erased_at=None)

    def _key(self, key: str) -> str:
        said = KEYS.get(key) or _names(self.rules).known.get(key) or CODES.get(key)
        return in_language(said, self.language) if said else key.replace("_", " ")


EMPTY: tuple[object, ...] = (None, "", [], {}, ())


def _flat(part: Part) -> str:
    inner = ", ".join(_flat(one) for one in part.inner)
    return f"{part.name}: {inner or part.said}" if inner or part.said else part.name


def _dated(words: str, language: str) -> str:
    try:
        if DAY.fullmatch(words):
            return day_in(_house(language), date.fromisoformat(words))
        if MOMENT.fullmatch(words):
            return brief_in(_house(language), datetime.fromisoformat(words))
    except ValueError:
        return ""
    return ""


def _house(language: str) -> str:
    return language if language in {"id", "en"} else "en"


@dataclass(frozen=True, slots=True)
class _Names:
    """A regency's names: of offices and places, of its lists by the part that holds their codes."""

    known: Mapping[str, Said]
    by_key: Mapping[str, Mapping[str, Said]]
    lists: Mapping[str, Said]


_gathered: dict[str, _Names] = {}


def _names(rules: Regency) -> _Names:
    """All codes of a regency with their names, gathered once for each rule set."""
    if rules.content_hash not in _gathered:
        by_key = _by_key(rules)
        lists = {code: said for words in by_key.values() for code, said in words.items()}
        kinds = {one.kind: one.name for one in rules.deadlines}
        _gathered[rules.content_hash] = _Names(dict(_known(rules)), by_key, kinds | lists)
    return _gathered[rules.content_hash]


def _known(rules: Regency) -> Iterator[tuple[str, Said]]:
    for village in rules.villages:
        yield village.code, {"id": village.name, "en": village.name}
    for kecamatan in rules.kecamatan:
        yield kecamatan.code, {"id": kecamatan.name, "en": kecamatan.name}
    yield from ((one.id, one.reason) for one in rules.routing.routes)
    yield from ((one.code, one.name) for one in rules.categories)
    yield from ((one.code, one.name) for one in rules.endings.bodies)
    yield from ((one.code, one.name) for one in rules.agencies)
    yield from ((one.id, one.office) for one in rules.figures)
    yield from ((one.code, one.office) for one in rules.duty.posts)
    yield from ((one.id, one.office) for one in rules.actors)


def _by_key(rules: Regency) -> dict[str, Mapping[str, Said]]:
    ends = rules.endings
    pauses = {one.code: one.name for one in rules.pauses}
    return {
        "reason_code": pauses | ends.dismissals | ends.referral_reasons | ends.reopening_reasons,
        "forum": FORUMS,
        "outcome": ends.outcomes,
        "root_cause": ends.root_causes,
        "trigger": ends.triggers,
        "prevention": ends.preventions,
        "source_kind": ends.sources,
        "sanction": ends.sanctions,
        "objects": rules.routing.objects,
        "dangers": rules.vocabulary.dangers,
        "override": {one.id: one.reason for one in rules.routing.overrides},
    }
