"""What a bar closes, what it makes of a case, and who lifts it. Pure: facts in, decision out.

sealed    UU 12/2022 Ps 23, UU 23/2004: signs of sexual or domestic violence, child abuse
crime     Perpol 8/2021: narcotics and what the law excludes from restorative justice
court     UU 7/2012 Ps 46 (4)-(5): before a court the merits are not ours
election  UU 7/2017 Ps 454: an election offence is Bawaslu's, within 7 working days of knowing
"""

from collections.abc import Mapping
from enum import StrEnum

from models.status import ENDED, Status
from models.views import Bar

Said = dict[str, str]


class Scope(StrEnum):
    """What of a case a bar closes to talks."""

    CASE = "case"
    PERSON = "person"
    OFFENCE = "offence"
    MERITS = "merits"


class Effect(StrEnum):
    """What a bar makes of a case that it is raised in."""

    NOTHING = "nothing"
    TRIAGE = "triage"
    REROUTE = "reroute"
    NARROW = "narrow"


SCOPES: Mapping[Bar, tuple[Scope, ...]] = {
    Bar.SEALED: (Scope.CASE, Scope.PERSON),
    Bar.CRIME: (Scope.OFFENCE,),
    Bar.COURT: (Scope.MERITS,),
    Bar.ELECTION: (Scope.OFFENCE,),
}
ELSEWHERE = frozenset({Bar.SEALED, Bar.ELECTION})
BY_TWO = frozenset(Bar) - {Bar.COURT}  # without them an offence may be talked over
IN_HANDS = frozenset({Status.ASSIGNED, Status.ACCEPTED, Status.IN_HANDLING})
IN_NO_HANDS = frozenset({Status.NEEDS_REVIEW, Status.WATCHED, Status.REFERRED})
CLOSES: Mapping[Bar, Said] = {
    Bar.SEALED: {
        "id": "seluruh perkara tertutup (UU 23/2004 Ps 16; UU 12/2022 Ps 23)",
        "en": "all of it is sealed (Law 23/2004 Art. 16; Law 12/2022 Art. 23)",
    },
    Bar.CRIME: {
        "id": "tindak pidananya tidak dibicarakan; tokoh boleh menenangkan dan mencegah "
        "(Perpol 8/2021)",
        "en": "the offence is not talked about; figures may calm and prevent "
        "(Police Regulation 8/2021)",
    },
    Bar.COURT: {
        "id": "pokok perkara tidak dibicarakan; keamanan dan kepulangan boleh "
        "(UU 7/2012 Ps 46 ayat 4-5)",
        "en": "the merits are not talked about; safety and return may be "
        "(Law 7/2012 Art. 46 (4)-(5))",
    },
    Bar.ELECTION: {
        "id": "pelanggarannya ditangani Bawaslu; tokoh boleh menenangkan (UU 7/2017 Ps 454)",
        "en": "the offence is Bawaslu's; figures may calm (Law 7/2017 Art. 454)",
    },
}


def scope_of(bar: Bar, said: str | None) -> Scope | None:
    """The scope that a person named, or the bar's own; None if the bar has no such scope."""
    if said is None:
        return SCOPES[bar][0]
    return next((one for one in SCOPES[bar] if one == said), None)


def effect_of(bar: Bar, status: Status) -> Effect:
    """What raising a bar makes of a case: given elsewhere at once, or narrowed where it is.

    A case whose report is not read yet is triaged with the bar; an ended one stays ended.
    """
    if status in ENDED or status is Status.REPORTED:
        return Effect.NOTHING
    if status in IN_NO_HANDS:
        return Effect.TRIAGE if bar in ELSEWHERE else Effect.NOTHING
    return Effect.REROUTE if bar in ELSEWHERE else Effect.NARROW


def lifting_refusal(
    bar: Bar,
    *,
    by: str,
    asked_by: str | None,
    carried_by: str | None,
    read_by_one_role: bool = False,
    unprotected: bool = False,
) -> Said | None:
    """Why somebody may not lift a bar now; None if they may.

    ``carried_by`` is a category that always carries the bar, ``asked_by`` who asked before.
    What keeps an offence from talks is lifted by two people. A seal by a coordinator and somebody
    of a body that reads the case: who can't read it can't judge it. ``read_by_one_role``: the
    secretariat reads it itself, so two of them do.
    ``unprotected``: its protection is not recorded yet, so a body decides last.
    """
    if carried_by is not None:
        return {
            "id": f"kategori {carried_by} selalu membawa penghalang ini; "
            "sebutkan kategori yang benar (--category)",
            "en": f"category {carried_by} always carries this bar; "
            "name the right category (--category)",
        }
    if bar in BY_TWO and asked_by == by:
        return {
            "id": "Anda sudah memintanya; orang kedua yang harus mencabutnya",
            "en": "you asked for it already; a second person must lift it",
        }
    if bar is Bar.SEALED and asked_by and not read_by_one_role and _role(asked_by) == _role(by):
        return {
            "id": "kasus tertutup dibuka oleh seorang koordinator bersama seorang dari lembaga "
            "yang menanganinya",
            "en": "a seal is lifted by a coordinator together with somebody of a body that has "
            "the case",
        }
    if bar is Bar.SEALED and asked_by and unprotected and _role(by) == "coordinator":
        return {
            "id": "perlindungan korban (1x24 jam) belum dicatat; lembaga yang menanganinya yang "
            "memutuskan terakhir",
            "en": "the victim's protection (1x24 hours) is not recorded; a body that has the case "
            "decides last",
        }
    return None


def _role(actor: str) -> str:
    return actor.partition(":")[0]
