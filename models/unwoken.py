"""Red words without an alarm: their alarm broke as they were kept, and people sleep on."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from models.chain import SealedFact
from models.texts import ErasableText
from models.views import ReportView

LOOKS_BACK = timedelta(days=1)


async def unwoken(db: AsyncSession, *, at: datetime, fresh: date) -> list[str]:
    """List open cases with red words of the last day that no alarm covers.

    Imported words of a day before ``fresh``, or of no day, are somebody's history and wake nobody.
    """
    values = {"since": at - LOOKS_BACK, "fresh": fresh.isoformat()}
    rows = await db.execute(text(UNWOKEN), values)
    return list(dict.fromkeys(case for case, _ in rows))


async def unwoken_words(
    db: AsyncSession, case: str, *, at: datetime, fresh: date
) -> ReportView | None:
    """Read the newest such words of a case, under its lock; None if an alarm covers them now."""
    values = {"since": at - LOOKS_BACK, "fresh": fresh.isoformat()}
    rows = [seq for known, seq in await db.execute(text(UNWOKEN), values) if known == case]
    if not rows:
        return None
    body = (await db.get_one(SealedFact, (case, max(rows)))).body
    kept = body.get("text")
    words = await db.get(ErasableText, UUID(kept["text"])) if kept else None
    return ReportView(
        text=(words.text if words else None) or "",
        village=body["village"],
        happened_on=date.fromisoformat(body["happened_on"]),
        answers=body.get("answers", {}),
    )


UNWOKEN = """
SELECT fact."case", fact.seq FROM fact JOIN "case" ON "case".number = fact."case"
WHERE fact.name IN ('case.reported', 'incident.recorded') AND fact.body->>'colour' = 'red'
  AND fact.at > CAST(:since AS timestamptz)
  AND fact.body->>'told_in' IS NULL
  AND (fact.body->>'source' IS NULL OR (
    fact.body->>'happened_on' >= :fresh AND fact.body->'answers'->>'undated' IS NULL))
  AND "case".status NOT IN ('closed', 'dismissed', 'joined')
  AND NOT EXISTS (
    SELECT FROM alert WHERE alert."case" = fact."case" AND (alert.raised_at >= fact.at OR (
      (alert.acknowledged_at IS NULL OR alert.acknowledged_at >= fact.at)
      AND (alert.ended_at IS NULL OR alert.ended_at >= fact.at))))
ORDER BY fact."case", fact.seq
"""
