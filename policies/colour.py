"""How dangerous a report reads, and so how fast people must act. Pure."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from models.views import REPORTER_THREATENED, VICTIM_THREATENED, Colour
from models.vocabulary import Sign
from policies.severity import SeverityChoice

RED_NOW = frozenset({"violence", "massing", "weapon", "evacuation"})
RED_ALWAYS = frozenset({"threat_at_home"})
RED_FOR_REPORTERS = frozenset(
    {"threat_to_life", "violence", "injury", "weapon", "fire", "damage", "massing", "death"}
)
"""Whoever says "saya terancam" tells of now, though no word says so."""
THREATENED = frozenset({REPORTER_THREATENED, VICTIM_THREATENED})
RED_TOGETHER = frozenset({"weapon", "massing"})
ORANGE = frozenset({"burial_blocked", "reprisal"})
KINDS = (
    frozenset({"violence", "injury"}),
    frozenset({"weapon"}),
    frozenset({"fire", "damage"}),
    frozenset({"massing"}),
    frozenset({"expulsion"}),
)
"""Dangers of one kind tell of one thing: who was beaten is hurt."""

_STAGE_RED, _STAGE_ORANGE, _STAGE_YELLOW = 3, 2, 1
_SEVERITY_RED, _SEVERITY_ORANGE, _SEVERITY_YELLOW = 4, 3, 2
_KINDS_RED = 3
_STEPS = (Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED)


def colour_of(signs: Iterable[Sign], rated: SeverityChoice, *, sealed: bool) -> Colour:
    """Rate a report by its signs; one in which an event is announced within a day steps up.

    An armed crowd is red, and so are dangers of three kinds at once, though nobody says "now",
    and violence or a threat to life against who is threatened for having reported.
    ``sealed`` is any sign of sexual or domestic violence or of a harmed child.
    """
    signs = tuple(signs)
    dangers = {sign.danger for sign in signs if sign.danger}
    threatened = any(sign.object in THREATENED for sign in signs)
    if threatened and _any(RED_FOR_REPORTERS, dangers):
        return Colour.RED
    now = any(sign.now for sign in signs)
    step = _STEPS.index(_standing(rated, dangers, sealed=sealed, now=now))
    soon = any(sign.soon for sign in signs)
    return _STEPS[min(step + soon, len(_STEPS) - 1)]


def as_rated(colour: Colour, *, severity: int, stage: int, sealed: bool) -> Colour:
    """Raise a colour to what a person's rating asks for; nobody's rating lowers it."""
    rated = SeverityChoice(stage, likelihood=severity, impact=severity, severity=severity)
    asked = _standing(rated, frozenset(), sealed=sealed, now=False)
    return max(colour, asked, key=_STEPS.index)


def _standing(
    rated: SeverityChoice, dangers: AbstractSet[str], *, sealed: bool, now: bool
) -> Colour:
    if rated.stage >= _STAGE_RED or rated.severity >= _SEVERITY_RED:
        return Colour.RED
    if _any(RED_ALWAYS, dangers) or _many(dangers) or (now and _any(RED_NOW, dangers)):
        return Colour.RED
    if rated.stage >= _STAGE_ORANGE or rated.severity >= _SEVERITY_ORANGE:
        return Colour.ORANGE
    if sealed or _any(ORANGE, dangers):
        return Colour.ORANGE
    if rated.stage >= _STAGE_YELLOW or rated.severity >= _SEVERITY_YELLOW:
        return Colour.YELLOW
    return Colour.GREEN


def _any(these: frozenset[str], dangers: AbstractSet[str]) -> bool:
    return not these.isdisjoint(dangers)


def _many(dangers: AbstractSet[str]) -> bool:
    kinds = sum(_any(kind, dangers) for kind in KINDS)
    return dangers >= RED_TOGETHER or kinds >= _KINDS_RED
