"""What the agency finds out when it meets the sides, each apart; who comes along with a side."""

from collections.abc import Mapping
from typing import Annotated, Any

from desk.acting import AGENCY, COORDINATOR
from desk.consents import name_companion
from desk.contacts import Met, Side, record_contact
from models.reading_case import CasePage
from models.status import Status
from policies.audience import Acts
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.words import FAITHS, SIDE_KINDS, WILLING, listed, out_of, sides, villages
from portal.languages import N_, in_language

SAID = {"yes": True, "no": False, "unknown": None}
SPOKEN = {answer: code for code, answer in SAID.items()}
ON_FOOT = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})


def taken(page: CasePage) -> bool:
    """Whether the agency said yes."""
    work = page.work
    return work is not None and work.given is not None and work.given.answer == "accepted"


def has_sides(page: CasePage) -> bool:
    """Whether any side was met."""
    return bool(page.sides)


class SideRow(Asked):
    """A side as the agency met it."""

    label: Annotated[
        str, Asks(N_("Nama pihak"), hint=N_("Desa, banjar atau kelompok; jangan nama orang."))
    ]
    kind: Annotated[str, Asks(N_("Jenis"), kind="choice", choices=out_of(SIDE_KINDS))]
    village: Annotated[str, Asks(N_("Desa atau kelurahan"), kind="choice", choices=villages)]
    willing: Annotated[
        str, Asks(N_("Kesediaan bermusyawarah"), kind="choice", choices=out_of(WILLING))
    ] = "unknown"
    banjar: Annotated[str | None, Asks(N_("Banjar"))] = None
    faith: Annotated[
        str | None, Asks(N_("Agama, bila menyangkut agama"), kind="choice", choices=out_of(FAITHS))
    ] = None
    email: Annotated[
        str | None,
        Asks(N_("Surel pihak"), hint=N_("Tanpa surel, undangan diantar oleh kantor Anda.")),
    ] = None


class Contact(Asked):
    """Whom the agency met and what it found out."""

    sides: Annotated[
        tuple[SideRow, ...],
        Asks(
            N_("Pihak yang ditemui"),
            kind="rows",
            hint=N_("Satu kotak untuk satu pihak. Kotak yang kosong tidak dihitung."),
            rows=3,
        ),
    ] = ()
    untrue: Annotated[bool, Asks(N_("Yang dilaporkan ternyata tidak benar"), kind="yes")] = False
    unfinished: Annotated[bool, Asks(N_("Masih ada pihak yang belum ditemui"), kind="yes")] = False
    injured: Annotated[int, Asks(N_("Jumlah korban luka"), kind="number")] = 0
    danger: Annotated[bool, Asks(N_("Masih ada bahaya sekarang"), kind="yes")] = False
    root_cause: Annotated[
        str | None,
        Asks(
            N_("Akar masalah"),
            kind="choice",
            choices=listed(lambda rules: rules.endings.root_causes),
        ),
    ] = None
    only_safety: Annotated[
        bool,
        Asks(
            N_("Hanya mau membicarakan keamanan dan kepulangan"),
            kind="yes",
            hint=N_("Bila pokok perkaranya sedang diperiksa pengadilan."),
        ),
    ] = False
    note: Annotated[
        str | None,
        Asks(N_("Catatan"), kind="words", hint=N_("Tersegel; jangan menulis nama orang.")),
    ] = None


class Harmed(Asked):
    """That who was harmed was met; no side is kept of a sealed task."""

    untrue: Annotated[bool, Asks(N_("Yang dilaporkan ternyata tidak benar"), kind="yes")] = False
    injured: Annotated[int, Asks(N_("Jumlah korban luka"), kind="number")] = 0
    danger: Annotated[bool, Asks(N_("Masih ada bahaya sekarang"), kind="yes")] = False
    note: Annotated[
        str | None,
        Asks(N_("Catatan"), kind="words", hint=N_("Tersegel; jangan menulis nama orang.")),
    ] = None


