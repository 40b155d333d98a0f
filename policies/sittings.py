"""Whether enough people sit together for what a meeting decides. Pure: facts in, decision out.

Every side, or who speaks for it in writing, a mediator and a facilitator of the government; in a
customary forum the institution facilitates itself (Perda Bali 4/2019), and a paruman's quorum is
its awig-awig's. The rules are rows of ``talks.yaml``.
"""

from collections.abc import Collection
from dataclasses import dataclass

from models.sittings import MeetingRule, Talks
from models.views import Forum, MeetingKind

DECIDES = frozenset({"agreed", "deadlock"})
ONE = 1


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who sat: counts of sides (of all, proxies included), figures, agencies; awig-awig said so."""

    sides: int
    of: int
    figures: int
    agencies: int
    by_awig: bool = False


def kind_held(planned: MeetingKind, *, sides: int, of: int) -> MeetingKind:
    """A sitting with one side of several is a caucus, whatever it was to be."""
    if planned is not MeetingKind.COORDINATION and sides == ONE < of:
        return MeetingKind.CAUCUS
    return planned


def lacking(rule: MeetingRule, there: Attendance, *, forum: Forum, talks: Talks) -> tuple[str, ...]:
    """Name what the quorum lacks: ``sides``, ``figures``, ``facilitator``, ``awig_awig``."""
    wanted = 0 if forum in talks.facilitate_themselves else rule.facilitators
    lacks = {
        "sides": there.sides < {"all": there.of, "one": ONE, "none": 0}[rule.sides],
        "figures": there.figures < rule.figures,
        "facilitator": there.agencies < wanted,
        "awig_awig": rule.by_awig and not there.by_awig,
    }
    return tuple(code for code, lack in lacks.items() if lack)


def may_be_planned(rule: MeetingRule, *, category: str | None) -> bool:
    """Tell whether a kind of meeting is for cases of a category."""
    return not rule.categories or category in rule.categories


def stands_still(postponed: Collection[object], *, talks: Talks) -> bool:
    """Tell whether so many meetings had no quorum that a person must decide."""
    return len(postponed) >= talks.postponements
