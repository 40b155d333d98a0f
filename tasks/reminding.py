"""Remind the owner of a clause around its due date."""

import uuid

from kit.clock import wita_date
from models.agreements import Clause
from models.cases import Case
from models.deadlines import Deadline
from models.letters.base import Language
from models.letters.mediations import ClauseDue
from tasks.telling import coordinators, owner_of, phones, queue
from tasks.turn import Turn
from tasks.withheld import withheld


async def remind_owner(mine: Turn, case: Case, *, row: Deadline) -> None:
    """Write to whoever owes the clause that a limit is about; to coordinators, if it is feared."""
    clause = await mine.db.get(Clause, uuid.UUID(row.subject))
    if clause is None or clause.due_on is None:
        return
    name, mail = await owner_of(mine, case, clause)
    to: list[tuple[str, str, Language]] = [(clause.owner, mail, "id")]
    if await withheld(mine, case, [clause]):
        to = coordinators(mine.rules)
    letter = ClauseDue(
        number=case.number,
        clause=clause.number,
        owner=name,
        due_on=clause.due_on,
        days_left=(clause.due_on - wita_date(mine.at)).days,
        phones=phones(mine.rules),
    )
    queue(mine, case, [(letter, *one) for one in to])