def _kinds(looking: Looking) -> Choices:
    known = looking.rules.talks.companions.kinds
    return [(one.code, in_language(one.name, looking.language)) for one in known]


class Companion(Asked):
    """Who comes with a side, by what they are."""

    label: Annotated[str, Asks(N_("Pihak"), kind="choice", choices=sides)]
    kind: Annotated[str, Asks(N_("Pendampingnya"), kind="choice", choices=_kinds)]
    leaves: Annotated[bool, Asks(N_("Tidak jadi datang"), kind="yes")] = False


async def _contact(asked: Contact, doing: Doing) -> None:
    met = Met(
        sides=tuple(_side(one) for one in asked.sides),
        confirmed=not asked.untrue,
        injured=asked.injured,
        danger=asked.danger,
        root_cause=asked.root_cause,
        complete=not asked.unfinished,
        only_safety=asked.only_safety,
        note=asked.note,
    )
    await record_contact(doing.number, met, by=doing.by, seen=doing.seen)


async def _harmed(asked: Harmed, doing: Doing) -> None:
    met = Met(
        sides=(),
        confirmed=not asked.untrue,
        injured=asked.injured,
        danger=asked.danger,
        note=asked.note,
    )
    await record_contact(doing.number, met, by=doing.by, seen=doing.seen)


def _side(row: SideRow) -> Side:
    return Side(
        label=row.label,
        kind=row.kind,
        village=row.village,
        willing=SAID.get(row.willing),
        banjar=row.banjar,
        faith=row.faith,
        email=row.email,
    )


def _met_before(page: CasePage) -> Mapping[str, Any]:
    """The sides that are known; what they are stays, whether they are willing may have changed."""
    return {
        "sides": [
            {
                "label": one.label,
                "kind": one.kind,
                "village": one.village,
                "willing": SPOKEN[one.willing],
            }
            for one in page.sides
        ]
    }


async def _companion(asked: Companion, doing: Doing) -> None:
    await name_companion(
        doing.number, by=doing.by, label=asked.label, kind=asked.kind, leaves=asked.leaves
    )


def _first(page: CasePage) -> bool:
    return taken(page) and not has_sides(page) and not page.case.sealed


def _again(page: CasePage) -> bool:
    return taken(page) and has_sides(page) and not page.case.sealed


def _apart(page: CasePage) -> bool:
    return taken(page) and page.case.sealed


ACTS = (
    Act(
        "contact",
        N_("Catat pertemuan dengan para pihak"),
        _contact,
        Acts.CONTACT,
        frozenset({AGENCY}),
        form=Contact,
        statuses=ON_FOOT,
        when=_first,
        group="next",
        note=N_("Temui tiap pihak sendiri-sendiri. Jangan menanyakan siapa pelapornya."),
        button=N_("Simpan pertemuan"),
    ),
    Act(
        "contact_again",
        N_("Catat pertemuan lagi"),
        _contact,
        Acts.CONTACT,
        frozenset({AGENCY}),
        form=Contact,
        statuses=ON_FOOT,
        when=_again,
        begins=_met_before,
        group="people",
        note=N_("Temui tiap pihak sendiri-sendiri. Jangan menanyakan siapa pelapornya."),
        button=N_("Simpan pertemuan"),
    ),
    Act(
        "victim_met",
        N_("Catat bahwa korban sudah ditemui"),
        _harmed,
        Acts.CONTACT,
        frozenset({AGENCY}),
        form=Harmed,
        statuses=ON_FOOT - {Status.IN_HANDLING},
        when=_apart,
        group="next",
        note=N_("Temui korban sendiri, di tempat yang aman. Pihak lain tidak dicatat di sini."),
    ),
    Act(
        "companion",
        N_("Catat pendamping sebuah pihak"),
        _companion,
        Acts.PARTY,
        frozenset({AGENCY, COORDINATOR}),
        form=Companion,
        when=has_sides,
        group="people",
        note=N_("Tanpa nama: cukup apa hubungannya dengan pihak itu."),
    ),
)
