"""An officer brought a letter to somebody without mail, and says how it was received."""

from collections.abc import Sequence

from desk.acting import AGENCY, COORDINATOR, Person, acting, only
from desk.refusals import deliveries as says
from desk.words import fit_day
from kit.clock import wita_date
from models.by_hand import ToBring, letters_to_bring
from models.facts.talks import LetterDelivered
from models.regency import Regency

HOW = ("handed", "read_out", "to_family", "refused", "not_found")


def figures_without_mail(rules: Regency) -> frozenset[str]:
    """Name the figures whom only somebody's feet reach."""
    return frozenset(one.id for one in rules.figures if one.email is None)


async def record_delivery(
    number: str, to: str, *, by: Person, how: str, on: str, seen: int | None = None
) -> int:
    """Record the receipt of all that waits for a side or figure; returns how many letters."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        if how not in HOW:
            raise act.refuse(says.UNKNOWN_HOW, how=how[:40], known=", ".join(HOW))
        day = fit_day(on, what="brought on", today=wita_date(act.at))
        without = figures_without_mail(act.rules)
        waiting = await letters_to_bring(act.db, without_mail=without, case=number)
        mine = [one for one in waiting if to.strip() in {one.to, one.recipient}]
        if not mine:
            raise act.refuse(says.NOTHING_TO_BRING, to=to, known=_known(waiting))
        for one in mine:
            act.say(
                LetterDelivered(
                    notice=one.id,
                    kind=one.kind,
                    recipient=one.recipient,
                    how=how,
                    brought_on=day,
                )
            )
        return len(mine)


def _known(waiting: Sequence[ToBring]) -> str:
    return ", ".join(sorted({one.to for one in waiting})) or "-"
