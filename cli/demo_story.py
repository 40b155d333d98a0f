"""The order of the demonstration: people act until nobody has anything to do, then time moves."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import select

from cli.demo_board import Board, Said
from cli.demo_parts import ENGLISH, FOR_A_PERSON, REPORTERS, SILENT
from cli.demo_people import Cast, act, look_on
from cli.demo_sight import Sample, Sight, look, read_samples
from cli.demo_waiting import DemoFailed
from cli.demo_words import DID, ESCALATED, FIRST_DAY, REMINDED, SILENCE, TALKS
from desk.reports import CHANNELS, Told, report
from kit.clock import WITA, now, today
from models.deadlines import Deadline
from models.regency import Regency
from models.session import reading

ROUNDS = 60
MORNING = time(9)
ANSWER = "assignment_answer"
A_MINUTE = timedelta(minutes=1)


class Pace(Protocol):
    """How the story waits for flows and moves time on."""

    async def settle(self) -> None:
        """Wait until flows have done all there is to do."""

    async def sweep(self) -> None:
        """Let deadlines be swept now."""

    async def move_to(self, at: datetime) -> None:
        """Move case time on, and let deadlines be swept."""

    async def finish(self) -> None:
        """Wait until nothing runs any more."""


class Story:
    """Tells the demonstration from the first report to the last closure."""

    def __init__(self, board: Board, *, pace: Pace, rules: Regency) -> None:
        self._board = board
        self._pace = pace
        self._rules = rules
        self.samples: dict[str, Sample] = {}

    async def tell(self, folder: Path) -> list[Sight]:
        """Play everything; returns how the cases stand at the end."""
        await self._pace.sweep()  # nothing is due yet: the worker's first run loads the flows
        await self._hand_in([*read_samples(folder), *FOR_A_PERSON])
        cast = Cast(self._rules, {one.id: number for number, one in self.samples.items()})
        self._board.stage(FIRST_DAY)
        await self._play(cast)
        await self._let_silence_climb(cast.numbers[SILENT])
        cast.silent, cast.talks = False, True
        self._board.stage(TALKS)
        await self._play(cast)
        while moment := _next_moment(await self._look()):
            await self._pace.move_to(moment)
            await self._play(cast)
        await self._pace.finish()
        return await self._look()

    async def _hand_in(self, samples: list[Sample]) -> None:
        self._board.stage(_handing_in(len(samples) - len(FOR_A_PERSON)))
        for sample in samples:
            receipt = await report(_told(sample), by="reporter:-", rules=self._rules)
            self.samples[receipt.number] = sample
        await self._pace.settle()

    async def _look(self) -> list[Sight]:
        return await look(self.samples)

    async def _play(self, cast: Cast) -> None:
        for _ in range(ROUNDS):
            did: Counter[str] = Counter()
            for sight in await self._look():
                did.update(await act(cast, sight))
            if not did:
                return
            self._tell_what(did)
            await self._pace.settle()
        raise DemoFailed(f"people still acted after {ROUNDS} rounds: {dict(did)}")

    def _tell_what(self, did: Mapping[str, int]) -> None:
        for code, count in did.items():
            said = {language: f"{count} {words}" for language, words in DID[code].items()}
            self._board.line(said)

    async def _let_silence_climb(self, number: str) -> None:
        """Let one agency's time run out: it is reminded, then its superior is told."""
        self._board.stage(SILENCE)
        while rung := await _next_rung(number):
            at, said = rung
            if said > 0:
                break
            await self._pace.move_to(at + A_MINUTE)
            self._board.line(ESCALATED if said == 0 else REMINDED, mark="!", style="yellow")


async def _next_rung(number: str) -> tuple[datetime, int] | None:
    """When the next rung of the answer's limit is due, and the last one that was said."""
    async with reading() as db:
        row = await db.scalar(
            select(Deadline).where(
                Deadline.case == number,
                Deadline.kind == ANSWER,
                Deadline.met_at.is_(None),
                Deadline.dropped_at.is_(None),
            )
        )
    return None if row is None or row.next_at is None else (row.next_at, row.rung)


def _next_moment(sights: list[Sight]) -> datetime | None:
    """When the next thing happens: the last meeting that is set is over, or clauses are looked at.

    Meetings are held in one go, which saves the watcher's time; none lies after a look.
    """
    ends = [one.meeting.ends_at for one in sights if one.meeting]
    looks = [
        datetime.combine(look_on(one), MORNING, WITA).astimezone(UTC)
        for one in sights
        if any(clause.state == "open" for clause in one.clauses)
    ]
    moments = [max(ends)] if ends else []
    coming = [one for one in [*moments, *looks] if one > now()]
    return min(coming, default=None)


def _told(sample: Sample) -> Told:
    return Told(
        text=sample.text,
        village=sample.village,
        happened_on=today(),
        channel=sample.channel if sample.channel in CHANNELS else "warga",
        contact=REPORTERS.get(sample.id),
        language="en" if sample.id in ENGLISH else "id",
    )


def _handing_in(count: int) -> Said:
    return {
        "id": f"{count} laporan contoh masuk, dan dua yang harus diputus orang",
        "en": f"{count} sample reports come in, and two that a person must decide",
    }
