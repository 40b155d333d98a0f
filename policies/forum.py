"""On which rung of the ladder the sides talk. Pure: facts in, decision out.

UU 7/2012 Ps 41-43: customary and social institutions first, then the government's
levels, then a task force, then the court. MDA's ladder for customary matters
(Perda Bali 4/2019). Permendagri 45/2016 Ps 18-19 for boundaries.
"""

from collections.abc import Collection, Iterable, Sequence

from models.regency import Figure
from models.sittings import Talks
from models.views import CaseSituation, Forum, ForumChoice, PartyView

Reason = dict[str, str]
COMMON = (Forum.VILLAGE, Forum.KECAMATAN, Forum.REGENCY, Forum.TASK_FORCE, Forum.COURT)
CUSTOMARY = (
    Forum.KERTHA_DESA,
    Forum.MDA_KECAMATAN,
    Forum.MDA_REGENCY,
    Forum.TASK_FORCE,
    Forum.COURT,
)
BY_DECISION = frozenset({Forum.TASK_FORCE, Forum.COURT})
ONE_VILLAGE: Reason = {"id": "para pihak dari satu desa", "en": "the sides are of one village"}
ONE_KECAMATAN: Reason = {
    "id": "para pihak dari desa yang berbeda dalam satu kecamatan",
    "en": "the sides are of different villages in one kecamatan",
}
WIDER: Reason = {
    "id": "para pihak melampaui satu kecamatan",
    "en": "the sides reach beyond one kecamatan",
}
BOUNDARY: Reason = {
    "id": "batas desa dalam satu kecamatan difasilitasi camat (Permendagri 45/2016 Ps 18)",
    "en": "the camat facilitates a boundary in one kecamatan (Home Affairs Reg. 45/2016 Art. 18)",
}
TRIED: Reason = {
    "id": "jenjang sebelumnya berakhir tanpa kesepakatan (UU 7/2012 Ps 41-43)",
    "en": "the rung below ended without agreement (Law 7/2012 Art. 41-43)",
}
OWN_CAUSE: Reason = {
    "id": "desa ini sendiri adalah pihak",
    "en": "the village itself is a side",
}
DECIDED: Reason = {
    "id": "forum ini pernah memutus perkara ini",
    "en": "this forum decided the matter before",
}
TIE: Reason = {
    "id": "penyelenggaranya punya hubungan kepentingan",
    "en": "whoever holds it has a tie",
}
WITHHELD: Reason = {"id": "tidak dilibatkan dalam kasus ini", "en": "is kept out of this case"}
CODES = {"own_cause": OWN_CAUSE, "decided": DECIDED, "tie": TIE, "withheld": WITHHELD}
# UU 7/2012 Ps 42 (2): when a task force is set up
ARTICLE_42 = ("no_institution", "not_functioning", "stuck", "no_agreement", "state_of_conflict")
JUDGES: dict[Forum, frozenset[str]] = {
    Forum.VILLAGE: frozenset({"village"}),
    Forum.KERTHA_DESA: frozenset({"customary_village"}),
}


def choose_forum(
    situation: CaseSituation,
    *,
    parties: Sequence[PartyView],
    tried: Sequence[Forum] = (),
    decided: Collection[str] = (),
    ties: Collection[str] = (),
    talks: Talks | None = None,
) -> ForumChoice:
    """The lowest rung that fits, above every rung tried; the last one is the court.

    A rung that is a side's own, that decided the matter (``decided``, bodies such as
    "kertha_desa_gelgel"), or whose office has one of the ``ties`` or must not be told, is passed
    over with its reason.
    """
    ladder = CUSTOMARY if situation.category == "ADT" else COMMON
    start, reason = _start(situation, parties)
    climbed = max((ladder.index(one) + 1 for one in tried if one in ladder), default=0)
    if climbed > start:
        start, reason = climbed, TRIED
    passed: list[tuple[Forum, Reason]] = []
    for forum in ladder[start:-1]:
        offices = talks.offices(forum) if talks else ()
        against = _against(forum, parties=parties, decided=decided)
        against = against or _closed(offices, situation, ties=ties)
        if against is None:
            return ForumChoice(forum, reason, tuple(passed), forum in BY_DECISION)
        passed.append((forum, against))
    return ForumChoice(Forum.COURT, reason, tuple(passed), needs_decision=True)


def _start(situation: CaseSituation, parties: Sequence[PartyView]) -> tuple[int, Reason]:
    villages = {party.village for party in parties} or {situation.village}
    villages |= set(situation.other_villages)
    if {"other_kecamatan", "other_regency"} & set(situation.areas) or len(_kecamatan(villages)) > 1:
        return 2, WIDER
    if len(villages) > 1:
        return 1, ONE_KECAMATAN
    return (1, BOUNDARY) if situation.category == "BTS" else (0, ONE_VILLAGE)


def _kecamatan(villages: Collection[str]) -> set[str]:
    """A village's code begins with its kecamatan's: 51.05.01.2001 lies in 51.05.01."""
    return {code.rpartition(".")[0] for code in villages}


def _against(
    forum: Forum, *, parties: Sequence[PartyView], decided: Collection[str]
) -> Reason | None:
    if any(body.startswith(forum) for body in decided):
        return DECIDED
    own = JUDGES.get(forum, frozenset())
    return OWN_CAUSE if any(party.kind in own for party in parties) else None


def host_of(hosts: Sequence[str], situation: CaseSituation, *, ties: Collection[str]) -> str | None:
    """The first office in whose rooms everybody may come; None if there is none."""
    return next((one for one in hosts if _closed((one,), situation, ties=ties) is None), None)


def known_bodies(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Every body that may have decided a matter: the forums, and those that figures sit in."""
    forums = [forum for forum in Forum if forum not in BY_DECISION]
    return (*forums, *sorted({body for one in figures for body in one.sits_in}))


def _closed(
    offices: Collection[str], situation: CaseSituation, *, ties: Collection[str]
) -> Reason | None:
    """Why none may go to these offices of the case's place."""
    place = (situation.village, situation.village.rpartition(".")[0])
    codes = {*offices, *(f"{office}-{code}" for office in offices for code in place)}
    if not codes.isdisjoint(ties):
        return TIE
    return None if codes.isdisjoint(situation.not_to_tell) else WITHHELD
