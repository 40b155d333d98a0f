"""Random cases, random people, through all flows: is the record whole afterwards?

    python benchmarks/random_cases.py [COUNT] [--seed N] [--jobs N]

Starts a PostgreSQL in a temporary folder and lets COUNT (1,000) cases live in it, many at a time:
reports of random words of the regency's vocabulary from random villages, then whatever people
may do at the desk, right or wrong, while the flows' own tasks run in this process and days pass.
Mails count as handed over at once: delivery has tests of its own, over a real mail server.
Prints what was said how often and every finding: an act that broke instead of being refused, a
cause that failed or is stuck, a broken invariant, a chain that does not verify. Exits 1 with any.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import func, select, update

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from desk.acting import Refused  # noqa: E402 - the root comes first
from desk.audit import verify_all  # noqa: E402 - same
from desk.house import open_house  # noqa: E402 - same
from engine.cluster import Cluster  # noqa: E402 - same
from engine.migrate import migrate  # noqa: E402 - same
from kit import clock  # noqa: E402 - same
from kit.settings import Settings, settings  # noqa: E402 - same
from models.cases import Case  # noqa: E402 - same
from models.causes import STUCK_AFTER, Cause, count_failure  # noqa: E402 - same
from models.chain import SealedFact  # noqa: E402 - same
from models.facts.grammar import STARTS, causes_of  # noqa: E402 - same
from models.notices import Notice  # noqa: E402 - same
from models.regency import Regency  # noqa: E402 - same
from models.regency_folder import regency  # noqa: E402 - same
from models.session import close_engine, reading, transaction  # noqa: E402 - same
from models.vocabulary import Vocabulary  # noqa: E402 - same
from tasks.alarms import climb  # noqa: E402 - same
from tasks.answer_clocks import start_left_clocks, told_without_clock  # noqa: E402 - same
from tasks.deadlines import overdue_cases, say_rungs  # noqa: E402 - same
from tasks.waves import BATCH  # noqa: E402 - same
from tasks.wrapping import Failed  # noqa: E402 - same
from tests.builders import A_TEXT, STEPS, a_case  # noqa: E402 - same
from tests.never import broken_promises  # noqa: E402 - same
from tests.tasks.acts import ACTS, Act, due_of  # noqa: E402 - same
from tests.tasks.acts_aside import ASIDE, hands_over_office  # noqa: E402 - same
from tests.tasks.acts_rare import RARE  # noqa: E402 - same

AT_ONCE = 100  # cases that live beside each other
ROUNDS = 14  # how often each of them has a turn
RIGHT = 0.7  # of the acts are what the case waits for
EVERY = tuple(one for one in (*ACTS, *ASIDE, *RARE) if one is not hands_over_office)
OFFICES_CHANGE = 0.002  # of the acts: each says a fact of every open case of its office
FILLERS = ("warga", "kemarin", "di", "sawah", "banjar", "jalan", "mohon", "ditangani", "lagi")
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class Life:
    """A batch after another of random lives, and what was found wrong in them."""

    dice: random.Random
    rules: Regency
    refused: int = 0
    acted: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    async def live(self, count: int) -> None:
        """Let so many cases begin and go their ways, then look at everything."""
        clock.shift_by(timedelta(0))
        cases = [await self._reported() for _ in range(count)]
        await self._flows()
        for _ in range(ROUNDS):
            for case in cases:
                await self._turn(case)
            await self._flows()
            await _hand_over()
            await self._days_pass()
        await self._look()

    async def _reported(self) -> str:
        day = date(2026, 11, 1) - timedelta(days=self.dice.randrange(4000))
        village = self.dice.choice(self.rules.villages).code
        plain = self.dice.random() < 0.4  # noqa: PLR2004 - enough that are mediated
        text = A_TEXT if plain else told(self.rules.vocabulary, self.dice)
        return await a_case(text, village=village, happened_on=day)

    async def _turn(self, case: str) -> None:
        due = await due_of(case)
        chance = self.dice.random()
        if chance > 1 - OFFICES_CHANGE:
            await self._act(hands_over_office, case)
        else:
            await self._act(self.dice.choice(due if due and chance < RIGHT else EVERY), case)

    async def _act(self, act: Act, case: str) -> None:
        try:
            await act(case, self.dice.choice)
            self.acted[act.__name__] += 1
        except Refused:
            self.refused += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            self.findings.append(f"{case} {act.__name__} broke:\n{traceback.format_exc(limit=-4)}")

    async def _flows(self) -> None:
        while waiting := await _oldest_causes():
            for flow in sorted({STARTS[fact] for _, fact in waiting}):
                mine = [case for case, fact in waiting if STARTS[fact] == flow]
                for start in range(0, len(mine), BATCH):
                    await self._step(flow, mine[start : start + BATCH])

    async def _step(self, flow: str, batch: list[str]) -> None:
        try:
            await STEPS[flow].fn(batch)
        except Failed as failed:
            if len(batch) > 1:
                for case in batch:
                    await self._step(flow, [case])
                return
            incident = _incident(failed.incident)
            self.findings.append(f"{batch[0]} {flow} failed: {failed.kind}\n{incident}")
            async with transaction() as db:
                await count_failure(db, batch[0], facts=causes_of(flow), kind=failed.kind)

    async def _days_pass(self) -> None:
        days = timedelta(days=self.dice.randrange(6))
        clock.shift_by(clock.now() - clock.machine_now() + days)
        await climb()
        late = await overdue_cases()
        for start in range(0, len(late), BATCH):
            await say_rungs.fn(late[start : start + BATCH])

    async def _look(self) -> None:
        async with reading() as db:
            self.findings += await broken_promises(db)
            stuck = await db.execute(
                select(Cause.case, Cause.fact).where(Cause.handled_at.is_(None))
            )
            self.findings += [f"{case} {fact} is not handled" for case, fact in stuck]


async def _hand_over() -> None:
    """Let the mail server have taken every mail that is owed, and start the clocks of that."""
    async with transaction() as db:
        owed = update(Notice).where(Notice.state == "queued")
        await db.execute(owed.values(state="sent", sent_at=clock.now()))
    for start in range(0, len(cases := await told_without_clock()), BATCH):
        await start_left_clocks.fn(cases[start : start + BATCH])


def told(vocabulary: Vocabulary, dice: random.Random) -> str:
    """Write a report of a few entries' own words, with others in between."""
    entries = dice.sample(vocabulary.entries, dice.randint(1, 4))
    words = [w for entry in entries for w in _words(dice.choice(entry.words), vocabulary, dice)]
    return " ".join(words).capitalize() + "."


