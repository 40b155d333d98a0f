"""What closes a case to talks, and what the two bodies of a sealed task record."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR, FIGURE
from desk.bars import Barring, raise_bar
from desk.parting import report_wider
from desk.sealed import record_police_report, record_protection
from models.reading_case import CasePage
from policies.audience import Acts
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.words import BARS
from portal.languages import N_, translated

PERSON = "person"


def _standing_not(looking: Looking) -> Choices:
    """The bars that are not raised yet."""
    return [
        (code, translated(said, looking.language))
        for code, said in BARS.items()
        if code not in looking.page.bars
    ]


class Bar(Asked):
    """What closes the case, or a part of it."""

    bar: Annotated[
        str, Asks(N_("Mengapa tidak boleh dimusyawarahkan"), kind="choice", choices=_standing_not)
    ]
    reason: Annotated[str | None, Asks(N_("Alasan"), kind="words", hint=N_("Tersegel."))] = None


class Harmed(Asked):
    """What befell somebody inside a wider conflict."""

    words: Annotated[
        str,
        Asks(
            N_("Apa yang menimpa orang itu"),
            kind="words",
            hint=N_("Menjadi kasus tertutup sendiri; hanya DSOSPPPA dan Unit PPA Polres tahu."),
        ),
    ]


class Wider(Asked):
    """The conflict around somebody harmed, without them."""

    words: Annotated[
        str,
        Asks(
            N_("Apa yang terjadi antarwarga"),
            kind="words",
            hint=N_("Tanpa yang dirugikan: jangan sebut anak, korban, atau rumahnya."),
        ),
    ]


class Note(Asked):
    """A note, sealed."""

    note: Annotated[str | None, Asks(N_("Catatan"), kind="words", hint=N_("Tersegel."))] = None


async def _raise(asked: Bar, doing: Doing) -> None:
    await raise_bar(
        doing.number, Barring(asked.bar, reason=asked.reason), by=doing.by, seen=doing.seen
    )


async def _part(asked: Harmed, doing: Doing) -> None:
    barring = Barring("sealed", scope=PERSON, words=asked.words)
    await raise_bar(doing.number, barring, by=doing.by, seen=doing.seen)


async def _wider(asked: Wider, doing: Doing) -> str:
    return await report_wider(doing.number, asked.words, by=doing.by, seen=doing.seen)


async def _protected(asked: Note, doing: Doing) -> None:
    await record_protection(doing.number, by=doing.by, note=asked.note)


async def _informed(asked: Note, doing: Doing) -> None:
    await record_police_report(doing.number, by=doing.by, note=asked.note)


def _unprotected(page: CasePage) -> bool:
    return page.case.sealed and not _said(page, "victim.protected")


def _uninformed(page: CasePage) -> bool:
    """A threatened reporter's case is the police's own: nobody has to tell them."""
    return page.case.sealed and not page.reprisal and not _said(page, "police.informed")


def _said(page: CasePage, fact: str) -> bool:
    return any(one.fact == fact for one in page.timeline)


def _open(page: CasePage) -> bool:
    return not page.case.sealed


def _tells_of_more(page: CasePage) -> bool:
    return page.case.sealed and not page.reprisal


ACTS = (
    Act(
        "raise_bar",
        N_("Hentikan musyawarah: ada penghalang"),
        _raise,
        Acts.RAISE_BAR,
        frozenset({AGENCY, COORDINATOR, FIGURE}),
        form=Bar,
        when=_open,
        group="danger",
        note=N_("Pertemuan yang sudah dijadwalkan dibatalkan tanpa menyebut alasan."),
        button=N_("Pasang penghalang"),
        saying="barred",
        grave=True,
    ),
    Act(
        "harmed",
        N_("Ada orang yang jadi korban: buat kasus tertutup"),
        _part,
        Acts.RAISE_BAR,
        frozenset({AGENCY, COORDINATOR}),
        form=Harmed,
        when=_open,
        group="danger",
        button=N_("Buat kasus tertutup"),
    ),
    Act(
        "wider",
        N_("Ada bentrokan yang lebih luas: jadikan kasus terbuka"),
        _wider,
        Acts.INCIDENT,
        frozenset({AGENCY, COORDINATOR}),
        form=Wider,
        when=_tells_of_more,
        group="danger",
        note=N_(
            "Laporan tertutup ini tetap tertutup. Yang Anda tulis menjadi laporan baru yang dapat "
            "ditangani instansi lain; tidak ada yang menunjuk ke sini."
        ),
        button=N_("Kirim sebagai laporan baru"),
        in_person=True,
    ),
    Act(
        "protected",
        N_("Catat bahwa korban dilindungi"),
        _protected,
        Acts.INCIDENT,
        frozenset({AGENCY}),
        form=Note,
        when=_unprotected,
        group="next",
        note=N_("Paling lambat 1x24 jam sesudah diketahui."),
    ),
    Act(
        "police_informed",
        N_("Catat bahwa kepolisian diberi tahu"),
        _informed,
        Acts.INCIDENT,
        frozenset({AGENCY}),
        form=Note,
        when=_uninformed,
        group="next",
        note=N_("Paling lambat 3x24 jam sesudah diketahui."),
    ),
)
