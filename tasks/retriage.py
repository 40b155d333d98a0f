"""Triage a case again as it was read before: what it came back from is not in its words."""

from models.cases import Case
from models.facts.intake import CaseTriaged, Reading
from tasks.turn import Turn

UNCLEAR = "LNY"


def triage_again(mine: Turn, case: Case) -> None:
    """Let the case start anew with what is known of it, so that an agency is chosen again."""
    case.lead = case.approach = case.follow_up = None
    mine.record(
        case, CaseTriaged(reading=reading_of(case), by="person", rule_set=mine.rules.content_hash)
    )


def reading_of(case: Case) -> Reading:
    """Say what stands of a case as a reading; likelihood and impact follow its severity."""
    severity = case.severity or 1
    return Reading(
        category=case.category or UNCLEAR,
        severity=severity,
        stage=case.stage or 0,
        likelihood=severity,
        impact=severity,
        colour=case.colour or "green",
        confidence=case.confidence or 0,
        bars=tuple(case.bars),
        objects=tuple(case.objects),
        areas=tuple(case.areas),
    )
