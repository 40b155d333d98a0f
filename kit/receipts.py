"""Receipts: what a checkpoint was, kept by somebody outside the house.

A receipt is the mail that a nightly checkpoint sends, as ``.eml`` or as its text in either
language, or a JSON file that holds the heads of all chains as well. It is believed because of
who kept it, so it is compared and never merely verified.
"""

import json
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from kit.checkpoints import Checkpoint, Hex32, Hex64, Leaf
from kit.findings import Finding, Kind
from kit.hashing import canonical
from kit.merkle import root

FORMAT = "rukun receipt 1"
LABELS = {
    "checkpoint": "Number|Nomor",
    "previous": "Previous|Sebelumnya",
    "count": "Chains|Jumlah rantai",
    "root": "Merkle root|Akar Merkle",
    "signature": "Signature|Tanda tangan",
    "key": "Key|Kunci",
}
NUMBERS = ("checkpoint", "previous", "count")
COMPARED = ("previous", "count", "root", "signature")
QUOTED = r"^[>\s]*"  # a letter may have been forwarded


class ReceiptUnreadable(ValueError):
    """A file is no receipt; the message says what is missing."""


class Receipt(BaseModel):
    """A receipt. ``heads`` are (chain, last row, its hash) of all chains, if it has them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    checkpoint: StrictInt
    previous: StrictInt | None
    count: StrictInt
    root: Hex32
    signature: Hex64
    key: Hex32
    heads: tuple[tuple[str, int, Hex32], ...] = ()

    @classmethod
    def of(cls, sealed: Checkpoint, *, key: str, leaves: Sequence[Leaf] = ()) -> Self:
        """Make the receipt of a checkpoint, with all heads if they are given."""
        return cls(
            **sealed.model_dump(include={"checkpoint", *COMPARED}),
            key=key,
            heads=tuple((leaf.chain, leaf.seq, leaf.hash) for leaf in leaves),
        )

    @property
    def leaves(self) -> list[Leaf]:
        """The heads that it has, as entries of the tree."""
        return [Leaf(*head) for head in self.heads]

    def written(self) -> str:
        """Write it as the JSON text of a file."""
        return canonical({"format": FORMAT, **self.model_dump(mode="json")}) + "\n"

    def compare(self, sealed: Checkpoint | None, *, house: str, key: str) -> list[Finding]:
        """Name each way in which a checkpoint of today is not the one that it was given for."""
        if sealed is None:
            return [self.differs(house, "there is no such checkpoint any more")]
        found = [
            self.differs(house, f"its {name} is not the one of the receipt")
            for name in COMPARED
            if getattr(sealed, name) != getattr(self, name)
        ]
        if self.key != key:
            found.append(self.differs(house, "the receipt names another key"))
        return found

    def differs(self, chain: str, sentence: str, seq: int | None = None) -> Finding:
        """Find that something is not as this receipt has it."""
        whole = f"{chain}, receipt of checkpoint {self.checkpoint}: {sentence}"
        where = self.checkpoint if seq is None else seq
        return Finding(chain, where, Kind.RECEIPT_DIFFERS, whole)


def read_receipt(path: Path) -> Receipt:
    """Read a receipt's file; raises ``ReceiptUnreadable`` or ``OSError``."""
    try:
        return parse_receipt(path.read_bytes())
    except ReceiptUnreadable as unreadable:
        raise ReceiptUnreadable(f"{path}: {unreadable}") from None


def parse_receipt(content: bytes) -> Receipt:
    """Read a receipt from the bytes of a mail, of its text, or of a JSON file."""
    if content.lstrip().startswith(b"{"):
        fields = _from_json(content)
    else:
        fields = _from_letter(_text_of(content))
    try:
        receipt = Receipt.model_validate(fields)
    except ValidationError as broken:
        names = ", ".join(sorted({str(error["loc"][0]) for error in broken.errors()}))
        raise ReceiptUnreadable(f"it is no whole receipt, look at: {names}") from None
    if receipt.heads and root([leaf.entry() for leaf in receipt.leaves]).hex() != receipt.root:
        raise ReceiptUnreadable("its heads do not make its root; it was changed")
    return receipt


def _from_json(content: bytes) -> dict[str, object]:
    try:
        fields = json.loads(content)
    except ValueError:
        raise ReceiptUnreadable("it is broken JSON") from None
    if fields.pop("format", None) != FORMAT:
        raise ReceiptUnreadable(f"it is no file of format {FORMAT!r}")
    return dict(fields)


def _text_of(content: bytes) -> str:
    mail = message_from_bytes(content, policy=default)
    if isinstance(mail, EmailMessage) and mail["Subject"]:
        body = mail.get_body(("plain",))
        if body is not None:
            return str(body.get_content())
    return content.decode(errors="replace")


def _from_letter(text: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, label in LABELS.items():
        line = re.search(rf"{QUOTED}(?:{label}):\s+(.+?)\s*$", text, re.MULTILINE)
        if line is None:
            raise ReceiptUnreadable(f"no line '{label.split('|')[0]}: ...' is in it")
        words = line.group(1)
        if name in NUMBERS:
            fields[name] = int(words) if words.isdecimal() else None
        else:
            fields[name] = words
    return fields
