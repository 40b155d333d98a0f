"""Messages between a reporter and whoever answers, in the order in which they were written."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.chain import SealedFact
from models.facts.danger import MessageSent
from models.texts import ErasableText

FROM_REPORTER, TO_REPORTER = "from_reporter", "to_reporter"


@dataclass(frozen=True, slots=True)
class Message:
    """A message; ``text`` is None if it was erased, or if ``about`` alone was chosen.

    ``files`` is how many came with it.
    """

    at: datetime
    direction: str
    about: str | None
    text: str | None
    files: int = 0

    @property
    def from_reporter(self) -> bool:
        """Whether the reporter wrote it."""
        return self.direction == FROM_REPORTER


async def messages_of(db: AsyncSession, number: str) -> tuple[Message, ...]:
    """Read the messages of a case, oldest first."""
    rows = await db.execute(
        select(SealedFact.at, SealedFact.body)
        .where(SealedFact.case == number, SealedFact.name == MessageSent.name)
        .order_by(SealedFact.seq)
    )
    said = [(at, MessageSent.model_validate(body)) for at, body in rows.tuples()]
    texts = await _texts(db, [one.message.text for _, one in said if one.message])
    return tuple(
        Message(
            at,
            one.direction,
            one.about,
            texts.get(one.message.text) if one.message else None,
            len(one.attachments),
        )
        for at, one in said
    )


async def _texts(db: AsyncSession, ids: Iterable[str]) -> dict[str, str | None]:
    rows = await db.execute(
        select(ErasableText.id, ErasableText.text).where(
            ErasableText.id.in_([uuid.UUID(one) for one in ids])
        )
    )
    return {str(id_): words for id_, words in rows.tuples()}
