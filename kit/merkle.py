"""Merkle trees as RFC 6962 (section 2.1) draws them, over SHA-256.

Leaves and nodes are hashed with different first bytes, so that neither can pass
for the other. A tree of no leaves has the hash of the empty string as its root.
All in O(n), on bytes; a proof is the list of sibling hashes from leaf to root.
"""

import hashlib
import hmac
from collections.abc import Sequence

LEAF = b"\x00"
NODE = b"\x01"


def leaf_hash(leaf: bytes) -> bytes:
    """Hash an entry into its leaf, 32 bytes."""
    return hashlib.sha256(LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children into their node, 32 bytes."""
    return hashlib.sha256(NODE + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Hash entries, in their order, into the root of their tree, 32 bytes."""
    level = [leaf_hash(leaf) for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = _above(level)
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """List the sibling hashes that lead from entry ``index`` to the root, lowest first.

    Raises ``IndexError`` if there is no such entry.
    """
    if not 0 <= index < len(leaves):
        message = f"a tree of {len(leaves)} entries has no entry {index}"
        raise IndexError(message)
    level = [leaf_hash(leaf) for leaf in leaves]
    proof = []
    while len(level) > 1:
        if index ^ 1 < len(level):
            proof.append(level[index ^ 1])
        level, index = _above(level), index // 2
    return proof


def verify_inclusion(
    leaf: bytes, proof: Sequence[bytes], *, index: int, size: int, root: bytes
) -> bool:
    """Tell whether the proof shows this entry at ``index`` of a tree of ``size`` with this root.

    Never raises on a wrong proof: too short, too long or of other bytes, it is simply false.
    """
    if not 0 <= index < size:
        return False
    siblings, last = list(proof), size - 1
    found = leaf_hash(leaf)
    while last > 0:
        if index % 2 or index < last:
            if not siblings:
                return False
            sibling = siblings.pop(0)
            found = node_hash(sibling, found) if index % 2 else node_hash(found, sibling)
        index, last = index // 2, last // 2
    return not siblings and hmac.compare_digest(found, root)


def _above(level: list[bytes]) -> list[bytes]:
    """Pair a level's nodes; a last one without a partner rises as it is.

    This draws the same tree as RFC 6962's split at the largest power of two.
    """
    pairs = [node_hash(*level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
    return pairs + level[len(pairs) * 2 :]
