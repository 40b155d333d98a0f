"""Checkpoints: one signed Merkle root over the heads of all chains at one moment.

A checkpoint's number is its own row in the first chain, whose head just before it is one of the
entries. So each checkpoint seals all those before it, and one late receipt covers them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, StringConstraints

from kit.findings import Finding, Kind
from kit.hashing import canonical
from kit.merkle import GrowingTree

CONTEXT = b"rukun checkpoint 1\n"

Hex32 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class KeyUnreadable(ValueError):
    """A public key is not 64 hex digits."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The head of a chain: its name, its last row, that row's hash."""

    chain: str
    seq: int
    hash: str

    def entry(self) -> bytes:
        """The bytes that stand for it in the tree."""
        return canonical({"chain": self.chain, "hash": self.hash, "seq": self.seq}).encode()


class Checkpoint(BaseModel):
    """What is signed, and the signature over all the rest. ``at`` is UTC with microseconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: str
    checkpoint: StrictInt
    count: StrictInt
    nightly: StrictBool
    previous: StrictInt | None
    root: Hex32
    signature: Hex64

    @classmethod
    def sign(cls, statement: Mapping[str, object], key: Ed25519PrivateKey) -> Self:
        """Sign a statement: all fields but the signature."""
        signature = key.sign(CONTEXT + canonical(statement).encode()).hex()
        return cls.model_validate({**statement, "signature": signature})

    def signed_with(self, public_key: str) -> bool:
        """Tell whether this key signed it; ``public_key`` is 64 hex digits."""
        statement = canonical(self.model_dump(exclude={"signature"}))
        try:
            read_key(public_key).verify(bytes.fromhex(self.signature), CONTEXT + statement.encode())
        except InvalidSignature:
            return False
        return True


def read_key(public_key: str) -> Ed25519PublicKey:
    """Read a public key of 64 hex digits; raises ``KeyUnreadable``."""
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    except ValueError:
        raise KeyUnreadable(
            f"the key {public_key[:20]!r} is not one; it is 64 hex digits, as in each receipt"
        ) from None


class Follower:
    """Follows checkpoints in their order and rebuilds each root from the heads that changed."""

    def __init__(self, house: str, *, key: str) -> None:
        self._house, self._key = house, key
        self._tree = GrowingTree()
        self._heads: dict[str, int] = {}
        self._last: Checkpoint | None = None
        self.covered = 0
        self.roots_lost: list[int] = []
        self.findings: list[Finding] = []

    def step(self, checkpoint: Checkpoint, leaves: Iterable[Leaf]) -> None:
        """Check the next checkpoint against the heads that changed since the one before."""
        for leaf in leaves:
            self.covered += leaf.seq - self._heads.get(leaf.chain, 0)
            self._heads[leaf.chain] = leaf.seq
            self._tree.put(leaf.chain, leaf.entry())
        self._check_signature(checkpoint)
        self._check_previous(checkpoint)
        self._check_root(checkpoint)
        self._last = checkpoint

    def _check_signature(self, checkpoint: Checkpoint) -> None:
        if not checkpoint.signed_with(self._key):
            sentence = "this key did not sign it as it stands"
            self._found(checkpoint.checkpoint, Kind.CHECKPOINT_UNSIGNED, sentence)

    def _check_previous(self, checkpoint: Checkpoint) -> None:
        before = self._last and self._last.checkpoint
        if checkpoint.previous != before:
            sentence = f"it names {checkpoint.previous} as the one before it, that is {before}"
            self._found(checkpoint.checkpoint, Kind.CHECKPOINT_PREVIOUS, sentence)

    def _check_root(self, checkpoint: Checkpoint) -> None:
        house = self._heads.get(self._house)
        same = (checkpoint.root, checkpoint.count) == (self._tree.root().hex(), len(self._heads))
        if same and house == checkpoint.checkpoint - 1:
            return
        if not self.roots_lost:
            sentence = f"the heads of the {len(self._heads)} chains do not make its root"
            self._found(checkpoint.checkpoint, Kind.CHECKPOINT_ROOT, sentence)
        self.roots_lost.append(checkpoint.checkpoint)

    def _found(self, number: int, kind: Kind, sentence: str) -> None:
        whole = f"{self._house}, checkpoint {number}: {sentence}"
        self.findings.append(Finding(self._house, number, kind, whole))
