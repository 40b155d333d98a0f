"""Alerts: a red case until somebody takes it and it is calm again.

A row is the truth about its alarm: which rung was said, when the next is due, who took it, when
it is next asked how it stands. All of it is case time but the hook's lease, which is machine
time. The policy chooses whom a rung wakes; this module says it, once, under the case's lock.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Text,
    Uuid,
    exists,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from models.base import Base
from models.cases import Case
from models.chain import SealedFact
from models.duty import Alarm, AlarmRung
from models.facts.danger import (
    AlarmSent,
    AlertEnded,
    AlertRaised,
    AlertResumed,
    SituationAsked,
)
from models.regency import Regency
from models.status import Status
from models.views import Bar, Colour, TriageChoice

OPEN = "ended_at IS NULL"
OVER = (Status.CLOSED.value, Status.DISMISSED.value)
"""An alarm ends with its case; in one that was joined it goes on until somebody took it, or took
that of the case in which it goes on."""
HOOK_LEASE = timedelta(seconds=60)


class Alert(Base):
    """A red alarm of a case. ``rung`` is the highest that was said, -1 for none.

    ``next_at`` is when the next rung is due, None once somebody took it or after the last.
    ``report_at`` is when it is next asked how it stands; ``asks`` counts questions unanswered.
    ``hook_rung`` is the highest rung that the hook was called for.
    """

    __tablename__ = "alert"
    __table_args__ = (
        Index("uq_alert_open", "case", unique=True, postgresql_where=text(OPEN)),
        Index("ix_alert_next", "next_at", postgresql_where=text(OPEN)),
        Index("ix_alert_report", "report_at", postgresql_where=text(OPEN)),
        CheckConstraint("rung >= -1 AND hook_rung >= -1", name="rungs_from_none"),
        CheckConstraint(
            "(acknowledged_at IS NULL) = (acknowledged_by IS NULL)", name="taken_by_somebody"
        ),
        CheckConstraint(
            "next_at IS NULL OR (acknowledged_at IS NULL AND ended_at IS NULL)",
            name="taken_climbs_no_more",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sealed: Mapped[bool] = mapped_column(Boolean)
    stage: Mapped[int] = mapped_column(Integer)
    dangers: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    rung: Mapped[int] = mapped_column(Integer, default=-1)
    next_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    acknowledged_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    acknowledged_by: Mapped[str | None] = mapped_column(Text)
    report_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    asks: Mapped[int] = mapped_column(Integer, default=0)
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    hook_rung: Mapped[int] = mapped_column(Integer, default=-1)
    hook_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def waits(self) -> bool:
        """Whether nobody took it yet."""
        return self.acknowledged_at is None and self.ended_at is None

    def seen(self, case: Case) -> Alarm:
        """Show this alert to the policy."""
        shown = alarm_of(case, sealed=self.sealed, at=self.raised_at)
        return replace(shown, said=self.rung)


def alarm_of(case: Case, *, sealed: bool = False, at: datetime) -> Alarm:
    """Show the policy an alarm of a case from its first instant, when no rung of it is said."""
    return Alarm(
        village=case.village,
        sealed=sealed or case.sealed,
        raised_at=at,
        not_to_tell=tuple(case.not_to_tell),
        reprisal=case.reprisal,
    )


@dataclass(frozen=True, slots=True)
class Danger:
    """Why an alert is raised."""

    stage: int
    dangers: tuple[str, ...]
    sealed: bool

    @classmethod
    def of(cls, choice: TriageChoice) -> "Danger | None":
        """What of a reading is an alarm; None unless it is red."""
        if choice.colour is not Colour.RED:
            return None
        return cls(choice.stage, choice.dangers, Bar.SEALED in choice.bars)


async def open_alert(db: AsyncSession, case: str) -> Alert | None:
    """Read a case's open alert, under the case's lock."""
    rows = await db.scalars(
        select(Alert)
        .where(Alert.case == case, Alert.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )
    return rows.one_or_none()


async def open_alerts(db: AsyncSession) -> Sequence[Alert]:
    """Read all open alerts, oldest first."""
    rows = await db.scalars(
        select(Alert).where(Alert.ended_at.is_(None)).order_by(Alert.raised_at, Alert.case)
    )
    return rows.all()


THERE = aliased(Alert)
TAKEN_THERE = exists().where(
    THERE.case == Case.joined_into, THERE.acknowledged_at >= Alert.raised_at
)


async def taken_there(db: AsyncSession, alert: Alert, *, into: str) -> bool:
    """Whether somebody took the alarm of the case in which a joined report goes on, since then."""
    asked = select(THERE.id).where(THERE.case == into, THERE.acknowledged_at >= alert.raised_at)
    return await db.scalar(asked.limit(1)) is not None


async def alerts_due(db: AsyncSession, *, at: datetime) -> list[str]:
    """List the cases whose next rung or question is due, or that ended or were sealed meanwhile."""
    taken = (Case.status == Status.JOINED) & or_(Alert.acknowledged_at.is_not(None), TAKEN_THERE)
    over = Case.status.in_(OVER) | taken
    sealed = Alert.sealed.is_(False) & Case.bars.contains([Bar.SEALED.value])
    rows = await db.scalars(
        select(Alert.case)
        .join(Case, Case.number == Alert.case)
        .where(
            Alert.ended_at.is_(None),
            or_(Alert.next_at <= at, Alert.report_at <= at, over, sealed),
        )
        .order_by(Alert.case)
    )
    return list(rows)


def raise_alert(
    db: AsyncSession, case: Case, danger: Danger, *, actor: str, at: datetime, rules: Regency
) -> Alert:
    """Open an alert and say so; its first rung is still to be said. The case must have none."""
    alert = Alert(
        id=uuid.uuid4(),
        case=case.number,
        raised_at=at,
        sealed=danger.sealed,
        stage=danger.stage,
        dangers=list(danger.dangers),
        report_at=at + rules.duty.situation.first.length,
    )
    alert.rung, alert.hook_rung, alert.asks = -1, -1, 0
    db.add(alert)
    case.record(
        AlertRaised(
            alert=str(alert.id),
            colour=Colour.RED,
            stage=danger.stage,
            dangers=danger.dangers,
            sealed=danger.sealed,
            rule_set=rules.content_hash,
        ),
        actor=actor,
        at=at,
    )
    return alert


async def told_posts(db: AsyncSession, case: str, *, since: datetime | None) -> set[str]:
    """Name the posts that alarms of a case woke or asked how it stands, from an instant on."""
    of_alarms = SealedFact.name.in_((AlarmSent.name, SituationAsked.name))
    rows = select(SealedFact.body).where(SealedFact.case == case, of_alarms)
    bodies = await db.scalars(rows.where(SealedFact.at >= since) if since else rows)
    return {post for body in bodies for post in (*body.get("duty", ()), *body.get("to", ()))}


def say_rung(case: Case, alert: Alert, rung: AlarmRung, *, actor: str, at: datetime) -> None:
    """Say a rung, which is then said for good."""
    alert.rung, alert.next_at = rung.number, rung.next_at
    case.record(
        AlarmSent(
            alert=str(alert.id),
            rung=rung.number,
            duty=tuple(post.code for post in rung.posts),
            skipped=rung.skipped,
            left_out=tuple(post.code for post in rung.left_out),
        ),
        actor=actor,
        at=at,
    )


def resume_alert(case: Case, alert: Alert, *, actor: str, at: datetime) -> None:
    """Let an alert that was taken by mistake climb as if nobody had: no rung of it is said.

    The watch says at once all rungs that are due by now.
    """
    case.record(AlertResumed(taken_by=alert.acknowledged_by or ""), actor=actor, at=at)
    alert.acknowledged_at, alert.acknowledged_by = None, None
    alert.rung, alert.hook_rung, alert.next_at = -1, -1, at


def end_alert(case: Case, alert: Alert, *, reason_code: str, actor: str, at: datetime) -> None:
    """End an alert: it climbs and asks no more."""
    alert.ended_at, alert.next_at, alert.report_at = at, None, None
    fact = AlertEnded(alert=str(alert.id), reason_code=reason_code)
    case.record(fact, actor=actor, at=at)


async def claim_hooks(db: AsyncSession) -> Sequence[Alert]:
    """Lease the alerts with a rung that the hook was not called for yet."""
    ids = await db.scalars(text(CLAIM_HOOKS), {"lease": HOOK_LEASE.total_seconds()})
    rows = await db.scalars(select(Alert).where(Alert.id.in_(ids.all())).order_by(Alert.raised_at))
    return rows.all()


async def cases_owed(db: AsyncSession, kinds: Collection[str]) -> list[str]:
    """List the cases with a letter of these kinds that waits to be sent now."""
    rows = await db.scalars(text(OWED), {"kinds": list(kinds)})
    return list(rows)


CLAIM_HOOKS = """
UPDATE alert SET hook_until = clock_timestamp() + :lease * interval '1 second'
WHERE id IN (
    SELECT id FROM alert
    WHERE hook_rung < rung AND acknowledged_at IS NULL AND ended_at IS NULL
        AND (hook_until IS NULL OR hook_until <= clock_timestamp())
    ORDER BY raised_at LIMIT 20 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
OWED = """
SELECT DISTINCT "case" FROM notice
WHERE kind = ANY (CAST(:kinds AS text[]))
    AND ((state = 'queued' AND due_at <= clock_timestamp())
        OR (state = 'sending' AND leased_until <= clock_timestamp()))
ORDER BY "case" LIMIT 500
"""
