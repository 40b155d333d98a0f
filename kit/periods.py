"""Many chains in one file: the cases of a period, under one checkpoint.

The file holds for each case its records and the places of its heads in the trees of checkpoints.
The end of the house's own chain is in it from the fact that says what was exported, so that
neither the period nor the list of cases can be changed. It is canonical JSON, as one chain's file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import StrictInt

from kit.checkpoints import Checkpoint, Hex32, Leaf
from kit.exports import Export, ExportUnreadable, Part, Proof, parse_export, parse_file
from kit.findings import Finding, Kind
from kit.hashing import canonical, sha256_hex
from kit.links import read
from kit.merkle import inclusion_proofs
from kit.opening import HOUSE, FileVerification, verify_export
from kit.receipts import Receipt
from kit.sentences import Said, Sentence

FORMAT: Literal["rukun period 1"] = "rukun period 1"
EXPORTED = "records.exported"
MARK = f'"format":"{FORMAT}"'.encode()  # no text can hold it: its quotes would be escaped


class Seen(Part):
    """A checkpoint that saw a chain at row ``seq``, as entry ``index`` of its tree."""

    checkpoint: StrictInt
    index: StrictInt
    seq: StrictInt
    siblings: tuple[Hex32, ...]


class Chain(Part):
    """A chain, or the end of one, and the checkpoints that saw it."""

    chain: str
    records: tuple[str, ...]
    seen: tuple[Seen, ...]


class PeriodExport(Part):
    """The cases that were opened from ``since`` to ``until``, both days included (WITA).

    ``house`` is the end of the house's chain: from the fact of this export to the last row that
    the last of ``checkpoints`` saw.
    """

    format: Literal["rukun period 1"] = FORMAT
    since: str
    until: str
    key: Hex32
    checkpoints: tuple[Checkpoint, ...]
    house: Chain
    chains: tuple[Chain, ...]

    def exports(self) -> Iterator[Export]:
        """Give each case as the file of one chain would hold it."""
        known = {one.checkpoint: one for one in self.checkpoints}
        for chain in self.chains:
            proofs = tuple(
                Proof(
                    checkpoint=known[seen.checkpoint],
                    **seen.model_dump(include={"index", "seq", "siblings"}),
                )
                for seen in chain.seen
                if seen.checkpoint in known
            )
            yield Export(chain=chain.chain, key=self.key, records=chain.records, proofs=proofs)


def places(sealed: Checkpoint, leaves: Sequence[Leaf], *, chains: Sequence[str]) -> dict[str, Seen]:
    """Find where a checkpoint saw each of these chains; those that it did not see are left out."""
    at = {leaf.chain: index for index, leaf in enumerate(leaves)}
    seen = [chain for chain in chains if chain in at]
    proofs = inclusion_proofs([leaf.entry() for leaf in leaves], [at[chain] for chain in seen])
    return {
        chain: Seen(
            checkpoint=sealed.checkpoint,
            index=at[chain],
            seq=leaves[at[chain]].seq,
            siblings=tuple(one.hex() for one in proof),
        )
        for chain, proof in zip(seen, proofs, strict=True)
    }


def listed(chains: Sequence[str]) -> str:
    """The SHA-256 of a list of case numbers, as the house's fact seals it."""
    return sha256_hex(canonical({"cases": list(chains)}))


PROVES_NOTHING = Sentence(
    "{count} temuan dalam berkas ini; ia tidak membuktikan apa pun.",
    "{count} finding(s) in the file; it proves nothing.",
)
PROVEN = Sentence(
    "{cases} kasus: {proven} dari {facts} fakta terbukti oleh tanda terima Anda, yang lain hanya "
    "terhadap yang tidak memegang kunci rumah.",
    "{cases} case(s): {proven} of {facts} facts proven by your receipt, the others only against "
    "who lacks the house's key.",
)


