"""A flow's turn at a batch of cases: one transaction, the causes it may handle, its clocks."""

from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import now
from models.assignments import current_assignment
from models.cases import Case
from models.causes import Cause, awaiting, handled, overtaken
from models.chain import facts_at
from models.facts.base import Fact
from models.facts.grammar import causes_of, parsed
from models.notices import Notice, queue_all
from models.regency import Regency
from models.regency_folder import regency
from models.session import transaction
from tasks.clocks import Said, run_clocks
from tasks.wrapping import flow_actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """A locked case with its oldest cause and the fact that caused it, said at ``since``."""

    case: Case
    cause: Cause
    fact: Fact
    since: datetime
    by: str


@dataclass(slots=True)
class Turn:
    """What a task works with: its transaction, its instant, the rules, and who it is.

    ``beside`` are locked cases that what is decided may touch, though they wait for nothing.
    """

    db: AsyncSession
    at: datetime
    rules: Regency
    actor: str
    waiting: list[Waiting]
    beside: dict[str, Case] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def __iter__(self) -> Iterator[Waiting]:
        """Walk the cases that wait for this flow, in number order."""
        return iter(self.waiting)

    def record(self, case: Case, fact: Fact) -> None:
        """Say a fact of a case as this flow run."""
        case.record(fact, actor=self.actor, at=self.at)
        self.said.append(Said(case, fact, self.at))

    async def done(self, one: Waiting) -> None:
        """Mark a cause as acted on."""
        self.said.append(Said(one.case, one.fact, one.since))
        self.moved.append(one.case.number)
        await handled(self.db, one.cause)

    async def overtaken(self, one: Waiting) -> None:
        """Settle a cause whose precondition no longer holds."""
        self.moved.append(one.case.number)
        await overtaken(self.db, one.case, one.cause, actor=self.actor, at=self.at)


@asynccontextmanager
async def turn(flow: str, cases: list[str], *, also: Collection[str] = ()) -> AsyncIterator[Turn]:
    """Lock the cases, read what waits for this flow, and end with the clocks set."""
    async with transaction() as db:
        pairs = await awaiting(db, cases, causes_of(flow), also=also)
        rows = await facts_at(db, [(case.number, cause.seq) for case, cause in pairs])
        sealed = [rows[case.number, cause.seq] for case, cause in pairs]
        waiting = [
            Waiting(case, cause, parsed(row.name, row.body), row.at, row.actor)
            for (case, cause), row in zip(pairs, sealed, strict=True)
        ]
        beside = {one: await db.get_one(Case, one) for one in also}
        mine = Turn(db, now(), regency(), flow_actor(), waiting, beside)
        yield mine
        await finish(mine)


async def finish(mine: Turn) -> None:
    """Set the clocks of what was said and queue who is to be told, for the whole batch at once."""
    await run_clocks(mine.db, mine.said, rules=mine.rules)
    await queue_all(mine.db, mine.notices)


async def superseded(mine: Turn, one: Waiting) -> bool:
    """Tell whether a fact speaks of an assignment that another has taken the place of."""
    spoken_of = getattr(one.fact, "assignment", None)
    if spoken_of is None:
        return False
    current = await current_assignment(mine.db, one.case.number)
    return current is None or str(current.id) != spoken_of
