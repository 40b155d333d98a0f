"""Raise bars: what they close is closed in the same transaction, before any flow."""

from dataclasses import dataclass

from desk.acting import AGENCY, COORDINATOR, FIGURE, Act, Person, acting, reader
from desk.audiences import audiences
from desk.parting import WIDER
from desk.refusals import bars as says
from desk.reports import Told, fitting, receive
from desk.standing import allowed
from desk.stopping import silence, stop_talks, take_from_hands
from kit.clock import wita_date
from models.bars import raised_now, standing_bar
from models.cases import Case
from models.causes import last_put_aside
from models.facts.bars import CaseSealed
from models.facts.danger import PARTED, BarRaised, CaseLinked
from models.status import Status
from models.views import Bar
from policies.audience import Acts, Reads, readable
from policies.bars import SCOPES, Scope, scope_of


@dataclass(frozen=True, slots=True)
class Barring:
    """A bar to raise. ``words`` tell of the person harmed, for the sealed case of its own."""

    bar: str
    scope: str | None = None
    reason: str | None = None
    words: str | None = None


async def raise_bar(
    number: str, barring: Barring, *, by: Person, seen: int | None = None
) -> str | None:
    """Raise a bar; returns the number of the sealed case that a harmed person got, if so."""
    async with acting(number, by=by, seen=seen) as act:
        await _only_at_the_desk(act)
        bar, scope = known_bar(act, barring.bar), _scope(act, barring)
        _refuse_joined(act)
        await _refuse_unread(act, bar)
        if scope is Scope.PERSON:
            return await _part(act, barring)
        stands = await standing_bar(act.db, act.case, bar) is not None
        if stands and not await last_put_aside(act.db, number, BarRaised.name):
            raise act.refuse(says.STANDS_ALREADY, bar=bar)
        await close_here(act, bar, scope=scope, reason=barring.reason)
        return None


async def close_here(act: Act, bar: Bar, *, scope: Scope, reason: str | None = None) -> None:
    """Close what a bar closes, in an act that goes on: talks, meetings, and a seal's letters."""
    told = await silence(act) if bar is Bar.SEALED else ()
    await stop_talks(act, reason_code="barred")
    await _raise(act, act.case, bar=bar, scope=scope)
    kept = act.keep_if_any(reason, kind="bar_reason")
    act.say(BarRaised(bar=bar, scope=scope, reason=kept))
    if bar is Bar.SEALED:
        await take_from_hands(act)
        act.say(CaseSealed(told=told))


async def _only_at_the_desk(act: Act) -> None:
    """A coordinator, an agency that leads or supports, a figure who was asked: nobody else."""
    _only_role(act)
    await allowed(act, Acts.RAISE_BAR)


def _only_role(act: Act) -> None:
    """Refuse roles that never raise a bar."""
    if act.person.role not in {COORDINATOR, AGENCY, FIGURE}:
        raise act.refuse(says.NOT_FOR_THEM, who=str(act.person))


def known_bar(act: Act, bar: str) -> Bar:
    """Read a bar's name as somebody wrote it; refused if there is none."""
    if bar not in set(Bar):
        raise act.refuse(says.UNKNOWN_BAR, bar=bar[:20], known=", ".join(Bar))
    return Bar(bar)


def _scope(act: Act, barring: Barring) -> Scope:
    bar = Bar(barring.bar)
    scope = scope_of(bar, barring.scope)
    if scope is None:
        known = ", ".join(SCOPES[bar])
        raise act.refuse(says.UNKNOWN_SCOPE, scope=barring.scope, bar=bar, known=known)
    if (scope is Scope.PERSON) != bool(barring.words):
        raise act.refuse(says.TOLD_IN_WORDS)
    return scope


def _refuse_joined(act: Act) -> None:
    if act.case.stands is Status.JOINED:
        raise act.refuse(says.JOINED, into=act.case.joined_into)


async def _refuse_unread(act: Act, bar: Bar) -> None:
    """Of a sealed case only who reads it says what else is in it; its seal may be raised again."""
    if act.case.sealed and bar is not Bar.SEALED:
        who = (await audiences(act.db, [act.case]))[act.case.number]
        if Reads.TEXT not in readable(reader(act.person), who):
            raise act.refuse(says.NOT_READ)


async def _raise(act: Act, case: Case, *, bar: Bar, scope: Scope) -> None:
    if await standing_bar(act.db, case, bar) is None:
        act.db.add(raised_now(case, bar=bar, scope=scope, by=str(act.person), at=act.at))
    case.bars = sorted({*case.bars, bar})
    await act.db.flush()


async def _part(act: Act, barring: Barring) -> str:
    """Give somebody harmed inside a wider conflict a sealed case; the conflict stays as it is."""
    if act.case.sealed:
        raise act.refuse(says.SEALED_ALREADY)
    told = Told(text=barring.words or "", village=act.case.village, happened_on=wita_date(act.at))
    fit = fitting(told, rules=act.rules, at=act.at)
    receipt = await receive(act.db, fit, by=str(act.person), rules=act.rules)
    fresh = await act.db.get_one(Case, receipt.number)
    fresh.halted, fresh.not_to_tell = True, list(act.case.not_to_tell)
    await _raise(act, fresh, bar=Bar.SEALED, scope=Scope.CASE)
    apart = Act(act.db, fresh, act.at, act.rules, act.person)
    apart.say(
        BarRaised(
            bar=Bar.SEALED,
            scope=Scope.CASE,
            reason=apart.keep_if_any(barring.reason, kind="bar_reason"),
        )
    )
    apart.say(CaseSealed())
    apart.say(CaseLinked(to=act.case.number, kind=WIDER))
    act.say(CaseLinked(to=fresh.number, kind=PARTED))
    return fresh.number
