"""Letters for people without mail: the lead agency brings them, and records the receipt.

The letter itself goes to the lead's address; that it was brought is a fact of the case.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    any_,
    bindparam,
    case,
    cast,
    exists,
    or_,
    select,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.cases import Case
from models.chain import SealedFact
from models.facts.talks import LetterDelivered
from models.letters.base import Brought
from models.letters.mediations import (
    AgreementSigned,
    MeetingCancelled,
    MeetingChanged,
    MeetingInvited,
    PartyAsked,
)
from models.letters.reports import CaseClosed
from models.notices import Notice
from models.shapes import Text
from models.status import ENDED
from models.talks import Mediation, Meeting, Party
from models.views import Bar

# An agreement counts beyond the closure, and that a case was closed is said after it.
AFTER_THE_END = (AgreementSigned.kind, CaseClosed.kind)
REACHED = ("handed", "read_out", "to_family")


@dataclass(frozen=True, slots=True)
class ToBring:
    """A letter that somebody must bring; ``to`` is a side's label or a figure's id.

    ``short`` is how people name it.

    ``moot``: it need not be brought any more, but may have been. It invites to a meeting that was
    moved or will not take place, cancels one of which nobody was told, or was corrected since.
    """

    id: str
    short: str
    case: str
    kind: str
    to: str
    recipient: str
    lead: str | None
    queued_at: datetime
    moot: bool = False


def shortly(letter: uuid.UUID) -> str:
    """The first part of a letter's id: enough among those of one case."""
    return str(letter).partition("-")[0]


async def brought_to(
    db: AsyncSession, notice: Notice, *, figures: Mapping[str, Text]
) -> Brought | None:
    """Say to whom somebody must bring a letter; None where its own mail reaches its reader.

    ``figures`` are those without mail, by id. Of a sealed case nobody who brings a letter has it
    any more, or may know who has: no receipt is asked for.
    """
    row = await db.execute(
        select(Party.label, Case.lead, Case.bars.contains([Bar.SEALED]))
        .select_from(Notice)
        .join(Case, Case.number == Notice.case)
        .outerjoin(Party, (cast(Party.id, SqlText) == Notice.recipient) & Party.email.is_(None))
        .where(Notice.id == notice.id)
    )
    found = row.tuples().one_or_none()
    if found is None:  # of no case, as a checkpoint's receipt
        return None
    label, lead, sealed = found
    name = {"id": label, "en": label} if label is not None else figures.get(notice.recipient)
    if name is None or (lead is None and not sealed):
        return None
    return Brought(letter=shortly(notice.id), name=name, lead=None if sealed else lead)


async def letters_to_bring(
    db: AsyncSession, *, without_mail: Collection[str], number: str | None = None
) -> Sequence[ToBring]:
    """Read the letters of open cases that somebody must bring now, the oldest first."""
    unbrought = await letters_unbrought(db, without_mail=without_mail, number=number)
    return [one for one in unbrought if not one.moot]


async def letters_unbrought(
    db: AsyncSession, *, without_mail: Collection[str], number: str | None = None
) -> Sequence[ToBring]:
    """Read the letters of open cases of which no receipt is recorded, the oldest first.

    Of a sealed case none is read: whatever was on its way stays there.
    ``without_mail`` are the ids of figures who have no address.
    """
    wanted = {"without_mail": sorted(without_mail)}
    if number is None:
        rows = await db.execute(UNBROUGHT, wanted)
    else:
        rows = await db.execute(UNBROUGHT_OF_ONE, {**wanted, "number": number})
    return [
        ToBring(
            id=str(letter.id),
            short=shortly(letter.id),
            case=letter.case,
            kind=letter.kind,
            to=party.label if party else letter.recipient,
            recipient=letter.recipient,
            lead=lead,
            queued_at=letter.queued_at,
            moot=moot,
        )
        for letter, party, lead, moot in rows.tuples()
    ]


def _moot() -> ColumnElement[bool]:
    """Whether a letter says what no longer holds, or takes back what nobody got."""
    off = Meeting.state.in_(["cancelled", "postponed"])
    moved = cast(Notice.props["sequence"].astext, Integer) < Meeting.sequence
    invites = Notice.kind.in_([MeetingInvited.kind, MeetingChanged.kind])
    talking = exists().where(Mediation.case == Notice.case, Mediation.ended_at.is_(None))
    earlier = aliased(Notice)
    told = exists().where(
        SealedFact.case == Notice.case,
        SealedFact.name == LetterDelivered.name,
        SealedFact.body["how"].astext.in_(REACHED),
        SealedFact.body["notice"].astext == cast(earlier.id, SqlText),
        earlier.recipient == Notice.recipient,
        earlier.props["meeting"].astext == Notice.props["meeting"].astext,
    )
    asks = and_(Notice.kind == PartyAsked.kind, ~talking)
    return case(
        (Meeting.id.is_(None), or_(asks, _corrected())),
        else_=or_(
            and_(invites, or_(off, moved)), and_(Notice.kind == MeetingCancelled.kind, ~told)
        ),
    )


def _corrected() -> ColumnElement[bool]:
    """Whether a later letter corrects what an agreement's letter says."""
    later = aliased(Notice)
    return and_(
        Notice.kind == AgreementSigned.kind,
        exists().where(
            later.case == Notice.case,
            later.kind == AgreementSigned.kind,
            later.recipient == Notice.recipient,
            later.seq > Notice.seq,
            later.props["corrected"].astext == "true",
        ),
    )


def _brought() -> ColumnElement[bool]:
    """Whether a receipt of a letter is recorded."""
    return exists().where(
        SealedFact.case == Notice.case,
        SealedFact.name == LetterDelivered.name,
        SealedFact.body["notice"].astext == cast(Notice.id, SqlText),
    )


# Of ``without_mail``, and of a case's ``number``: composed once (docs/decisions/0024).
UNBROUGHT = (
    select(Notice, Party, Case.lead, _moot())
    .join(Case, Case.number == Notice.case)
    .outerjoin(Party, cast(Party.id, SqlText) == Notice.recipient)
    .outerjoin(Meeting, cast(Meeting.id, SqlText) == Notice.props["meeting"].astext)
    .where(
        Notice.state != "cancelled",
        or_(
            Case.status.not_in([str(one) for one in ENDED]),
            Notice.kind.in_(AFTER_THE_END),
        ),
        ~Case.bars.contains([Bar.SEALED]),
        or_(
            Party.id.is_not(None) & Party.email.is_(None),
            Notice.recipient == any_(bindparam("without_mail", type_=ARRAY(SqlText))),
        ),
        ~_brought(),
    )
    .order_by(Notice.queued_at, Notice.id)
)
UNBROUGHT_OF_ONE = UNBROUGHT.where(Notice.case == bindparam("number"))
