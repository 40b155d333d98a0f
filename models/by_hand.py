"""Letters for people without mail: the lead agency brings them, and records the receipt.

The letter itself goes to the lead's address; that it was brought is a fact of the case.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text as SqlText
from sqlalchemy import cast, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.cases import Case
from models.chain import SealedFact
from models.facts.talks import LetterDelivered
from models.letters.base import Brought
from models.notices import Notice
from models.shapes import Text
from models.status import ENDED
from models.talks import Party
from models.views import Bar


@dataclass(frozen=True, slots=True)
class ToBring:
    """A letter that somebody must bring; ``to`` is a side's label or a figure's id."""

    id: str
    case: str
    kind: str
    to: str
    recipient: str
    lead: str | None
    queued_at: datetime


async def brought_to(
    db: AsyncSession, notice: Notice, *, figures: Mapping[str, Text]
) -> Brought | None:
    """Say to whom somebody must bring a letter; None where its own mail reaches its reader.

    ``figures`` are those without mail, by id.
    """
    row = await db.execute(
        select(Party.label, Case.lead)
        .select_from(Notice)
        .join(Case, Case.number == Notice.case)
        .outerjoin(Party, (cast(Party.id, SqlText) == Notice.recipient) & Party.email.is_(None))
        .where(Notice.id == notice.id)
    )
    found = row.tuples().one_or_none()
    if found is None:  # of no case, as a checkpoint's receipt
        return None
    label, lead = found
    if lead is not None and label is not None:
        return Brought(to=label, name={"id": label, "en": label}, lead=lead)
    if lead is not None and notice.recipient in figures:
        return Brought(to=notice.recipient, name=figures[notice.recipient], lead=lead)
    return None


async def letters_to_bring(
    db: AsyncSession, *, without_mail: Collection[str], case: str | None = None
) -> Sequence[ToBring]:
    """Read the letters of open cases that nobody has brought yet, the oldest first.

    Of a sealed case none is read: whatever was on its way stays there.
    ``without_mail`` are the ids of figures who have no address.
    """
    of_the_letter = SealedFact.body["notice"].astext == cast(Notice.id, SqlText)
    brought = exists().where(
        SealedFact.case == Notice.case, SealedFact.name == LetterDelivered.name, of_the_letter
    )
    rows = await db.execute(
        select(Notice, Party, Case.lead)
        .join(Case, Case.number == Notice.case)
        .outerjoin(Party, cast(Party.id, SqlText) == Notice.recipient)
        .where(
            Notice.state != "cancelled",
            Case.status.not_in([str(one) for one in ENDED]),
            ~Case.bars.contains([Bar.SEALED]),
            or_(
                Party.id.is_not(None) & Party.email.is_(None),
                Notice.recipient.in_(sorted(without_mail)),
            ),
            ~brought,
        )
        .where(Notice.case == case if case else Notice.case.is_not(None))
        .order_by(Notice.queued_at, Notice.id)
    )
    return [
        ToBring(
            id=str(letter.id),
            case=letter.case,
            kind=letter.kind,
            to=party.label if party else letter.recipient,
            recipient=letter.recipient,
            lead=lead,
            queued_at=letter.queued_at,
        )
        for letter, party, lead in rows.tuples()
    ]
