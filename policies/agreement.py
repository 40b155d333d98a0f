"""What an agreement may not say, and who must have signed it. Pure: facts in, decision out.

The officer who writes it down answers four questions of each clause; a "yes" to any of them is
refused with the article. That an owner was not there is seen by itself, and so are plain words
that the regency names; other words are not guessed at.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Said = dict[str, str]


class Crossing(StrEnum):
    """A line that no clause may cross."""

    CLOSES_BARRED = "closes_barred"
    WAIVES_VICTIM = "waives_victim"
    BINDS_ABSENT = "binds_absent"
    BLOCKS_RIGHTS = "blocks_rights"


QUESTIONS: dict[Crossing, Said] = {
    Crossing.CLOSES_BARRED: {
        "id": "Apakah butir ini menutup perkara yang tidak boleh didamaikan (kekerasan seksual, "
        "kekerasan dalam rumah tangga, narkotika, pidana pemilu, kejahatan terhadap nyawa, pokok "
        "perkara yang sedang di pengadilan)?",
        "en": "Does it close a matter that may not be settled (sexual or domestic violence, "
        "narcotics, an election offence, a crime against life, the merits of a pending suit)?",
    },
    Crossing.WAIVES_VICTIM: {
        "id": "Apakah butir ini melepaskan hak korban (laporan, perlindungan, restitusi)?",
        "en": "Does it give up a victim's rights (to report, to protection, to restitution)?",
    },
    Crossing.BINDS_ABSENT: {
        "id": "Apakah butir ini mengikat orang yang tidak hadir dan tidak diwakili?",
        "en": "Does it bind people who were not there nor represented?",
    },
    Crossing.BLOCKS_RIGHTS: {
        "id": "Apakah butir ini menghalangi hak dasar (tempat tinggal, air, sekolah, ibadah, "
        "pemakaman, jalan keluar masuk), atau menghukum dengan kekerasan, pengucilan, atau "
        "mempermalukan orang?",
        "en": "Does it block basic rights (a home, water, school, worship, burial, a way in and "
        "out), or punish by violence, exclusion or disgrace?",
    },
}
LAW: dict[Crossing, Said] = {
    Crossing.CLOSES_BARRED: {
        "id": "UU 12/2022 Pasal 23, UU 7/2017, UU 7/2012 Pasal 46 dan Perpol 8/2021: perkara itu "
        "tidak diselesaikan di luar peradilan",
        "en": "Law 12/2022 Article 23, Law 7/2017, Law 7/2012 Article 46 and Police Regulation "
        "8/2021: such a matter is not settled out of court",
    },
    Crossing.WAIVES_VICTIM: {
        "id": "UU 31/2014 Pasal 5 dan 7A: hak korban tidak dapat diperjanjikan oleh orang lain",
        "en": "Law 31/2014 Articles 5 and 7A: a victim's rights are not for others to give up",
    },
    Crossing.BINDS_ABSENT: {
        "id": "KUH Perdata Pasal 1340 dan UU 7/2012 Pasal 8 ayat 3: kesepakatan mengikat hanya "
        "pihak yang membuatnya",
        "en": "Civil Code Article 1340 and Law 7/2012 Article 8 (3): an agreement binds only those "
        "who made it",
    },
    Crossing.BLOCKS_RIGHTS: {
        "id": "UU 39/1999 dan UU 6/2014 Pasal 103: penyelesaian, juga menurut adat, selaras dengan "
        "hak asasi manusia",
        "en": "Law 39/1999 and Law 6/2014 Article 103: a settlement, also by custom, is in line "
        "with human rights",
    },
}


NOT = frozenset({"tidak", "tak", "jangan", "batal", "bukan"})


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause without its words: ``party`` is the side that owes it, None for an agency."""

    number: int
    party: str | None
    crosses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossed:
    """A clause, the line it crosses, and the law."""

    clause: int
    crossing: Crossing
    law: Said


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signed, by what they are. Ids of sides and figures; witnesses are all others."""

    sides: frozenset[str]
    figures: frozenset[str]
    witnesses: frozenset[str]


def crossed(clauses: Iterable[ClauseView], *, present: Collection[str]) -> tuple[Crossed, ...]:
    """Find every line that a clause crosses; ``present`` are the sides of the agreed meeting."""
    return tuple(
        Crossed(clause.number, crossing, LAW[crossing])
        for clause in clauses
        for crossing in Crossing
        if crossing in clause.crosses
        or (crossing is Crossing.BINDS_ABSENT and _absent(clause, present))
    )


def crossed_by_words(words: str, lists: Mapping[str, Collection[str]]) -> tuple[Crossing, ...]:
    """Find the lines that a clause's plain words cross; ``lists`` has the words of each."""
    said = plainly(words)
    return tuple(
        line
        for line in Crossing
        if any(_says(said, plainly(known)) for known in lists.get(line, ()))
    )


def plainly(words: str) -> tuple[str, ...]:
    """A text's words alone: what is the same however it is spaced or written large."""
    return tuple(re.findall(r"\w+", words.casefold()))


def _says(said: Sequence[str], known: Sequence[str]) -> bool:
    """Whether the words stand there and no word of no stands right before them."""
    return any(
        said[at : at + len(known)] == known and NOT.isdisjoint(said[max(0, at - 2) : at])
        for at in range(len(said))
    )


def _absent(clause: ClauseView, present: Collection[str]) -> bool:
    return clause.party is not None and clause.party not in present


def signatures(
    signed_by: Sequence[str], *, sides: Collection[str], panel: Collection[str]
) -> Signatures:
    """Tell sides, mediators and witnesses apart."""
    signed = frozenset(signed_by)
    return Signatures(signed & set(sides), signed & set(panel), signed - {*sides, *panel})


def unsigned(signed: Signatures, *, sides: Collection[str]) -> tuple[str, ...]:
    """Name what is missing: ids of sides, then ``mediator`` and ``witness``."""
    missing = sorted(set(sides) - signed.sides)
    missing += [] if signed.figures else ["mediator"]
    return (*missing, *(() if signed.witnesses else ("witness",)))
