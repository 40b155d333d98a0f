"""Follow the stored checkpoints, and compare what they and receipts saw with today's facts."""

from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kit.checkpoints import Checkpoint, Follower, Leaf
from kit.findings import Finding, Kind
from kit.links import span
from kit.receipts import Receipt
from models.chain import HOUSE
from models.checkpoints import CheckpointLeaf
from models.walking import ROWS_AT_ONCE, Walked

HASHES_AT_ONCE = 1000


class Followed(Follower):
    """Follows the checkpoints, and remembers how many facts each one saw."""

    def __init__(self, *, key: str, receipts: Sequence[Receipt]) -> None:
        super().__init__(HOUSE, key=key)
        self._wanted = {receipt.checkpoint for receipt in receipts}
        self.saw: dict[int, int] = {}
        self.sealed: dict[int, Checkpoint] = {}
        self.signed = 0

    def step(self, checkpoint: Checkpoint, leaves: Iterable[Leaf]) -> None:
        """Check the next checkpoint."""
        super().step(checkpoint, leaves)
        self.signed = self.covered
        if checkpoint.checkpoint in self._wanted:
            self.saw[checkpoint.checkpoint] = self.covered
            self.sealed[checkpoint.checkpoint] = checkpoint


async def follow(
    db: AsyncSession, walked: Walked, *, key: str, receipts: Sequence[Receipt]
) -> Followed:
    """Rebuild the root of each checkpoint from the heads that were sealed with it."""
    follower, waiting = Followed(key=key, receipts=receipts), deque(walked.checkpoints)
    async for number, leaves in _leaves(db):
        while waiting and waiting[0].checkpoint < number:
            follower.step(waiting.popleft(), [])
        if waiting and waiting[0].checkpoint == number:
            follower.step(waiting.popleft(), leaves)
        else:
            sentence = "heads were sealed here, and the checkpoint is gone"
            walked.find((HOUSE, number), Kind.CHECKPOINT_MISSING, sentence)
    for checkpoint in waiting:
        follower.step(checkpoint, [])
    walked.findings += follower.findings
    if follower.roots_lost[1:]:
        more = len(follower.roots_lost) - 1
        sentence = f"nor do the roots of {more} later checkpoint(s) come out"
        walked.find((HOUSE, follower.roots_lost[1]), Kind.CHECKPOINT_ROOT, sentence)
    return follower


async def _leaves(db: AsyncSession) -> AsyncIterator[tuple[int, list[Leaf]]]:
    """Read the changed heads of each checkpoint, in order."""
    rows = select(
        CheckpointLeaf.checkpoint, CheckpointLeaf.case, CheckpointLeaf.seq, CheckpointLeaf.hash
    ).order_by(CheckpointLeaf.checkpoint)
    stream = await db.stream(rows.execution_options(yield_per=ROWS_AT_ONCE))
    number, leaves = 0, list[Leaf]()
    async for row in stream:
        if leaves and row.checkpoint != number:
            yield number, leaves
            leaves = []
        number = row.checkpoint
        leaves.append(Leaf(row.case, row.seq, row.hash))
    if leaves:
        yield number, leaves


async def check_leaves(db: AsyncSession, walked: Walked, *, chain: str | None = None) -> None:
    """Find each chain's first head that a checkpoint saw and that is another one today."""
    query = REWRITTEN if chain is None else REWRITTEN_OF_ONE
    found = await db.execute(text(query), {} if chain is None else {"chain": chain})
    for row in found:
        standing = walked.chains.get(row.case)
        if standing is None:
            sentence = f"checkpoint {row.checkpoint} saw {row.last} facts of it, and all are gone"
            walked.find((row.case, row.last), Kind.CHAIN_VANISHED, sentence)
        elif row.missing:
            _find_truncated(walked, row, last=standing.seq)
        else:
            sentence = f"it, or a fact before it, was rewritten after checkpoint {row.checkpoint}"
            walked.find((row.case, row.seq), Kind.HEAD_REWRITTEN, sentence)


def _find_truncated(walked: Walked, row: Row[tuple[object, ...]], *, last: int) -> None:
    known = {(one.chain, one.seq) for one in walked.findings}
    if row.seq > last and (row.case, last + 1) not in known:
        sentence = f"{span(last + 1, row.last)} gone; checkpoint {row.checkpoint} saw them"
        walked.find((row.case, last + 1), Kind.LAST_ROW_MISSING, sentence)


async def check_receipts(
    db: AsyncSession, receipts: Sequence[Receipt], *, walked: Walked, follower: Followed, key: str
) -> int:
    """Compare receipts with what is there; returns how many facts the best of them proves."""
    proven = 0
    for receipt in receipts:
        number = receipt.checkpoint
        found = receipt.compare(follower.sealed.get(number), house=HOUSE, key=key)
        found += await _compare_heads(db, receipt)
        walked.findings += found
        broken = any(lost <= number for lost in follower.roots_lost)
        if not found and not broken:
            proven = max(proven, follower.saw[number])
    return proven


async def _compare_heads(db: AsyncSession, receipt: Receipt) -> list[Finding]:
    """Compare the heads that a receipt names with today's facts at these rows."""
    heads = {(leaf.chain, leaf.seq): leaf.hash for leaf in receipt.leaves}
    today: dict[tuple[str, int], str] = {}
    keys = list(heads)
    for start in range(0, len(keys), HASHES_AT_ONCE):
        today |= await _hashes(db, keys[start : start + HASHES_AT_ONCE])
    return [
        receipt.differs(chain, _changed(seq, today.get((chain, seq))), seq)
        for (chain, seq), head in heads.items()
        if today.get((chain, seq)) != head
    ]


async def _hashes(db: AsyncSession, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    chains, rows = [chain for chain, _ in keys], [seq for _, seq in keys]
    found = await db.execute(text(HASHES), {"chains": chains, "rows": rows})
    return {(chain, seq): head for chain, seq, head in found}


def _changed(seq: int, today: str | None) -> str:
    if today is None:
        return f"fact {seq} is gone"
    return f"fact {seq}, or one before it, was rewritten since"


REWRITTEN = """
SELECT DISTINCT ON (leaf."case") leaf.checkpoint, leaf."case", leaf.seq,
    fact.hash IS NULL AS missing, furthest.last
FROM checkpoint_leaf AS leaf
JOIN (SELECT "case", max(seq) AS last FROM checkpoint_leaf GROUP BY "case") AS furthest
    ON furthest."case" = leaf."case"
LEFT JOIN fact ON fact."case" = leaf."case" AND fact.seq = leaf.seq
WHERE fact.hash IS DISTINCT FROM leaf.hash
ORDER BY leaf."case", leaf.seq
"""
# The same of one chain, by its own rows: a page shows it, however many other chains there are.
REWRITTEN_OF_ONE = """
SELECT leaf.checkpoint, leaf."case", leaf.seq, fact.hash IS NULL AS missing,
    (SELECT max(seq) FROM checkpoint_leaf WHERE "case" = :chain) AS last
FROM checkpoint_leaf AS leaf
LEFT JOIN fact ON fact."case" = leaf."case" AND fact.seq = leaf.seq
WHERE leaf."case" = :chain AND fact.hash IS DISTINCT FROM leaf.hash
ORDER BY leaf.seq LIMIT 1
"""
HASHES = """
SELECT fact."case", fact.seq, fact.hash FROM fact
JOIN unnest(CAST(:chains AS text[]), CAST(:rows AS int[])) AS wanted (chain, seq)
    ON fact."case" = wanted.chain AND fact.seq = wanted.seq
"""
