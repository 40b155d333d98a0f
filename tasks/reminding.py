"""Remind the owner of a clause around its due date."""

import uuid

from kit.clock import wita_date
from models.agreements import Clause
from models.cases import Case
from models.deadlines import Deadline
from models.letters.mediations import ClauseDue
from tasks.telling import owner_of, phones, queue
from tasks.turn import Turn


async def remind_owner(mine: Turn, case: Case, *, row: Deadline) -> None:
    """Write to whoever owes the clause that a limit is about."""
    clause = await mine.db.get(Clause, uuid.UUID(row.subject))
    if clause is None or clause.due_on is None:
        return
    name, mail = await owner_of(mine, case, clause)
    letter = ClauseDue(
        number=case.number,
        clause=clause.number,
        owner=name,
        due_on=clause.due_on,
        days_left=(clause.due_on - wita_date(mine.at)).days,
        phones=phones(mine.rules),
    )
    queue(mine, case, [(letter, clause.owner, mail, "id")])
