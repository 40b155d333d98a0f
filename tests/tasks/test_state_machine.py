"""People do whatever comes to their mind, in any order, and the record stays whole."""

import asyncio
import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Select, func, select

from desk.acting import Refused
from engine.cluster import Cluster
from kit import clock
from kit.hashing import sha256_hex
from kit.settings import settings
from models.base import Base
from models.causes import Cause
from models.chain import GENESIS, SealedFact
from models.notices import Notice
from models.session import close_engine, reading
from models.texts import ErasableText
from tasks.alarms import climb
from tasks.deadlines import overdue_cases, say_rungs
from tests.builders import A_TEXT, a_case, run_flows
from tests.never import broken_promises
from tests.people import VILLAGE
from tests.tasks.acts import (
    ACTS,
    Act,
    Pick,
    court_bar_falls,
    court_bars,
    due_of,
    lifts_bar,
    raises_bar,
)
from tests.tasks.seals import check_seals

TEXTS = (
    A_TEXT,
    A_TEXT,
    "Warga dua banjar berebut air irigasi subak, pintu air dirusak.",
    "Suaminya sering memukul istrinya dan anaknya di rumah.",
    "Ada transaksi sabu di pos kamling, warga resah.",
    "Ada ribut-ribut kecil.",
)
APART = 60  # days, so that no case is another's twin


# A failing walk is told as it was found: making it shorter takes minutes and finds nothing new.
PHASES = (Phase.explicit, Phase.generate)


class People(RuleBasedStateMachine):
    """Random acts on a few cases; flows run when they run. ``fresh`` makes an empty database."""

    said: ClassVar[set[str]] = set()

    @staticmethod
    async def fresh() -> None:
        """Be replaced by the test."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.runner.run(self.fresh())
        clock.shift_by(timedelta(0))
        self.cases: list[str] = []
        self.settled = True
        self.looked_at: list[int] = []

    def teardown(self) -> None:
        """Give back this example's connections and loop."""
        self.said.update(self.runner.run(_everything_said()))
        self.runner.run(close_engine())
        self.runner.close()

    @initialize(
        told=st.sampled_from(TEXTS),
        steps=st.sampled_from((8, 1, 3, 4, 5, 6, 7)),
        sued=st.booleans(),
    )
    def begins_with_a_case_on_its_way(self, told: str, steps: int, *, sued: bool) -> None:
        """There is always something to act on, somewhere between report and closure."""
        self.reports(told)
        self.flows_run()
        for _ in range(steps):
            self._do_what_is_due(self.cases[0], first)
        if sued:
            self._do(court_bars, self.cases[0], first)
            self._do(court_bar_falls, self.cases[0], first)

    @rule(told=st.sampled_from(TEXTS))
    def reports(self, told: str) -> None:
        """Somebody reports; three cases are enough to mix up."""
        if len(self.cases) < 3:
            day = date(2015, 1, 1) + timedelta(days=APART * len(self.cases))
            number = self.runner.run(a_case(told, village=VILLAGE, happened_on=day))
            self.cases.append(number)
            self.settled = False

    @rule()
    def flows_run(self) -> None:
        """The flows catch up."""
        self.runner.run(run_flows())
        self.settled = True

    @rule(days=st.integers(1, 12))
    def time_passes(self, days: int) -> None:
        """Days go by, and the sweep says what is due."""
        self.runner.run(_pass(timedelta(days=days)))

    @rule(data=st.data())
    def somebody_does_what_is_due(self, data: st.DataObject) -> None:
        """What the case waits for, one way or another, and the flows at once."""
        pick = picking(data)
        self._do_what_is_due(pick(self.cases), pick)

    @rule(data=st.data())
    def somebody_does_anything(self, data: st.DataObject) -> None:
        """Whatever, by whomever, while flows may be late."""
        pick = picking(data)
        self._do(pick(ACTS), pick(self.cases), pick)

    @rule(data=st.data())
    def somebody_bars_or_lifts(self, data: st.DataObject) -> None:
        """A bar is raised in the middle of anything, or lifted."""
        pick = picking(data)
        self._do(pick((raises_bar, lifts_bar)), pick(self.cases), pick)

    def _do_what_is_due(self, case: str, pick: Pick) -> None:
        due = self.runner.run(due_of(case))
        if due:
            self._do(pick(due), case, pick)
            self.flows_run()

    def _do(self, act: Act, case: str, pick: Pick) -> None:
        before = self.runner.run(_amounts())
        try:
            self.runner.run(act(case, pick))
        except Refused:
            assert self.runner.run(_amounts()) == before
        else:
            self.settled = False

    @invariant()
    def the_record_is_whole(self) -> None:
        """After every single act that said something; a refused one changes nothing."""
        amounts = self.runner.run(_amounts())
        if amounts != self.looked_at:
            self.runner.run(_check(settled=self.settled))
        self.looked_at = amounts


