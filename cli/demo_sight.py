"""What the people of the demonstration see: their report, and where its case stands."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.agreements import Agreement, Clause, Closure
from models.base import Base
from models.cases import Case
from models.session import reading
from models.talks import Consent, Mediation, Meeting, Panelist, Party

SAMPLES = "samples.jsonl"
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True)
class Sample:
    """A report to hand in. ``id`` is what parts are given by; ``category`` what a person says."""

    id: str
    village: str
    text: str
    channel: str
    category: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A case at a moment, with all that its people act on."""

    case: Case
    sample: Sample
    talks: Mediation | None
    panel: tuple[Panelist, ...]
    parties: tuple[Party, ...]
    consents: Mapping[uuid.UUID, Consent]
    meetings: tuple[Meeting, ...]
    agreement: Agreement | None
    broke: bool
    clauses: tuple[Clause, ...]
    closure: Closure | None

    @property
    def number(self) -> str:
        """The case's number."""
        return self.case.number

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is set and was not held."""
        return next((one for one in self.meetings if one.state == "scheduled"), None)

    @property
    def agreed(self) -> bool:
        """Whether the sides agreed at a meeting of the open talks."""
        mine = [one for one in self.meetings if self.talks and one.mediation == self.talks.id]
        return any(one.outcome == "agreed" for one in mine)

    @property
    def sitting(self) -> tuple[Panelist, ...]:
        """The figures who said yes and whom nobody refused."""
        return tuple(one for one in self.panel if one.sits)

    @property
    def asked(self) -> tuple[Panelist, ...]:
        """The figures whose answer is awaited."""
        return tuple(one for one in self.panel if one.open)


def read_samples(folder: Path) -> list[Sample]:
    """Read the regency's sample reports."""
    lines = (folder / SAMPLES).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [
        Sample(row["id"], row["kode_desa"], row["teks"], row["kanal"], row["kategori"])
        for row in rows
    ]


async def look(samples: Mapping[str, Sample]) -> list[Sight]:
    """See every case of the demonstration in one moment; ``samples`` by case number."""
    async with reading() as db:
        cases = await db.scalars(select(Case).order_by(Case.number))
        rooms = await _rooms(db)
        return [_sight(case, samples[case.number], rooms) for case in cases]


@dataclass(frozen=True, slots=True)
class _Rooms:
    talks: Mapping[str, Sequence[Mediation]]
    panels: Mapping[uuid.UUID, Sequence[Panelist]]
    parties: Mapping[str, Sequence[Party]]
    consents: Mapping[uuid.UUID, Sequence[Consent]]
    meetings: Mapping[str, Sequence[Meeting]]
    agreements: Mapping[str, Sequence[Agreement]]
    clauses: Mapping[uuid.UUID, Sequence[Clause]]
    closures: Mapping[str, Sequence[Closure]]


async def _rooms(db: AsyncSession) -> _Rooms:
    return _Rooms(
        talks=await _grouped(db, Mediation, "case"),
        panels=await _grouped(db, Panelist, "mediation", order="rank"),
        parties=await _grouped(db, Party, "case", order="label"),
        consents=await _grouped(db, Consent, "mediation"),
        meetings=await _grouped(db, Meeting, "case", order="starts_at"),
        agreements=await _grouped(db, Agreement, "case"),
        clauses=await _grouped(db, Clause, "agreement", order="number"),
        closures=await _grouped(db, Closure, "case", order="episode"),
    )


async def _grouped(
    db: AsyncSession, table: type[Row], by: str, *, order: str | None = None
) -> Mapping[Any, list[Row]]:
    grouped: dict[Any, list[Row]] = defaultdict(list)
    for row in await db.scalars(select(table).order_by(getattr(table, order or by))):
        grouped[getattr(row, by)].append(row)
    return grouped


def _sight(case: Case, sample: Sample, rooms: _Rooms) -> Sight:
    talks = _open(rooms.talks.get(case.number, ()))
    agreements = rooms.agreements.get(case.number, ())
    agreement = next((one for one in agreements if one.ended_at is None), None)
    closures = rooms.closures.get(case.number, ())
    consents = rooms.consents.get(talks.id, ()) if talks else ()
    return Sight(
        case=case,
        sample=sample,
        talks=talks,
        panel=tuple(rooms.panels.get(talks.id, ())) if talks else (),
        parties=tuple(rooms.parties.get(case.number, ())),
        consents={one.party: one for one in consents},
        meetings=tuple(rooms.meetings.get(case.number, ())),
        agreement=agreement,
        broke=any(one.ended_at is not None for one in agreements),
        clauses=tuple(rooms.clauses.get(agreement.id, ())) if agreement else (),
        closure=next((one for one in closures if one.episode == case.episode), None),
    )


def _open(talks: Iterable[Mediation]) -> Mediation | None:
    return next((one for one in talks if one.ended_at is None), None)
