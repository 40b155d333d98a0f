"""What the secretariat decides of a case: who has it, stuck steps, forums, letters, alarms."""

from typing import Annotated

from desk.acting import ADMINISTRATOR, COORDINATOR
from desk.forums import Decree, convene_task_force
from desk.releasing import release_clause
from desk.reviews import GIVEN, reassign, retry_cause, settle_cause
from desk.states import KINDS, StateDecree, record_conflict_state
from models.reading_open import Open
from models.status import Status
from policies.audience import Acts
from portal.acts import choices as may_be
from portal.acts.asked import Asked, Asks, Nothing
from portal.acts.base import Act, Doing
from portal.acts.reviewing import COORDINATORS, SEALED_WHY
from portal.languages import N_

KEEPERS = frozenset({COORDINATOR, ADMINISTRATOR})
EVERY = frozenset(Status)
BEFORE_TALKS = frozenset({Status.ACCEPTED, Status.IN_HANDLING})
DECREE = Asks(N_("Nomor keputusan"), hint=N_("Misalnya: 43/26/HK/2026"))


class Reassign(Asked):
    """Another agency has the case from now on."""

    to: Annotated[str, Asks(N_("Diserahkan kepada"), kind="choice", choices=may_be.other_agencies)]
    reason: Annotated[str, SEALED_WHY]


class Settle(Asked):
    """A stuck step is put aside."""

    reason: Annotated[str, SEALED_WHY]


class TaskForce(Asked):
    """What sets up a task force (UU 7/2012 Ps 42)."""

    reason_code: Annotated[
        str, Asks(N_("Alasan menurut undang-undang"), kind="choice", choices=may_be.article_42)
    ]
    decree: Annotated[str, DECREE]


class ReleaseClause(Asked):
    """A clause's owner may be written to, though the reporter fears that office."""

    clause: Annotated[int, Asks(N_("Butir"), kind="choice", choices=may_be.clauses)]
    reason: Annotated[str, SEALED_WHY]


class ConflictState(Asked):
    """What the bupati decreed; Rukun itself sets no state."""

    kind: Annotated[str, Asks(N_("Keputusan"), kind="choice", choices=may_be.kinds("state", KINDS))]
    number: Annotated[str, DECREE]
    since: Annotated[str, Asks(N_("Berlaku sejak"), kind="day")]
    until: Annotated[str, Asks(N_("Hari terakhir"), kind="day")]


async def _reassign(asked: Reassign, doing: Doing) -> None:
    await reassign(doing.number, by=doing.by, to=asked.to, reason=asked.reason, seen=doing.seen)


async def _retry(_: Nothing, doing: Doing) -> None:
    await retry_cause(doing.number, by=doing.by, seen=doing.seen)


async def _settle(asked: Settle, doing: Doing) -> None:
    await settle_cause(doing.number, by=doing.by, reason=asked.reason, seen=doing.seen)


async def _task_force(asked: TaskForce, doing: Doing) -> None:
    decree = Decree(asked.reason_code, asked.decree)
    await convene_task_force(doing.number, decree, by=doing.by, seen=doing.seen)


async def _release(asked: ReleaseClause, doing: Doing) -> None:
    reason, seen = asked.reason, doing.seen
    await release_clause(doing.number, asked.clause, by=doing.by, reason=reason, seen=seen)


async def _state(asked: ConflictState, doing: Doing) -> None:
    decree = StateDecree(asked.kind, asked.number, asked.since, asked.until)
    await record_conflict_state(doing.number, decree, by=doing.by, seen=doing.seen)


ACTS = (
    Act(
        "reassign",
        N_("Serahkan ke instansi lain"),
        _reassign,
        Acts.REASSIGN,
        COORDINATORS,
        form=Reassign,
        statuses=GIVEN,
        button=N_("Serahkan"),
    ),
    Act(
        "retry",
        N_("Coba lagi langkah yang macet"),
        _retry,
        Acts.RETRY,
        KEEPERS,
        statuses=EVERY,
        when=lambda page: Open.STUCK in page.open,
        group="next",
        button=N_("Coba lagi"),
        blind=True,
    ),
    Act(
        "settle",
        N_("Kesampingkan langkah yang macet"),
        _settle,
        Acts.SETTLE,
        KEEPERS,
        form=Settle,
        statuses=EVERY,
        when=lambda page: Open.STUCK in page.open,
        button=N_("Kesampingkan"),
        saying="put_aside",
        note=N_("Langkah ini tidak akan dijalankan. Biasanya lebih baik dicoba lagi dulu."),
        grave=True,
        blind=True,
    ),
    Act(
        "task_force",
        N_("Bawa ke Satgas"),
        _task_force,
        Acts.PLAN_MEETING,
        COORDINATORS,
        form=TaskForce,
        statuses=BEFORE_TALKS,
        group="talks",
        note=N_("UU 7/2012 Pasal 41 ayat 4 dan Pasal 42."),
    ),
    Act(
        "release_clause",
        N_("Izinkan penanggung jawab butir disurati"),
        _release,
        Acts.CLAUSE,
        COORDINATORS,
        form=ReleaseClause,
        statuses=EVERY,
        when=lambda page: Open.WITHHELD_CLAUSE in page.open,
        group="talks",
        note=N_(
            "Pelapor meminta agar kantor ini tidak diberi tahu. Ia hanya disurati tentang "
            "butirnya sendiri."
        ),
    ),
    Act(
        "conflict_state",
        N_("Catat Status Keadaan Konflik"),
        _state,
        Acts.REVIEW,
        COORDINATORS,
        form=ConflictState,
        group="danger",
        note=N_("Keputusan bupati setelah berkonsultasi dengan DPRD; Rukun hanya mencatatnya."),
    ),
)
