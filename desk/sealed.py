"""What the bodies of a sealed task record: protection given, the police informed."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import AGENCY, Act, Person, acting
from desk.limits import say_and_stop
from desk.refusals import bars as says
from models.agreements import finished_by
from models.assignments import Support, current_assignment
from models.cases import Case
from models.chain import SealedFact
from models.facts.bars import PoliceInformed, VictimProtected
from models.regency import Regency
from models.status import ENDED
from models.views import REPORTER_THREATENED
from policies.closure import SealedEnding


async def record_protection(number: str, *, by: Person, note: str | None = None) -> None:
    """Say that somebody harmed is protected (UU 23/2004 Ps 16; UU 12/2022 Ps 42: 1x24 hours)."""
    async with acting(number, by=by) as act:
        await _only_its_bodies(act)
        said = VictimProtected(by=str(by), note=act.keep_if_any(note, kind="protection"))
        await say_and_stop(act, said)


async def record_police_report(number: str, *, by: Person, note: str | None = None) -> None:
    """Say that the service for women and children has reported to the police (3x24 hours)."""
    async with acting(number, by=by) as act:
        await _only_its_bodies(act)
        said = PoliceInformed(by=str(by), note=act.keep_if_any(note, kind="protection"))
        await say_and_stop(act, said)


async def _only_its_bodies(act: Act) -> None:
    """To everybody else there is no such case."""
    if act.person.role != AGENCY or act.person.agency not in await bodies(act.db, act.case):
        raise act.refuse(says.NOT_FOR_THEM, who=str(act.person))
    if not act.case.sealed or act.case.stands in ENDED:
        raise act.refuse(says.NOT_SEALED)


async def bodies(db: AsyncSession, case: Case) -> frozenset[str]:
    """Name the agencies that have a sealed task now."""
    current = await current_assignment(db, case.number)
    if current is None:
        return frozenset()
    helpers = select(Support.agency).where(Support.assignment == current.id)
    return frozenset({current.agency, *await db.scalars(helpers)})


async def finished(db: AsyncSession, case: Case, *, rules: Regency) -> SealedEnding:
    """Say who finished a sealed task, for which of the bodies that have it."""
    finisher = await finished_by(db, case.number)
    agencies = {one.id: one.agency for one in rules.actors}
    return SealedEnding(
        finished_by=finisher,
        finished_for=agencies.get((finisher or "").partition(":")[2]),
        bodies=await bodies(db, case),
    )


async def unsaid(act: Act) -> frozenset[str]:
    """Name the duties of a sealed task that nobody recorded: "protection", "police".

    A reprisal against a reporter is the police's own task: nobody has to tell them.
    """
    owed = {VictimProtected.name: "protection"}
    if REPORTER_THREATENED not in act.case.objects:
        owed[PoliceInformed.name] = "police"
    asked = select(SealedFact.name).where(
        SealedFact.case == act.case.number, SealedFact.name.in_(owed)
    )
    said = set(await act.db.scalars(asked))
    return frozenset(duty for fact, duty in owed.items() if fact not in said)
