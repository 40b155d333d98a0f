"""The parts of a case as people look at it: a fact on its timeline, an agency, a side, a limit.

Pure shapes of ids, codes, dates and labels; ``models.reading_case`` reads them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Moment:
    """A fact on a case's timeline. ``body`` holds ids, codes and dates, never a sentence."""

    seq: int
    at: datetime
    actor: str
    fact: str
    status: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GivenTo:
    """An agency that was given the case; ``answer`` is accepted, declined or None."""

    agency: str
    given_at: datetime
    delivered_at: datetime | None
    answer: str | None
    office: str | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the dispute."""

    id: str
    label: str
    kind: str
    village: str
    willing: bool | None
    companions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure who was asked to mediate, and the answer."""

    figure: str
    kind: str
    answer: str | None
    forum: str
    round: int
    replaced: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting."""

    kind: str
    place: str
    starts_at: datetime
    state: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause of the agreement that counts; ``owner`` is a side's label or an agency's code."""

    number: int
    owner: str
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A running deadline; ``clause`` is the number of the one that it is about."""

    kind: str
    owner: str
    due_at: datetime
    rung: int
    paused: bool
    paused_until: datetime | None = None
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A cause that no flow has handled yet."""

    seq: int
    fact: str
    rings: int
    failures: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote: a report, an incident, or a ringkasan that stands in their place."""

    id: str
    kind: str
    text: str
