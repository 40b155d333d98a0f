"""What keeps a case open: people away from home, sanctions; and the prevention step done."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from desk.acting import AGENCY, COORDINATOR, Act, Person, acting, only
from desk.codes import known_code
from desk.limits import say_and_stop
from desk.refusals import after as says
from desk.words import fit_count, fit_day
from kit.clock import wita_date
from models.agreements import Closure
from models.deadlines import running
from models.facts.danger import DisplacementRecorded, SanctionRecorded
from models.facts.ending import PreventionFinished
from models.remains import Displacement, Sanction, displacements_of, sanctions_of
from models.states import state_until
from models.status import ENDED
from policies.closure import Remains
from policies.remains import Counted, standing

PREVENTION = "prevention"


@dataclass(frozen=True, slots=True)
class Away:
    """Who is away from home, as one source says on a day; ``source_words`` name it closer."""

    people: int
    families: int
    out_of_school: int
    source: str
    as_of: str
    source_words: str
    place: str | None = None


async def record_displacement(number: str, away: Away, *, by: Person) -> None:
    """Record how many are away from home; nought once they are back."""
    async with acting(number, by=by) as act:
        only(act, AGENCY, COORDINATOR)
        _refuse_ended(act)
        _fit_counts(away)
        source = known_code(act, away.source, known=act.rules.endings.sources, what="source")
        as_of = fit_day(away.as_of, what="as of", today=wita_date(act.at))
        act.db.add(
            Displacement(
                id=uuid.uuid4(),
                case=number,
                as_of=as_of,
                source=source,
                people=away.people,
                families=away.families,
                out_of_school=away.out_of_school,
                recorded_at=act.at,
            )
        )
        act.say(
            DisplacementRecorded(
                people=away.people,
                families=away.families,
                children_out_of_school=away.out_of_school,
                source=act.keep(away.source_words, kind="source"),
                source_kind=source,
                as_of=as_of,
                place=away.place,
            )
        )


def _fit_counts(away: Away) -> None:
    fit_count(away.people, what="people")
    fit_count(away.families, what="families")
    fit_count(away.out_of_school, what="out of school")


async def record_sanction(
    number: str,
    *,
    by: Person,
    sanction: str,
    in_force: bool,
    source: str,
    as_of: str,
    source_words: str,
    families: int | None = None,
) -> None:
    """Record that a customary sanction stands or was lifted, as one source says."""
    async with acting(number, by=by) as act:
        only(act, AGENCY, COORDINATOR)
        _refuse_ended(act)
        kind = known_code(act, sanction, known=act.rules.endings.sanctions, what="sanction")
        whose = known_code(act, source, known=act.rules.endings.sources, what="source")
        counted = None if families is None else fit_count(families, what="families")
        day = fit_day(as_of, what="as of", today=wita_date(act.at))
        act.db.add(
            Sanction(
                id=uuid.uuid4(),
                case=number,
                as_of=day,
                source=whose,
                sanction=kind,
                in_force=in_force,
                families=counted,
                recorded_at=act.at,
            )
        )
        act.say(
            SanctionRecorded(
                sanction=kind,
                state="in_force" if in_force else "lifted",
                families=counted,
                source=act.keep(source_words, kind="source"),
                source_kind=whose,
                as_of=day,
            )
        )


async def finish_prevention(
    number: str, *, by: Person, evidence: str, seen: int | None = None
) -> None:
    """Say that the prevention step of the last closure was done, before or after its date."""
    async with acting(number, by=by, seen=seen) as act:
        only(act, AGENCY, COORDINATOR)
        rows = (await running(act.db, [number])).get(number, [])
        closure = await act.db.get(Closure, (number, act.case.episode))
        if closure is None or not any(row.kind == PREVENTION for row in rows):
            raise act.refuse(says.NO_PREVENTION)
        done = PreventionFinished(
            step=closure.prevention or "other", evidence=act.keep(evidence, kind="evidence")
        )
        await say_and_stop(act, done)


def _refuse_ended(act: Act) -> None:
    if act.case.stands in ENDED:
        raise act.refuse(says.ENDED)


async def counted(act: Act) -> Remains:
    """What keeps the case open, as the closure's policy takes it: the highest that still stands."""
    for_days = timedelta(days=act.rules.endings.figures_stand_for)
    away = standing(_away(await displacements_of(act.db, act.case.number)), stands_for=for_days)
    told = standing(_told(await sanctions_of(act.db, act.case.number)), stands_for=for_days)
    return Remains(
        evacuees=away.get("people", 0) or away.get("families", 0),
        out_of_school=away.get("out_of_school", 0),
        sanctions=len(told),
        state_until=await state_until(act.db, act.case.number, on=wita_date(act.at)),
    )


def _away(rows: Iterable[Displacement]) -> Iterator[Counted]:
    for row in rows:
        yield Counted("people", row.source, row.as_of, row.people)
        yield Counted("families", row.source, row.as_of, row.families)
        yield Counted("out_of_school", row.source, row.as_of, row.out_of_school)


def _told(rows: Iterable[Sanction]) -> Iterator[Counted]:
    for row in rows:
        yield Counted(row.sanction, row.source, row.as_of, int(row.in_force))
