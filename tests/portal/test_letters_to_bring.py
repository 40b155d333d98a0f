"""Whoever must bring several letters tells them apart."""

import uuid
from datetime import datetime, timedelta

from kit.clock import WITA
from models.by_hand import ToBring, shortly
from models.regency_folder import regency
from portal.letters_to_bring import letters_called

WRITTEN = datetime(2026, 11, 23, 14, tzinfo=WITA)


def _letter(kind: str, *, days: int = 0, to: str = "Warga Tusan") -> ToBring:
    one = uuid.uuid4()
    return ToBring(
        id=str(one),
        short=shortly(one),
        case="KLK-2026-00001",
        kind=kind,
        to=to,
        recipient=str(uuid.uuid4()),
        lead="POLRES",
        queued_at=WRITTEN + timedelta(days=days),
    )


def test_no_two_letters_are_called_the_same() -> None:
    """Those of one kind say when they were written and which name stands on them."""
    first, second = _letter("meeting_changed"), _letter("meeting_changed", days=1)
    alone, other = _letter("meeting_invited"), _letter("meeting_changed", to="Warga Akah")
    said = letters_called([first, second, alone, other], rules=regency(), language="id")
    assert said[alone.id] == "Warga Tusan: Undangan musyawarah"
    assert said[other.id] == "Warga Akah: Perubahan jadwal"
    assert said[first.id] == (
        f"Warga Tusan: Perubahan jadwal, Sen 23 Nov 2026 14.00 WITA ({first.short})"
    )
    assert said[second.id] == (
        f"Warga Tusan: Perubahan jadwal, Sel 24 Nov 2026 14.00 WITA ({second.short})"
    )
