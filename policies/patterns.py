"""When small reports are together no small matter. Pure: facts in, decision out.

UU 7/2012 Ps 11 (sistem peringatan dini): three small reports of one root in one village within
a year are a finding, whatever each of them is alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ENOUGH = 3
YEAR = timedelta(days=365)
SMALL_SEVERITY, SMALL_STAGE = 2, 1


@dataclass(frozen=True, slots=True)
class SmallReport:
    """A case as patterns are looked for: codes and a WITA date only."""

    number: str
    village: str
    category: str
    opened_on: date
    severity: int
    stage: int
    objects: tuple[str, ...] = ()


def pattern_with(new: SmallReport, others: Iterable[SmallReport]) -> tuple[str, ...]:
    """Name the small reports of a report's root within a year, oldest first; empty if too few."""
    if not is_small(new):
        return ()
    alike = [new, *(one for one in others if is_small(one) and _same_root(one, new))]
    alike.sort(key=lambda one: (one.opened_on, one.number))
    for first in alike:
        year = [one for one in alike if timedelta(0) <= one.opened_on - first.opened_on <= YEAR]
        if new in year and len(year) >= ENOUGH:
            return tuple(one.number for one in year)
    return ()


def is_small(one: SmallReport) -> bool:
    """Whether a report is small by itself."""
    return one.severity <= SMALL_SEVERITY and one.stage <= SMALL_STAGE


def _same_root(one: SmallReport, new: SmallReport) -> bool:
    """The same place and category, and about the same thing where both name one."""
    near = one.village == new.village and abs(new.opened_on - one.opened_on) <= YEAR
    about = not one.objects or not new.objects or not set(one.objects).isdisjoint(new.objects)
    return near and one.category == new.category and about
