"""Merkle trees as RFC 6962 (section 2.1) draws them, over SHA-256.

Leaves and nodes are hashed with different first bytes, so that neither can pass
for the other. A tree of no leaves has the hash of the empty string as its root.
All in O(n), on bytes; a proof is the list of sibling hashes from leaf to root.
"""

import hashlib
import hmac
from bisect import bisect_left
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


def inclusion_proofs(leaves: Sequence[bytes], indexes: Sequence[int]) -> list[list[bytes]]:
    """List the proofs of several entries, as ``inclusion_proof`` does; the tree is drawn once."""
    proofs: list[list[bytes]] = [[] for _ in indexes]
    level, places = [leaf_hash(leaf) for leaf in leaves], list(indexes)
    while len(level) > 1:
        for proof, place in zip(proofs, places, strict=True):
            if place ^ 1 < len(level):
                proof.append(level[place ^ 1])
        level, places = _above(level), [place // 2 for place in places]
    return proofs


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


class GrowingTree:
    """A tree whose entries have names, and stand in the order of these names.

    Putting an entry costs as much as its path to the root; one that pushes others aside costs
    a part of the tree anew.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        self._levels: list[list[bytes]] = [[]]
        self._stale: set[int] = set()

    def put(self, name: str, entry: bytes) -> None:
        """Set the entry of a name, new or known."""
        leaves, index = self._levels[0], bisect_left(self._names, name)
        if index < len(self._names) and self._names[index] == name:
            leaves[index] = leaf_hash(entry)
            self._stale.add(index)
            return
        self._names.insert(index, name)
        leaves.insert(index, leaf_hash(entry))
        self._stale.update(range(index, len(leaves)))

    def root(self) -> bytes:
        """Hash the entries into the root of their tree, 32 bytes."""
        if not self._names:
            return root([])
        stale, self._stale, height = self._stale, set(), 0
        while len(self._levels[height]) > 1:
            stale = self._rise(height, stale)
            height += 1
        return self._levels[height][0]

    def _rise(self, height: int, stale: set[int]) -> set[int]:
        """Hash the parents of stale nodes into the level above; returns where these stand."""
        if height + 1 == len(self._levels):
            self._levels.append([])
        above, parents = self._levels[height + 1], {index // 2 for index in stale}
        for parent in sorted(parents):
            pair = self._levels[height][2 * parent : 2 * parent + 2]
            above[parent : parent + 1] = [node_hash(*pair)] if pair[1:] else pair
        return parents


def _above(level: list[bytes]) -> list[bytes]:
    """Pair a level's nodes; a last one without a partner rises as it is.

    This draws the same tree as RFC 6962's split at the largest power of two.
    """
    pairs = [node_hash(*level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
    return pairs + level[len(pairs) * 2 :]
