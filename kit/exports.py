"""One chain in one file.

The file holds the records of a chain, and checkpoints with the proofs that its heads are in them.
Of the words that its records seal it has the digests alone. It is canonical JSON: a file that was
written in any other way, be it by one blank, is refused. The key that it names is not believed.
"""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from kit.checkpoints import Checkpoint, Hex32, Leaf
from kit.hashing import canonical
from kit.merkle import inclusion_proof, verify_inclusion

FORMAT: Literal["rukun export 1"] = "rukun export 1"


class ExportUnreadable(ValueError):
    """A file is no export, or was changed where its shape shows it."""


class Part(BaseModel):
    """Frozen; a field that it doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def written(self) -> str:
        """Write it as the one text that stands for it."""
        return canonical(self.model_dump(mode="json")) + "\n"


Written = TypeVar("Written", bound=Part)


class Proof(Part):
    """A checkpoint that saw this chain at row ``seq``, as entry ``index`` of its tree."""

    checkpoint: Checkpoint
    index: StrictInt
    seq: StrictInt
    siblings: tuple[Hex32, ...]

    @classmethod
    def of(cls, sealed: Checkpoint, leaves: Sequence[Leaf], *, chain: str) -> Self:
        """Prove that a chain's head is in the tree of these leaves."""
        index = next(at for at, leaf in enumerate(leaves) if leaf.chain == chain)
        siblings = inclusion_proof([leaf.entry() for leaf in leaves], index)
        return cls(
            checkpoint=sealed,
            index=index,
            seq=leaves[index].seq,
            siblings=tuple(one.hex() for one in siblings),
        )

    def holds(self, leaf: Leaf) -> bool:
        """Tell whether this head leads to the checkpoint's root."""
        return verify_inclusion(
            leaf.entry(),
            [bytes.fromhex(one) for one in self.siblings],
            index=self.index,
            size=self.checkpoint.count,
            root=bytes.fromhex(self.checkpoint.root),
        )


class Export(Part):
    """A chain in a file; the words that its records seal are not in it."""

    format: Literal["rukun export 1"] = FORMAT
    chain: str
    key: Hex32
    records: tuple[str, ...]
    proofs: tuple[Proof, ...]


def parse_export(content: bytes) -> Export:
    """Read an export from its bytes; raises ``ExportUnreadable``."""
    return parse_file(content, Export)


def parse_file(content: bytes, kind: type[Written]) -> Written:
    """Read a file of a kind that is written as canonical JSON; raises ``ExportUnreadable``."""
    try:
        text = content.decode()
        export = kind.model_validate_json(text)
        same = hmac.compare_digest(_digest(export.written()), _digest(text))
    except ValidationError as broken:
        where = ".".join(str(part) for part in broken.errors()[0]["loc"]) or "the file"
        raise ExportUnreadable(f"{where} is not as an export has it") from None
    except ValueError:
        raise ExportUnreadable("it is no UTF-8 text") from None
    if not same:
        raise ExportUnreadable("it is not written as an export is; it was changed")
    return export


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
