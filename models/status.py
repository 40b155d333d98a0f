"""The statuses of a case and the moves between them (design: the case).

Pure: imports neither SQLAlchemy nor files, so that policies and docs can use it.
"""

from enum import StrEnum

from kit.sentences import Explained, Sentence


class Status(StrEnum):
    """Where a case stands. People read these in Indonesian or English, code in English."""

    REPORTED = "reported"
    NEEDS_REVIEW = "needs_review"
    TRIAGED = "triaged"
    WATCHED = "watched"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    IN_MEDIATION = "in_mediation"
    IN_HANDLING = "in_handling"
    AGREED = "agreed"
    REFERRED = "referred"
    JOINED = "joined"
    CLOSED = "closed"
    DISMISSED = "dismissed"


MOVES: dict[Status, frozenset[Status]] = {
    Status.REPORTED: frozenset({Status.TRIAGED, Status.NEEDS_REVIEW}),
    Status.NEEDS_REVIEW: frozenset({Status.TRIAGED, Status.JOINED, Status.DISMISSED}),
    Status.TRIAGED: frozenset(
        {Status.ASSIGNED, Status.WATCHED, Status.REFERRED, Status.NEEDS_REVIEW}
    ),
    Status.WATCHED: frozenset({Status.TRIAGED, Status.CLOSED}),
    Status.ASSIGNED: frozenset({Status.ACCEPTED, Status.ASSIGNED, Status.NEEDS_REVIEW}),
    Status.ACCEPTED: frozenset(
        {
            Status.IN_MEDIATION,
            Status.IN_HANDLING,
            Status.ASSIGNED,
            Status.REFERRED,
            Status.NEEDS_REVIEW,
        }
    ),
    Status.IN_MEDIATION: frozenset(
        {Status.AGREED, Status.IN_MEDIATION, Status.IN_HANDLING, Status.REFERRED}
    ),
    Status.IN_HANDLING: frozenset(
        {Status.IN_MEDIATION, Status.ASSIGNED, Status.CLOSED, Status.REFERRED}
    ),
    Status.AGREED: frozenset(
        {
            Status.CLOSED,
            Status.AGREED,
            Status.IN_MEDIATION,
            Status.IN_HANDLING,
            Status.REFERRED,
        }
    ),
    Status.REFERRED: frozenset({Status.CLOSED, Status.TRIAGED}),
    Status.JOINED: frozenset({Status.TRIAGED}),
    Status.CLOSED: frozenset({Status.TRIAGED}),
    Status.DISMISSED: frozenset({Status.TRIAGED}),
}

LABELS: dict[Status, dict[str, str]] = {
    Status.REPORTED: {"id": "Laporan masuk", "en": "Report received"},
    Status.NEEDS_REVIEW: {"id": "Perlu telaah petugas", "en": "Needs review"},
    Status.TRIAGED: {"id": "Telaah awal selesai", "en": "Triaged"},
    Status.WATCHED: {"id": "Dipantau (potensi)", "en": "Watched (potential)"},
    Status.ASSIGNED: {"id": "Diteruskan ke instansi", "en": "Assigned to an agency"},
    Status.ACCEPTED: {"id": "Penanganan awal", "en": "First handling"},
    Status.IN_MEDIATION: {"id": "Mediasi", "en": "In mediation"},
    Status.IN_HANDLING: {"id": "Ditangani instansi", "en": "In handling"},
    Status.AGREED: {"id": "Sepakat, dipantau", "en": "Agreed, watched"},
    Status.REFERRED: {"id": "Dirujuk, dipantau", "en": "Referred, watched"},
    Status.JOINED: {"id": "Digabung", "en": "Joined"},
    Status.CLOSED: {"id": "Ditutup", "en": "Closed"},
    Status.DISMISSED: {"id": "Tidak dilanjutkan", "en": "Dismissed"},
}

CANNOT_BECOME = Sentence(
    "{number}: kasus berstatus {before} tidak dapat menjadi {after}",
    "{number}: a {before} case cannot become {after}",
)
ENDED = frozenset({Status.CLOSED, Status.DISMISSED, Status.JOINED})


class TransitionRefused(Explained):
    """A case cannot make this move.

    From a person's statement it is an answer; from a flow it is a programming
    error, since a moot cause is settled as overtaken before it gets there.
    """

    def __init__(self, number: str, before: Status, after: Status) -> None:
        """Say which case, from where, to where."""
        super().__init__(CANNOT_BECOME, number=number, before=_named(before), after=_named(after))
        self.number, self.before, self.after = number, before, after


def _named(status: Status) -> dict[str, str]:
    """As people know it in Indonesian, and as code and logs do in English."""
    return {"id": f"'{LABELS[status]['id']}'", "en": str(status)}


def may_become(before: Status, after: Status) -> bool:
    """Tell whether the table of moves has this arrow."""
    return after in MOVES[before]
