"""A closed case whose agreement was broken is triaged anew, as it was rated before."""

from models.cases import Case
from models.facts.intake import CaseReopened, CaseTriaged, Reading
from models.status import Status
from tasks.turn import Turn, Waiting


def reopens(one: Waiting) -> bool:
    """Tell whether a closed case begins its new episode."""
    return isinstance(one.fact, CaseReopened) and one.case.stands is Status.CLOSED


def reopen(mine: Turn, case: Case, *, reading: Reading) -> None:
    """Keep category, severity, stage and bars that stood; the words alone may say less."""
    stood = {
        "category": case.category,
        "severity": case.severity,
        "stage": case.stage,
        "colour": case.colour,
        "bars": tuple(case.bars),
    }
    known = {name: value for name, value in stood.items() if value is not None}
    reading = reading.model_copy(update=known)
    case.outcome = None
    case.rate(reading)
    mine.record(case, CaseTriaged(reading=reading, by="rules", rule_set=mine.rules.content_hash))
