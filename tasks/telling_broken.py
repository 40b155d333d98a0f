"""Whom a broken promise is told, and in which words.

The sides are not written to about each other's breach, on purpose: a mail that names it may
inflame what talks can still mend. The lead speaks with each of them apart. Those who mediated and
who support the case are told without clause and owner; so is the reporter.
"""

from collections.abc import Iterable

from models.agreements import Clause
from models.cases import Case
from models.letters.mediations import ClauseBroken
from models.status import Status
from models.talks import mediators_of
from policies.audience import kept_from
from tasks.telling import (
    INDONESIAN,
    coordinators,
    lead_of,
    owner_of,
    queue,
    tell_next_step,
    workers_of,
)
from tasks.turn import Turn


async def tell_broken(mine: Turn, case: Case, *, clause: Clause, silent: bool) -> None:
    """Tell the lead, the coordinators and, unless ``silent``, an agency's first superior.

    And, neutrally, supporters, figures who mediated, and the reporter of a case that is open.
    """
    name, _ = await owner_of(mine, case, clause)
    letter = ClauseBroken(
        number=case.number,
        clause=clause.number,
        owner=name,
        due_on=clause.due_on,
        status=case.stands,
    )
    lead = lead_of(mine, case)
    to = [(lead.code, lead.email, INDONESIAN), *coordinators(mine.rules)]
    if clause.owner_kind == "agency" and not silent:
        superior = mine.rules.actor(mine.rules.agency(clause.owner).rungs[0])
        to.append((superior.id, superior.email, superior.language))
    queue(mine, case, [(letter, *one) for one in dict.fromkeys(to)])
    await _tell_neutrally(mine, case, told={who for who, _, _ in to})
    if case.stands is not Status.CLOSED:  # a closed one is opened again, and its reporter told then
        await tell_next_step(mine, case, broken=True)


async def _tell_neutrally(mine: Turn, case: Case, *, told: Iterable[str]) -> None:
    """Tell supporters, and figures by mail or by the lead, that something was not kept."""
    lead, figures = lead_of(mine, case), {one.id: one for one in mine.rules.figures}
    helpers = [mine.rules.agency(one) for one in await workers_of(mine, case.number)]
    with mine.db.no_autoflush:
        sat = [one for one in await mediators_of(mine.db, case.number) if one in figures]
    known = [("supporter", one.code, one.email) for one in helpers]
    known += [("figure", one, figures[one].email or lead.email) for one in sat]
    letters = [
        (ClauseBroken(number=case.number, status=case.stands, reader=reader), who, mail, INDONESIAN)
        for reader, who, mail in known
        if who not in told and not kept_from(who, case.not_to_tell)
    ]
    queue(mine, case, letters)
