"""Deadlines, and causes that were put aside."""

from datetime import date, datetime

from models.facts.base import Fact, Sealed


class DeadlineReminded(Fact):
    """Whoever owes the next step was reminded."""

    name = "deadline.reminded"
    deadline: str
    kind: str
    due_at: datetime


class DeadlineEscalated(Fact):
    """A missed limit climbed to a rung; ``skipped`` names rungs that were passed unsaid."""

    name = "deadline.escalated"
    deadline: str
    kind: str
    due_at: datetime
    rung: int
    to: tuple[str, ...]
    skipped: tuple[int, ...] = ()


class ClockPaused(Fact):
    """A deadline stands still for a reason code, until a date at the latest."""

    name = "clock.paused"
    deadline: str
    reason_code: str
    until: date


class ClockResumed(Fact):
    """A paused deadline runs again."""

    name = "clock.resumed"
    deadline: str


class CauseSettled(Fact):
    """A cause was put aside: overtaken by what happened since, or by a person's reason."""

    name = "cause.settled"
    cause: int
    fact: str
    reason_code: str
    reason: Sealed | None = None


class CauseRetried(Fact):
    """A stuck cause is to be tried again."""

    name = "cause.retried"
    cause: int
    fact: str
