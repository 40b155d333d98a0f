"""How people sit together, as the regency's data: kinds of meetings, quorum, who may come along.

Pure: imports neither SQLAlchemy nor files.
"""

from typing import Literal

from pydantic import Field

from models.shapes import CategoryCode, Code, Shape, Text, Word
from models.views import Forum, MeetingKind


class CompanionKind(Shape):
    """What a companion is to a side."""

    code: Word
    name: Text


class Companions(Shape):
    """How many may come with a side, of which kinds, and where the rule comes from."""

    most: int = Field(ge=0)
    kinds: tuple[CompanionKind, ...]
    source: Text

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all kinds."""
        return tuple(one.code for one in self.kinds)


class MeetingRule(Shape):
    """The rules of a kind of meeting.

    ``sides``, ``figures`` and ``facilitators`` (agencies) are its quorum; with ``by_awig`` the
    officer says that the awig-awig's own was reached. ``outcomes`` are how it may end.
    ``consent``: the sides must have accepted those who sit. ``categories``: empty is all.
    """

    kind: MeetingKind
    name: Text
    hours: int = Field(ge=1, le=8)
    sides: Literal["all", "one", "none"]
    figures: int = Field(ge=0)
    facilitators: int = Field(ge=0)
    by_awig: bool = False
    outcomes: tuple[Literal["agreed", "adjourned", "deadlock", "withdrawn"], ...]
    consent: bool
    categories: tuple[CategoryCode, ...] = ()
    source: Text


class ForumOffices(Shape):
    """The offices that hold a forum: kinds of agencies, or parts of the ids of figures."""

    forum: Forum
    offices: tuple[Code, ...]


class Cancellation(Shape):
    """Why a person may cancel a meeting."""

    code: Word
    name: Text


class CrossingWords(Shape):
    """Words that no clause may hold, and the line of ``policies.agreement`` that they cross."""

    crossing: Literal["closes_barred", "waives_victim", "binds_absent", "blocks_rights"]
    words: tuple[str, ...] = Field(min_length=1)


class Talks(Shape):
    """What is said in ``talks.yaml``.

    ``forums`` say whose each is, ``hosts`` in whose office people meet: the first that has no
    tie and is not feared.

    A meeting by hand is set ``notice_hours`` to ``ahead_days`` ahead and lies between
    ``from_hour`` and ``until_hour``, WITA. After so many ``postponements`` for want of a quorum a
    person decides. The forums that ``facilitate_themselves`` need no facilitator of the government.
    """

    companions: Companions
    meetings: tuple[MeetingRule, ...]
    facilitate_themselves: tuple[Forum, ...] = ()
    postponements: int = Field(ge=1)
    forums: tuple[ForumOffices, ...] = ()
    hosts: tuple[Code, ...] = Field(min_length=1)
    crossing_words: tuple[CrossingWords, ...] = ()
    cancellations: tuple[Cancellation, ...] = Field(min_length=1)
    notice_hours: int = Field(default=24, ge=0)
    ahead_days: int = Field(default=365, ge=1)
    from_hour: int = Field(default=7, ge=0, le=23)
    until_hour: int = Field(default=21, ge=1, le=24)

    def offices(self, forum: Forum) -> tuple[str, ...]:
        """The offices that hold a forum; none, if nobody holds it alone."""
        return next((one.offices for one in self.forums if one.forum is forum), ())

    def rule(self, kind: MeetingKind) -> MeetingRule:
        """The rules of a kind of meeting; every kind has some."""
        return next(one for one in self.meetings if one.kind is kind)
