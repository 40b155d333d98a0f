"""Verify the record: every chain, every text and every checkpoint, as the rows are today.

Where the line runs. A receipt that left the house proves all facts that its checkpoint saw, even
against somebody who holds machine and key. Facts under a checkpoint of which no receipt is shown
are proven only against whoever lacks the key. Facts after the last checkpoint are protected
against accident and bugs only.

All is read in the transaction that is passed in; open it with ``models.session.reading()``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.findings import Finding, Kind
from kit.receipts import Receipt
from kit.sentences import Said, Sentence, joined
from models.chain import HOUSE
from models.checkpoints import CheckpointLeaf
from models.following import check_leaves, check_receipts, follow
from models.invariants import check_causes, check_guards, check_numbers, check_owners
from models.verifying_files import check_files
from models.walking import Erased, Progress, Walked, walk

PROVEN = Sentence(
    "{facts} terbukti oleh tanda terima Anda, bahkan terhadap pemegang mesin dan kunci",
    "{facts} proven by your receipts, even against the holder of machine and key",
)
SIGNED = Sentence(
    "{facts} terbukti hanya terhadap yang tidak memegang kunci rumah",
    "{facts} proven only against whoever lacks the house's key",
)
PROTECTED = Sentence(
    "{facts} terlindung hanya terhadap kecelakaan dan kesalahan program",
    "{facts} protected against accident and bugs only",
)
NONE_YET = Sentence("Belum ada fakta.", "There are no facts yet.")


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
    def boundary(self) -> Said:
        """Say how many facts are proven, and against whom."""
        parts = [
            (self.proven, PROVEN),
            (self.signed - self.proven, SIGNED),
            (self.facts - self.signed, PROTECTED),
        ]
        told = [words.filled(facts=counted(count)) for count, words in parts if count > 0]
        return joined(told) if told else NONE_YET.filled()


def counted(facts: int) -> Said:
    """Count facts in words: ``1 fact``, ``1,200 facts``."""
    english = f"{facts:,} fact{'' if facts == 1 else 's'}"
    return {"id": f"{facts:,} fakta".replace(",", "."), "en": english}


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
    await check_files(db, walked)
    proven = await check_receipts(db, receipts, walked=walked, follower=follower, key=key)
    return _summed(walked, signed=follower.signed, proven=proven)


async def verify_case(db: AsyncSession, number: str) -> Verification:
    """Verify one chain, its texts, and that checkpoints saw its heads; no checkpoint's root."""
    walked = await walk(db, progress=quiet, chains=[number])
    await check_owners(db, walked, chains=[number])
    await check_leaves(db, walked, chain=number)
    await check_files(db, walked, chain=number)
    seen = await _seen_of(db, number)
    return _summed(walked, signed=min(seen, walked.facts), proven=0)


async def prove_case(
    db: AsyncSession, number: str, *, key: str, receipts: Sequence[Receipt]
) -> Verification:
    """Verify one case against receipts: what it holds, and what the house's chain must answer for.

    A receipt's root stands for all chains at once, so that all are walked; findings in other
    cases are left out, and nothing is proven while a receipt or the house's chain has one.
    """
    whole = await verify_record(db, key=key, receipts=receipts)
    alone = await verify_case(db, number)
    mine = (one for one in whole.findings if one.chain in {number, HOUSE})
    findings = tuple(dict.fromkeys((*mine, *alone.findings)))
    best = max(receipt.checkpoint for receipt in receipts)
    seen = await _seen_of(db, number, until=best)
    proven = 0 if findings or not whole.proven else min(seen, alone.facts)
    return replace(alone, findings=findings, proven=proven)


async def _seen_of(db: AsyncSession, number: str, *, until: int | None = None) -> int:
    """How many facts of a case its last checkpoint saw, or the last one up to another."""
    early = [CheckpointLeaf.checkpoint <= until] if until is not None else []
    seen = await db.scalar(
        select(CheckpointLeaf.seq)
        .where(CheckpointLeaf.case == number, *early)
        .order_by(CheckpointLeaf.checkpoint.desc())
        .limit(1)
    )
    return seen or 0


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
