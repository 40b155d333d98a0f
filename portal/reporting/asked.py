"""What the report form asks, beside the words: codes with the plain words that a villager reads.

The codes are what triage reads (``answers`` of the regency's vocabulary, ``other_village`` and
``told_before`` of its policies), or what an agency is shown in place of the report's words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from models.regency import Agency, Regency
from portal.languages import N_, in_language, translated

Choices = list[tuple[str, str]]
YES = "yes"

DANGERS = {
    "injured": N_("Ada yang luka"),
    "violence_now": N_("Sedang terjadi kekerasan"),
    "weapon": N_("Ada yang membawa senjata"),
    "crowd": N_("Orang banyak sedang berkumpul"),
    "evacuation": N_("Ada yang mengungsi atau harus pergi dari rumahnya"),
    "at_home": N_("Kekerasan di dalam rumah atau keluarga"),
    "child_harmed": N_("Anak menjadi korban"),
}
GROUPS = {
    "group_villages": N_("Warga dua desa"),
    "group_banjar": N_("Banjar"),
    "group_customary": N_("Desa adat"),
    "group_families": N_("Keluarga"),
    "group_youth": N_("Anak muda"),
    "group_faiths": N_("Umat beragama"),
    "group_newcomers": N_("Pendatang"),
    "group_business": N_("Perusahaan atau tempat usaha"),
    "group_mass": N_("Organisasi massa"),
    "group_government": N_("Kantor pemerintah"),
}
AGAIN = {
    "soon": N_("Ya, hari ini atau besok"),
    "week": N_("Ya, dalam seminggu ini"),
    "later": N_("Ya, nanti"),
    "no": N_("Tidak"),
}
WAYS = {
    "message": N_("Lewat pesan saja, jangan ditelepon"),
    "call": N_("Boleh ditelepon"),
    "mail": N_("Lewat surel saja"),
    "page": N_("Jangan hubungi saya; saya akan melihat halaman lacak"),
}
FEARED = {
    "perbekel": N_("Perbekel dan kantor desa"),
    "lurah": N_("Lurah dan kantor kelurahan"),
    "kelian": N_("Kelian banjar"),
    "bendesa": N_("Bendesa adat"),
    "prajuru": N_("Semua prajuru desa adat"),
    "pekaseh": N_("Pekaseh (subak)"),
    "camat": N_("Camat dan kantor kecamatan"),
    "polisi": N_("Polisi"),
    "bhabinkamtibmas": N_("Bhabinkamtibmas"),
    "babinsa": N_("Babinsa"),
    "satpol_pp": N_("Satpol PP"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """All choices of the form, in the language of whoever reads it."""

    villages: list[tuple[str, Choices]]
    topics: Choices
    dangers: Choices
    groups: Choices
    again: Choices
    ways: Choices
    feared: Choices
    agencies: Choices


def asking(rules: Regency, *, language: str) -> Asking:
    """Gather what the form offers to choose from."""
    return Asking(
        villages=villages_of(rules),
        topics=_topics(rules, language),
        dangers=_in(DANGERS, language),
        groups=_in(GROUPS, language),
        again=_in(AGAIN, language),
        ways=_in(WAYS, language),
        feared=_feared(rules, language),
        agencies=_agencies(rules, language),
    )


def villages_of(rules: Regency) -> list[tuple[str, Choices]]:
    """The villages by kecamatan; where a desa and a kelurahan share a name, which is which."""
    placed = sorted(rules.villages, key=lambda one: (one.kecamatan, one.name))
    names = {one.code: one.name for one in rules.kecamatan}
    return [
        (names[code], [(one.code, f"{one.name} ({one.kind})") for one in inside])
        for code, inside in groupby(placed, key=lambda one: one.kecamatan)
    ]


def topics_of(rules: Regency) -> list[str]:
    """The categories of which triage reads an answer."""
    read = {one.answer for one in rules.vocabulary.answers if one.question == "topic"}
    return [one.code for one in rules.categories if one.code in read]


def may_be_feared(rules: Regency) -> Iterable[Agency]:
    """Offices of which there is one, beside those that have a word of their own."""
    worded = {code for codes in rules.feared.values() for code in codes}
    return (one for one in rules.agencies if one.kind == one.code and one.kind not in worded)


def _topics(rules: Regency, language: str) -> Choices:
    return [(code, in_language(rules.category(code).name, language)) for code in topics_of(rules)]


def _feared(rules: Regency, language: str) -> Choices:
    plain = {word: word.replace("_", " ").capitalize() for word in rules.feared}
    return [(word, translated(FEARED.get(word, plain[word]), language)) for word in rules.feared]


def _agencies(rules: Regency, language: str) -> Choices:
    return [(one.code, in_language(one.name, language)) for one in may_be_feared(rules)]


def _in(words: Mapping[str, str], language: str) -> Choices:
    return [(code, translated(said, language)) for code, said in words.items()]
