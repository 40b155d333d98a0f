"""What a check of sealed records can find: one value for each thing that is not as it was."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The closed list of findings, by code."""

    RECORD_ALTERED = "record_altered"  # its bytes no longer have its hash
    RECORD_UNREADABLE = "record_unreadable"
    COLUMN_DIFFERS = "column_differs"  # a column beside the record says something else
    LINK_BROKEN = "link_broken"  # it does not follow the record before it
    ROW_MISSING = "row_missing"
    LAST_ROW_MISSING = "last_row_missing"
    ROW_UNCLAIMED = "row_unclaimed"  # a chain goes on after its owner's last row
    STATUS_DIFFERS = "status_differs"
    CHAIN_VANISHED = "chain_vanished"
    OWNER_MISSING = "owner_missing"  # facts without a case
    NUMBER_MISSING = "number_missing"
    HEAD_REWRITTEN = "head_rewritten"  # a checkpoint saw another record here
    TEXT_ALTERED = "text_altered"
    TEXT_MISSING = "text_missing"
    TEXT_ERASED_UNSAID = "text_erased_unsaid"
    TEXT_NOT_ERASED = "text_not_erased"
    FILE_ALTERED = "file_altered"  # an attached file is gone, or not the one that was sealed
    FILE_NOT_ERASED = "file_not_erased"
    CHECKPOINT_UNSIGNED = "checkpoint_unsigned"
    CHECKPOINT_ROOT = "checkpoint_root"
    CHECKPOINT_PREVIOUS = "checkpoint_previous"
    CHECKPOINT_MISSING = "checkpoint_missing"
    CHECKPOINT_UNREADABLE = "checkpoint_unreadable"
    PROOF_BROKEN = "proof_broken"
    KEY_DIFFERS = "key_differs"
    RECEIPT_DIFFERS = "receipt_differs"
    RECEIPT_UNANSWERED = "receipt_unanswered"  # the file has no proof for this receipt
    CAUSE_MISSING = "cause_missing"  # a fact that starts a flow, and nothing waits for it
    GUARD_MISSING = "guard_missing"  # a trigger, constraint or revoked right is gone


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed. ``seq`` is None where a whole chain is meant."""

    chain: str
    seq: int | None
    kind: Kind
    sentence: str

    @property
    def code(self) -> str:
        """Chain, row and kind in one word and a half: ``KLK-2026-00012#5 record_altered``."""
        return f"{self.chain}#{self.seq or '-'} {self.kind}"
