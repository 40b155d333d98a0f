"""A supporting agency answers for itself: its task arrived, what it did, or that it cannot."""

from typing import Annotated

from desk.acting import AGENCY
from desk.supports import answer_as_support
from models.reading_case import CasePage
from policies.audience import Acts
from portal.acts.asked import Asked, Asks
from portal.acts.base import Act, Doing
from portal.acts.words import DECLINE_REASONS, out_of
from portal.languages import N_

SUPPORTER = frozenset({AGENCY})


class Did(Asked):
    """What was done."""

    did: Annotated[
        str,
        Asks(
            N_("Apa yang dikerjakan"),
            kind="words",
            hint=N_("Instansi utama membacanya bersama kasus. Jangan menulis nama orang."),
        ),
    ]


class Cannot(Asked):
    """Why not, by a reason of the list."""

    reason_code: Annotated[
        str, Asks(N_("Mengapa tidak"), kind="choice", choices=out_of(DECLINE_REASONS))
    ]
    reason: Annotated[str | None, Asks(N_("Penjelasan singkat"), kind="words")] = None


async def _received(_: Asked, doing: Doing) -> None:
    await answer_as_support(doing.number, by=doing.by, seen=doing.seen)


async def _did(asked: Did, doing: Doing) -> None:
    await answer_as_support(doing.number, by=doing.by, did=asked.did, seen=doing.seen)


async def _cannot(asked: Cannot, doing: Doing) -> None:
    await answer_as_support(
        doing.number,
        by=doing.by,
        cannot=asked.reason_code,
        reason=asked.reason,
        seen=doing.seen,
    )


def silent(page: CasePage) -> bool:
    """Whether the supporter that reads this has said nothing yet."""
    own = page.work.own if page.work else None
    return own is not None and not own.said


def _open(page: CasePage) -> bool:
    return not page.case.sealed


ACTS = (
    Act(
        "support_received",
        N_("Tugas kami terima"),
        _received,
        Acts.SUPPORT,
        SUPPORTER,
        when=silent,
        group="next",
        button=N_("Ya, tugas kami terima"),
        saying="support_received",
    ),
    Act(
        "support_did",
        N_("Laporkan yang sudah dikerjakan"),
        _did,
        Acts.SUPPORT,
        SUPPORTER,
        form=Did,
        group="next",
        button=N_("Kirim laporan"),
        saying="support_told",
    ),
    Act(
        "support_cannot",
        N_("Kami tidak dapat mengerjakan"),
        _cannot,
        Acts.SUPPORT,
        SUPPORTER,
        form=Cannot,
        when=_open,
        group="next",
        button=N_("Kirim"),
        saying="support_told",
    ),
)
