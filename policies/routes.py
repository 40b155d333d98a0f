"""Which override and which route of the routing table hold for a case. Pure."""

from dataclasses import dataclass

from models.regency import Regency
from models.routing import Condition, Override, Route
from models.views import Bar, CaseSituation

SAME_KECAMATAN = "same_kecamatan"
OTHER_KECAMATAN = "other_kecamatan"
OTHER_REGENCY = "other_regency"
REGENCY_DIGITS, KECAMATAN_DIGITS = len("51.05"), len("51.05.01")


@dataclass(frozen=True, slots=True)
class Rule:
    """What decides a case: the route of its category, and the override that goes before it."""

    route: Route
    override: Override | None


def find_rule(situation: CaseSituation, *, regency: Regency) -> Rule:
    """The first override that holds, if one does, and the first route of the category."""
    bars = bars_of(situation, regency=regency)
    routing = regency.routing
    of_category = (row for row in routing.routes if row.category == situation.category)
    return Rule(
        route=next(row for row in of_category if holds(row.when, situation, bars=bars)),
        override=next(
            (row for row in routing.overrides if holds(row.when, situation, bars=bars)), None
        ),
    )


def bars_of(situation: CaseSituation, *, regency: Regency) -> frozenset[Bar]:
    """The bars that were raised, and the one that the category always has."""
    standing = regency.category(situation.category).bar
    return frozenset(situation.bars) | ({standing} if standing else set())


def holds(when: Condition, situation: CaseSituation, *, bars: frozenset[Bar]) -> bool:
    """Tell whether every part of a condition that is given fits the case."""
    return (
        _one_of(when.categories, {situation.category})
        and _one_of(when.bars, bars)
        and _one_of(when.objects, set(situation.objects))
        and _one_of(when.areas, areas_of(situation))
        and _one_of(when.colours, {situation.colour})
        and (when.stage_from is None or situation.stage >= when.stage_from)
        and (when.stage_up_to is None or situation.stage <= when.stage_up_to)
        and (when.severity_up_to is None or situation.severity <= when.severity_up_to)
    )


def areas_of(situation: CaseSituation) -> frozenset[str]:
    """How far the case reaches: the signs that triage read, and the villages that are named.

    Without any of them the case stays in its own kecamatan.
    """
    read = {*situation.areas, *(_reach(situation.village, to=v) for v in situation.other_villages)}
    return frozenset(read or {SAME_KECAMATAN})


def _reach(village: str, *, to: str) -> str:
    if village[:REGENCY_DIGITS] != to[:REGENCY_DIGITS]:
        return OTHER_REGENCY
    if village[:KECAMATAN_DIGITS] != to[:KECAMATAN_DIGITS]:
        return OTHER_KECAMATAN
    return SAME_KECAMATAN


def _one_of(wanted: tuple[str, ...], given: frozenset[str] | set[str]) -> bool:
    return not wanted or not given.isdisjoint(wanted)
