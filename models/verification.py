"""Verify the record: every chain, every text and every checkpoint, as the rows are today.

Where the line runs. A receipt that left the house proves all facts that its checkpoint saw, even
against somebody who holds machine and key. Facts under a checkpoint of which no receipt is shown
are proven only against whoever lacks the key. Facts after the last checkpoint are protected
against accident and bugs only.

All is read in the transaction that is passed in; open it with ``models.session.reading()``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.findings import Finding, Kind
from kit.receipts import Receipt
from models.chain import HOUSE
from models.checkpoints import CheckpointLeaf
from models.following import check_leaves, check_receipts, follow
from models.invariants import check_causes, check_guards, check_numbers, check_owners
from models.walking import Erased, Progress, Walked, walk


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found.

    ``signed`` counts the facts under a checkpoint, ``proven`` those under a receipt that was shown.
    """

    facts: int
    chains: int
    texts: int
    checkpoints: int
    signed: int
    proven: int
    findings: tuple[Finding, ...]
    erased: tuple[Erased, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def boundary(self) -> str:
        """Say how many facts are proven, and against whom."""
        parts = [
            (self.proven, "proven by your receipts, even against the holder of machine and key"),
            (self.signed - self.proven, "proven only against whoever lacks the house's key"),
            (self.facts - self.signed, "protected against accident and bugs only"),
        ]
        told = [f"{counted(count)} {words}" for count, words in parts if count > 0]
        return "; ".join(told) + "." if told else "There are no facts yet."


def counted(facts: int) -> str:
    """Count facts in words: ``1 fact``, ``1,200 facts``."""
    return f"{facts:,} fact{'' if facts == 1 else 's'}"


def quiet(_done: int, _of: int) -> None:
    """Show no progress."""


async def verify_record(
    db: AsyncSession, *, key: str, receipts: Sequence[Receipt] = (), progress: Progress = quiet
) -> Verification:
    """Verify everything. ``key`` is the public key, 64 hex digits."""
    walked = await walk(db, progress=progress)
    owners = await check_owners(db, walked)
    follower = await follow(db, walked, key=key, receipts=receipts)
    await check_leaves(db, walked)
    await check_numbers(db, walked, owners=owners)
    await check_causes(db, walked)
    await check_guards(db, walked, house=HOUSE)
    proven = await check_receipts(db, receipts, walked=walked, follower=follower, key=key)
    return _summed(walked, signed=follower.signed, proven=proven)


async def verify_case(db: AsyncSession, number: str) -> Verification:
    """Verify one chain, its texts, and that checkpoints saw its heads; no checkpoint's root."""
    walked = await walk(db, progress=quiet, chains=[number])
    await check_owners(db, walked, chains=[number])
    await check_leaves(db, walked, chain=number)
    seen = await db.scalar(
        select(CheckpointLeaf.seq)
        .where(CheckpointLeaf.case == number)
        .order_by(CheckpointLeaf.checkpoint.desc())
        .limit(1)
    )
    return _summed(walked, signed=min(seen or 0, walked.facts), proven=0)


def _summed(walked: Walked, *, signed: int, proven: int) -> Verification:
    vanished = {one.chain for one in walked.findings if one.kind is Kind.CHAIN_VANISHED}
    findings = [
        one
        for one in walked.findings
        if one.kind is not Kind.NUMBER_MISSING or one.chain not in vanished
    ]
    return Verification(
        facts=walked.facts,
        chains=len(walked.chains),
        texts=walked.texts,
        checkpoints=len(walked.checkpoints),
        signed=min(signed, walked.facts),
        proven=proven,
        findings=tuple(findings),
        erased=tuple(sorted(walked.gone.values(), key=lambda one: (one.chain, one.seq))),
    )
