"""What the agency that was asked answers: it takes the case, or it doesn't."""

from typing import Annotated

from desk.acting import AGENCY
from desk.answers import Answer, answer_as
from models.reading_case import CasePage
from models.status import Status
from policies.audience import Acts
from portal.acts.asked import Asked, Asks
from portal.acts.base import Act, Doing
from portal.acts.words import DECLINE_REASONS, out_of
from portal.languages import N_

OFFICE = Asks(
    N_("Jabatan Anda"), hint=N_("Misalnya: Camat Dawan"), autocomplete="organization-title"
)
OFFICER = Asks(
    N_("Nama Anda"), hint=N_("Disimpan terpisah dan dapat dihapus."), autocomplete="name"
)


def unanswered(page: CasePage) -> bool:
    """Whether the assignment that counts still waits for its answer."""
    work = page.work
    return work is not None and work.given is not None and work.given.answer is None


class Accept(Asked):
    """The agency takes the case."""

    office: Annotated[str, OFFICE]
    officer: Annotated[str, OFFICER]


class Decline(Asked):
    """The agency does not take the case, for a reason of the list."""

    reason_code: Annotated[
        str, Asks(N_("Mengapa tidak"), kind="choice", choices=out_of(DECLINE_REASONS))
    ]
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
        when=unanswered,
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
        when=unanswered,
        group="next",
        button=N_("Tolak dengan alasan ini"),
        saying="declined",
    ),
)
