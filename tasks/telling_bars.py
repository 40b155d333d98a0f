"""What a bar tells: the lead and coordinators what is closed, new supporters their duty."""

from collections.abc import Iterable
from datetime import datetime

from models.cases import Case
from models.letters.assignments import SupportAsked
from models.letters.bars import BarLifted, BarRaised, SealedDue
from models.letters.base import Language
from models.shapes import Text
from models.views import Bar, Support
from policies.bars import CLOSES
from tasks.telling import INDONESIAN, coordinators, labels, phones, queue
from tasks.turn import Turn

Addressee = tuple[Text, str, str, Language]


def tell_barred(mine: Turn, case: Case, *, bar: Bar, raised: bool) -> None:
    """Tell the lead and the coordinators what is closed now, or open again."""
    if case.sealed:
        return
    kind = BarRaised if raised else BarLifted
    letter = kind(
        number=case.number,
        closes=CLOSES[bar],
        labels=labels(case, rules=mine.rules),
        phones=phones(mine.rules),
    )
    to = [*coordinators(mine.rules)]
    if case.lead is not None:
        lead = mine.rules.agency(case.lead)
        to.insert(0, (lead.code, lead.email, INDONESIAN))
    queue(mine, case, [(letter, *one) for one in to])


def ask_supports(mine: Turn, case: Case, fresh: Iterable[Support]) -> None:
    """Ask agencies to support a case that an other one has already."""
    lead = mine.rules.agency(case.lead or mine.rules.secretariat[0])
    letters = []
    for one in fresh:
        agency = mine.rules.agency(one.agency)
        letter = SupportAsked(
            number=case.number,
            relation=agency.relation.value,
            agency=agency.name,
            lead=lead.name,
            duty=one.duty,
            labels=labels(case, rules=mine.rules),
            phones=phones(mine.rules),
        )
        letters.append((letter, agency.code, agency.email, INDONESIAN))
    queue(mine, case, letters)


def tell_sealed_due(mine: Turn, case: Case, *, due_at: datetime, to: Iterable[Addressee]) -> None:
    """Tell of a sealed case's limit: when it is, and nothing of which."""
    letters = []
    for office, recipient, address, language in to:
        letter = SealedDue(
            number=case.number,
            office=office,
            due_at=due_at,
            late=due_at <= mine.at,
            phones=phones(mine.rules),
        )
        letters.append((letter, recipient, address, language))
    queue(mine, case, letters)
