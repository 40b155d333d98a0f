"""An officer brought a letter to somebody without mail, and says how it was received."""

from collections.abc import Sequence

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.refusals import deliveries as says
from desk.words import fit_day
from kit.clock import wita_date
from models.by_hand import ToBring, letters_unbrought
from models.facts.talks import LetterDelivered
from models.regency import Regency

HOW = ("handed", "read_out", "to_family", "refused", "not_found")


def figures_without_mail(rules: Regency) -> frozenset[str]:
    """Name the figures whom only somebody's feet reach."""
    return frozenset(one.id for one in rules.figures if one.email is None)


async def record_delivery(
    number: str, letter: str, *, by: Person, how: str, on: str, seen: int | None = None
) -> ToBring:
    """Record the receipt of one letter: by the beginning of its id, or by whom alone it is for.

    Also of one that is moot by now: it may have been brought before.
    """
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        if how not in HOW:
            raise act.refuse(says.UNKNOWN_HOW, how=how[:40], known=", ".join(HOW))
        day = fit_day(on, what="brought on", today=wita_date(act.at))
        without = figures_without_mail(act.rules)
        unbrought = await letters_unbrought(act.db, without_mail=without, number=number)
        one = _named(act, letter.strip(), unbrought=unbrought)
        act.say(
            LetterDelivered(
                notice=one.id,
                kind=one.kind,
                recipient=one.recipient,
                how=how,
                brought_on=day,
            )
        )
        return one


def _named(act: Act, letter: str, *, unbrought: Sequence[ToBring]) -> ToBring:
    waiting = [one for one in unbrought if not one.moot]
    named = [one for one in unbrought if letter in {one.id, one.short}]
    named = named or [one for one in waiting if letter in {one.to, one.recipient}]
    if not named:
        raise act.refuse(says.NOTHING_TO_BRING, letter=letter[:80], known=_listed(waiting))
    if len(named) > 1:
        raise act.refuse(says.WHICH_LETTER, letter=letter, known=_listed(named))
    return named[0]


def _listed(letters: Sequence[ToBring]) -> str:
    return ", ".join(f"{one.short} ({one.kind}, {one.to})" for one in letters) or "-"
