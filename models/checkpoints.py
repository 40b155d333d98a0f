"""Checkpoints of the record: which head each chain had when one was sealed.

The house's lock makes checkpoints one at a time; cases go on meanwhile. The heads are read in one
statement, so what is sealed is one moment: whatever had been committed when it began.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Integer, Text, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from kit.checkpoints import Checkpoint, Leaf
from kit.keys import checkpoint_key, checkpoint_public_hex
from kit.merkle import root
from kit.receipts import Receipt
from models.base import Base
from models.chain import HOUSE, SealedFact, instant, seal
from models.facts.house import CheckpointSealed, HouseFounded
from models.house import House, found


class CheckpointLeaf(Base):
    """A chain whose head changed since the checkpoint before: its new head. Insert only.

    A checkpoint's whole tree is, for each chain, its last leaf up to that checkpoint. ``hash``
    is kept beside the fact's own, so that a fact rewritten later is found at its row.
    """

    __tablename__ = "checkpoint_leaf"
    __table_args__ = (
        ForeignKeyConstraint(["case", "seq"], ["fact.case", "fact.seq"]),
        Index("ix_checkpoint_leaf_case", "case", "checkpoint"),
    )

    checkpoint: Mapped[int] = mapped_column(Integer, primary_key=True)
    case: Mapped[str] = mapped_column(Text, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A checkpoint and its whole tree: the head of each chain, by name."""

    checkpoint: Checkpoint
    leaves: tuple[Leaf, ...]

    @property
    def receipt(self) -> Receipt:
        """What an auditor keeps outside the house, with all heads."""
        return Receipt.of(self.checkpoint, key=checkpoint_public_hex(), leaves=self.leaves)


async def seal_checkpoint(
    db: AsyncSession, *, regency: str, actor: str, at: datetime, nightly: bool = False
) -> Sealed:
    """Seal the heads of all chains under the house's lock; take that after all other locks.

    Facts said before in the same transaction would not be in it: that is refused.
    """
    if db.info.get("pending"):
        raise RuntimeError("a checkpoint is sealed in a transaction of its own")
    house = await founded(db, regency=regency, actor=actor, at=at)
    previous = await last_checkpoint(db)
    heads = await _heads(db)
    leaves = tuple(head.leaf for head in heads)
    sealed = _signed(leaves, house, previous=previous, nightly=nightly, at=at)
    await db.execute(
        insert(CheckpointLeaf),
        [head.row(sealed) for head in heads if head.changed],
    )
    house.record(_fact(sealed), actor=actor, at=at)
    return Sealed(sealed, leaves)


async def founded(db: AsyncSession, *, regency: str, actor: str, at: datetime) -> House:
    """Lock the house; begin its chain first if nobody did, sealed at once."""
    founding = HouseFounded(regency=regency, checkpoint_key=checkpoint_public_hex())
    house = await found(db, founding, actor=actor, at=at)
    await seal(db)
    return house


async def changed_since_checkpoint(db: AsyncSession) -> bool:
    """Tell whether anything but the last checkpoint itself came since that was sealed."""
    last = await last_checkpoint(db)
    heads = (head for head in await _heads(db) if head.changed)
    return any((head.leaf.chain, head.leaf.seq) != (HOUSE, last) for head in heads)


async def last_checkpoint(db: AsyncSession, *, nightly: bool = False) -> int | None:
    """The number of the last checkpoint, or of the last nightly one."""
    numbers = select(SealedFact.seq).where(
        SealedFact.case == HOUSE, SealedFact.name == CheckpointSealed.name
    )
    if nightly:
        numbers = numbers.where(SealedFact.body["nightly"].as_boolean())
    last: int | None = await db.scalar(numbers.order_by(SealedFact.seq.desc()).limit(1))
    return last


async def read_checkpoint(db: AsyncSession, number: int) -> Sealed | None:
    """Read a checkpoint with its whole tree as it was sealed; None if there is no such one."""
    fact = await db.get(SealedFact, (HOUSE, number))
    if fact is None or fact.name != CheckpointSealed.name:
        return None
    rows = await db.execute(text(TREE), {"number": number})
    leaves = tuple(sorted((Leaf(*row) for row in rows), key=lambda leaf: leaf.chain))
    return Sealed(as_checkpoint(number, at=instant(fact.at), body=fact.body), leaves)


def as_checkpoint(number: int, *, at: str, body: dict[str, Any]) -> Checkpoint:
    """Read a checkpoint from its fact; raises ``ValidationError`` on what is none."""
    names = ("count", "nightly", "root", "signature")
    fields = {name: body.get(name) for name in names}
    return Checkpoint.model_validate(
        {**fields, "at": at, "checkpoint": number, "previous": body.get("previous")}
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a chain stands, and whether the last checkpoint saw it there."""

    leaf: Leaf
    changed: bool

    def row(self, sealed: Checkpoint) -> dict[str, Any]:
        leaf = self.leaf
        return {
            "checkpoint": sealed.checkpoint,
            "case": leaf.chain,
            "seq": leaf.seq,
            "hash": leaf.hash,
        }


async def _heads(db: AsyncSession) -> list[_Head]:
    rows = await db.execute(text(HEADS))
    heads = [_Head(Leaf(chain, seq, head), changed) for chain, seq, head, changed in rows]
    return sorted(heads, key=lambda head: head.leaf.chain)


def _signed(
    leaves: Sequence[Leaf], house: House, *, previous: int | None, nightly: bool, at: datetime
) -> Checkpoint:
    statement = {
        "at": instant(at),
        "checkpoint": house.seq + 1,
        "count": len(leaves),
        "nightly": nightly,
        "previous": previous,
        "root": root([leaf.entry() for leaf in leaves]).hex(),
    }
    return Checkpoint.sign(statement, checkpoint_key())


def _fact(sealed: Checkpoint) -> CheckpointSealed:
    said = sealed.model_dump(include={"count", "root", "previous", "nightly", "signature"})
    return CheckpointSealed(**said)


# A chain that is gone keeps its last leaf: the tree goes on, and verification names the chain.
HEADS = """
WITH head AS (
    SELECT owner.number, owner.seq, fact.hash
    FROM (SELECT number, seq FROM "case" UNION ALL SELECT number, seq FROM house) AS owner
    JOIN fact ON fact."case" = owner.number AND fact.seq = owner.seq
), leaf AS (
    SELECT DISTINCT ON ("case") "case", seq, hash FROM checkpoint_leaf
    ORDER BY "case", checkpoint DESC
)
SELECT coalesce(head.number, leaf."case"), coalesce(head.seq, leaf.seq),
    coalesce(head.hash, leaf.hash),
    head.hash IS NOT NULL AND head.hash IS DISTINCT FROM leaf.hash
FROM head FULL JOIN leaf ON leaf."case" = head.number
"""
TREE = """
SELECT DISTINCT ON ("case") "case", seq, hash FROM checkpoint_leaf
WHERE checkpoint <= :number ORDER BY "case", checkpoint DESC
"""
