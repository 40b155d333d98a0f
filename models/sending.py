"""How a queued notice is taken, handed over, put off or given up. All waits are machine time."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kit.mail import message_id
from models.letters.base import Letter
from models.letters.catalogue import DIGESTS, URGENT, digest
from models.notices import OPEN, WAITING, Notice

LEASE_SECONDS = 30
DIGESTS_AT_A_TIME = 7_285_863  # the advisory lock of who claims digests
PAUSES = (10, 30, 60, 300, 900, 3600)
PAUSES_WITHOUT_SERVER = PAUSES[:4]
URGENT_PAUSE = 10  # seconds, at most: an alarm is tried again and again
DEAD_AFTER_DAYS = 5
IS_URGENT = "kind IN (" + ", ".join(f"'{kind}'" for kind in URGENT) + ")"


@dataclass(frozen=True, slots=True)
class Bag:
    """Notices that make one mail: one alone, or a digest's, to one recipient."""

    notices: tuple[Notice, ...]
    message_id: str

    @property
    def first(self) -> Notice:
        """The oldest; recipient, address, kind and language are the same in all."""
        return self.notices[0]

    @property
    def letter(self) -> Letter:
        """What the mail says."""
        return digest([notice.letter for notice in self.notices])


async def claim(
    db: AsyncSession,
    *,
    sender: str,
    cases: Sequence[str] | None = None,
    digests: bool = False,
    limit: int = 10,
) -> list[Bag]:
    """Lease due notices to the caller for ``LEASE_SECONDS``: digests, or the rest.

    Alarms go before all else, then assignments, since an agency's clock waits for them; then the
    oldest.

    Two claims never hold the same notice; a lease that ran out may be claimed again, and its
    mail then has the Message-ID and the notices that it had.
    """
    if digests:
        await db.execute(select(func.pg_advisory_xact_lock(DIGESTS_AT_A_TIME)))
    terms = {"cases": None if cases is None else list(cases), "limit": limit, "digests": digests}
    found = await db.scalars(text(CLAIM), terms | {"kinds": list(DIGESTS), "lease": LEASE_SECONDS})
    ids = list(found)
    if digests:
        ids += await db.scalars(text(CLAIM_REST), {"ids": ids, "lease": LEASE_SECONDS})
    claimed = await db.scalars(
        select(Notice).where(Notice.id.in_(ids)).order_by(Notice.queued_at, Notice.id)
    )
    return _bags(claimed, sender=sender)


def _bags(notices: Iterable[Notice], *, sender: str) -> list[Bag]:
    mails: dict[object, list[Notice]] = {}
    for one in notices:
        alone = one.kind not in DIGESTS
        mails.setdefault(one.id if alone else (one.kind, one.recipient, one.message_id), []).append(
            one
        )
    for mail in mails.values():
        for one in mail:
            one.message_id = mail[0].message_id or message_id(mail[0].id, sender=sender)
    return [Bag(tuple(mail), str(mail[0].message_id)) for mail in mails.values()]


async def renew(db: AsyncSession, bags: Iterable[Bag]) -> None:
    """Hold on to leased notices for another ``LEASE_SECONDS``."""
    await db.execute(text(RENEW), {"ids": _ids(bags), "lease": LEASE_SECONDS})


async def mark_sent(db: AsyncSession, bag: Bag, *, at: datetime) -> None:
    """The mail server took it, at case time ``at``."""
    await _set(db, bag, state="sent", sent_at=at, trouble=None)


async def mark_dead(db: AsyncSession, bag: Bag, *, trouble: str) -> None:
    """Nobody will get it by trying again."""
    await _set(db, bag, state="dead", trouble=trouble)


async def mark_cancelled(db: AsyncSession, bag: Bag, *, trouble: str) -> None:
    """Nobody is there to get it: no address, or it is moot."""
    await _set(db, bag, state="cancelled", trouble=trouble)


async def postpone(db: AsyncSession, bag: Bag, *, trouble: str) -> bool:
    """Try again after the next pause; False if that was done for too many days already."""
    terms = {"ids": _ids([bag]), "trouble": trouble, "pauses": list(PAUSES)}
    waited = await db.scalar(text(POSTPONE), terms)
    return int(waited or 0) < DEAD_AFTER_DAYS


