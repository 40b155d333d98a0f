"""The wider conflict that a sealed report also told of becomes a case that agencies may handle.

A first report may tell of a brawl and of a child that was hurt in it. All of it is sealed, and the
brawl would be nobody's: who reads the sealed case says it anew, in words of their own.
"""

from desk.acting import Act, Person, acting, reader
from desk.audiences import audiences
from desk.refusals import bars as says
from desk.reports import NOBODY, Told, fitting, receive
from desk.standing import allowed
from models.facts.danger import CaseLinked
from models.reports import first_reports
from models.views import Bar, ReportView
from policies.audience import Acts, Reads, readable
from policies.triage import triage

WIDER = "wider"


async def report_wider(number: str, words: str, *, by: Person, seen: int | None = None) -> str:
    """Report the wider conflict of a sealed case; returns the number of its own, open case.

    Nothing there points back: the link is in the sealed chain alone, and nobody is named as who
    told it. Words that still tell of who was harmed are refused, and nothing is kept.
    """
    async with acting(number, by=by, seen=seen) as act:
        await allowed(act, Acts.INCIDENT)
        await _only_who_reads(act)
        first = (await first_reports(act.db, [number]))[number]
        told = fitting(_told(act, words, first=first), rules=act.rules, at=act.at)
        view = ReportView(told.text, told.village, first.happened_on)
        if Bar.SEALED in triage(view, regency=act.rules).bars:
            raise act.refuse(says.STILL_TELLS)
        receipt = await receive(act.db, told, by=NOBODY, rules=act.rules)
        act.say(CaseLinked(to=receipt.number, kind=WIDER))
        return receipt.number


async def _only_who_reads(act: Act) -> None:
    if not act.case.sealed:
        raise act.refuse(says.NOTHING_SEALED)
    audience = (await audiences(act.db, [act.case]))[act.case.number]
    if Reads.TEXT not in readable(reader(act.person), audience):
        raise act.refuse(says.NOT_READ)


def _told(act: Act, words: str, *, first: ReportView) -> Told:
    return Told(
        text=words,
        village=first.village,
        happened_on=first.happened_on,
        not_to_tell=tuple(act.case.not_to_tell),
    )
