"""Gather one case's chain for a file, with the proofs that checkpoints saw it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kit.exports import Export, Proof
from kit.keys import checkpoint_public_hex
from kit.sentences import Explained, Sentence
from models.chain import SealedFact
from models.checkpoints import Sealed, last_checkpoint, read_checkpoint

UNKNOWN = Sentence(
    "titik periksa {checkpoint} tidak ada; nomornya tertulis pada tanda terima",
    "there is no checkpoint {checkpoint}; its number is in the receipt",
)
TOO_OLD = Sentence(
    "titik periksa {checkpoint} lebih lama daripada {number}",
    "checkpoint {checkpoint} is older than {number}",
)


class NoSuchCheckpoint(Explained):
    """A checkpoint is not there, or did not see the case yet; the message says which."""


async def read_seen(db: AsyncSession, number: str, *, against: Collection[int]) -> list[Sealed]:
    """Read the checkpoints to prove a case against, and the last nightly one if it saw the case.

    Raises ``NoSuchCheckpoint`` for one in ``against`` that is not there, or is older than the case.
    """
    seen = [await _asked(db, number, checkpoint=one) for one in sorted(set(against))]
    nightly = await last_checkpoint(db, nightly=True)
    if nightly is not None and nightly not in against:
        mailed = await read_checkpoint(db, nightly)
        if mailed is not None and _saw(mailed, number):
            seen.append(mailed)
    return seen


async def gather(db: AsyncSession, number: str, *, checkpoints: Sequence[Sealed]) -> Export:
    """Gather a locked case; the last of ``checkpoints`` was sealed in this transaction."""
    facts = await db.scalars(
        select(SealedFact).where(SealedFact.case == number).order_by(SealedFact.seq)
    )
    rows = facts.all()
    return Export(
        chain=number,
        key=checkpoint_public_hex(),
        records=tuple(row.record for row in rows),
        proofs=tuple(Proof.of(one.checkpoint, one.leaves, chain=number) for one in checkpoints),
    )


async def _asked(db: AsyncSession, number: str, *, checkpoint: int) -> Sealed:
    sealed = await read_checkpoint(db, checkpoint)
    if sealed is None:
        raise NoSuchCheckpoint(UNKNOWN, checkpoint=checkpoint)
    if not _saw(sealed, number):
        raise NoSuchCheckpoint(TOO_OLD, checkpoint=checkpoint, number=number)
    return sealed


def _saw(sealed: Sealed, number: str) -> bool:
    return any(leaf.chain == number for leaf in sealed.leaves)
