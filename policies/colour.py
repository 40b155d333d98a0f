"""How dangerous a report reads: the red path. Pure."""

from collections.abc import Collection

from models.views import Colour

RED_NOW = frozenset({"violence", "massing", "weapon", "evacuation"})
RED_ALWAYS = frozenset({"threat_at_home"})
ORANGE = frozenset({"burial_blocked", "reprisal"})

_STAGE_RED, _STAGE_ORANGE, _STAGE_YELLOW = 3, 2, 1
_SEVERITY_RED, _SEVERITY_ORANGE, _SEVERITY_YELLOW = 4, 3, 2
_STEPS = (Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED)


def choose_colour(
    severity: int,
    stage: int,
    *,
    dangers: Collection[str],
    sealed: bool,
    now: bool,
    soon: bool,
) -> Colour:
    """Rate a report.

    ``sealed`` is any sign of sexual or domestic violence or of a harmed child. ``now`` says
    that it happens as we read, ``soon`` that an event is announced within a day: one step up.
    """
    colour = _standing(severity, stage, dangers=dangers, sealed=sealed, now=now)
    return _STEPS[min(_STEPS.index(colour) + soon, len(_STEPS) - 1)]


def _standing(
    severity: int, stage: int, *, dangers: Collection[str], sealed: bool, now: bool
) -> Colour:
    if stage >= _STAGE_RED or severity >= _SEVERITY_RED or not RED_ALWAYS.isdisjoint(dangers):
        return Colour.RED
    if now and not RED_NOW.isdisjoint(dangers):
        return Colour.RED
    if stage >= _STAGE_ORANGE or severity >= _SEVERITY_ORANGE or sealed:
        return Colour.ORANGE
    if not ORANGE.isdisjoint(dangers):
        return Colour.ORANGE
    if stage >= _STAGE_YELLOW or severity >= _SEVERITY_YELLOW:
        return Colour.YELLOW
    return Colour.GREEN