def _words(pattern: str, vocabulary: Vocabulary, dice: random.Random) -> Iterator[str]:
    for part in pattern.split():
        atom = dice.choice(part.split("|"))
        if atom.startswith("<"):
            atom = dice.choice(vocabulary.classes[atom.strip("<>")])
        yield dice.choice(FILLERS) if atom == ".." else atom.strip("~*+")
    yield dice.choice(FILLERS)


async def _oldest_causes() -> list[tuple[str, str]]:
    async with reading() as db:
        rows = await db.execute(
            select(Cause.case, Cause.fact)
            .distinct(Cause.case)
            .where(Cause.handled_at.is_(None), Cause.failures < STUCK_AFTER)
            .order_by(Cause.case, Cause.seq)
        )
        return [(case, fact) for case, fact in rows]


def _incident(incident: str) -> str:
    log = (settings().home / "logs" / "incidents.log").read_text()
    _, _, after = log.partition(f"incident={incident} ")
    lines = after.split("\n20")[0].splitlines()
    return "\n".join(line for line in lines if str(ROOT) in line and ".venv" not in line)


async def main(count: int, seed: int) -> int:
    """Live, look, print; returns how much was found."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder), options=FAST)
        await cluster.start()
        try:
            await _found_house(cluster)
            life = Life(random.Random(seed), regency())  # noqa: S311 - dice, no secret
            await _live(life, count)
            clock.shift_by(timedelta(0))
            found = await verify_all()
            life.findings += [one.code for one in found.findings]
            await _print(life, seed=seed, facts=found.facts, seconds=time.monotonic() - began)
            await close_engine()
        finally:
            await cluster.stop()
    return len(life.findings)


async def several(count: int, seed: int, *, jobs: int) -> int:
    """Share the cases among processes, each with a seed of its own; 1 if any found something."""
    shares = [count // jobs + (place < count % jobs) for place in range(jobs)]
    running = [
        await asyncio.create_subprocess_exec(
            sys.executable, __file__, str(share), "--seed", str(seed + place)
        )
        for place, share in enumerate(shares)
    ]
    return int(any([await one.wait() for one in running]))


async def _found_house(cluster: Cluster) -> None:
    os.environ["RUKUN_HOME"] = str(cluster.home)
    os.environ["RUKUN_DATABASE_URL"] = cluster.app_url
    os.environ["RUKUN_DATABASE_OWNER_URL"] = cluster.owner_url
    os.environ["RUKUN_PREFECT_DATABASE_URL"] = cluster.prefect_url
    settings.cache_clear()
    await migrate(Settings())
    await open_house()


async def _live(life: Life, count: int) -> None:
    with Progress(console=Console(stderr=True)) as progress:
        lived = progress.add_task("cases", total=count)
        for start in range(0, count, AT_ONCE):
            batch = min(AT_ONCE, count - start)
            await life.live(batch)
            progress.update(lived, advance=batch, description=f"{len(life.findings)} findings")


async def _print(life: Life, *, seed: int, facts: int, seconds: float) -> None:
    async with reading() as db:
        cases = await db.execute(select(Case.status, func.count()).group_by(Case.status))
        said = await db.execute(select(SealedFact.name, func.count()).group_by(SealedFact.name))
        print(f"seed {seed}: {facts:,} facts in {seconds:.0f} s")
        for title, counted in (
            ("cases", Counter(dict(tuple(row) for row in cases))),
            ("acts", life.acted),
            ("facts", Counter(dict(tuple(row) for row in said))),
        ):
            shown = ", ".join(f"{name} {number:,}" for name, number in counted.most_common())
            print(f"{title} ({counted.total():,}): {shown}")
    print(f"refused acts: {life.refused:,}")
    print(f"findings: {len(life.findings):,}")
    for finding in life.findings[:50]:
        print(f"  {finding}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("count", type=int, nargs="?", default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes, each with a database")
    given = parser.parse_args()
    if given.jobs > 1:
        sys.exit(asyncio.run(several(given.count, given.seed, jobs=given.jobs)))
    sys.exit(bool(asyncio.run(main(given.count, given.seed))))
