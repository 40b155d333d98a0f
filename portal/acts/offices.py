"""Who has the case: ties, another officer, another agency; and letters that feet must bring."""

from datetime import date
from typing import Annotated

from desk.acting import AGENCY, COORDINATOR
from desk.answers import hand_over
from desk.deliveries import record_delivery
from desk.offices import change_officer
from desk.ties import declare_tie
from kit.clock import today
from models.reading_case import CasePage
from models.status import Status
from policies.audience import Acts
from portal.acts.answering import OFFICE, OFFICER
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.choices import to_bring
from portal.acts.contacts import taken
from portal.acts.words import RECEIPTS, TIES, agencies, out_of
from portal.languages import N_, in_language

BOTH = frozenset({AGENCY, COORDINATOR})


def _whose(looking: Looking) -> Choices:
    """For a coordinator: an agency or an office; an agency speaks for itself alone."""
    offices = [
        (one.id, in_language(one.office, looking.language))
        for one in looking.rules.actors
        if one.role == COORDINATOR
    ]
    return [*agencies(looking), *offices]


def _others(looking: Looking) -> Choices:
    return [(code, name) for code, name in agencies(looking) if code != looking.page.case.lead]


class OwnTie(Asked):
    """A tie of one's own office."""

    kind: Annotated[str, Asks(N_("Hubungan apa"), kind="choice", choices=out_of(TIES))]


class Tie(Asked):
    """A tie of an agency or office."""

    who: Annotated[str, Asks(N_("Kantor siapa"), kind="choice", choices=_whose)]
    kind: Annotated[str, Asks(N_("Hubungan apa"), kind="choice", choices=out_of(TIES))]


class Officer(Asked):
    """Who has the case from now on."""

    office: Annotated[str, OFFICE]
    officer: Annotated[str, OFFICER]
    note: Annotated[
        str | None, Asks(N_("Yang perlu diketahui penerus"), kind="words", hint=N_("Tersegel."))
    ] = None


class HandOver(Asked):
    """To whom, and why."""

    to: Annotated[str, Asks(N_("Kepada instansi"), kind="choice", choices=_others)]
    reason: Annotated[str, Asks(N_("Mengapa"), kind="words", hint=N_("Tersegel."))]


class Delivery(Asked):
    """How a letter was received."""

    letter: Annotated[str, Asks(N_("Surat yang diantar"), kind="choice", choices=to_bring)]
    how: Annotated[str, Asks(N_("Bagaimana diterima"), kind="choice", choices=out_of(RECEIPTS))]
    on: Annotated[date, Asks(N_("Pada tanggal"), kind="day")]


async def _own_tie(asked: OwnTie, doing: Doing) -> None:
    await declare_tie(doing.number, by=doing.by, kind=asked.kind, seen=doing.seen)


async def _tie(asked: Tie, doing: Doing) -> None:
    await declare_tie(doing.number, by=doing.by, kind=asked.kind, who=asked.who, seen=doing.seen)


async def _officer(asked: Officer, doing: Doing) -> None:
    await change_officer(
        doing.number,
        by=doing.by,
        office=asked.office,
        officer=asked.officer,
        note=asked.note,
        seen=doing.seen,
    )


async def _hand_over(asked: HandOver, doing: Doing) -> None:
    await hand_over(doing.number, by=doing.by, to=asked.to, reason=asked.reason, seen=doing.seen)


async def _delivered(asked: Delivery, doing: Doing) -> None:
    await record_delivery(
        doing.number,
        asked.letter,
        by=doing.by,
        how=asked.how,
        on=asked.on.isoformat(),
        seen=doing.seen,
    )


def _to_bring(page: CasePage) -> bool:
    return bool(page.to_bring)


def _own(page: CasePage) -> bool:
    return taken(page) and not page.case.sealed


ACTS = (
    Act(
        "tie",
        N_("Nyatakan hubungan dengan salah satu pihak"),
        _own_tie,
        Acts.CONTACT,
        frozenset({AGENCY}),
        form=OwnTie,
        group="house",
        button=N_("Nyatakan hubungan"),
        note=N_("Tidak ada yang mengadili perkaranya sendiri: instansi lain akan memimpin."),
    ),
    Act(
        "tie_of",
        N_("Catat hubungan sebuah kantor"),
        _tie,
        Acts.REASSIGN,
        frozenset({COORDINATOR}),
        form=Tie,
        group="house",
    ),
    Act(
        "officer",
        N_("Serahkan kepada petugas lain di kantor ini"),
        _officer,
        Acts.HAND_OVER,
        frozenset({AGENCY}),
        form=Officer,
        when=taken,
        group="house",
    ),
    Act(
        "hand_over",
        N_("Limpahkan kepada instansi lain"),
        _hand_over,
        Acts.HAND_OVER,
        frozenset({AGENCY}),
        form=HandOver,
        statuses=frozenset({Status.ACCEPTED, Status.IN_HANDLING}),
        when=_own,
        group="house",
        note=N_("Instansi itu harus menerimanya dahulu. Tautan Anda berakhir."),
        saying="handed_over",
        grave=True,
    ),
    Act(
        "delivered",
        N_("Catat surat yang diantar"),
        _delivered,
        Acts.PARTY,
        BOTH,
        form=Delivery,
        when=_to_bring,
        begins=lambda _: {"on": today().isoformat()},
        group="people",
        note=N_("Untuk pihak dan tokoh tanpa surel."),
    ),
)
