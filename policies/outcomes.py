"""Whether a case's record bears out an outcome. Pure: facts in, decision out.

A year's report counts outcomes: what the record does not hold is no way in which a case ended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Said = dict[str, str]


class Need(StrEnum):
    """What an outcome asks of the record.

    ``AGREEMENT``: a signed one that counts; ``NO_AGREEMENT``: that none does. ``TALKS``: a meeting
    in which the sides agreed, or an agreement. ``COURT``: a lawsuit, a court's bar, a referral.
    ``REFERRAL``: another body was asked. ``PROTECTION``: a sealed case, or protection recorded.
    """

    AGREEMENT = "agreement"
    NO_AGREEMENT = "no_agreement"
    TALKS = "talks"
    COURT = "court"
    REFERRAL = "referral"
    PROTECTION = "protection"


SIDES = "sides"  # a sealed case has none
BETWEEN_SIDES = frozenset({Need.AGREEMENT, Need.TALKS})
UNMET: dict[str, Said] = {
    Need.AGREEMENT: {
        "id": "Tidak ada kesepakatan bertanda tangan yang berlaku; pilih hasil yang lain.",
        "en": "No signed agreement of it counts; choose another outcome.",
    },
    Need.NO_AGREEMENT: {
        "id": "Kasus ini berakhir dengan kesepakatan yang ditandatangani; pilih hasil yang "
        "menyebutkannya.",
        "en": "It ends with a signed agreement; choose an outcome that says so.",
    },
    Need.TALKS: {
        "id": "Tidak ada musyawarah yang berakhir sepakat dalam catatan kasus ini; pilih hasil "
        "yang lain.",
        "en": "The record holds no meeting in which the sides agreed; choose another outcome.",
    },
    Need.COURT: {
        "id": "Tidak ada perkara pengadilan dalam catatan kasus ini; pilih hasil yang lain.",
        "en": "The record of this case holds no court case; choose another outcome.",
    },
    Need.REFERRAL: {
        "id": "Kasus ini tidak pernah dirujuk ke lembaga lain; pilih hasil yang lain.",
        "en": "It was never referred to another body; choose another outcome.",
    },
    Need.PROTECTION: {
        "id": "Tidak ada perlindungan korban dalam catatan kasus ini; pilih hasil yang lain.",
        "en": "The record holds no protection of anybody harmed; choose another outcome.",
    },
    SIDES: {
        "id": "Kasus tertutup tidak pernah didamaikan; pilih hasil yang lain.",
        "en": "A sealed case is never settled between sides; choose another outcome.",
    },
}


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds: ``agreement`` one that counts, ``agreed`` a meeting that ended so."""

    sealed: bool = False
    agreement: bool = False
    agreed: bool = False
    court: bool = False
    referral: bool = False
    protected: bool = False


def unmet(need: str | None, held: Held) -> str | None:
    """Name what is missing for an outcome with this need, as a key of ``UNMET``; None if nothing.

    Raises ``ValueError`` for a need that is none.
    """
    if need is None:
        return None
    if held.sealed and need in BETWEEN_SIDES:
        return SIDES
    met = {
        Need.AGREEMENT: held.agreement,
        Need.NO_AGREEMENT: not held.agreement,
        Need.TALKS: held.agreed or held.agreement,
        Need.COURT: held.court or held.referral,
        Need.REFERRAL: held.referral,
        Need.PROTECTION: held.sealed or held.protected,
    }
    return None if met[Need(need)] else need


def fitting(
    needs: Mapping[str, str], *, outcomes: Mapping[str, object], held: Held
) -> Iterator[str]:
    """Give the outcomes, by code and in their list's order, that the record bears out."""
    return (code for code in outcomes if unmet(needs.get(code), held) is None)
