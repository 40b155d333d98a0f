"""An agency asks the secretariat, and a coordinator answers."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR
from desk.questions import answer_agency, ask_secretariat
from models.reading_case import CasePage
from policies.audience import Acts
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.words import agencies
from portal.languages import N_


def _askers(looking: Looking) -> Choices:
    asked = {one.agency for one in looking.page.questions}
    return [(code, name) for code, name in agencies(looking) if code in asked]


class Question(Asked):
    """What an agency wants to know."""

    question: Annotated[
        str,
        Asks(
            N_("Pertanyaan Anda"),
            kind="words",
            hint=N_("Jangan menanyakan siapa pelapornya, dan jangan menulis nama orang."),
        ),
    ]


class Answer(Asked):
    """What the secretariat answers."""

    to: Annotated[str, Asks(N_("Kepada instansi"), kind="choice", choices=_askers)]
    answer: Annotated[
        str, Asks(N_("Jawaban"), kind="words", hint=N_("Jangan menyebut siapa pelapornya."))
    ]


async def _ask(asked: Question, doing: Doing) -> None:
    await ask_secretariat(doing.number, by=doing.by, question=asked.question, seen=doing.seen)


async def _answer(asked: Answer, doing: Doing) -> None:
    await answer_agency(
        doing.number, by=doing.by, to=asked.to, answer=asked.answer, seen=doing.seen
    )


def _open(page: CasePage) -> bool:
    return not page.case.sealed


def _asked(page: CasePage) -> bool:
    return _open(page) and bool(page.questions)


ACTS = (
    Act(
        "ask",
        N_("Tanyakan kepada sekretariat"),
        _ask,
        Acts.ASK,
        frozenset({AGENCY}),
        form=Question,
        when=_open,
        group="words",
        button=N_("Kirim pertanyaan"),
        saying="asked",
    ),
    Act(
        "answer_agency",
        N_("Jawab pertanyaan instansi"),
        _answer,
        Acts.ASK,
        frozenset({COORDINATOR}),
        form=Answer,
        when=_asked,
        group="words",
        button=N_("Kirim jawaban"),
    ),
)
