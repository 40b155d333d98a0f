"""The words of a regency's triage, as data: what a sign looks like and what it means.

Pure: no SQLAlchemy, no files. The patterns are written in the language of `kit.phrases`.
Codes (categories, objects, dangers) are the regency's; a reader of the regency checks
those that routing must know.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from kit.phrases import Phrasebook, classes_in, parse_pattern
from kit.sentences import Said, Sentence, Unfit, joined
from models.shapes import Text
from models.views import Bar

Percent = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[int, Field(ge=1, le=4)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
SignId = Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z0-9_]+$")]


def _parsed(pattern: str) -> str:
    parse_pattern(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_parsed)]
Patterns = tuple[Pattern, ...]
Word = Annotated[str, StringConstraints(pattern=r"^(~?[a-z]+|[a-z]{2,}\*)$")]

UNLESS = "!"
"""Marks, in the phrasebook, what takes an entry's words back."""
FARTHEST_TWIN = 14
"""Days that a vocabulary may look around a report for twins at most."""
NEGATION = "negation"
"""Stands, in the phrasebook, for what denies the words that follow."""


PROBLEMS = Sentence("{problems}", "{problems}")
NO_CATEGORY = Sentence(
    "{id} menyebut {category}, yang bukan kategori",
    "{id} speaks of {category}, which is no category",
)
NO_ENTRY = Sentence(
    "{id} menyebut {part}, yang bukan entri", "{id} speaks of {part}, which is no entry"
)
NO_CLASS = Sentence(
    "{id} menyebut <{name}>, yang bukan kelas", "{id} speaks of <{name}>, which is no class"
)
NO_WORDS = Sentence(
    "{id} memperingatkan {danger}, yang tidak punya kata-kata dalam dangers",
    "{id} warns of {danger}, which dangers has no words for",
)
STANDS_TWICE = Sentence("{id} tertulis dua kali", "{id} stands twice")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Sign(_Part):
    """What follows when a sign is read.

    ``weights`` speak for (or, below zero, against) categories. ``stage``, ``likelihood`` and
    ``impact`` are the least that the case then has. ``now`` says that it happens as we read,
    ``soon`` that an event is announced within a day. ``in_doubt``: its bar holds until a person
    has looked, and the report waits for that.
    """

    id: SignId
    weights: dict[str, Annotated[int, Field(ge=-20, le=20)]] = {}
    stage: Annotated[int, Field(ge=0, le=3)] | None = None
    likelihood: Level | None = None
    impact: Level | None = None
    danger: Code | None = None
    bar: Bar | None = None
    area: Code | None = None
    object: Code | None = None
    now: bool = False
    soon: bool = False
    in_doubt: bool = False


class Entry(Sign):
    """A sign read from words. ``unless`` are the phrases in which the words mean something else."""

    words: Annotated[Patterns, Field(min_length=1)]
    unless: Patterns = ()


class Combination(Sign):
    """A sign read from other signs together; from one alone, where it means a second thing.

    ``all_of`` names entries, each by id or by its group (`child.*`); ``within`` is how many
    words apart they may stand, anywhere in the report when None. Any of ``none_of`` in the report
    takes it back.
    """

    all_of: Annotated[tuple[str, ...], Field(min_length=1)]
    within: Annotated[int, Field(ge=1)] | None = None
    none_of: tuple[str, ...] = ()


class Answer(Sign):
    """A sign read from a structured answer: ``answer`` to ``question``, in lower case."""

    question: Code
    answer: str


class TwinRules(_Part):
    """When a report likely tells of an earlier case: days apart, and percent of text in common."""

    days: Annotated[int, Field(ge=0, le=FARTHEST_TWIN)]
    similarity: Percent


