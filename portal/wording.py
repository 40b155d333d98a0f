"""What codes are called on pages: nobody reads a code where a person reads.

Places, agencies, figures and closed lists have their names in the regency's data; what the
house itself says in codes has its words in ``portal.words_of_codes``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.regency import Regency, UnknownCode
from portal.languages import N_, in_language, translated
from portal.words_of_codes import WORDS

SYSTEM = N_("Rukun sendiri")
REPORTER = N_("pelapor")


def called(which: str, code: str, *, language: str) -> str:
    """A code of a kind, in words; one that has none yet is read as words itself."""
    words = WORDS.get(which, {}).get(code)
    return translated(words, language) if words else code.replace("_", " ")


def deadline_called(kind: str, rules: Regency, language: str) -> str:
    """A limit, as the regency names it."""
    found = next((one.name for one in rules.deadlines if one.kind == kind), None)
    return in_language(found, language) if found else called("deadline", kind, language=language)


def figure_called(code: str, rules: Regency, language: str) -> str:
    """A figure, by office."""
    try:
        return in_language(rules.figure(code).office, language)
    except UnknownCode:
        return code


def actor_called(actor: str, rules: Regency, language: str) -> str:
    """Whoever said a fact, by office: ``coordinator:KESBANG-SEKRETARIS``, ``agency:POLRES``."""
    role, _, known = actor.partition(":")
    if role in {"flow", "clock", "system"}:
        return translated(SYSTEM, language)
    if role == "reporter":
        return translated(REPORTER, language)
    return somebody_called(known, rules, language)


def somebody_called(code: str, rules: Regency, language: str) -> str:
    """An office, agency, figure, post or body, whichever has this code."""
    if code == "reporter":
        return translated(REPORTER, language)
    post = rules.duty.post(code)
    named = (
        {one.id: one.office for one in rules.actors}
        | {one.code: one.name for one in rules.agencies}
        | {one.code: one.name for one in rules.endings.bodies}
        | {one.id: one.office for one in rules.figures}
        | ({code: post.office} if post else {})
    )
    agency = code.partition("/")[0]
    found = named.get(code) or named.get(agency)
    return in_language(found, language) if found else code


@dataclass(frozen=True, slots=True)
class Says:
    """All of the above in one language, for templates."""

    rules: Regency
    language: str

    def code(self, which: str, code: str) -> str:
        """A code of a kind."""
        return called(which, code, language=self.language)

    def deadline(self, kind: str) -> str:
        """A limit."""
        return deadline_called(kind, self.rules, self.language)

    def owner(self, owner: str) -> str:
        """Who owes a limit: somebody by code, or a part in the case."""
        named = somebody_called(owner, self.rules, self.language)
        return self.code("owner", owner) if named == owner else named

    def actor(self, actor: str) -> str:
        """Whoever said a fact."""
        return actor_called(actor, self.rules, self.language)

    def somebody(self, code: str) -> str:
        """An office, agency, figure, post or body."""
        return somebody_called(code, self.rules, self.language)

    def companion(self, kind: str) -> str:
        """What somebody is who comes with a side."""
        kinds = {one.code: one.name for one in self.rules.talks.companions.kinds}
        return in_language(kinds[kind], self.language) if kind in kinds else kind

    def ending(self, which: str, code: str) -> str:
        """A code of one of the closed lists of how cases end."""
        known: Mapping[str, Mapping[str, str]] = getattr(self.rules.endings, which)
        return in_language(known[code], self.language) if code in known else code
