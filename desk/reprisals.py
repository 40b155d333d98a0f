"""Somebody is threatened for having reported: a sealed case, to police and secretariat only.

UU 31/2014 Ps 5 and 10. The chain of the case it comes from says nothing of it, so that its agency
cannot learn of it; the link is in the new case alone. One against who told of a sealed case goes
to that case's two bodies: the secretariat would learn from it what is sealed.
"""

from datetime import date
from hmac import compare_digest

from sqlalchemy import select

from desk.acting import REPORTER, Act, Person, acting
from desk.refusals import protection as says
from desk.reports import NOBODY, Receipt, Told, fitting, receive
from desk.standing import allowed
from kit.clock import today
from kit.keys import secret
from kit.tokens import tracking_hash
from models.cases import Case
from models.facts.danger import CaseLinked, ReprisalReported
from models.reports import Reporter
from models.views import REPORTER_THREATENED
from policies.audience import Acts

KIND = "reprisal"


async def threatened(
    number: str, words: str, *, code: str, happened_on: str | date | None = None
) -> Receipt:
    """The reporter says "saya terancam", with number and tracking code."""
    by = Person(REPORTER, number)
    return await report_reprisal(number, words, by=by, code=code, happened_on=happened_on)


async def report_reprisal(
    number: str,
    words: str,
    *,
    by: Person,
    code: str | None = None,
    tracking: str | None = None,
    happened_on: str | date | None = None,
) -> Receipt:
    """Keep the threat as a sealed case of its own; gives its number and a new tracking code.

    A coordinator may write it down for the reporter, who then needs no code. ``tracking`` is the
    keyed hash of a code that was proved before.
    """
    proved = tracking or tracking_hash(code or "", key=secret("tracking"))
    async with acting(number, by=by) as act:
        known = await _reporter(act, proved)
        await allowed(act, Acts.REPRISAL)
        receipt = await _received(act, words, happened_on=happened_on or today())
        apart = await act.db.get_one(Case, receipt.number)
        apart.record(CaseLinked(to=number, kind=KIND), actor=NOBODY, at=act.at)
        apart.record(ReprisalReported(into=receipt.number), actor=NOBODY, at=act.at)
        await _carry_over(act, known, to=receipt.number)
        return receipt


async def _reporter(act: Act, tracking: str) -> Reporter | None:
    """Who speaks: by the code alone where it is the reporter."""
    rows = (await act.db.scalars(select(Reporter).where(Reporter.case == act.case.number))).all()
    if act.person.role != REPORTER:
        return rows[0] if len(rows) == 1 else None
    mine = [row for row in rows if compare_digest(row.tracking, tracking)]
    if not mine:
        raise act.refuse(says.WRONG_CODE)
    return mine[0]


async def _received(act: Act, words: str, *, happened_on: str | date) -> Receipt:
    told = Told(
        text=words,
        village=act.case.village,
        happened_on=happened_on,
        answers={REPORTER_THREATENED: _whom(act.case)},
        not_to_tell=tuple(act.case.not_to_tell),
    )
    fit = fitting(told, rules=act.rules, at=act.at)
    return await receive(act.db, fit, by=NOBODY, rules=act.rules)


def _whom(case: Case) -> str:
    return "victim" if case.sealed and not case.reprisal else "yes"


async def _carry_over(act: Act, known: Reporter | None, *, to: str) -> None:
    """Let those who must protect the reporter open the identity; no mail goes to the reporter."""
    row = await act.db.scalar(select(Reporter).where(Reporter.case == to))
    if row is not None and known is not None:
        row.identity, row.language, row.may_be_mailed = known.identity, known.language, False
