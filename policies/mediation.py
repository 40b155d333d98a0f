"""Which figures mediate a case, why each of them, and why others do not.

Pure: facts in, decision out. Customary and social institutions come first
(UU 7/2012 Ps 41), none takes sides (Ps 2), both faiths sit where faiths dispute
(PBM 9 and 8/2006), and 30 % women are aimed at (Ps 47 asks it of a task force).
Dates of meetings are in ``policies/meetings.py``, the forum in ``policies/forum.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from models.regency import Figure
from models.views import (
    FigureChoice,
    FigureKind,
    FigureRefused,
    Forum,
    PanelChoice,
    PanelSituation,
)
from policies.neutrality import Reason, why_not_neutral

PANEL = 3
WOMEN_PER_TEN = 3
MIRRORED = frozenset({"AGM"})
TWO_FAITHS = 2
LOCAL = frozenset({Forum.VILLAGE, Forum.KERTHA_DESA})
WIDE = frozenset({Forum.REGENCY, Forum.MDA_REGENCY, Forum.TASK_FORCE})
FAITH_OF = {"ADT": "hindu"}  # a desa adat is a Hindu community (Perda Bali 4/2019)
KINDS: dict[FigureKind, Reason] = {
    FigureKind.COMMUNITY: {"id": "tokoh masyarakat", "en": "community figure"},
    FigureKind.CUSTOMARY: {"id": "tokoh adat", "en": "customary figure"},
    FigureKind.RELIGIOUS: {"id": "tokoh agama", "en": "religious figure"},
}
NEUTRAL: Reason = {
    "id": "tidak diketahui terikat dengan para pihak",
    "en": "no tie to the sides is known",
}


@dataclass(frozen=True, slots=True)
class _Seat:
    """What a place on the panel asks for. ``other_faith``: one that no one before has."""

    kind: FigureKind
    faith: str | None = None
    other_faith: bool = False

    def fits(self, figure: Figure, panel: Sequence[Figure]) -> bool:
        if figure.kind != self.kind or figure in panel:
            return False
        if self.other_faith:
            return figure.faith not in {None, *(one.faith for one in panel)}
        return self.faith in (None, figure.faith)

    @property
    def word(self) -> str:
        if self.faith or self.other_faith:
            return f"faith_{self.faith or 'other'}"
        return f"kind_{self.kind}"


_Seated = tuple[_Seat, Figure | None]


def propose_figures(
    situation: PanelSituation, *, figures: Sequence[Figure], size: int = PANEL
) -> PanelChoice:
    """Propose up to ``size`` figures in the order of the category's kinds, each with its reason.

    Figures already ``kept`` hold their seats and are not proposed again, so the same call
    finds who replaces one that left. ``passed_over`` names each figure of the wanted kinds
    that is not neutral. ``lacks`` holds "kind_<kind>", "faith_<faith>" or "women".
    """
    refused = {figure.id: why_not_neutral(figure, situation) for figure in figures}
    neutral = [one for one in figures if not refused[one.id] and one.kind in situation.kinds]
    ranked = sorted(neutral, key=lambda one: _rank(one, situation))
    panel = [one for one in figures if one.id in situation.kept]
    seats = _unfilled(_seats(situation, size=size), panel)
    seated = _with_women(_seated(seats, panel=panel, ranked=ranked), panel=panel, ranked=ranked)
    fresh = [figure for _, figure in seated if figure]
    return PanelChoice(
        forum=situation.forum,
        figures=tuple(_chosen(one, situation) for one in fresh),
        passed_over=tuple(
            FigureRefused(one.id, reason)
            for one in figures
            if one.kind in situation.kinds and (reason := refused[one.id])
        ),
        lacks=tuple(dict.fromkeys([*_empty(seated), *_women_lacking([*panel, *fresh])])),
    )


def _seats(situation: PanelSituation, *, size: int) -> list[_Seat]:
    """Seats for each faith first where faiths dispute, then the kinds in turn."""
    seats: list[_Seat] = []
    if situation.case.category in MIRRORED:
        faiths = sorted({party.faith for party in situation.parties if party.faith})
        seats = [_Seat(FigureKind.RELIGIOUS, faith) for faith in faiths]
        missing = max(0, TWO_FAITHS - len(seats))
        seats += [_Seat(FigureKind.RELIGIOUS, other_faith=True)] * missing
    left = max(0, size - len(seats)) if situation.kinds else 0
    faith = FAITH_OF.get(situation.case.category)
    return seats + [
        _Seat(kind, faith if kind is FigureKind.RELIGIOUS else None)
        for kind in islice(cycle(situation.kinds), left)
    ]


def _unfilled(seats: list[_Seat], panel: Sequence[Figure]) -> list[_Seat]:
    """The seats that those already on the panel leave open."""
    sitting: list[Figure] = []
    left: list[_Seat] = []
    for seat in seats:
        figure = next((one for one in panel if seat.fits(one, sitting)), None)
        if figure is None:
            left.append(seat)
        else:
            sitting.append(figure)
    return left


def _seated(
    seats: Sequence[_Seat], *, panel: Sequence[Figure], ranked: Sequence[Figure]
) -> list[_Seated]:
    seated: list[_Seated] = []
    for seat in seats:
        taken = [*panel, *(one for _, one in seated if one)]
        seated.append((seat, next((one for one in ranked if seat.fits(one, taken)), None)))
    return seated


def _with_women(
    seated: list[_Seated], *, panel: Sequence[Figure], ranked: Sequence[Figure]
) -> list[_Seated]:
    """Give seats to women, from the last one up, until 30 % of the panel are or none fits."""
    seated = list(seated)
    for place, (seat, figure) in reversed(list(enumerate(seated))):
        others = [*panel, *(one for at, (_, one) in enumerate(seated) if one and at != place)]
        whole = [*others, *([figure] if figure else [])]
        if not figure or figure.woman or not _women_lacking(whole):
            continue
        woman = next((one for one in ranked if one.woman and seat.fits(one, others)), figure)
        seated[place] = (seat, woman)
    return seated


def _women_lacking(panel: Sequence[Figure]) -> list[str]:
    women = sum(one.woman for one in panel)
    return ["women"] if women * 10 < WOMEN_PER_TEN * len(panel) else []


def _empty(seated: Sequence[_Seated]) -> list[str]:
    return [seat.word for seat, figure in seated if figure is None]


def _rank(
    figure: Figure, situation: PanelSituation
) -> tuple[int, bool, bool, bool, bool, int, str]:
    """Best first: good for the object, near, new to it, of this forum, well placed, unburdened.

    Where talks failed a higher forum brings other faces, if there are any as near; then by id.
    """
    if situation.forum in LOCAL:
        misplaced = figure.village != situation.case.village
    else:
        misplaced = figure.village in {party.village for party in situation.parties}
    return (
        _object_rank(figure, situation),
        situation.forum not in WIDE and not _is_near(figure, situation),
        figure.id in situation.sat,
        situation.forum not in figure.forums,
        misplaced,
        situation.load.get(figure.id, 0),
        figure.id,
    )


def _object_rank(figure: Figure, situation: PanelSituation) -> int:
    """A pekaseh goes first where water is disputed, and last where it is not."""
    if not figure.objects:
        return 1
    return 0 if set(figure.objects) & set(situation.case.objects) else 2


def _is_near(figure: Figure, situation: PanelSituation) -> bool:
    return figure.kecamatan == situation.case.village.rpartition(".")[0]


def _chosen(figure: Figure, situation: PanelSituation) -> FigureChoice:
    return FigureChoice(figure.id, figure.kind, why_chosen(figure, situation))


def why_chosen(figure: Figure, situation: PanelSituation) -> Reason:
    """Say why a figure fits a case, by language."""
    reasons = [_of_kind(figure, situation)]
    if _object_rank(figure, situation) == 0:
        reasons.append({"id": "menguasai pokok perselisihan", "en": "knows what is disputed"})
    if figure.faith and situation.case.category in MIRRORED:
        reasons.append(
            {
                "id": f"mewakili umat ({figure.faith}), agar semua umat terwakili",
                "en": f"of the {figure.faith} faith, so that every faith sits",
            }
        )
    if _is_near(figure, situation):
        reasons.append({"id": "dari kecamatan yang sama", "en": "of the same kecamatan"})
    if figure.woman:
        reasons.append({"id": "perempuan (sasaran 30 %)", "en": "a woman (30 % are aimed at)"})
    reasons.append(NEUTRAL)
    return {language: "; ".join(one[language] for one in reasons) for language in ("id", "en")}


def _of_kind(figure: Figure, situation: PanelSituation) -> Reason:
    kind = KINDS[figure.kind]
    if figure.kind not in situation.kinds:
        return kind
    place = situation.kinds.index(figure.kind) + 1
    return {
        "id": f"{kind['id']}, pilihan ke-{place} untuk jenis perkara ini",
        "en": f"{kind['en']}, choice no. {place} for this kind of matter",
    }
