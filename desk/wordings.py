"""A second person accepts a clause's words that only look as if they crossed a line of the law."""

from desk.acting import COORDINATOR, Person, acting, only
from desk.clauses import accepted_lines, crossing_words
from desk.refusals import endings as says
from desk.standing import allowed
from desk.ties import refuse_tied
from desk.words import fit_text
from models.facts.ending import WordingAccepted
from models.status import Status
from policies.agreement import crossed_by_words, plainly
from policies.audience import Acts


async def accept_wording(
    number: str, words: str, *, by: Person, reason: str, seen: int | None = None
) -> None:
    """Accept the words of a clause, exactly as they are, for a sealed reason.

    The agency that writes the agreement down cannot: a coordinator does. It opens no clause of
    which the officer says that it crosses a line.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, COORDINATOR)
        await allowed(act, Acts.CLAUSE)
        await refuse_tied(act)
        if act.case.stands is not Status.IN_MEDIATION:
            raise act.refuse(says.NOT_MEDIATED, status=act.status)
        clause = fit_text(words, what="clause")
        found = crossed_by_words(clause, crossing_words(act.rules))
        if not set(found) - (await accepted_lines(act)).get(plainly(clause), frozenset()):
            raise act.refuse(says.NOTHING_CROSSED)
        act.say(
            WordingAccepted(
                crossings=found,
                words=act.keep(clause, kind="wording"),
                reason=act.keep(reason, kind="wording_reason"),
            )
        )
