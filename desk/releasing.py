"""A coordinator lets the owner of a clause be written to, though the reporter fears that office."""

from desk.acting import COORDINATOR, Person, acting, only
from desk.refusals import endings as says
from models.agreements import clauses_of, current_agreement, released_clauses
from models.facts.ending import ClauseReleased
from policies.audience import kept_from


async def release_clause(
    number: str, clause: int, *, by: Person, reason: str, seen: int | None = None
) -> None:
    """Let the owner of a clause be written to, of its own clause alone, for a sealed reason."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        agreement = await current_agreement(act.db, number)
        if agreement is None:
            raise act.refuse(says.NO_AGREEMENT)
        rows = {row.number: row for row in await clauses_of(act.db, agreement)}
        row = rows.get(clause)
        if row is None:
            raise act.refuse(says.NO_SUCH_CLAUSE, clause=clause, last=len(rows))
        feared = row.owner_kind == "agency" and kept_from(row.owner, act.case.not_to_tell)
        if not feared or str(row.id) in await released_clauses(act.db, number):
            raise act.refuse(says.NOT_WITHHELD, clause=clause)
        act.say(
            ClauseReleased(
                agreement=str(agreement.id),
                clause=str(row.id),
                reason=act.keep(reason, kind="release_reason"),
            )
        )
