"""Which way a case goes once its sides were met. Pure: facts in, decision out."""

from dataclasses import dataclass
from enum import StrEnum

from models.views import Approach, Bar

NEVER_MEDIATED = frozenset({Bar.SEALED, Bar.CRIME, Bar.ELECTION})


class Path(StrEnum):
    """Talks with figures, handling by the agency alone, or more contact before either."""

    TALKS = "talks"
    HANDLING = "handling"
    MORE_CONTACT = "more_contact"


@dataclass(frozen=True, slots=True)
class PathChoice:
    """The way and the code of why."""

    path: Path
    reason_code: str


def path_after_contact(
    *,
    approach: Approach,
    bars: tuple[Bar, ...],
    complete: bool,
    willing: tuple[bool | None, ...],
    only_safety: bool = False,
) -> PathChoice:
    """Talks need two sides, all met and willing, a route that mediates and no bar.

    Bars: UU 12/2022 Ps 23 (sexual violence), Perpol 8/2021 (narcotics), UU 7/2017 (election).
    A case before a court is mediated only on safety and return (UU 7/2012 Ps 46 (4)-(5)), which
    the sides choose: then whatever the route.
    """
    if NEVER_MEDIATED & set(bars):
        return PathChoice(Path.HANDLING, "barred")
    if Bar.COURT in bars and not only_safety:
        return PathChoice(Path.HANDLING, "before_court")
    if approach is not Approach.MEDIATION and not only_safety:
        return PathChoice(Path.HANDLING, f"route_{approach}")
    if False in willing:
        return PathChoice(Path.HANDLING, "side_unwilling")
    if not complete or None in willing or len(willing) < 2:  # noqa: PLR2004 - two sides
        return PathChoice(Path.MORE_CONTACT, "not_all_met")
    return PathChoice(Path.TALKS, "all_willing")
