"""The one thing of a case that waits for a person, and the act that settles it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.case_parts import Limit
from models.reading_case import CasePage
from models.reading_open import Open
from portal.acts.base import Act
from portal.languages import N_

# The most urgent first: what waits, and the acts of which the first that is offered comes first.
WAITS: Sequence[tuple[Open, str, tuple[str, ...]]] = (
    (Open.ALARM, N_("Alarm merah belum diterima siapa pun."), ("alarm_taken_by", "call")),
    (Open.STUCK, N_("Sebuah langkah macet dan menunggu petugas."), ("retry", "settle")),
    (Open.REVIEW, N_("Kasus ini menunggu telaah."), ("triage",)),
    (Open.SEAL_LIFTING, N_("Pencabutan segel menunggu orang kedua."), ("unseal",)),
    (Open.BAR_LIFTING, N_("Pencabutan penghalang menunggu orang kedua."), ("lift_bar",)),
    (
        Open.IDENTITY,
        N_("Seseorang meminta identitas pelapor dibuka."),
        ("consent_identity", "open_identity", "refuse_identity"),
    ),
    (
        Open.OBJECTION,
        N_("Pelapor mengajukan keberatan."),
        ("uphold_objection", "reject_objection"),
    ),
    (Open.CLOSURE, N_("Penutupan menunggu persetujuan orang kedua."), ("approve_closure",)),
    (Open.REFERRAL, N_("Jawaban lembaga rujukan ditunggu."), ("answer_referral",)),
)


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits, in marked words, with the act that settles it; or whose limit is next."""

    words: str = ""
    act: Act | None = None
    limit: Limit | None = None


def waits_for(page: CasePage, acts: Sequence[Act]) -> Waits:
    """Find the one thing; without one it is the next limit that somebody owes."""
    offered = {act.name: act for act in acts}
    for what, words, names in WAITS:
        if what in page.open:
            act = next((offered[name] for name in names if name in offered), None)
            return Waits(words, act)
    running = [one for one in page.limits if not one.paused]
    return Waits(limit=running[0] if running else None)
