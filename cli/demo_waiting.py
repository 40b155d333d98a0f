"""Waits until flows have done all there is to do, and moves case time on."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from cli.demo_board import Board, Said
from engine.prefect_api import PrefectApi
from kit.clock import machine_now
from kit.dates import brief_in
from kit.settings import Settings
from models.cases import Case
from models.causes import Cause
from models.notices import Notice
from models.session import reading, transaction
from tasks.answer_clocks import told_without_clock

LOOK_EVERY = 0.15
STEP_LIMIT = 120.0  # seconds that one step may take
WHOLE_LIMIT = 420.0  # seconds that the whole may take, on a busy machine too
SWEEP = "every-5-minutes"
FINAL = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
NAMED = 6


class DemoFailed(Exception):
    """The demonstration cannot go on; the message says what it waited for."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is still to be done: causes, mails, and clocks that begin with a mail just sent."""

    causes: tuple[Cause, ...]
    mails: int
    clocks: int

    @property
    def quiet(self) -> bool:
        """Whether nothing is."""
        return not (self.causes or self.mails or self.clocks)

    @property
    def stuck(self) -> str:
        """Name what waits for a person, with the kind of its failure."""
        return ", ".join(
            f"{one.case} {one.fact} ({one.failure_kind})" for one in self.causes if one.stuck
        )

    def __str__(self) -> str:
        causes = [f"{one.case} {one.fact} (rung {one.rings}x)" for one in self.causes[:NAMED]]
        more = len(self.causes) - len(causes)
        if more > 0:
            causes.append(f"{more} more")
        waits = f"{self.mails} mails to send; {self.clocks} clocks to start"
        return f"{waits}; causes: {', '.join(causes) or 'none'}"


class Patience:
    """Waits for flows, with a limit on each step and on the whole.

    ``house`` is the task that ends when the supervisor gives up.
    """

    def __init__(self, api: "DemoApi", *, board: Board, house: asyncio.Task[None]) -> None:
        self._api = api
        self._board = board
        self._house = house

    async def settle(self) -> None:
        """Wait until nothing is left to do, or raise ``DemoFailed``."""
        until = min(self._board.seconds + STEP_LIMIT, WHOLE_LIMIT)
        while not (pulse := await self._pulse()).quiet:
            if pulse.stuck:
                raise DemoFailed(f"stuck: {pulse.stuck}; the home's logs say why")
            self._check_time(until, waits_for=str(pulse))
            await asyncio.sleep(LOOK_EVERY)

    async def sweep(self) -> None:
        """Run the sweep of deadlines now, as its schedule would within five minutes."""
        until = min(self._board.seconds + STEP_LIMIT, WHOLE_LIMIT)
        run = await self._api.start(SWEEP)
        while (state := await self._api.state_of(run)) not in FINAL:
            self._check_time(until, waits_for=f"the sweep, which is {state}")
            await asyncio.sleep(LOOK_EVERY)
        if state != "COMPLETED":
            raise DemoFailed(f"the sweep of deadlines ended as {state}")
        await self.settle()

    async def move_to(self, at: datetime) -> None:
        """Move case time on to an instant, say so, and let the deadlines be swept."""
        self._board.stage(_moved(at))
        await self.pass_to(at)

    async def pass_to(self, at: datetime) -> None:
        """Move case time on without a word."""
        async with transaction() as db:
            await db.execute(text("UPDATE clock_shift SET seconds = :s"), {"s": shift_to(at)})
        async with reading():
            pass  # this process follows it, too
        await self.sweep()

    async def finish(self) -> None:
        """Wait until no flow run is Pending or Running."""
        until = min(self._board.seconds + STEP_LIMIT, WHOLE_LIMIT)
        await self.settle()
        while runs := await self._api.unfinished_runs():
            names = ", ".join(str(run["name"]) for run in runs[:NAMED])
            self._check_time(until, waits_for=f"flow runs {names}")
            await asyncio.sleep(LOOK_EVERY)

    def _check_time(self, until: float, *, waits_for: str) -> None:
        if self._house.done():
            self._house.result()  # raises what ended the house
        if self._board.seconds > until:
            raise DemoFailed(f"it took too long; it waited for {waits_for}")

    async def _pulse(self) -> Pulse:
        async with reading() as db:
            causes = await db.scalars(
                select(Cause).where(Cause.handled_at.is_(None)).order_by(Cause.case, Cause.seq)
            )
            states = await db.execute(select(Notice.state, func.count()).group_by(Notice.state))
            mails = Counter[str](dict(tuple(row) for row in states))
            statuses = await db.execute(select(Case.status, func.count()).group_by(Case.status))
            self._board.statuses = Counter(dict(tuple(row) for row in statuses))
        self._board.mails = mails["sent"]
        clocks = len(await told_without_clock())
        return Pulse(tuple(causes), mails["queued"] + mails["sending"], clocks)


class DemoApi(PrefectApi):
    """Prefect's API, with what only the demonstration asks of it."""

    async def start(self, deployment: str) -> str:
        """Run a deployment now; returns the run's id."""
        ids = {one["name"]: one["id"] for one in await self.deployments()}
        path = f"/deployments/{ids[deployment]}/create_flow_run"
        return str((await self._call("POST", path, {})).json()["id"])

    async def state_of(self, run: str) -> str:
        """Read a run's state type."""
        return str((await self._call("GET", f"/flow_runs/{run}", None)).json()["state_type"])


async def open_clock(settings: Settings, *, begins: datetime | None = None) -> None:
    """Let this home's case time be moved: only a demonstration's home ever grants this.

    It begins at the machine's own time, or at an instant.
    """
    shift = {"s": shift_to(begins) if begins else 0}
    engine = create_async_engine(settings.owner_url, hide_parameters=True)
    async with engine.begin() as owner:
        await owner.execute(text("GRANT SELECT, INSERT, UPDATE ON clock_shift TO rukun_app"))
        await owner.execute(text("INSERT INTO clock_shift (seconds) VALUES (:s)"), shift)
    await engine.dispose()


def shift_to(at: datetime) -> int:
    """How many seconds case time must run ahead of the machine's for it to be ``at`` now."""
    return ceil((at - machine_now()).total_seconds())


def _moved(at: datetime) -> Said:
    return {
        "id": f"Waktu kasus maju ke {brief_in('id', at)}",
        "en": f"Case time moves on to {brief_in('en', at)}",
    }