async def postpone_all(db: AsyncSession, *, trouble: str) -> None:
    """No mail server answers: put off every notice that is due, whoever it is for."""
    await db.execute(
        text(POSTPONE_ALL),
        {"trouble": trouble, "pauses": list(PAUSES_WITHOUT_SERVER), "cases": None},
    )


async def put_off(db: AsyncSession, cases: Sequence[str], *kinds: str, seconds: int) -> None:
    """Let what these cases owe of these kinds wait, if nobody tried it yet."""
    later = func.clock_timestamp() + timedelta(seconds=seconds)
    await db.execute(
        update(Notice)
        .where(
            Notice.case.in_(cases),
            Notice.kind.in_(kinds),
            Notice.state == "queued",
            Notice.attempts == 0,
        )
        .values(due_at=later)
        .execution_options(synchronize_session=False)
    )


async def release(db: AsyncSession, bags: Sequence[Bag]) -> None:
    """Give back leased notices that were not tried."""
    await db.execute(
        update(Notice)
        .where(Notice.id.in_(_ids(bags)), Notice.state == "sending")
        .values(state="queued", leased_until=None, attempts=Notice.attempts - 1)
    )


async def cancel_notices(db: AsyncSession, case: str, *kinds: str) -> None:
    """Cancel what a case still owed of these kinds: it is moot."""
    await db.execute(
        update(Notice)
        .where(Notice.case == case, Notice.kind.in_(kinds), Notice.state == "queued")
        .values(state="cancelled", trouble="moot")
    )


async def _set(db: AsyncSession, bag: Bag, **values: object) -> None:
    await db.execute(
        update(Notice)
        .where(Notice.id.in_(_ids([bag])))
        .values(leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )


def _ids(bags: Iterable[Bag]) -> list[uuid.UUID]:
    return [notice.id for bag in bags for notice in bag.notices]


CLAIM = f"""
UPDATE notice SET state = 'sending', attempts = attempts + 1,
    leased_until = now() + :lease * interval '1 second'
WHERE id IN (
    SELECT id FROM notice
    WHERE {OPEN} AND {WAITING} AND (kind = ANY (CAST(:kinds AS text[]))) = :digests
    ORDER BY NOT {IS_URGENT}, kind NOT LIKE 'case_assigned%', due_at
    LIMIT :limit FOR UPDATE SKIP LOCKED)
RETURNING id
"""  # noqa: S608 - constants only
# A digest that was tried once goes again whole: a part of it under the same Message-ID would be
# taken for the whole, and thrown away as a repetition.
CLAIM_REST = f"""
UPDATE notice SET state = 'sending', attempts = attempts + 1,
    leased_until = now() + :lease * interval '1 second'
WHERE {OPEN} AND (leased_until IS NULL OR leased_until <= statement_timestamp())
AND message_id IN (
    SELECT message_id FROM notice WHERE id = ANY (CAST(:ids AS uuid[])))
RETURNING id
"""  # noqa: S608 - constants only
RENEW = """
UPDATE notice SET leased_until = statement_timestamp() + :lease * interval '1 second'
WHERE id = ANY (CAST(:ids AS uuid[])) AND state = 'sending'
"""
POSTPONE = f"""
UPDATE notice SET state = 'queued', leased_until = NULL, trouble = :trouble,
    due_at = statement_timestamp() + interval '1 second' * least(
        CASE WHEN {IS_URGENT} THEN {URGENT_PAUSE} END,
        (CAST(:pauses AS int[]))[least(attempts, cardinality(CAST(:pauses AS int[])))])
WHERE id = ANY (CAST(:ids AS uuid[]))
RETURNING extract(day FROM statement_timestamp() - queued_at)
"""  # noqa: S608 - constants only
POSTPONE_ALL = f"""
UPDATE notice SET state = 'queued', leased_until = NULL, trouble = :trouble,
    attempts = attempts + 1, due_at = statement_timestamp() + interval '1 second' * least(
        CASE WHEN {IS_URGENT} THEN {URGENT_PAUSE} END,
        (CAST(:pauses AS int[]))[least(attempts + 1, cardinality(CAST(:pauses AS int[])))])
WHERE id IN (SELECT id FROM notice WHERE {OPEN} AND {WAITING} FOR UPDATE SKIP LOCKED)
"""  # noqa: S608 - constants only
