"""The verification of an exported chain: a file, a public key, and perhaps a receipt.

It needs no database and no home. Whatever the file says of itself is checked against the key and
the receipts that the reader brings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.checkpoints import Checkpoint, Leaf
from kit.exports import Export, ExportUnreadable, Proof, parse_export
from kit.findings import Finding, Kind
from kit.hashing import sha256_hex
from kit.links import Link, Record, Walk, read, sealed_in, span
from kit.receipts import Receipt
from kit.sentences import Said, Sentence, joined

HOUSE = "KLK"
ERASED = "text.erased"

EXPORT_AGAIN = Sentence(
    "{chain}: ekspor lagi terhadap tanda terima Anda, lalu verifikasi berkas itu.",
    "{chain}: export it again against your receipt, then verify that file.",
)
PROVES_NOTHING = Sentence(
    "{chain}: {count} temuan; berkas ini tidak membuktikan apa pun.",
    "{chain}: {count} finding(s); this file proves nothing.",
)
PROVEN = Sentence(
    "fakta 1 sampai {last} terbukti oleh tanda terima Anda", "{span} proven by your receipt"
)
SIGNED = Sentence(
    "{count} dari {facts} fakta terbukti hanya terhadap yang tidak memegang kunci rumah",
    "{count} of {facts} facts proven only against who lacks the house's key",
)


@dataclass(slots=True)
class FileVerification:
    """What a file's verification found.

    ``signed`` and ``proven`` are the last rows under a signed checkpoint and under a receipt
    that was kept outside the house; ``erased`` are ids of texts, said to be erased by a fact.
    """

    chain: str
    facts: int = 0
    signed: int = 0
    proven: int = 0
    checkpoint: Checkpoint | None = None
    erased: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def say(self, kind: Kind, sentence: str, seq: int | None = None) -> None:
        """Add a finding about a row, or about the whole file."""
        where = self.chain if seq is None else f"{self.chain}, fact {seq}"
        self.findings.append(Finding(self.chain, seq, kind, f"{where}: {sentence}"))

    @property
    def boundary(self) -> Said:
        """Say how far the file proves something, and to whom."""
        if {one.kind for one in self.findings} == {Kind.RECEIPT_UNANSWERED}:
            return EXPORT_AGAIN.filled(chain=self.chain)
        if not self.sound:
            return PROVES_NOTHING.filled(chain=self.chain, count=len(self.findings))
        later = self.signed - self.proven
        parts = [
            (self.proven, PROVEN.filled(last=self.proven, span=span(1, self.proven))),
            (later, SIGNED.filled(count=later, facts=self.facts)),
        ]
        return joined(words for count, words in parts if count)


def verify_file(
    path: Path, public_key: str, *, receipts: Sequence[Receipt] = ()
) -> FileVerification:
    """Verify an exported file. ``public_key`` is 64 hex digits, from any place but the file.

    Raises ``ExportUnreadable``, ``KeyUnreadable`` or ``OSError``.
    """
    try:
        export = parse_export(path.read_bytes())
    except ExportUnreadable as unreadable:
        raise ExportUnreadable(f"{path}: {unreadable}") from None
    return verify_export(export, public_key, receipts=receipts)


def verify_export(
    export: Export, public_key: str, *, receipts: Sequence[Receipt] = ()
) -> FileVerification:
    """Verify what a file says: its chain, its texts, its checkpoints, and receipts against them."""
    found = FileVerification(export.chain, facts=len(export.records))
    hashes, records = _walk(export, found)
    found.erased = _erased(records)
    if export.key != public_key:
        found.say(Kind.KEY_DIFFERS, "the file names another key than the one given")
    for proof in export.proofs:
        _check_proof(proof, hashes, public_key=public_key, found=found)
    if not export.proofs or found.signed != found.facts:
        found.say(Kind.CHECKPOINT_MISSING, "no checkpoint saw its last facts", seq=found.signed + 1)
    for receipt in receipts:
        _check_receipt(receipt, export, public_key=public_key, found=found)
    return found


def _walk(export: Export, found: FileVerification) -> tuple[list[str], list[Record]]:
    walk, records = Walk(export.chain), []
    for text in export.records:
        record = read(text) or {}
        link = Link(
            chain=export.chain,
            seq=seq if type(seq := record.get("seq")) is int else 0,
            prev=str(record.get("prev")),
            hash=sha256_hex(text),
            record=text,
            columns={"case": export.chain},
        )
        records.append(walk.step(link))
    found.findings += walk.findings
    return [sha256_hex(text) for text in export.records], records


def _erased(records: Sequence[Record]) -> list[str]:
    """Name the texts that these records seal, and of which a fact says that they were erased."""
    sealed = {text for one in records for text, _ in sealed_in(one.get("body"))}
    bodies = [one.get("body") for one in records if one.get("name") == ERASED]
    said = {body.get("text") for body in bodies if isinstance(body, dict)}
    return sorted(text for text in sealed if text in said)


def _check_proof(
    proof: Proof, hashes: Sequence[str], *, public_key: str, found: FileVerification
) -> None:
    number = proof.checkpoint.checkpoint
    if not proof.checkpoint.signed_with(public_key):
        sentence = f"checkpoint {number} is not signed with your key as it stands"
        found.say(Kind.CHECKPOINT_UNSIGNED, sentence)
    elif not 1 <= proof.seq <= len(hashes) or not proof.holds(
        Leaf(found.chain, proof.seq, hashes[proof.seq - 1])
    ):
        sentence = f"checkpoint {number} saw another record here, or one before it"
        found.say(Kind.PROOF_BROKEN, sentence, seq=proof.seq)
    elif proof.seq >= found.signed:
        found.signed, found.checkpoint = proof.seq, proof.checkpoint


def _check_receipt(
    receipt: Receipt, export: Export, *, public_key: str, found: FileVerification
) -> None:
    by_number = {one.checkpoint.checkpoint: one for one in export.proofs}
    proof = by_number.get(receipt.checkpoint)
    if proof is None:
        sentence = (
            f"it has no proof for your receipt of checkpoint {receipt.checkpoint}, only for "
            f"{', '.join(map(str, sorted(by_number)))}; export it again against that one"
        )
        found.say(Kind.RECEIPT_UNANSWERED, sentence)
        return
    differs = receipt.compare(proof.checkpoint, house=HOUSE, key=public_key)
    found.findings += differs
    if not differs and found.sound:
        found.proven = max(found.proven, proof.seq)
