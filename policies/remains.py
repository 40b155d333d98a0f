"""What of what was counted still stands, though sources disagree. Pure: facts in, decision out.

Of each source its newest word counts; it is outdated by a word of any source that is so much
newer. Of those that remain the highest counts: nobody is left behind for a lower number
(PP 2/2015 Ps 9-39; UU 7/2012 Ps 32).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Counted:
    """What one source said on a day: how many, of what (evacuees, a sanction's code)."""

    what: str
    source: str
    as_of: date
    count: int


def standing(counted: Iterable[Counted], *, stands_for: timedelta) -> dict[str, int]:
    """How many of each kind stand, by the highest word that is not outdated; none are left out."""
    by_kind: dict[str, list[Counted]] = {}
    for one in counted:
        by_kind.setdefault(one.what, []).append(one)
    found = {what: _highest(rows, stands_for=stands_for) for what, rows in by_kind.items()}
    return {what: count for what, count in found.items() if count}


def _highest(rows: Sequence[Counted], *, stands_for: timedelta) -> int:
    last = {row.source: row for row in sorted(rows, key=lambda row: row.as_of)}
    newest = max(row.as_of for row in last.values())
    return max(row.count for row in last.values() if newest - row.as_of < stands_for)
