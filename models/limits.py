"""How long the steps of a case may take, as a regency's data, and why a clock may stand still.

Pure: imports neither SQLAlchemy nor files.
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from kit.sentences import Sentence, Unfit
from models.shapes import CategoryCode, FactName, Shape, Text, Word
from models.views import Bar, Colour

LONGEST_PAUSE = 30  # days; whoever needs more asks a second person
NO_PAUSE = Sentence("jeda berlangsung 1 sampai {most} hari", "a pause takes 1 to {most} days")


class Unit(StrEnum):
    """Working days run on the regency's calendar, all others on the wall clock."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    MONTHS = "months"


class Span(Shape):
    """A length of time. Negative only for checks before a due date (H-14)."""

    length: int
    unit: Unit


class Pace(Span):
    """A limit, when its owner is reminded before it, and how long each rung has after it."""

    remind_before: Span | None = None
    climb_every: Span | None = None


class Deadline(Pace):
    """How long a step may take and where the number comes from.

    ``starts_at`` is the fact that starts the clock, ``ends_at`` those that stop it. ``colours``
    replace the whole pace. ``by_day``: its owner is a citizen, so that a limit that would fall at
    night is the next morning's; red's stays. The row is for cases of one of ``categories``,
    ``objects`` and ``bars``, if given, and of none of ``not_areas`` and ``not_objects``. One of a
    bar counts from when that was known. ``standing``: the number is law, a source's practice, or
    our choice. ``extension`` may be granted once; one that ``repeats`` asks its owner again and
    again, and climbs nowhere. ``clause.due``, ``prevention.due`` and ``conflict_state.until`` are
    no facts: they stand for the date of a clause, of a prevention step, and for a state's last day.
    """

    kind: Word
    name: Text
    starts_at: FactName
    ends_at: tuple[FactName, ...] = ()
    owner: Literal[
        "lead",
        "coordinator",
        "figure",
        "party",
        "clause_owner",
        "second_person",
        "prevention_owner",
    ]
    colours: dict[Colour, Pace] = Field(default_factory=dict)
    categories: tuple[CategoryCode, ...] = ()
    objects: tuple[Word, ...] = ()
    bars: tuple[Bar, ...] = ()
    not_areas: tuple[Word, ...] = ()
    not_objects: tuple[Word, ...] = ()
    pausable: bool
    extension: Span | None = None
    repeats: bool = False
    by_day: bool = False
    standing: Literal["law", "practice", "choice"]
    source: Text

    def pace(self, colour: Colour) -> Pace:
        """The limit for a colour, which is the general one unless the colour has its own."""
        return self.colours.get(colour, self)


class Pause(Shape):
    """A reason to stop a clock, and after how long it ends by itself."""

    code: Word
    name: Text
    at_most: Span

    @model_validator(mode="after")
    def _ends_by_itself(self) -> "Pause":
        if self.at_most.unit is not Unit.DAYS or not 1 <= self.at_most.length <= LONGEST_PAUSE:
            raise Unfit(NO_PAUSE, most=LONGEST_PAUSE)
        return self
