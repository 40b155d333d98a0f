"""Who may not mediate a case, and why. Pure: facts in, decision out.

UU 7/2012 Ps 2 letter m (tidak memihak); PBM 9 and 8/2006 (adil dan tidak memihak).
Nobody mediates his own cause: no side, no neighbour of a side, none with a tie,
none who judged the matter before.
"""

from collections.abc import Iterator

from models.regency import Figure
from models.views import PanelSituation, PartyView

Reason = dict[str, str]
WHOLE_VILLAGE = frozenset({"village", "customary_village"})
THIRD_VILLAGE = frozenset({"BTS"})

PARTY: Reason = {"id": "adalah salah satu pihak", "en": "is one of the sides"}
WITHHELD: Reason = {"id": "tidak dilibatkan dalam kasus ini", "en": "is kept out of this case"}
OFFICER: Reason = {
    "id": "menjabat di desa yang menjadi pihak",
    "en": "holds an office in a village that is a side",
}
SAME_BANJAR: Reason = {"id": "satu banjar dengan salah satu pihak", "en": "is of a side's banjar"}
SAME_VILLAGE: Reason = {
    "id": "dari desa yang berselisih; batas wilayah memerlukan tokoh dari desa ketiga",
    "en": "is of a village in dispute; a boundary calls for a figure from a third village",
}
TIE: Reason = {"id": "menyatakan punya hubungan kepentingan", "en": "declared a tie"}
DECIDED: Reason = {
    "id": "lembaganya pernah memutus perkara ini",
    "en": "sits in a body that decided this matter before",
}
DECLINED: Reason = {"id": "sudah menyatakan tidak bersedia", "en": "said no already"}
OBJECTED: Reason = {"id": "ditolak oleh salah satu pihak", "en": "was refused by a side"}


def why_not_neutral(figure: Figure, situation: PanelSituation) -> Reason | None:
    """Say why a figure may not sit in this case, by language; None if nothing speaks against it."""
    return next(_against(figure, situation), None)


def _against(figure: Figure, situation: PanelSituation) -> Iterator[Reason]:
    if _withheld(figure, situation):
        yield WITHHELD
    for party in situation.parties:
        yield from _against_party(figure, party)
    if situation.case.category in THIRD_VILLAGE and figure.village in _villages(situation):
        yield SAME_VILLAGE
    if figure.id in situation.ties:
        yield TIE
    if situation.decided & {figure.id, *figure.sits_in}:
        yield DECIDED
    if figure.id in situation.declined:
        yield DECLINED
    if figure.id in situation.objected:
        yield OBJECTED


def _against_party(figure: Figure, party: PartyView) -> Iterator[Reason]:
    if figure.id == party.id:
        yield PARTY
    if figure.village is None or figure.village != party.village:
        return
    if party.kind in WHOLE_VILLAGE:
        yield OFFICER
    if figure.banjar and party.banjar and _plain(figure.banjar) == _plain(party.banjar):
        yield SAME_BANJAR


def _withheld(figure: Figure, situation: PanelSituation) -> bool:
    """Whether the reporter must not be betrayed to this figure.

    ``not_to_tell`` names an id, a body ("mda"), or an office of the case's own villages
    ("bendesa"), which the ids of figures spell out: KL-ADAT-BENDESA-GELGEL.
    """
    words = {word.upper() for word in situation.case.not_to_tell}
    bodies = {body.upper().split("_", maxsplit=1)[0] for body in figure.sits_in}
    offices = set(figure.id.split("-")) if figure.village in _villages(situation) else set()
    return bool(words & {figure.id, *bodies, *offices})


def _villages(situation: PanelSituation) -> set[str]:
    of_parties = {party.village for party in situation.parties}
    return of_parties | {situation.case.village, *situation.case.other_villages}


def _plain(banjar: str) -> str:
    return banjar.casefold().removeprefix("banjar").strip()
