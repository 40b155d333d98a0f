"""What a coordinator decides where the rules were unsure, or where a case was joined or watched."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from desk.acting import COORDINATOR
from desk.reviews import review
from models.status import Status
from models.views import Bar
from policies.audience import Acts
from portal.acts import choices as may_be
from portal.acts.asked import Asked, Asks
from portal.acts.base import Act, Doing
from portal.languages import N_

COORDINATORS = frozenset({COORDINATOR})
REVIEWED = frozenset({Status.NEEDS_REVIEW})
SEALED_WHY = Asks(N_("Alasan"), kind="words", hint=N_("Disimpan tersegel, tidak masuk surat."))
AS_READ = N_("Kosongkan bila yang terbaca sudah benar.")


class Triage(Asked):
    """What was read stands, with what the coordinator corrects of it."""

    category: Annotated[
        str | None,
        Asks(N_("Kategori"), kind="choice", hint=AS_READ, choices=may_be.categories),
    ] = None
    severity: Annotated[
        int | None,
        Asks(N_("Keparahan"), kind="choice", hint=AS_READ, choices=may_be.words(may_be.SEVERITIES)),
    ] = None
    stage: Annotated[
        int | None,
        Asks(N_("Tahap"), kind="choice", hint=AS_READ, choices=may_be.words(may_be.STAGES)),
    ] = None
    bars: Annotated[
        tuple[str, ...],
        Asks(
            N_("Penghalang"),
            kind="several",
            hint=N_("Tandai hanya bila yang terbaca harus diganti."),
            choices=may_be.kinds("bar", Bar),
        ),
    ] = ()
    no_bars: Annotated[bool, Asks(N_("Tidak ada penghalang"), kind="yes")] = False
    reason: Annotated[str | None, SEALED_WHY] = None


class Join(Asked):
    """It tells of an older case again."""

    into: Annotated[
        str, Asks(N_("Nomor kasus yang lebih lama"), hint=N_("Misalnya: KLK-2026-00012"))
    ]
    reason: Annotated[str | None, SEALED_WHY] = None


class Dismiss(Asked):
    """It is not followed up, for a reason of the regency's list; the reporter may object."""

    reason_code: Annotated[
        str, Asks(N_("Mengapa tidak dilanjutkan"), kind="choice", choices=may_be.dismissals)
    ]
    reason: Annotated[str | None, SEALED_WHY] = None


class Separate(Asked):
    """It stands on its own again."""

    reason: Annotated[str | None, SEALED_WHY] = None


class CloseWatched(Asked):
    """A second look found that nothing came of it."""

    reason_code: Annotated[str, Asks(N_("Hasilnya"), kind="choice", choices=may_be.outcomes)]
    reason: Annotated[
        str,
        Asks(N_("Apa yang ditemukan"), kind="words", hint=N_("Menjadi dokumen penutupan.")),
    ]


def _decided(doing: Doing, decision: str, **said: object) -> Awaitable[None]:
    say: Callable[..., Awaitable[None]] = review
    return say(doing.number, by=doing.by, seen=doing.seen, decision=decision, **said)


async def _triage(asked: Triage, doing: Doing) -> None:
    bars = () if asked.no_bars else (asked.bars or None)
    said = asked.model_dump(include={"category", "severity", "stage", "reason"})
    await _decided(doing, "triage", bars=bars, **said)


async def _join(asked: Join, doing: Doing) -> None:
    await _decided(doing, "join", into=asked.into.upper(), reason=asked.reason)


async def _dismiss(asked: Dismiss, doing: Doing) -> None:
    await _decided(doing, "dismiss", reason_code=asked.reason_code, reason=asked.reason)


async def _separate(asked: Separate, doing: Doing) -> None:
    await _decided(doing, "separate", reason=asked.reason)


async def _close(asked: CloseWatched, doing: Doing) -> None:
    await _decided(doing, "close", reason_code=asked.reason_code, reason=asked.reason)


ACTS = (
    Act(
        "triage",
        N_("Tetapkan hasil telaah"),
        _triage,
        Acts.REVIEW,
        COORDINATORS,
        form=Triage,
        statuses=REVIEWED | {Status.WATCHED},
        group="next",
        button=N_("Tetapkan dan teruskan"),
        note=N_("Telaah tidak menurunkan warna yang terbaca dari laporan."),
        saying="reviewed",
    ),
    Act(
        "join",
        N_("Gabungkan ke kasus lama"),
        _join,
        Acts.REVIEW,
        COORDINATORS,
        form=Join,
        statuses=REVIEWED,
        group="next",
        button=N_("Gabungkan"),
        note=N_("Laporan ini menyimpan nomornya sendiri; pelapornya tetap dapat melacaknya."),
        saying="joined",
    ),
    Act(
        "dismiss",
        N_("Tidak dilanjutkan"),
        _dismiss,
        Acts.REVIEW,
        COORDINATORS,
        form=Dismiss,
        statuses=REVIEWED,
        group="next",
        button=N_("Ya, tidak dilanjutkan"),
        note=N_("Pelapor diberi tahu alasannya dan boleh mengajukan keberatan."),
        saying="dismissed",
        grave=True,
    ),
    Act(
        "separate",
        N_("Pisahkan kembali"),
        _separate,
        Acts.REVIEW,
        COORDINATORS,
        form=Separate,
        statuses=frozenset({Status.JOINED}),
        group="next",
        saying="reviewed",
    ),
    Act(
        "close_watched",
        N_("Tutup, tidak berkembang"),
        _close,
        Acts.REVIEW,
        COORDINATORS,
        form=CloseWatched,
        statuses=frozenset({Status.WATCHED}),
        group="next",
        button=N_("Tutup kasus yang dipantau"),
        saying="reviewed",
    ),
)