def first(choices: Sequence[Any]) -> Any:
    """Pick the likeliest."""
    return choices[0]


def picking(data: st.DataObject) -> Pick:
    return lambda choices: data.draw(st.sampled_from(list(choices)))


async def _pass(time: timedelta) -> None:
    clock.shift_by(clock.now() - clock.machine_now() + time)
    await say_rungs.fn(await overdue_cases())
    await climb()


async def _amounts() -> list[int]:
    waiting = select(func.count()).where(Cause.handled_at.is_(None))
    async with reading() as db:
        return [
            await db.scalar(count) or 0
            for count in (*map(_count_of, (SealedFact, ErasableText, Notice, Cause)), waiting)
        ]


def _count_of(table: type[Base]) -> Select[tuple[int]]:
    return select(func.count()).select_from(table)


async def _check(*, settled: bool) -> None:
    async with reading() as db:
        assert await broken_promises(db) == []
        waiting = list(await db.scalars(select(Cause.case).where(Cause.handled_at.is_(None))))
        assert not (settled and waiting), "no cause is left when the flows have run"
        await check_seals(db)
        await _check_chains(list(await db.scalars(select(SealedFact).order_by(*_ORDER))))


_ORDER = (SealedFact.case, SealedFact.seq)


async def _check_chains(facts: list[SealedFact]) -> None:
    for _, chain in itertools.groupby(facts, key=lambda fact: fact.case):
        head = GENESIS
        for seq, fact in enumerate(chain, start=1):
            assert (fact.seq, fact.prev_hash) == (seq, head)
            assert fact.hash == sha256_hex(fact.record)
            head = fact.hash


async def _everything_said() -> set[str]:
    async with reading() as db:
        return set(await db.scalars(select(SealedFact.name).distinct()))


MUST_HAPPEN = (
    "mediation.opened",
    "meeting.held",
    "agreement.watched",
    "case.closed",
    "case.sealed",
    "bar.lifted",
)


def test_keeps_the_record_whole_whatever_people_do(
    cluster: Cluster, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each act the chains link, statuses have their facts, and nothing is doubled.

    A refused act leaves nothing; when the flows have run no cause waits.
    """
    walk(People, cluster, database=database, monkeypatch=monkeypatch, examples=16)
    assert set(MUST_HAPPEN) - People.said == set(), "the walk is too short to prove anything"


def walk(
    machine: type[People],
    cluster: Cluster,
    *,
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    examples: int,
) -> None:
    """Let a machine walk, each example in a database of its own."""
    names = (f"{database}_{at}" for at in itertools.count(1))
    made: list[str] = []

    async def fresh() -> None:
        made.append(next(names))
        await _command(cluster, f"CREATE DATABASE {made[-1]} TEMPLATE rukun OWNER rukun_owner")
        monkeypatch.setenv("RUKUN_DATABASE_URL", cluster.url("rukun_app", made[-1]))
        settings.cache_clear()

    monkeypatch.setattr(machine, "fresh", staticmethod(fresh))
    machine.said = set()
    run_state_machine_as_test(
        machine,
        settings=hypothesis_settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            phases=PHASES,
        ),
    )
    for name in made:
        asyncio.run(_command(cluster, f"DROP DATABASE {name}"))


async def _command(cluster: Cluster, command: str) -> None:
    superuser = await cluster.superuser()
    await superuser.execute(command)
    await superuser.close()
