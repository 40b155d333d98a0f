"""What agencies asked the secretariat about a case, and what it answered."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.chain import SealedFact
from models.facts.assignment import SecretariatAnswered, SecretariatAsked
from models.texts import ErasableText

BOTH = {SecretariatAsked.name: "question", SecretariatAnswered.name: "answer"}


@dataclass(frozen=True, slots=True)
class Asking:
    """A question of an agency, or with ``answers`` the secretariat's answer; None if erased."""

    agency: str
    at: datetime
    answers: bool
    words: str | None


async def questions_of(
    db: AsyncSession, number: str, *, agency: str | None = None
) -> tuple[Asking, ...]:
    """Read questions and answers in order: of one agency, or of all."""
    rows = await db.scalars(
        select(SealedFact)
        .where(SealedFact.case == number, SealedFact.name.in_(BOTH))
        .order_by(SealedFact.seq)
    )
    known = [row for row in rows if agency in {None, row.body["agency"]}]
    texts = await _texts(db, number) if known else {}
    return tuple(
        Asking(
            agency=str(row.body["agency"]),
            at=row.at,
            answers=row.name == SecretariatAnswered.name,
            words=texts.get(str(row.body[BOTH[row.name]]["text"])),
        )
        for row in known
    )


async def agencies_asking(db: AsyncSession, number: str) -> frozenset[str]:
    """The agencies that ever asked about a case."""
    return frozenset(one.agency for one in await questions_of(db, number) if not one.answers)


async def _texts(db: AsyncSession, number: str) -> dict[str, str]:
    rows = await db.execute(
        select(ErasableText.id, ErasableText.text).where(
            ErasableText.case == number,
            ErasableText.kind.in_(BOTH.values()),
            ErasableText.text.is_not(None),
        )
    )
    return {str(key): words for key, words in rows.tuples() if words}
