"""Who is told of a new incident, and of another lead."""

from models.assignments import current_assignment, supports_of
from models.cases import Case
from models.facts.intake import IncidentRecorded as Incident
from models.letters.incidents import IncidentRecorded, LeadHandedOver
from models.views import AssignmentChoice, CaseSituation
from tasks.telling import INDONESIAN, coordinators, labels, phones, queue
from tasks.turn import Turn


async def tell_incident(
    mine: Turn, case: Case, *, fact: Incident, was: CaseSituation, lead: str | None
) -> None:
    """Tell the agencies that have the case and the coordinators.

    Of a sealed case only its two bodies hear, and no more than its number.
    """
    letter = IncidentRecorded(number=case.number, happened_on=fact.happened_on)
    if not case.sealed:
        leads = lead or case.lead
        letter = letter.model_copy(
            update={
                "lead": mine.rules.agency(leads).name if leads else None,
                "labels": labels(case, rules=mine.rules),
                "stage": case.stage,
                "severity": case.severity,
                "was": was.colour if was.colour != case.colour else None,
                "phones": phones(mine.rules),
            }
        )
    to = [] if case.sealed else coordinators(mine.rules)
    known = [mine.rules.agency(one) for one in await _agencies_of(mine, case)]
    to += [(one.code, one.email, INDONESIAN) for one in known]
    queue(mine, case, [(letter, *one) for one in to], about=fact.incident)


async def _agencies_of(mine: Turn, case: Case) -> list[str]:
    with mine.db.no_autoflush:
        assignment = await current_assignment(mine.db, case.number)
        supports = await supports_of(mine.db, assignment) if assignment else ()
    lead = [case.lead] if case.lead else []
    return list(dict.fromkeys([*lead, *(one.agency for one in supports)]))


def tell_handed_over(
    mine: Turn, case: Case, *, before: str, choice: AssignmentChoice, because: str
) -> None:
    """Tell the agency that led who leads now, and whether it goes on as a supporter."""
    agency = mine.rules.agency(before)
    letter = LeadHandedOver(
        number=case.number,
        agency=agency.name,
        to=mine.rules.agency(choice.lead).name,
        because=because,
        labels=labels(case, rules=mine.rules),
        stays=before in {one.agency for one in choice.supports},
        phones=phones(mine.rules),
    )
    queue(mine, case, [(letter, agency.code, agency.email, INDONESIAN)])
