"""Talks: the sides of a dispute, the panel of figures, and their meetings."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.views import Consented, MeetingKind, PartyView


class Party(Base):
    """A side: an administrative village, a customary village, a banjar, a group. Never a name."""

    __tablename__ = "party"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('village', 'customary_village', 'banjar', 'group', 'business', 'office')",
            name="known_kind",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    village: Mapped[str] = mapped_column(Text)
    banjar: Mapped[str | None] = mapped_column(Text)
    faith: Mapped[str | None] = mapped_column(Text)
    office: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    willing: Mapped[bool | None] = mapped_column(Boolean)
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def view(self) -> PartyView:
        """Show this side to a policy."""
        return PartyView(
            id=str(self.id),
            kind=self.kind,
            village=self.village,
            banjar=self.banjar,
            faith=self.faith,
            willing=self.willing,
        )


class Mediation(Base):
    """One forum's attempt at a case. At most one per case is open."""

    __tablename__ = "mediation"
    __table_args__ = (
        Index("uq_mediation_open", "case", unique=True, postgresql_where=text("ended_at IS NULL")),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    forum: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    extended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ending: Mapped[str | None] = mapped_column(Text)


class Panelist(Base):
    """A figure asked to mediate. ``answer``: accept, cannot, tie; ``refused_by``: a party."""

    __tablename__ = "panelist"
    __table_args__ = (
        CheckConstraint("answer IN ('accept', 'cannot', 'tie')", name="known_answer"),
    )

    mediation: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediation.id"), primary_key=True)
    figure: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    rank: Mapped[int] = mapped_column(Integer)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    refused_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("party.id"))
    replaced: Mapped[bool] = mapped_column(Boolean, default=False)

    @property
    def sits(self) -> bool:
        """Whether the figure said yes and nobody objects."""
        return self.answer == "accept" and self.refused_by is None and not self.replaced

    @property
    def open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.answer is None and self.refused_by is None and not self.replaced


class Consent(Base):
    """A party's last answer to the panel of a mediation: ``figures`` are those it accepted.

    ``figure`` is whom it objected to last. Rows from before figures were named have None.
    """

    __tablename__ = "consent"

    mediation: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediation.id"), primary_key=True)
    party: Mapped[uuid.UUID] = mapped_column(ForeignKey("party.id"), primary_key=True)
    answer: Mapped[str] = mapped_column(Text)
    figure: Mapped[str | None] = mapped_column(Text)
    figures: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    def said(self) -> Consented:
        """Show the answer to a policy."""
        figures = None if self.figures is None else frozenset(self.figures)
        return Consented(self.answer == "accept", figures)


class Meeting(Base):
    """One sitting. ``uid`` and ``sequence`` are its iCalendar identity.

    ``sides`` are the ids of those it is for, None for all; ``agencies`` sit in a coordination.
    ``host`` is the office in which it is, where that is not the camat's.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint(
            "state IN ('scheduled', 'held', 'cancelled', 'postponed')", name="known_state"
        ),
        Index(
            "uq_meeting_scheduled",
            "mediation",
            unique=True,
            postgresql_where=text("state = 'scheduled'"),
        ),
        Index("ix_meeting_scheduled", "starts_at", postgresql_where=text("state = 'scheduled'")),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    mediation: Mapped[uuid.UUID] = mapped_column(ForeignKey("mediation.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(Text, default="scheduled")
    outcome: Mapped[str | None] = mapped_column(Text)
    parties_present: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    figures_present: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    sides: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    agencies: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    host: Mapped[str | None] = mapped_column(Text)

    @property
    def where(self) -> dict[str, str]:
        """Where it is, as people are told, by language."""
        if self.host is not None:
            return {"id": self.host, "en": self.host}
        return {said: form.format(self.place) for said, form in _place_of(self.kind).items()}

    @property
    def uid(self) -> str:
        """The iCalendar UID, the same in every invitation to this meeting."""
        return f"{self.id}@rukun"


OFFICE = {"id": "Kantor Camat {}", "en": "Kecamatan office, {}"}
PLACES = {
    MeetingKind.FIELD_VISIT: {"id": "Di lokasi, {}", "en": "On site, {}"},
    MeetingKind.PARUMAN: {"id": "Tempat paruman, {}", "en": "Place of the paruman, {}"},
}


def _place_of(kind: str) -> dict[str, str]:
    return PLACES.get(MeetingKind(kind), OFFICE)


class Seat(Base):
    """A figure's hours at a meeting. Nobody sits in two places: the table refuses it."""

    __tablename__ = "seat"
    __table_args__ = (
        ExcludeConstraint(
            ("figure", "="),
            ("during", "&&"),
            name="ex_seat_in_two_places",
            where=text("NOT free"),
        ),
    )

    meeting: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    figure: Mapped[str] = mapped_column(Text, primary_key=True)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    free: Mapped[bool] = mapped_column(Boolean, default=False)


async def parties_of(db: AsyncSession, number: str) -> Sequence[Party]:
    """Read the sides of a case that still take part, in the order they were named."""
    rows = await db.scalars(
        select(Party)
        .where(Party.case == number, Party.withdrawn_at.is_(None))
        .order_by(Party.label, Party.id)
    )
    return rows.all()


OPEN = select(Mediation).where(Mediation.case == bindparam("number"), Mediation.ended_at.is_(None))


async def open_mediation(db: AsyncSession, number: str) -> Mediation | None:
    """Read the case's mediation that has not ended."""
    found: Mediation | None = await db.scalar(OPEN, {"number": number})
    return found


async def rounds_of(db: AsyncSession, number: str) -> int:
    """Count the rounds of talks that a case has had."""
    found = await db.scalar(select(func.max(Mediation.round)).where(Mediation.case == number))
    return int(found or 0)


async def panel_of(db: AsyncSession, mediation: Mediation) -> Sequence[Panelist]:
    """Read everybody who was asked to sit, in the order of asking."""
    rows = await db.scalars(
        select(Panelist).where(Panelist.mediation == mediation.id).order_by(Panelist.rank)
    )
    return rows.all()


async def mediators_of(db: AsyncSession, number: str) -> Sequence[str]:
    """Name the figures who sat in any of a case's talks: accepted, and replaced by nobody."""
    rows = await db.scalars(
        select(Panelist.figure)
        .join(Mediation, Mediation.id == Panelist.mediation)
        .where(Mediation.case == number, Panelist.answer == "accept", Panelist.replaced.is_(False))
        .distinct()
        .order_by(Panelist.figure)
    )
    return rows.all()


async def sides_invited(db: AsyncSession, meeting: Meeting) -> list[Party]:
    """Read the sides that a meeting is for."""
    sides = await parties_of(db, meeting.case)
    return [one for one in sides if meeting.sides is None or str(one.id) in meeting.sides]


async def scheduled_meeting(db: AsyncSession, number: str) -> Meeting | None:
    """Read the case's meeting that is set and was not held or cancelled."""
    found: Meeting | None = await db.scalar(
        select(Meeting).where(Meeting.case == number, Meeting.state == "scheduled")
    )
    return found
