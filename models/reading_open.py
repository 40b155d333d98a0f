"""What of a case is open: what waits for somebody's decision, and what may be answered.

Codes only: pages offer acts by them, and say of each what waits and for whom.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.clock import wita_date
from models.agreements import Closure, clauses_of, current_agreement, released_clauses
from models.alerts import Alert
from models.bars import lifting_asked
from models.cases import Case
from models.causes import stuck_cause
from models.identities import open_request
from models.remains import Objection, open_referral
from models.states import state_until
from models.status import ENDED, Status
from models.texts import ErasableText
from models.views import Bar


class Open(StrEnum):
    """What is open in a case."""

    REVIEW = "review"
    STUCK = "stuck"
    ALARM = "alarm"  # nobody took it yet
    DANGER = "danger"  # it was raised, and nobody said that it is calm
    OBJECTION = "objection"
    CLOSURE = "closure"
    REFERRAL = "referral"
    IDENTITY = "identity"  # somebody asks to open it
    SEAL_LIFTING = "seal_lifting"  # a first person asked to lift the seal
    BAR_LIFTING = "bar_lifting"  # ... or another bar that two people lift
    WITHHELD_CLAUSE = "withheld_clause"
    STATE = "state"  # a Status Keadaan Konflik stands


@dataclass(frozen=True, slots=True)
class IdentityAsked:
    """A request to open who reported: by whom, since when, why, and who consented until when.

    ``over`` when the consent was not used in time; ``yours`` of whoever looks.
    """

    by: str
    at: datetime
    reason: str | None
    consented_by: str | None
    until: datetime | None
    over: bool
    yours: bool = False

    @property
    def open_to_asker(self) -> bool:
        """Whether whoever asked may read it now."""
        return self.until is not None and not self.over


@dataclass(frozen=True, slots=True)
class TextKept:
    """A text of a case that was not erased: its id and what kind it is, never its words."""

    id: str
    kind: str


async def open_things(db: AsyncSession, case: Case, *, at: datetime) -> frozenset[Open]:
    """Say what is open in a case."""
    alert = await db.scalar(
        select(Alert).where(Alert.case == case.number, Alert.ended_at.is_(None))
    )
    closure = await db.get(Closure, (case.number, case.episode))
    lifting = await lifting_asked(db, case.number)
    found = {
        Open.REVIEW: case.stands is Status.NEEDS_REVIEW,
        Open.STUCK: await stuck_cause(db, case.number) is not None,
        Open.ALARM: alert is not None and alert.waits,
        Open.DANGER: alert is not None,
        Open.OBJECTION: await _objection(db, case),
        Open.CLOSURE: closure is not None and _waits(closure) and case.stands not in ENDED,
        Open.REFERRAL: case.stands is Status.REFERRED
        and await open_referral(db, case.number) is not None,
        Open.IDENTITY: await open_request(db, case.number) is not None,
        Open.SEAL_LIFTING: Bar.SEALED in lifting,
        Open.BAR_LIFTING: bool(lifting - {Bar.SEALED}),
        Open.WITHHELD_CLAUSE: await _withheld(db, case),
        Open.STATE: await state_until(db, case.number, on=wita_date(at)) is not None,
    }
    return frozenset(one for one, stands in found.items() if stands)


async def identity_asked(
    db: AsyncSession, number: str, *, by: str, at: datetime
) -> IdentityAsked | None:
    """Read the open request to open who reported, as an actor sees it."""
    row = await open_request(db, number)
    if row is None:
        return None
    until = row.good_until
    reason = await db.get(ErasableText, row.reason)
    return IdentityAsked(
        by=row.asked_by,
        at=row.asked_at,
        reason=reason.text if reason else None,
        consented_by=row.consented_by,
        until=until,
        over=until is not None and until < at,
        yours=row.asked_by == by,
    )


async def texts_kept(db: AsyncSession, number: str) -> tuple[TextKept, ...]:
    """Read which texts of a case may still be erased."""
    rows = await db.execute(
        select(ErasableText.id, ErasableText.kind)
        .where(ErasableText.case == number, ErasableText.text.is_not(None))
        .order_by(ErasableText.kind, ErasableText.id)
    )
    return tuple(TextKept(str(id_), kind) for id_, kind in rows.tuples())


def _waits(closure: Closure) -> bool:
    return closure.withdrawn_at is None and closure.approved_by is None


async def _objection(db: AsyncSession, case: Case) -> bool:
    if case.stands not in {Status.CLOSED, Status.DISMISSED}:
        return False
    objection = await db.get(Objection, (case.number, case.episode))
    return objection is not None and objection.decided_at is None


async def _withheld(db: AsyncSession, case: Case) -> bool:
    """Whether the owner of a clause is not written to, since the reporter fears that office."""
    agreement = await current_agreement(db, case.number) if case.not_to_tell else None
    if agreement is None:
        return False
    released = await released_clauses(db, case.number)
    return any(
        row.owner_kind == "agency"
        and _feared(row.owner, case.not_to_tell)
        and str(row.id) not in released
        for row in await clauses_of(db, agreement)
    )


def _feared(agency: str, feared: Iterable[str]) -> bool:
    return bool({agency, agency.split("-", maxsplit=1)[0]} & set(feared))
