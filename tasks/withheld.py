"""Clauses whose owner the reporter fears: nobody writes there before a coordinator says so.

The clause stands and is watched; only the letter is held back (UU 14/2008 Ps 17 a.2).
"""

from collections.abc import Sequence

from models.agreements import Clause, released_clauses
from models.cases import Case
from models.letters.oversight import ClauseWithheld
from policies.audience import kept_from
from tasks.telling import coordinators, queue
from tasks.turn import Turn


async def withheld(mine: Turn, case: Case, clauses: Sequence[Clause]) -> list[Clause]:
    """Find the clauses whose owner may not be written to."""
    feared = [
        one
        for one in clauses
        if one.owner_kind == "agency" and kept_from(one.owner, case.not_to_tell)
    ]
    released = await released_clauses(mine.db, case.number) if feared else set()
    return [one for one in feared if str(one.id) not in released]


def ask_release(mine: Turn, case: Case, *, clauses: Sequence[Clause]) -> None:
    """Ask the coordinators to decide; the mail names the clauses and no office."""
    if clauses:
        numbers = tuple(one.number for one in clauses)
        letter = ClauseWithheld(number=case.number, clauses=numbers)
        queue(mine, case, [(letter, *to) for to in coordinators(mine.rules)])
