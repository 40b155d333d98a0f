"""Words for the desk's own codes, and choices made of them. A regency's lists have their own."""

from collections.abc import Callable, Iterable, Mapping

from models.regency import Regency
from portal.acts.asked import Choices, Looking
from portal.languages import N_, in_language, translated

DECLINE_REASONS = {
    "not_our_mandate": N_("Bukan tugas dan fungsi kami"),
    "conflict_of_interest": N_("Kami punya hubungan dengan salah satu pihak"),
    "no_capacity": N_("Kami tidak sanggup saat ini"),
    "already_handled": N_("Sudah kami tangani sebelumnya"),
}
SIDE_KINDS = {
    "village": N_("Desa atau kelurahan"),
    "customary_village": N_("Desa adat"),
    "banjar": N_("Banjar"),
    "group": N_("Kelompok warga"),
    "business": N_("Usaha"),
    "office": N_("Kantor pemerintah"),
}
WILLING = {
    "yes": N_("Bersedia bermusyawarah"),
    "no": N_("Tidak bersedia"),
    "unknown": N_("Belum menjawab"),
}
FAITHS = {
    "hindu": N_("Hindu"),
    "islam": N_("Islam"),
    "protestant": N_("Kristen Protestan"),
    "catholic": N_("Katolik"),
    "buddhist": N_("Buddha"),
    "confucian": N_("Konghucu"),
}
FIGURE_ANSWERS = {
    "accept": N_("Bersedia menengahi"),
    "cannot": N_("Tidak dapat"),
    "tie": N_("Punya hubungan dengan salah satu pihak"),
}
MEETING_OUTCOMES = {
    "agreed": N_("Sepakat"),
    "adjourned": N_("Dilanjutkan lain waktu"),
    "deadlock": N_("Buntu"),
    "withdrawn": N_("Satu pihak mundur"),
}
CANCEL_REASONS = {
    "weather": N_("Cuaca atau bencana"),
    "safety": N_("Keadaan belum aman"),
    "illness": N_("Ada yang sakit"),
    "grief": N_("Kedukaan atau upacara"),
    "side_asks": N_("Permintaan salah satu pihak"),
    "other": N_("Lainnya"),
}
CLAUSE_RESULTS = {
    "kept": N_("Ditepati"),
    "late": N_("Ditepati, terlambat"),
    "broken": N_("Dilanggar"),
}
CLAUSE_STATES = {"open": N_("Belum diperiksa"), **CLAUSE_RESULTS}
TIES = {
    "party": N_("Menjadi pihak"),
    "family": N_("Ada hubungan keluarga"),
    "same_lineage": N_("Satu dadia atau soroh"),
    "same_banjar": N_("Satu banjar atau desa adat"),
    "business": N_("Ada kepentingan usaha atau tanah"),
    "office": N_("Menjabat pada salah satu pihak"),
    "politics": N_("Kegiatan partai"),
    "decided": N_("Pernah memutus perkara ini"),
}
BARS = {
    "sealed": N_("Kekerasan seksual, kekerasan di rumah, atau anak jadi korban"),
    "crime": N_("Tindak pidana yang tidak boleh didamaikan, misalnya narkotika"),
    "court": N_("Sudah diperiksa pengadilan"),
    "election": N_("Pelanggaran pemilu"),
}
LAWSUITS = {
    "filed": N_("Didaftarkan"),
    "decided": N_("Diputus"),
    "settled": N_("Berdamai di pengadilan"),
    "withdrawn": N_("Dicabut"),
}
RECEIPTS = {
    "handed": N_("Diserahkan langsung"),
    "read_out": N_("Dibacakan"),
    "to_family": N_("Dititipkan kepada keluarga"),
    "refused": N_("Ditolak"),
    "not_found": N_("Orangnya tidak ditemukan"),
}
FORUMS = {
    "village": N_("Desa"),
    "kertha_desa": N_("Kertha Desa"),
    "kecamatan": N_("Kecamatan"),
    "mda_kecamatan": N_("MDA Kecamatan"),
    "regency": N_("Kabupaten"),
    "mda_regency": N_("MDA Kabupaten"),
    "task_force": N_("Satgas"),
    "court": N_("Pengadilan"),
}
SUPPORT_ANSWERS = {
    "received": N_("Tugas diterima"),
    "done": N_("Dikerjakan"),
    "cannot": N_("Tidak dapat mengerjakan"),
}


def out_of(words: Mapping[str, str]) -> Callable[[Looking], Choices]:
    """Choices of a closed list of codes with marked words."""
    return lambda looking: [
        (code, translated(said, looking.language)) for code, said in words.items()
    ]


def listed(
    chosen: Callable[[Regency], Mapping[str, Mapping[str, str]]],
) -> Callable[[Looking], Choices]:
    """Choices of one of the regency's own lists."""
    return lambda looking: [
        (code, in_language(said, looking.language)) for code, said in chosen(looking.rules).items()
    ]


def sides(looking: Looking) -> Choices:
    """The sides of the case, by the label under which they were met."""
    return [(one.label, one.label) for one in looking.page.sides]


def villages(looking: Looking) -> Choices:
    """All villages, each with its kecamatan."""
    rules = looking.rules
    return [
        (one.code, f"{one.name}, {rules.kecamatan_of(one.code).name}") for one in rules.villages
    ]


def agencies(looking: Looking) -> Choices:
    """All agencies."""
    return [(one.code, in_language(one.name, looking.language)) for one in looking.rules.agencies]


def wide_agencies(looking: Looking) -> Choices:
    """Agencies that are there for more than one village."""
    wide = {one.code for one in looking.rules.agencies if one.village is None}
    return [(code, name) for code, name in agencies(looking) if code in wide]


def offices_of(figures: Iterable[str], looking: Looking) -> Choices:
    """Figures, by their offices."""
    return [
        (one, in_language(looking.rules.figure(one).office, looking.language)) for one in figures
    ]
