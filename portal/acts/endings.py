"""How a case ends and begins again: closure by a second person, referral, objection, reopening."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR
from desk.endings import Ending, approve_closure
from desk.referrals import RESULTS, answer_referral, refer
from desk.reopening import OVER, decide_objection, object_to, reopen
from models.reading_open import Open
from models.status import MOVES, Status
from policies.audience import Acts
from portal.acts import choices as may_be
from portal.acts.asked import Asked, Asks
from portal.acts.base import Act, Doing
from portal.acts.reviewing import COORDINATORS, SEALED_WHY
from portal.languages import N_

# Coordinators; of a sealed case the bodies that read it.
WHO_READS = frozenset({AGENCY, COORDINATOR})
REFERRABLE = frozenset(before for before, after in MOVES.items() if Status.REFERRED in after)


class Closing(Asked):
    """What a closure must name."""

    outcome: Annotated[str, Asks(N_("Hasil"), kind="choice", choices=may_be.outcomes)]
    root_cause: Annotated[str, Asks(N_("Akar masalah"), kind="choice", choices=may_be.root_causes)]
    root_cause_words: Annotated[
        str | None, Asks(N_("Akar masalah dengan kata-kata"), kind="words")
    ] = None
    trigger: Annotated[str | None, Asks(N_("Pemicu"), kind="choice", choices=may_be.triggers)] = (
        None
    )
    trigger_words: Annotated[str | None, Asks(N_("Pemicu dengan kata-kata"), kind="words")] = None
    prevention: Annotated[
        str | None,
        Asks(
            N_("Langkah pencegahan"),
            kind="choice",
            hint=N_("Bersama penanggung jawab dan batasnya; atau jelaskan mengapa tidak ada."),
            choices=may_be.preventions,
        ),
    ] = None
    prevention_owner: Annotated[
        str | None, Asks(N_("Penanggung jawab"), kind="choice", choices=may_be.agencies)
    ] = None
    prevention_due: Annotated[str | None, Asks(N_("Batasnya"), kind="day")] = None
    no_prevention: Annotated[
        str | None, Asks(N_("Mengapa tanpa langkah pencegahan"), kind="words")
    ] = None
    parties_told: Annotated[
        bool, Asks(N_("Para pihak, atau korban, sudah diberi tahu"), kind="yes")
    ] = False


class Refer(Asked):
    """Another body deals with it."""

    to: Annotated[str, Asks(N_("Dirujuk kepada"), kind="choice", choices=may_be.bodies)]
    reason_code: Annotated[str, Asks(N_("Mengapa"), kind="choice", choices=may_be.referral_reasons)]
    their_number: Annotated[
        str | None, Asks(N_("Nomor mereka"), hint=N_("Bila sudah diketahui."))
    ] = None


class Referred(Asked):
    """What the other body answered."""

    result: Annotated[
        str, Asks(N_("Jawaban"), kind="choice", choices=may_be.kinds("referral", RESULTS))
    ]
    answer: Annotated[str | None, Asks(N_("Isinya"), kind="words")] = None


class Reopen(Asked):
    """A new episode begins under the same number."""

    reason_code: Annotated[
        str, Asks(N_("Mengapa"), kind="choice", choices=may_be.reopening_reasons)
    ]
    reason: Annotated[str, SEALED_WHY]


class Because(Asked):
    """A reason, sealed."""

    reason: Annotated[str, SEALED_WHY]


async def _close(asked: Closing, doing: Doing) -> None:
    ending = Ending(**asked.model_dump())
    await approve_closure(doing.number, ending, by=doing.by, seen=doing.seen)


async def _refer(asked: Refer, doing: Doing) -> None:
    await refer(doing.number, by=doing.by, seen=doing.seen, **asked.model_dump())


async def _referred(asked: Referred, doing: Doing) -> None:
    await answer_referral(doing.number, by=doing.by, seen=doing.seen, **asked.model_dump())


async def _reopen(asked: Reopen, doing: Doing) -> None:
    await reopen(doing.number, by=doing.by, seen=doing.seen, **asked.model_dump())


async def _object(asked: Because, doing: Doing) -> None:
    await object_to(doing.number, by=doing.by, reason=asked.reason, seen=doing.seen)


async def _uphold(asked: Because, doing: Doing) -> None:
    await _decide(asked, doing, upheld=True)


async def _reject(asked: Because, doing: Doing) -> None:
    await _decide(asked, doing, upheld=False)


async def _decide(asked: Because, doing: Doing, *, upheld: bool) -> None:
    reason, seen = asked.reason, doing.seen
    await decide_objection(doing.number, by=doing.by, upheld=upheld, reason=reason, seen=seen)


NOT_ONES_OWN = N_(
    "Diputuskan orang lain: bukan yang mengakhiri kasus ini, bukan pula yang mencatat keberatannya."
)

ACTS = (
    Act(
        "approve_closure",
        N_("Setujui penutupan"),
        _close,
        Acts.CLOSE,
        WHO_READS,
        form=Closing,
        when=lambda page: Open.CLOSURE in page.open,
        group="next",
        button=N_("Setujui, kasus ditutup"),
        note=N_("Anda orang kedua: yang mengerjakan kasus ini sendirian tidak boleh menutupnya."),
    ),
    Act(
        "refer",
        N_("Rujuk ke lembaga lain"),
        _refer,
        Acts.CLOSE,
        COORDINATORS,
        form=Refer,
        statuses=REFERRABLE,
        when=lambda page: not page.case.sealed,
        note=N_("Musyawarah berhenti; lembaga itu ditanya sampai menjawab."),
        button=N_("Rujuk"),
    ),
    Act(
        "answer_referral",
        N_("Catat jawaban lembaga rujukan"),
        _referred,
        Acts.CLOSE,
        COORDINATORS,
        form=Referred,
        statuses=frozenset({Status.REFERRED}),
        when=lambda page: Open.REFERRAL in page.open,
        group="next",
    ),
    Act(
        "uphold_objection",
        N_("Terima keberatan"),
        _uphold,
        Acts.REOPEN,
        WHO_READS,
        form=Because,
        statuses=OVER,
        when=lambda page: Open.OBJECTION in page.open,
        group="next",
        button=N_("Terima, kasus ditelaah lagi"),
        note=NOT_ONES_OWN,
    ),
    Act(
        "reject_objection",
        N_("Tolak keberatan"),
        _reject,
        Acts.REOPEN,
        WHO_READS,
        form=Because,
        statuses=OVER,
        when=lambda page: Open.OBJECTION in page.open,
        group="next",
        note=NOT_ONES_OWN,
        grave=True,
    ),
    Act(
        "reopen",
        N_("Buka kembali"),
        _reopen,
        Acts.REOPEN,
        WHO_READS,
        form=Reopen,
        statuses=OVER,
        button=N_("Buka kembali kasus ini"),
    ),
    Act(
        "object",
        N_("Catat keberatan pelapor"),
        _object,
        Acts.REOPEN,
        COORDINATORS,
        form=Because,
        statuses=OVER,
        when=lambda page: Open.OBJECTION not in page.open,
        group="people",
        note=N_("Bila pelapor menyampaikannya lewat telepon atau datang sendiri."),
    ),
)
