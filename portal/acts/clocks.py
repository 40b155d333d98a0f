"""A limit stands still for a reason, and runs again."""

from datetime import date
from typing import Annotated

from desk.clocks import Pausing, pause_clock, resume_clock
from models.reading_case import CasePage
from models.regency_folder import regency
from models.status import Status
from models.views import Colour
from policies.audience import Acts
from portal.acts import choices as may_be
from portal.acts.asked import Asked, Asks
from portal.acts.base import Act, Doing
from portal.acts.reviewing import COORDINATORS
from portal.languages import N_


class Pause(Asked):
    """Which limit stands still, why, and until when."""

    limit: Annotated[
        str, Asks(N_("Batas waktu"), kind="choice", choices=may_be.limits(paused=False))
    ]
    reason_code: Annotated[str, Asks(N_("Mengapa"), kind="choice", choices=may_be.pauses)]
    until: Annotated[
        date | None,
        Asks(
            N_("Berjalan lagi pada"),
            kind="day",
            hint=N_("Kosong: selama yang boleh, paling lama 30 hari."),
        ),
    ] = None


class Resume(Asked):
    """Which limit runs again before its date."""

    limit: Annotated[
        str, Asks(N_("Batas waktu"), kind="choice", choices=may_be.limits(paused=True))
    ]


async def _pause(asked: Pause, doing: Doing) -> None:
    wanted = Pausing(asked.limit, asked.reason_code, asked.until)
    await pause_clock(doing.number, wanted, by=doing.by, seen=doing.seen)


async def _resume(asked: Resume, doing: Doing) -> None:
    await resume_clock(doing.number, asked.limit, by=doing.by, seen=doing.seen)


def _pausable(page: CasePage) -> bool:
    rules = {one.kind: one.pausable for one in regency().deadlines}
    runs = any(rules.get(one.kind) and not one.paused for one in page.limits)
    return runs and page.case.colour != Colour.RED


ACTS = (
    Act(
        "pause_clock",
        N_("Jeda batas waktu"),
        _pause,
        Acts.REASSIGN,
        COORDINATORS,
        form=Pause,
        statuses=frozenset(Status),
        when=_pausable,
        note=N_("Sesudah jeda pertama, orang kedua yang memutuskan jeda berikutnya."),
    ),
    Act(
        "resume_clock",
        N_("Jalankan lagi batas waktu"),
        _resume,
        Acts.REASSIGN,
        COORDINATORS,
        form=Resume,
        statuses=frozenset(Status),
        when=lambda page: any(one.paused for one in page.limits),
    ),
)
