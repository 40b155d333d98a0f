"""What an auditor reads: each read is a fact of the house before anything is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.acting import AUDITOR, Person, Refused, reader
from desk.audiences import audiences
from desk.refusals import audit as says
from desk.refusals.acting import NO_SUCH_CASE
from kit.clock import now
from kit.receipts import Receipt
from models.cases import Case
from models.chain import HOUSE
from models.checkpoints import founded, read_checkpoint
from models.facts.house import RecordRead
from models.reading_audit import (
    Entry,
    Kept,
    entries_of,
    texts_in,
    texts_of,
    without_telling,
)
from models.reading_audit_lists import Line
from models.regency import Regency
from models.session import reading, transaction
from models.verification import Verification, verify_case
from policies.audience import Reads, may_read

# What officials wrote of their own acts; a report, an incident, minutes are not among them.
REASONS = (
    *("identity_reason", "officer", "bar_reason", "decline_reason", "reassignment", "hand_over"),
    *("release_reason", "reopening", "settling", "objection_decision", "no_prevention"),
    *("watch_review", "wording_reason"),
)


@dataclass(frozen=True, slots=True)
class History:
    """A case's chain with its proofs, and the check that was made while it was read.

    ``whole`` unless it is sealed: then its facts are told without what tells of the matter.
    """

    case: Case
    entries: tuple[Entry, ...]
    texts: Mapping[str, Kept]
    check: Verification
    whole: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """How a receipt fits the checkpoint that is here; ``sentences`` say what differs."""

    receipt: Receipt
    differs: tuple[str, ...] = ()


async def record_read(what: str, *, by: Person, rules: Regency, case: str | None = None) -> None:
    """Say in the house's chain that an auditor is about to read something."""
    if by.role != AUDITOR:
        raise Refused(says.AUDITORS_READ, who=by)
    at = now()
    async with transaction() as db:
        house = await founded(db, regency=rules.code, actor=str(by), at=at)
        house.record(RecordRead(what=what, case=case), actor=str(by), at=at)


async def history(number: str, *, by: Person) -> History:
    """Read a case's chain, and check it in the same moment; refused where the policy says so."""
    async with reading() as db:
        case = await db.get(Case, number)
        if case is None:
            raise Refused(NO_SUCH_CASE, number=number)
        audience = (await audiences(db, [case]))[number]
        if not may_read(reader(by), Reads.CHAIN, case=audience):
            raise Refused(NO_SUCH_CASE, number=number)
        entries = await entries_of(db, number)
        texts = await readable_texts(db, {number: [one.body for one in entries]}, by=by)
        whole = bool(may_read(reader(by), Reads.ANSWERS, case=audience))
        if not whole:
            entries = tuple(replace(one, body=without_telling(one.body)) for one in entries)
        return History(
            case=case,
            entries=entries,
            texts=texts,
            check=await verify_case(db, number),
            whole=whole,
        )


async def lines_read(
    db: AsyncSession, lines: Iterable[Line], *, by: Person
) -> Callable[[Line], Line]:
    """Give what shows a line of a list as far as somebody reads its case."""
    numbers = {one.case for one in lines}
    cases = await db.scalars(select(Case).where(Case.number.in_(numbers)))
    sealed = {
        number
        for number, audience in (await audiences(db, cases)).items()
        if not may_read(reader(by), Reads.ANSWERS, case=audience)
    }

    def read(line: Line) -> Line:
        return replace(line, body=without_telling(line.body)) if line.case in sealed else line

    return read


async def readable_texts(
    db: AsyncSession, bodies: Mapping[str, Sequence[Mapping[str, Any]]], *, by: Person
) -> dict[str, Kept]:
    """Read how the texts of some cases' facts stand; the words only of reasons he may read."""
    cases = await db.scalars(select(Case).where(Case.number.in_(bodies)))
    seen = await audiences(db, cases)
    found: dict[str, Kept] = {}
    for may in (True, False):
        numbers = [
            number
            for number, audience in seen.items()
            if bool(may_read(reader(by), Reads.REASONS, case=audience)) is may
        ]
        ids = {text for number in numbers for text in texts_in(bodies[number])}
        found |= await texts_of(db, ids, readable=REASONS if may else ())
    return found


async def compare_receipt(receipt: Receipt, *, key: str) -> Compared:
    """Compare a receipt with the checkpoint that is here under its number, field by field."""
    async with reading() as db:
        sealed = await read_checkpoint(db, receipt.checkpoint)
    checkpoint = sealed.checkpoint if sealed else None
    differs = receipt.compare(checkpoint, house=HOUSE, key=key)
    return Compared(receipt, tuple(one.sentence for one in differs))
