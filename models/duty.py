"""Who is woken when a case is red: posts, a roster per kecamatan and hour, and who comes after.

Shapes only; ``models/duty_checks.py`` says whether somebody is there at every hour. Times are
WITA. Pure: imports neither SQLAlchemy nor files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from kit.sentences import Sentence, Unfit
from models.shapes import Address, Code, KecamatanCode, Shape, Text

NO_CLIMB = Sentence(
    "climb berawal dengan 0 dan setiap angka lebih besar daripada sebelumnya",
    "climb begins with 0 and each number is higher than the one before",
)

Rungs = tuple[tuple[Code, ...], ...]


class Edition(StrEnum):
    """Which roster holds: the ordinary one, or that of Nyepi, from 06.00 to 06.00."""

    ORDINARY = "ordinary"
    NYEPI = "nyepi"


class Days(StrEnum):
    """On which days a shift is worked, by the regency's calendar."""

    ALL = "all"
    WORKING = "working"
    FREE = "free"


class Post(Shape):
    """A desk that is manned, never a person. ``fixed_line``: it works with mobile data off."""

    code: Code
    agency: Code
    office: Text
    email: Address
    phone: str
    fixed_line: bool = False
    language: Literal["id", "en"] = "id"


class Shift(Shape):
    """Who stands by in some kecamatan between two hours; ``rungs`` name posts, one row a rung.

    ``begins`` belongs to the shift and ``ends`` does not; a shift that ends earlier than it
    begins goes past midnight, one that ends when it begins lasts all day.
    """

    kecamatan: tuple[KecamatanCode, ...] = Field(min_length=1)
    edition: Edition = Edition.ORDINARY
    days: Days = Days.ALL
    begins: time
    ends: time
    rungs: Rungs

    def covers(self, hour: time) -> bool:
        """Whether a time of day lies in the shift."""
        if self.begins < self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends


class Ladder(Shape):
    """Who is woken in some kecamatan at every hour; ``rungs`` name posts, one row a rung."""

    kecamatan: tuple[KecamatanCode, ...] = Field(min_length=1)
    rungs: Rungs


class Hours(Shape):
    """A length of time on the wall clock, in hours."""

    hours: Annotated[int, Field(ge=1)]

    @property
    def length(self) -> timedelta:
        """As a length of time."""
        return timedelta(hours=self.hours)


class Situation(Shape):
    """When a red case is asked how it stands, and whom; ``then`` are told too once it was silent.

    ``first`` counts from the alarm, ``every`` from the last report, ``again`` from the question.
    """

    first: Hours
    every: Hours
    again: Hours
    asked: tuple[Code, ...] = Field(min_length=1)
    then: tuple[Code, ...] = Field(min_length=1)


class Rakortas(Shape):
    """From which stage the leaders' limited meeting is called, who sits in it and how soon."""

    stage: Annotated[int, Field(ge=1, le=4)]
    within: Hours
    seats: tuple[Code, ...] = Field(min_length=1)
    source: Text


class DutyPlan(Shape):
    """What the roster hangs on. ``climb`` are minutes after the alarm, one a rung.

    An imported report older than ``import_alarm_days`` wakes nobody. ``sealed`` are the rungs of
    a sealed case, at every hour and everywhere.
    """

    climb: tuple[Annotated[int, Field(ge=0)], ...] = Field(min_length=1)
    import_alarm_days: Annotated[int, Field(ge=0)]
    situation: Situation
    rakortas: Rakortas
    sealed: Rungs

    @model_validator(mode="after")
    def _climbs(self) -> "DutyPlan":
        if self.climb[0] != 0 or list(self.climb) != sorted(set(self.climb)):
            raise Unfit(NO_CLIMB)
        return self


class DutyRoster(DutyPlan):
    """The whole roster with its posts; the first shift that covers an hour counts.

    ``reprisal`` are the ladders of somebody threatened for having reported.
    """

    posts: tuple[Post, ...]
    roster: tuple[Shift, ...]
    reprisal: tuple[Ladder, ...]

    def post(self, code: str) -> Post | None:
        """The post of a code, if there is one."""
        return self._posts.get(code)

    def posts_of(self, codes: Iterable[str]) -> tuple[Post, ...]:
        """The posts of these codes, in their order."""
        return tuple(post for code in codes if (post := self.post(code)))

    @cached_property
    def _posts(self) -> dict[str, Post]:
        return {post.code: post for post in self.posts}


@dataclass(frozen=True, slots=True)
class Alarm:
    """What of an alert decides whom it wakes. ``said`` is the highest rung so far, -1 for none.

    ``reprisal`` is a sealed one of somebody threatened for having reported.
    """

    village: str
    sealed: bool
    raised_at: datetime
    said: int = -1
    not_to_tell: tuple[str, ...] = ()
    reprisal: bool = False


@dataclass(frozen=True, slots=True)
class AlarmRung:
    """A rung of an alarm that is to be said now: whom it wakes, who comes after, and when.

    ``skipped`` are lower rungs that were never said; their posts are woken with it. ``left_out``
    are the posts of the whole ladder that stay asleep because the reporter fears them.
    """

    number: int
    posts: tuple[Post, ...]
    then: tuple[Post, ...]
    skipped: tuple[int, ...]
    next_at: datetime | None
    left_out: tuple[Post, ...] = ()
