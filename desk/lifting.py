"""Lift bars, most by two people, or let one stand that somebody asked to lift."""

from collections.abc import Iterable

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.audiences import audiences
from desk.bars import known_bar
from desk.refusals import bars as says
from desk.sealed import bodies
from desk.standing import allowed
from models.bars import RaisedBar, raised_now, standing_bar
from models.deadlines import running
from models.facts.bars import BarKept, BarLiftAsked
from models.facts.danger import BarLifted
from models.letters.bars import SealLifted
from models.letters.base import Phone
from models.notices import Notice, queue_all
from models.regency import UnknownCode
from models.status import ENDED
from models.views import Bar
from policies.audience import Acts, Reader, Reads, may_read
from policies.bars import BY_TWO, SCOPES, lifting_refusal

PROTECTION = "protection"


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
        wanted = known_bar(act, bar)
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
        told = await bodies(act.db, act.case) if wanted is Bar.SEALED else set()
        act.say(BarLifted(bar=wanted, reason=sealed, second_person=row.asked_by, category=category))
        await _tell_bodies(act, told)
        return True


async def keep_bar(
    number: str, bar: str, *, by: Person, reason: str, seen: int | None = None
) -> None:
    """Let a bar stand that a first person asked to lift: they take it back, or somebody refuses.

    Whoever may lift it may; afterwards it can be asked for anew.
    """
    async with acting(number, by=by, seen=seen) as act:
        wanted = known_bar(act, bar)
        await _may_lift(act, wanted)
        row = await standing_bar(act.db, act.case, wanted)
        if row is None or row.asked_by is None:
            raise act.refuse(says.NOT_ASKED, bar=wanted)
        sealed = act.keep(reason, kind="bar_reason")
        act.say(BarKept(bar=wanted, reason=sealed, asked_by=row.asked_by))
        row.asked_by = row.asked_at = None


async def _may_lift(act: Act, bar: Bar) -> None:
    if bar is not Bar.SEALED or act.person.role != AGENCY:
        only(act, COORDINATOR)
    await allowed(act, Acts.LIFT_BAR)


async def _the_secretariats_own(act: Act) -> bool:
    """Whether the secretariat itself reads the sealed case, or it ended and nobody has it."""
    case = (await audiences(act.db, [act.case]))[act.case.number]
    nobodys = act.case.stands in ENDED and not await bodies(act.db, act.case)
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