class Vocabulary(_Part):
    """Everything that triage knows of words.

    ``categories`` in the order that settles a tie; ``unclear`` is the category of a report in
    which nothing speaks for one; with a sign of ``sealed_if_unclear`` it waits sealed.
    ``confidence_limit`` in percent: below it a person decides.
    ``full_weight`` is the weight at which a category is as strong as it can be. Of the groups in
    each row of ``counted_once`` only the strongest sign counts for a category. ``matrix`` gives
    severity by likelihood (row) and impact (column). ``negations`` take back the danger, stage
    and impact of what follows right behind them, never a category or a bar (doubt seals).
    ``place_words`` stand before a village's name. ``dangers`` are what agencies read of a sign
    of danger, in place of the report's words. ``classes`` are word lists for ``<name>``.
    """

    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    unclear: str
    confidence_limit: Percent
    full_weight: Annotated[int, Field(ge=1)]
    counted_once: tuple[tuple[str, ...], ...] = ()
    matrix: tuple[
        tuple[Level, Level, Level, Level],
        tuple[Level, Level, Level, Level],
        tuple[Level, Level, Level, Level],
        tuple[Level, Level, Level, Level],
    ]
    likelihood_by_stage: tuple[Level, Level, Level, Level]
    impact_by_stage: tuple[Level, Level, Level, Level]
    negations: Patterns = ()
    place_words: tuple[Word, ...] = ()
    sealed_category: str
    sealed_if_unclear: tuple[SignId, ...] = ()
    twins: TwinRules
    classes: dict[Code, tuple[Word, ...]] = {}
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    combinations: tuple[Combination, ...] = ()
    answers: tuple[Answer, ...] = ()
    dangers: dict[Code, Text] = {}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        problems = [
            *_twice(sign.id for sign in self.signs),
            *self._unknown_categories(),
            *self._unknown_parts(),
            *self._unknown_classes(),
            *self._unnamed_dangers(),
        ]
        if problems:
            raise Unfit(PROBLEMS, problems=joined(problems))
        return self

    @property
    def signs(self) -> tuple[Sign, ...]:
        """All entries, then all combinations, then all answers."""
        return (*self.entries, *self.combinations, *self.answers)

    @cached_property
    def phrasebook(self) -> Phrasebook:
        """Compile the entries, once for each vocabulary."""
        patterns = {entry.id: entry.words for entry in self.entries}
        patterns |= {UNLESS + entry.id: entry.unless for entry in self.entries}
        return Phrasebook(patterns | {NEGATION: self.negations}, classes=self.classes)

    @cached_property
    def _voices(self) -> dict[str, str]:
        return {group: groups[0] for groups in self.counted_once for group in groups}

    def voice_of(self, sign: Sign) -> str:
        """Name what the sign speaks with: itself, or the groups that count once together."""
        return self._voices.get(group_of(sign.id), sign.id)

    def _unknown_categories(self) -> Iterable[Said]:
        known = {*self.categories, self.unclear}
        for sign in self.signs:
            for category in sorted(sign.weights.keys() - known):
                yield NO_CATEGORY.filled(id=sign.id, category=category)
        if self.sealed_category not in known:
            yield NO_CATEGORY.filled(id="sealed_category", category=self.sealed_category)

    def _unknown_parts(self) -> Iterable[Said]:
        known = {entry.id for entry in self.entries}
        known |= {group_of(id_) for id_ in known}
        for combination in self.combinations:
            for part in (*combination.all_of, *combination.none_of):
                if part not in known:
                    yield NO_ENTRY.filled(id=combination.id, part=part)
        for part in self.sealed_if_unclear:
            if part not in known:
                yield NO_ENTRY.filled(id="sealed_if_unclear", part=part)

    def _unknown_classes(self) -> Iterable[Said]:
        for entry in self.entries:
            for pattern in (*entry.words, *entry.unless):
                for name in sorted(classes_in(pattern) - self.classes.keys()):
                    yield NO_CLASS.filled(id=entry.id, name=name)

    def _unnamed_dangers(self) -> Iterable[Said]:
        for sign in self.signs:
            if sign.danger and sign.danger not in self.dangers:
                yield NO_WORDS.filled(id=sign.id, danger=sign.danger)


def group_of(id_: str) -> str:
    """Give the group of a sign's id: `child.anak` -> `child.*`."""
    return id_.partition(".")[0] + ".*"


def _twice(ids: Iterable[str]) -> Iterable[Said]:
    return (STANDS_TWICE.filled(id=id_) for id_, count in Counter(ids).items() if count > 1)
