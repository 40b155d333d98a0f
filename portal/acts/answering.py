"""What the agency that was asked answers: it takes the case, or it doesn't."""

from typing import Annotated

from desk.acting import AGENCY
from desk.answers import DECLINE_REASONS, Answer, answer_as
from models.status import Status
from policies.audience import Acts
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.languages import N_, translated

REASONS = {
    "not_our_mandate": N_("Bukan tugas dan fungsi kami"),
    "conflict_of_interest": N_("Kami punya hubungan dengan salah satu pihak"),
    "no_capacity": N_("Kami tidak sanggup saat ini"),
    "already_handled": N_("Sudah kami tangani sebelumnya"),
}
OFFICE = Asks(
    N_("Jabatan Anda"), hint=N_("Misalnya: Camat Dawan"), autocomplete="organization-title"
)
OFFICER = Asks(
    N_("Nama Anda"), hint=N_("Disimpan terpisah dan dapat dihapus."), autocomplete="name"
)


def _reasons(looking: Looking) -> Choices:
    return [(code, translated(REASONS[code], looking.language)) for code in DECLINE_REASONS]


class Accept(Asked):
    """The agency takes the case."""

    office: Annotated[str, OFFICE]
    officer: Annotated[str, OFFICER]


class Decline(Asked):
    """The agency does not take the case, for a reason of the list."""

    reason_code: Annotated[str, Asks(N_("Mengapa tidak"), kind="choice", choices=_reasons)]
    reason: Annotated[str | None, Asks(N_("Penjelasan singkat"), kind="words")] = None
    office: Annotated[str, OFFICE]
    officer: Annotated[str, OFFICER]


async def _accept(asked: Accept, doing: Doing) -> None:
    answer = Answer(accepted=True, office=asked.office, officer=asked.officer)
    await answer_as(doing.number, answer, by=doing.by, seen=doing.seen)


async def _decline(asked: Decline, doing: Doing) -> None:
    answer = Answer(
        accepted=False,
        office=asked.office,
        officer=asked.officer,
        reason_code=asked.reason_code,
        reason=asked.reason,
    )
    await answer_as(doing.number, answer, by=doing.by, seen=doing.seen)


ACTS = (
    Act(
        "accept",
        N_("Terima penugasan"),
        _accept,
        Acts.ANSWER,
        frozenset({AGENCY}),
        form=Accept,
        statuses=frozenset({Status.ASSIGNED}),
        group="next",
        button=N_("Ya, kami terima"),
        saying="accepted",
    ),
    Act(
        "decline",
        N_("Tolak penugasan"),
        _decline,
        Acts.ANSWER,
        frozenset({AGENCY}),
        form=Decline,
        statuses=frozenset({Status.ASSIGNED}),
        group="next",
        button=N_("Tolak dengan alasan ini"),
        saying="declined",
    ),
)
