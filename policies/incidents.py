"""What a new incident changes of an open case. Pure: facts in, decision out.

An incident raises a case, never calms it: that is said by people, and by work that is done.
From stage 2 the police lead, whatever the category (UU 7/2012 Ps 12-13).
"""

from collections.abc import Iterable
from dataclasses import replace

from models.regency import Regency
from models.views import (
    STAGE_OF_VIOLENCE,
    AssignmentChoice,
    Bar,
    CaseSituation,
    Colour,
    TriageChoice,
)
from policies.assignment import NoAgencyCovers, choose_agency

STEPS = (Colour.GREEN, Colour.YELLOW, Colour.ORANGE, Colour.RED)


def raised_by(case: CaseSituation, read: TriageChoice) -> CaseSituation:
    """The case after an incident that reads so; each measure is the higher of both.

    The category stays: what a dispute is about is decided once, by triage or a person.
    """
    return replace(
        case,
        colour=max(case.colour, read.colour, key=STEPS.index),
        stage=max(case.stage, read.stage),
        severity=max(case.severity, read.severity),
        objects=_each_once((*case.objects, *read.objects)),
        areas=_each_once((*case.areas, *read.areas)),
        bars=tuple(sorted({*case.bars, *bars_found(case, read)})),
    )


def bars_found(case: CaseSituation, read: TriageChoice) -> tuple[Bar, ...]:
    """The bars that an incident tells of and that do not stand yet.

    What must be sealed became a case of its own before, and seals nothing of this one.
    """
    return tuple(bar for bar in read.bars if bar not in {*case.bars, Bar.SEALED})


def is_raised(before: CaseSituation, after: CaseSituation) -> bool:
    """Tell whether colour, stage or severity rose."""
    measures = ("colour", "stage", "severity")
    return any(getattr(before, one) != getattr(after, one) for one in measures)


def in_danger(case: CaseSituation) -> bool:
    """Tell whether a case may wait for nobody's review: violence, or red."""
    return case.stage >= STAGE_OF_VIOLENCE or case.colour is Colour.RED


def lead_after(
    before: CaseSituation, after: CaseSituation, *, regency: Regency
) -> AssignmentChoice | None:
    """Who takes the lead because of an incident; None if the one who has it keeps it.

    Only what the incident itself changed counts, so that a lead whom a person chose stays.
    A sealed case stays with its two bodies.
    """
    if Bar.SEALED in before.bars:
        return None
    was, now = _choice(before, regency=regency), _choice(after, regency=regency)
    if now is None or now.lead == before.lead:
        return None
    return None if was is not None and was.lead == now.lead else now


def _choice(case: CaseSituation, *, regency: Regency) -> AssignmentChoice | None:
    try:
        return choose_agency(case, regency=regency)
    except NoAgencyCovers:
        return None


def _each_once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
