"""Raise and lift bars: what they close is closed in the same transaction, before any flow."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.acting import AGENCY, COORDINATOR, FIGURE, Act, Person, acting, only
from desk.audiences import audiences
from desk.refusals import bars as says
from desk.reports import Told, fitting, receive
from desk.sealed import bodies
from desk.standing import allowed
from desk.stopping import silence, stop_talks, take_from_hands
from kit.clock import wita_date
from models.bars import RaisedBar, raised_now, standing_bar
from models.cases import Case
from models.causes import last_put_aside
from models.deadlines import running
from models.facts.bars import BarLiftAsked, CaseSealed
from models.facts.danger import PARTED, BarLifted, BarRaised, CaseLinked
from models.letters.bars import SealLifted
from models.letters.base import Phone
from models.notices import Notice, queue_all
from models.regency import UnknownCode
from models.status import ENDED, Status
from models.views import Bar
from policies.audience import Acts, Reader, Reads, may_read
from policies.bars import BY_TWO, SCOPES, Scope, lifting_refusal, scope_of

WIDER, PROTECTION = "wider", "protection"


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
        bar, scope = _bar(act, barring.bar), _scope(act, barring)
        _refuse_joined(act)
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


async def lift_bar(
    number: str,
    bar: str,
    *,
    by: Person,
    reason: str,
    category: str | None = None,
    seen: int | None = None,
) -> bool:
    """Lift a bar; but for a court's one asks for it, and a second person lifts. True if lifted.

    Of the two who lift a seal one is of a body that reads the case, the other a coordinator.
    """
    async with acting(number, by=by, seen=seen) as act:
        wanted = _bar(act, bar)
        await _may_lift(act, wanted)
        if wanted not in act.case.bars:
            raise act.refuse(says.STANDS_NOT, bar=wanted)
        row = await standing_bar(act.db, act.case, wanted) or await _of_rules(act, wanted)
        code = _category(act, category)
        refusal = lifting_refusal(
            wanted,
            by=str(by),
            asked_by=row.asked_by,
            carried_by=_carrier(act, wanted, code),
            read_by_one_role=await _the_secretariats_own(act),
            unprotected=await _unprotected(act),
        )
        if refusal is not None:
            raise act.refuse_because(refusal)
        sealed = act.keep(reason, kind="bar_reason")
        if wanted in BY_TWO and row.asked_by is None:
            row.asked_by, row.asked_at = str(by), act.at
            act.say(BarLiftAsked(bar=wanted, reason=sealed))
            return False
        row.lifted_by, row.lifted_at = str(by), act.at
        act.case.bars = [one for one in act.case.bars if one != wanted]
        act.case.category = code or act.case.category
        told = await bodies(act) if wanted is Bar.SEALED else set()
        act.say(BarLifted(bar=wanted, reason=sealed, second_person=row.asked_by, category=category))
        await _tell_bodies(act, told)
        return True


async def _may_lift(act: Act, bar: Bar) -> None:
    if bar is not Bar.SEALED or act.person.role != AGENCY:
        only(act, COORDINATOR)
    await allowed(act, Acts.LIFT_BAR)


async def _the_secretariats_own(act: Act) -> bool:
    """Whether the secretariat itself reads the sealed case, or it ended and nobody has it."""
    case = (await audiences(act.db, [act.case]))[act.case.number]
    nobodys = act.case.stands in ENDED and not await bodies(act)
    return nobodys or bool(may_read(Reader(COORDINATOR, "-"), Reads.TEXT, case=case))


async def _unprotected(act: Act) -> bool:
    rows = (await running(act.db, [act.case.number])).get(act.case.number, [])
    return any(row.kind == PROTECTION for row in rows)


async def _tell_bodies(act: Act, agencies: Iterable[str]) -> None:
    """Say to each body that its sealed task has ended; none of them loses it in silence."""
    desk = act.rules.agency(act.rules.secretariat[0])
    phones = (Phone(office=desk.name, phone=desk.phone),)
    told = [act.rules.agency(code) for code in sorted(agencies)]
    letters = [
        Notice.of(
            SealLifted(number=act.case.number, agency=one.name, phones=phones),
            case=act.case.number,
            seq=act.case.seq,
            recipient=one.code,
            address=one.email,
            language="id",
        )
        for one in told
    ]
    await queue_all(act.db, letters)


async def _only_at_the_desk(act: Act) -> None:
    """A coordinator, an agency that leads or supports, a figure who was asked: nobody else."""
    _only_role(act)
    await allowed(act, Acts.RAISE_BAR)


def _only_role(act: Act) -> None:
    """Refuse roles that never raise a bar."""
    if act.person.role not in {COORDINATOR, AGENCY, FIGURE}:
        raise act.refuse(says.NOT_FOR_THEM, who=str(act.person))


def _bar(act: Act, bar: str) -> Bar:
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


async def _of_rules(act: Act, bar: Bar) -> RaisedBar:
    """A bar that the rules read is lifted like any other, so it gets its row."""
    row = raised_now(act.case, bar=bar, scope=SCOPES[bar][0], by="rules", at=act.case.opened_at)
    act.db.add(row)
    await act.db.flush()
    return row


def _category(act: Act, category: str | None) -> str | None:
    try:
        return act.rules.category(category).code if category else None
    except UnknownCode as unknown:
        raise act.refuse_because(unknown.said) from None


def _carrier(act: Act, bar: Bar, category: str | None) -> str | None:
    """The category that always carries a bar, if the case is of it and stays so."""
    code = category or act.case.category
    return code if code and act.rules.category(code).bar is bar else None