@dataclass(slots=True)
class PeriodVerification:
    """What the verification of a period's file found: case by case, and of the whole."""

    cases: list[FileVerification] = field(default_factory=list)
    whole: list[Finding] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """Everything that was found, the whole file first."""
        return [*self.whole, *(one for case in self.cases for one in case.findings)]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def facts(self) -> int:
        """How many facts of cases the file holds."""
        return sum(one.facts for one in self.cases)

    @property
    def signed(self) -> int:
        """How many of them a signed checkpoint saw."""
        return sum(one.signed for one in self.cases)

    @property
    def proven(self) -> int:
        """How many of them a receipt proves."""
        return sum(one.proven for one in self.cases) if self.sound else 0

    @property
    def erased(self) -> list[str]:
        """The texts that facts say were erased."""
        return [text for one in self.cases for text in one.erased]

    @property
    def boundary(self) -> Said:
        """Say how far the file proves something, and to whom."""
        if not self.sound:
            return PROVES_NOTHING.filled(count=len(self.findings))
        return PROVEN.filled(cases=len(self.cases), proven=self.proven, facts=self.facts)

    def say(self, kind: Kind, sentence: str, seq: int | None = None) -> None:
        """Add a finding about the file as a whole."""
        self.whole.append(Finding(HOUSE, seq, kind, f"{HOUSE}: {sentence}"))

    @classmethod
    def of(cls, export: PeriodExport, public_key: str, *, receipts: Sequence[Receipt] = ()) -> Self:
        """Verify a period's file; raises ``KeyUnreadable``."""
        found = cls()
        if export.key != public_key:
            found.say(Kind.KEY_DIFFERS, "the file names another key than the one given")
        _check_house(export, public_key, found=found)
        for one in export.exports():
            mine = [receipt for receipt in receipts if _answers(receipt, one, export)]
            found.cases.append(verify_export(one, public_key, receipts=mine))
        known = {one.checkpoint for one in export.checkpoints}
        for receipt in receipts:
            if receipt.checkpoint not in known:
                sentence = f"it has no proof for your receipt of checkpoint {receipt.checkpoint}"
                found.say(Kind.RECEIPT_UNANSWERED, sentence)
        return found


def verify_any(
    path: Path, public_key: str, *, receipts: Sequence[Receipt] = ()
) -> FileVerification | PeriodVerification:
    """Verify an exported file of either kind, with no database.

    Raises ``ExportUnreadable``, ``KeyUnreadable`` or ``OSError``.
    """
    content = path.read_bytes()
    try:
        if MARK in content:
            period = parse_file(content, PeriodExport)
            return PeriodVerification.of(period, public_key, receipts=receipts)
        return verify_export(parse_export(content), public_key, receipts=receipts)
    except ExportUnreadable as unreadable:
        raise ExportUnreadable(f"{path}: {unreadable}") from None


def _answers(receipt: Receipt, one: Export, export: PeriodExport) -> bool:
    """Whether a case must be under a receipt's checkpoint: it was there before that was sealed."""
    if any(proof.checkpoint.checkpoint == receipt.checkpoint for proof in one.proofs):
        return True
    sealed = {one.checkpoint: one.at for one in export.checkpoints}.get(receipt.checkpoint)
    began = str((read(one.records[0]) or {}).get("at", "")) if one.records else ""
    return sealed is not None and _instant(began) < _instant(sealed)


def _instant(words: str) -> datetime:
    """An instant as it is sealed; what is none is the first of all, so that it must answer."""
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return datetime.fromisoformat("0001-01-01T00:00:00+00:00")


def _check_house(export: PeriodExport, public_key: str, *, found: PeriodVerification) -> None:
    """Check that the house's chain says this export, and that the last checkpoint saw it say so."""
    house = export.house
    records: list[Any] = [read(text) or {} for text in house.records]
    if not records or not house.seen or house.chain != HOUSE:
        found.say(Kind.ROW_MISSING, "the file does not hold the fact of its own export")
        return
    said = {
        "cases": len(export.chains),
        "listed": listed([one.chain for one in export.chains]),
        "since": export.since,
        "until": export.until,
    }
    if records[0].get("name") != EXPORTED or records[0].get("body") != said:
        found.say(Kind.RECORD_ALTERED, "it is not the period, or not the cases, that was exported")
    for before, after in zip(house.records, records[1:], strict=False):
        if after.get("prev") != sha256_hex(before):
            seq = after.get("seq")
            found.say(Kind.LINK_BROKEN, "a row does not follow the one before it", seq)
    _check_head(export, public_key, found=found)


def _check_head(export: PeriodExport, public_key: str, *, found: PeriodVerification) -> None:
    known = {one.checkpoint: one for one in export.checkpoints}
    head = export.house.records[-1]
    for seen in export.house.seen:
        sealed = known.get(seen.checkpoint)
        if sealed is None or not sealed.signed_with(public_key):
            sentence = f"checkpoint {seen.checkpoint} is not signed with your key as it stands"
            found.say(Kind.CHECKPOINT_UNSIGNED, sentence)
            continue
        proof = Proof(checkpoint=sealed, **seen.model_dump(include={"index", "seq", "siblings"}))
        if not proof.holds(Leaf(HOUSE, seen.seq, sha256_hex(head))):
            sentence = f"checkpoint {seen.checkpoint} saw another record of the house"
            found.say(Kind.PROOF_BROKEN, sentence, seen.seq)
