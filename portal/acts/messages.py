"""What is written to a reporter, whom nobody who writes knows."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR
from desk.messages import answer_reporter
from models.status import Status
from policies.audience import Acts
from portal.acts.asked import Asked, Asks
from portal.acts.base import Act, Doing
from portal.languages import N_


class Write(Asked):
    """A message to the reporter."""

    words: Annotated[
        str,
        Asks(
            N_("Pesan untuk pelapor"),
            kind="words",
            hint=N_("Tulis dengan bahasa sehari-hari. Jangan menyebut nama siapa pun."),
        ),
    ]


async def _write(asked: Write, doing: Doing) -> None:
    await answer_reporter(doing.number, asked.words, by=doing.by, seen=doing.seen)


ACTS = (
    Act(
        "message",
        N_("Tulis kepada pelapor"),
        _write,
        Acts.MESSAGE,
        frozenset({COORDINATOR, AGENCY}),
        form=Write,
        statuses=frozenset(Status),
        group="words",
        button=N_("Kirim kepada pelapor"),
        note=N_(
            "Pelapor membacanya dengan nomor dan kodenya. Siapa pun yang memegang keduanya dapat "
            "membacanya juga. Surel hanya memberi tahu bahwa ada jawaban."
        ),
        saying="answer_sent",
    ),
)
