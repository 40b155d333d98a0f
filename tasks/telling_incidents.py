"""Who is told of a new incident, and of another lead."""

from collections.abc import Iterable
from datetime import date

from models.assignments import current_assignment, supports_of
from models.cases import Case
from models.facts.intake import IncidentRecorded as Incident
from models.letters.incidents import CaseWatched, FigureCalls, IncidentRecorded, LeadHandedOver
from models.views import AssignmentChoice, CaseSituation
from tasks.known import danger_labels
from tasks.telling import INDONESIAN, coordinators, labels, phones, queue, tell_next_step
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
                "dangers": danger_labels(fact.dangers, rules=mine.rules),
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


async def tell_watched(mine: Turn, case: Case, *, review_on: date) -> None:
    """Tell the owner of a potential by when to look again, and the reporter that it is watched."""
    owner = mine.rules.agency(case.lead or mine.rules.secretariat[0])
    letter = CaseWatched(
        number=case.number,
        agency=owner.name,
        labels=labels(case, rules=mine.rules),
        review_on=review_on,
        phones=phones(mine.rules),
    )
    queue(mine, case, [(letter, owner.code, owner.email, INDONESIAN)])
    await tell_next_step(mine, case)


def call_figures(mine: Turn, case: Case, *, figures: Iterable[str]) -> None:
    """Ask figures to calm or persuade; one without mail is asked through the lead agency."""
    lead, place = mine.rules.agency(case.lead or ""), labels(case, rules=mine.rules)
    category = mine.rules.category(case.category or "LNY")
    for one in figures:
        figure = mine.rules.figure(one)
        letter = FigureCalls(
            number=case.number,
            figure=figure.office,
            lead=lead.name,
            category=category.to_figures or category.name,
            village=place.village,
            kecamatan=place.kecamatan,
            phones=phones(mine.rules),
        )
        queue(mine, case, [(letter, figure.id, figure.email or lead.email, INDONESIAN)])
