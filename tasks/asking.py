"""What a flow asks of coordinators when the rules can't go on."""

from models.cases import Case
from models.facts.intake import CaseReviewAsked
from models.letters.oversight import TalksStalled
from tasks.telling import ask_review, coordinators, labels, queue
from tasks.turn import Turn


def review(mine: Turn, case: Case, *, unsure: tuple[str, ...]) -> None:
    """Lay a case before the coordinators, with the codes of why."""
    mine.record(case, CaseReviewAsked(unsure=unsure, rule_set=mine.rules.content_hash))
    ask_review(mine, case, unsure=unsure)


def ask_help(mine: Turn, case: Case, *, reason: str) -> None:
    """Tell the coordinators that talks stand still, and what may be done."""
    letter = TalksStalled(number=case.number, reason=reason, labels=labels(case, rules=mine.rules))
    queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)])
