"""What people told us, who they are, and the numbers that cases get."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.texts import ErasableText
from models.views import EarlierCase, ReportView


class CaseCounter(Base):
    """The last case number given in a year. Locked last, so that numbers have no gaps."""

    __tablename__ = "case_counter"

    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class Report(Base):
    """One report. Its words are an erasable text, its reporter a row of its own.

    ``form`` is a keyed hash of the page's form that was sent, so that it counts once.
    """

    __tablename__ = "report"
    __table_args__ = (
        Index(
            "uq_report_source",
            "source",
            "source_id",
            "source_digest",
            unique=True,
            postgresql_where=text("source_id IS NOT NULL"),
        ),
        CheckConstraint("(source_id IS NULL) = (source IS NULL)", name="source_with_its_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    channel: Mapped[str] = mapped_column(Text)
    village: Mapped[str] = mapped_column(Text, index=True)
    happened_on: Mapped[date] = mapped_column(Date)
    reported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    text_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("erasable_text.id"))
    answers: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    source: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[str | None] = mapped_column(Text)
    source_digest: Mapped[str | None] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text, unique=True)


class Reporter(Base):
    """Who reported: encrypted, and apart. ``tracking`` is a keyed hash of the 16-digit code."""

    __tablename__ = "reporter"

    report: Mapped[uuid.UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    case: Mapped[str] = mapped_column(ForeignKey("case.number"), index=True)
    tracking: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    identity: Mapped[bytes | None] = mapped_column(LargeBinary)
    may_be_mailed: Mapped[bool] = mapped_column(Boolean, default=False)
    not_to_tell: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)


async def sent_before(db: AsyncSession, form: str) -> tuple[str, datetime] | None:
    """Find the case that a form made when it was sent before, and when that was.

    Waits for a copy that is being kept at this moment.
    """
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:form, 0))")
    await db.execute(lock, {"form": form})
    rows = await db.execute(select(Report.case, Report.reported_at).where(Report.form == form))
    return next((row for row in rows.tuples()), None)


async def next_number(db: AsyncSession, prefix: str, year: int) -> str:
    """Take the next case number of a year, for example ``KLK-2026-00012``.

    Locks the counter until the transaction ends: take it last.
    """
    row = insert(CaseCounter).values(year=year, last=1)
    taken = row.on_conflict_do_update(
        index_elements=[CaseCounter.year], set_={"last": CaseCounter.last + 1}
    ).returning(CaseCounter.last)
    return f"{prefix}-{year}-{await db.scalar(taken):05d}"


async def first_reports(db: AsyncSession, numbers: Iterable[str]) -> dict[str, ReportView]:
    """Read the first report of each case as triage sees it; an erased text reads as empty."""
    rows = await db.execute(
        select(Report, ErasableText.text)
        .join(ErasableText, ErasableText.id == Report.text_id)
        .where(Report.case.in_(list(numbers)))
        .order_by(Report.reported_at.desc(), Report.id)
    )
    return {
        report.case: ReportView(
            text=words or "",
            village=report.village,
            happened_on=report.happened_on,
            answers=report.answers,
        )
        for report, words in rows
    }


async def reporters_of(db: AsyncSession, number: str) -> Sequence[Reporter]:
    """Read who may be mailed of a case: one of its own, and one of each report joined into it."""
    rows = await db.scalars(
        select(Reporter)
        .distinct(Reporter.case)
        .where(Reporter.case.in_(text(WITH_JOINED)), Reporter.may_be_mailed)
        .params(number=number)
        .order_by(Reporter.case, Reporter.report)
    )
    return rows.all()


async def earlier_cases(
    db: AsyncSession, number: str, *, village: str, since: date, until: date
) -> list[EarlierCase]:
    """Read the cases of a village with a lower number that happened in a window.

    The category of one that was not rated yet is empty.
    """
    rows = await db.execute(
        text(EARLIER), {"number": number, "village": village, "since": since, "until": until}
    )
    return [EarlierCase(*row) for row in rows]


WITH_JOINED = """
WITH RECURSIVE here (number) AS (
    SELECT CAST(:number AS text)
    UNION SELECT c.number FROM "case" c JOIN here ON c.joined_into = here.number)
SELECT number FROM here
"""
EARLIER = """
SELECT c.number, r.village, coalesce(c.category, ''), r.happened_on, coalesce(t.text, '')
FROM report r JOIN "case" c ON c.number = r."case" JOIN erasable_text t ON t.id = r.text_id
WHERE r.village = :village AND c.number < :number
  AND r.happened_on BETWEEN :since AND :until
  AND c.status NOT IN ('dismissed', 'joined') AND NOT 'sealed' = ANY (c.bars)
ORDER BY c.number DESC LIMIT 50
"""
