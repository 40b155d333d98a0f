"""The case: where it stands, and the only way to move it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.chain import say
from models.facts.base import Fact
from models.facts.intake import Reading
from models.status import Status, TransitionRefused, may_become
from models.views import REPORTER_THREATENED, AssignmentChoice, Bar, CaseSituation, Colour

NO_STATUS = "-"
LISTED_BY = ("status", "lead", "village", "category")
NOT_SEALED = "NOT bars @> ARRAY['sealed']"
OPEN = "status NOT IN ('closed', 'dismissed', 'joined')"


def _codes() -> Mapped[list[str]]:
    return mapped_column(ARRAY(Text), server_default=text("'{}'"), default=list)


class Case(Base):
    """Our handling of what was reported. ``seq`` is its version: the number of its last fact.

    ``halted`` is true from a bar or referral at the desk until the flow has acted on it.

    The deferrable foreign key to ``fact (case, seq, status)`` is what keeps a status from
    changing without a fact: a bare change by any path cannot commit.
    """

    __tablename__ = "case"
    __table_args__ = (
        ForeignKeyConstraint(
            ["number", "seq", "status"],
            ["fact.case", "fact.seq", "fact.status"],
            name="fk_case_status_has_its_fact",
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint(
            "status IN (" + ", ".join(f"'{one}'" for one in Status) + ")", name="known_status"
        ),
        Index("ix_case_opened_at", "opened_at", "number"),
        CheckConstraint("severity BETWEEN 1 AND 4", name="severity_one_to_four"),
        CheckConstraint("stage BETWEEN 0 AND 4", name="stage_nought_to_four"),
        CheckConstraint("episode >= 1", name="episode_from_one"),
        CheckConstraint("(status = 'joined') = (joined_into IS NOT NULL)", name="joined_into_one"),
        CheckConstraint("status <> 'closed' OR outcome IS NOT NULL", name="closed_with_outcome"),
        CheckConstraint(
            "status <> 'in_mediation' OR halted OR NOT bars && ARRAY['sealed', 'crime']",
            name="barred_is_never_mediated",
        ),
        *(
            Index(f"ix_case_{one}", one, "number")
            for one in ("status", "lead", "village", "category")
        ),
        Index("ix_case_open", "number", postgresql_where=text(OPEN)),
        Index("ix_case_counted", "status", postgresql_where=text(NOT_SEALED)),
    )

    number: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text, default=NO_STATUS)
    episode: Mapped[int] = mapped_column(Integer, default=1)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    village: Mapped[str] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[int | None] = mapped_column(Integer)
    stage: Mapped[int | None] = mapped_column(Integer)
    colour: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[int | None] = mapped_column(Integer)
    bars: Mapped[list[str]] = _codes()
    halted: Mapped[bool] = mapped_column(Boolean, server_default=text("false"), default=False)
    objects: Mapped[list[str]] = _codes()
    areas: Mapped[list[str]] = _codes()
    other_villages: Mapped[list[str]] = _codes()
    not_to_tell: Mapped[list[str]] = _codes()
    passed_over: Mapped[list[str]] = _codes()
    lead: Mapped[str | None] = mapped_column(Text)
    approach: Mapped[str | None] = mapped_column(Text)
    follow_up: Mapped[str | None] = mapped_column(Text)
    verified: Mapped[bool] = mapped_column(Boolean, default=False)
    joined_into: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)

    @property
    def stands(self) -> Status:
        """The status as the enumeration."""
        return Status(self.status)

    @property
    def sealed(self) -> bool:
        """Whether only the two bodies of the sealed path may know more than its number."""
        return Bar.SEALED in self.bars

    @property
    def reprisal(self) -> bool:
        """Whether somebody is threatened for having reported: police and secretariat know of it."""
        return self.sealed and REPORTER_THREATENED in self.objects

    def record(self, fact: Fact, *, actor: str, at: datetime) -> None:
        """Say a fact of this case, moving its status if the fact leads somewhere.

        Raises ``TransitionRefused`` where the table of moves has no such arrow.
        """
        if fact.leads_to is not None:
            self._move(fact.leads_to)
        self.seq += 1
        say(self, fact, actor=actor, at=at)

    def _move(self, after: Status) -> None:
        if self.status != NO_STATUS and not may_become(self.stands, after):
            raise TransitionRefused(self.number, self.stands, after)
        self.status = after
        if after is not Status.JOINED:
            self.joined_into = None

    def rate(self, reading: Reading) -> None:
        """Take over what was read in the case."""
        self.category, self.confidence = reading.category, reading.confidence
        self.severity, self.stage, self.colour = reading.severity, reading.stage, reading.colour
        self.bars, self.objects = list(reading.bars), list(reading.objects)
        self.areas = list(reading.areas)

    def give_to(self, choice: AssignmentChoice) -> None:
        """Take over who leads, how, and who follows."""
        self.lead, self.approach = choice.lead, choice.approach
        self.follow_up = choice.follow_up

    def situation(self) -> CaseSituation:
        """Show this case to a policy. Only a triaged case has one."""
        return CaseSituation(
            number=self.number,
            status=self.stands,
            category=self.category or "LNY",
            village=self.village,
            severity=self.severity or 1,
            stage=self.stage or 0,
            colour=Colour(self.colour or Colour.GREEN),
            bars=tuple(Bar(one) for one in self.bars),
            objects=tuple(self.objects),
            areas=tuple(self.areas),
            other_villages=tuple(self.other_villages),
            lead=self.lead,
            passed_over=tuple(self.passed_over),
            not_to_tell=tuple(self.not_to_tell),
        )


async def lock_cases(db: AsyncSession, numbers: Iterable[str]) -> dict[str, Case]:
    """Lock cases in number order, first of all in a transaction; unknown numbers are left out."""
    rows = await db.scalars(
        select(Case)
        .where(Case.number.in_(set(numbers)))
        .order_by(Case.number)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {case.number: case for case in rows}
