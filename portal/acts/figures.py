"""Figures and sides answer: a figure by its own link, others through an officer."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR, FIGURE
from desk.consents import answer_as_party
from desk.talks import answer_as_figure
from models.reading_case import CasePage
from models.status import Status
from policies.audience import Acts
from policies.consent import consents
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.words import FIGURE_ANSWERS, offices_of, out_of, sides
from portal.languages import N_

TALKS = frozenset({Status.IN_MEDIATION})
BOTH = frozenset({AGENCY, COORDINATOR})
WHY = Asks(N_("Alasan"), kind="words", hint=N_("Tersegel; tidak disampaikan kepada siapa pun."))


def _may_answer(page: CasePage) -> bool:
    return page.seat is not None and page.seat.answer is None and not page.seat.ended


def _may_leave(page: CasePage) -> bool:
    seat = page.seat
    return seat is not None and not seat.ended and seat.answer in {None, "accept"}


def _open_seats(page: CasePage) -> bool:
    return page.talks is not None and bool(page.talks.asked or page.talks.sitting)


def awaited_figures(page: CasePage) -> bool:
    """Whether a figure has not answered yet."""
    return page.talks is not None and bool(page.talks.asked)


def silent_sides(page: CasePage) -> tuple[str, ...]:
    """The sides that have not accepted everybody who sits."""
    talks = page.talks
    if talks is None or not talks.sitting or talks.agreed:
        return ()
    return tuple(
        label for label, said in talks.said.items() if not consents(said, sitting=talks.sitting)
    )


def _unasked(looking: Looking) -> Choices:
    return [(label, label) for label in silent_sides(looking.page)]


def _sides_wait(page: CasePage) -> bool:
    return bool(silent_sides(page)) and not awaited_figures(page)


def _may_object(page: CasePage) -> bool:
    """Whether some side has not accepted the panel yet, so that it may object without reasons."""
    talks = page.talks
    return (
        talks is not None
        and not talks.agreed
        and any(said is None or not said.accepts for said in talks.said.values())
    )


def _has_panel(page: CasePage) -> bool:
    return page.talks is not None and not page.talks.agreed and bool(page.sides)


def _panel(looking: Looking) -> Choices:
    talks = looking.page.talks
    return offices_of((*talks.asked, *talks.sitting), looking) if talks else ()


class Because(Asked):
    """A reason, if one wants to give it."""

    reason: Annotated[str | None, WHY] = None


class FigureSaid(Asked):
    """What a figure said on the telephone or face to face."""

    figure: Annotated[str, Asks(N_("Tokoh"), kind="choice", choices=_panel)]
    answer: Annotated[str, Asks(N_("Jawabannya"), kind="choice", choices=out_of(FIGURE_ANSWERS))]
    reason: Annotated[str | None, WHY] = None


class SideAccepts(Asked):
    """A side accepts all who sit."""

    label: Annotated[str, Asks(N_("Pihak"), kind="choice", choices=_unasked)]


class SideObjects(Asked):
    """A side objects to one figure."""

    label: Annotated[str, Asks(N_("Pihak"), kind="choice", choices=sides)]
    figure: Annotated[str, Asks(N_("Tokoh yang tidak diterima"), kind="choice", choices=_panel)]
    reason: Annotated[
        str | None,
        Asks(
            N_("Alasan"),
            kind="words",
            hint=N_("Keberatan pertama tidak memerlukan alasan; berikutnya dicatat koordinator."),
        ),
    ] = None


async def _mediate(_: Asked, doing: Doing) -> None:
    await _answered(doing, "accept", reason=None)


async def _cannot(asked: Because, doing: Doing) -> None:
    await _answered(doing, "cannot", reason=asked.reason)


async def _tied(asked: Because, doing: Doing) -> None:
    await _answered(doing, "tie", reason=asked.reason)


async def _answered(doing: Doing, answer: str, *, reason: str | None) -> None:
    await answer_as_figure(
        doing.number, by=doing.by, figure=doing.by.id, answer=answer, reason=reason
    )


async def _said(asked: FigureSaid, doing: Doing) -> None:
    await answer_as_figure(
        doing.number,
        by=doing.by,
        figure=asked.figure,
        answer=asked.answer,
        reason=asked.reason,
        seen=doing.seen,
    )


async def _accepts(asked: SideAccepts, doing: Doing) -> None:
    await answer_as_party(
        doing.number, by=doing.by, label=asked.label, accepts=True, seen=doing.seen
    )


async def _objects(asked: SideObjects, doing: Doing) -> None:
    await answer_as_party(
        doing.number,
        by=doing.by,
        label=asked.label,
        accepts=False,
        figure=asked.figure,
        reason=asked.reason,
        seen=doing.seen,
    )


ACTS = (
    Act(
        "mediate",
        N_("Saya bersedia menengahi"),
        _mediate,
        Acts.FIGURE,
        frozenset({FIGURE}),
        statuses=TALKS,
        when=_may_answer,
        group="next",
        button=N_("Ya, saya bersedia"),
        note=N_("Hari dan tempatnya diberitahukan kemudian, sesudah para pihak setuju."),
        saying="figure_yes",
    ),
    Act(
        "cannot_mediate",
        N_("Saya tidak dapat"),
        _cannot,
        Acts.FIGURE,
        frozenset({FIGURE}),
        form=Because,
        statuses=TALKS,
        when=_may_leave,
        group="next",
        button=N_("Kirim"),
        note=N_("Alasan boleh dikosongkan. Tokoh lain akan diminta."),
        saying="figure_no",
    ),
    Act(
        "own_tie",
        N_("Saya punya hubungan dengan salah satu pihak"),
        _tied,
        Acts.FIGURE,
        frozenset({FIGURE}),
        form=Because,
        statuses=TALKS,
        when=_may_leave,
        group="next",
        button=N_("Nyatakan hubungan"),
        note=N_("Keluarga, satu banjar, usaha, atau pernah memutus perkara ini. Terima kasih."),
        saying="figure_no",
    ),
    Act(
        "figure_said",
        N_("Catat jawaban tokoh"),
        _said,
        Acts.FIGURE,
        BOTH,
        form=FigureSaid,
        statuses=TALKS,
        when=awaited_figures,
        group="next",
        note=N_("Untuk tokoh yang menjawab lewat telepon atau tatap muka."),
    ),
    Act(
        "figure_leaves",
        N_("Catat tokoh yang mundur"),
        _said,
        Acts.FIGURE,
        BOTH,
        form=FigureSaid,
        statuses=TALKS,
        when=lambda page: _open_seats(page) and not awaited_figures(page),
        group="talks",
    ),
    Act(
        "side_accepts",
        N_("Catat pihak yang menerima para penengah"),
        _accepts,
        Acts.PARTY,
        BOTH,
        form=SideAccepts,
        statuses=TALKS,
        when=_sides_wait,
        group="next",
        note=N_("Tanyakan kepada tiap pihak sendiri-sendiri."),
    ),
    Act(
        "side_objects",
        N_("Catat keberatan sebuah pihak atas seorang tokoh"),
        _objects,
        Acts.PARTY,
        frozenset({AGENCY}),
        form=SideObjects,
        statuses=TALKS,
        when=_may_object,
        group="talks",
    ),
    Act(
        "side_objects_again",
        N_("Catat keberatan sebuah pihak, dengan alasannya"),
        _objects,
        Acts.PARTY,
        frozenset({COORDINATOR}),
        form=SideObjects,
        statuses=TALKS,
        when=_has_panel,
        group="talks",
    ),
)
