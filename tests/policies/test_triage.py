"""Triage reads a report as a practitioner would, says why, and knows when it does not know."""

from datetime import date
from pathlib import Path

import pytest

from models.regency import Regency
from models.regency_folder import read_regency
from models.views import Bar, Colour, EarlierCase, ReportView, TriageChoice
from policies.colour import as_rated
from policies.triage import triage

FOLDER = Path(__file__).parents[2] / "regencies" / "klungkung"
DAY = date(2026, 11, 23)
TOLD = "Air subak di hilir tidak sampai sejak saluran di hulu dibendung untuk kolam ikan."
RETOLD = "Sejak saluran di hulu dibendung untuk kolam ikan, air subak tidak sampai ke hilir lagi."


@pytest.fixture(scope="module")
def klungkung() -> Regency:
    """Klungkung, as its folder describes it."""
    return read_regency(FOLDER)


def read(text: str, regency: Regency, *, village: str = "51.05.02.2002") -> TriageChoice:
    """Triage one text."""
    return triage(ReportView(text, village, DAY), regency=regency)


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("BTS", "Tugu pembatas antara desa kami dengan desa sebelah hilang semalam."),
        ("ADT", "Lima KK dikeluarkan dari banjar adat karena tidak membayar peturunan pura."),
        ("ADT", "Pemilihan bendesa ricuh, sebagian krama menolak hasil paruman."),
        ("AGM", "Warga keberatan pengeras suara masjid diminta dimatikan saat hari Nyepi."),
        ("SKU", "Buruh asal luar pulau diusir dari kos, warga bilang mereka tidak punya kipem."),
        ("POL", "Calon perbekel yang kalah menuduh panitia curang dan tidak terima hasilnya."),
        ("SDA", "Petani rumput laut dan operator ponton berebut area, tali bibit diputus jangkar."),
        ("SDA", "Kebun kami dipagari orang, kami punya SPPT tapi mereka punya sertifikat."),
        ("EKO", "Bau busuk dari tempat pembuangan sampah tidak tertahankan, warga mau protes."),
        ("EKO", "Dua puluh karyawan hotel di-PHK tanpa pesangon, mereka mau unjuk rasa."),
        ("MRS", "Pemuda minum tuak tiap malam di pos kamling lalu melempari genteng."),
        ("NRK", "Ditemukan banyak plastik klip bekas sabu di belakang bale banjar."),
        ("AKW", "Pemuda banjar kami diserang pemuda banjar sebelah, tiga orang luka kena batu."),
        ("AKW", "Maling motor tertangkap dan dihajar warga ramai-ramai."),
        ("KES", "Orang tua menolak imunisasi karena beredar kabar bohong."),
        ("PPA", "Badannya biru-biru dipukuli suaminya kalau mabuk."),
        ("ORM", "Ada kelompok tertutup yang mengajarkan khilafah."),
        ("LNY", "Mohon petugas datang, ada hal yang perlu kami sampaikan."),
    ],
)
def test_finds_the_category(klungkung: Regency, category: str, text: str) -> None:
    """Each kind of conflict, in words that nobody tuned the vocabulary to."""
    assert read(text, klungkung).category == category


@pytest.mark.parametrize(
    "text",
    [
        "Keponakan saya yang kelas 5 SD sering dipegang-pegang oleh pamannya.",
        "Istri tetangga sering menangis, badannya biru dipukuli suaminya.",
        "Anak umur tujuh tahun dikurung dan tidak diberi makan oleh ibu tirinya.",
        "Kepala sekolah mencium paksa murid perempuan di ruang kelas.",
        "Pacar saya mengancam menyebarkan foto telanjang saya.",
        "Ada anak SMP hamil, katanya oleh ayah tirinya. Keluarga mau menikahkan saja.",
        "Warga membakar rumah orang yang dituduh MEMPERKOSA tetangganya.",
        "Istrinya ditendang sampai keguguran, suaminya memang ringan tangan.",
        "Majikan menyekap pembantunya dan tidak memberi makan.",
        "Gadis itu dipaksa menikah dengan pelakunya.",
        "Mahasiswi dibius lalu ditiduri seniornya.",
        "Kabarnya belum terjadi pemerkosaan, tapi gadis itu takut pulang.",
    ],
)
def test_seals_at_any_sign(klungkung: Regency, text: str) -> None:
    """Sexual or domestic violence and harmed children are sealed at once; doubt seals."""
    choice = read(text, klungkung)
    assert choice.category == "PPA"
    assert Bar.SEALED in choice.bars
    assert choice.unsure == ()
    assert choice.colour in {Colour.ORANGE, Colour.RED}


@pytest.mark.parametrize(
    "text",
    [
        "Anak muda dan anak buah juragan kapal berkelahi di anak sungai.",
        "Anak-anak muda dipukuli di anak tangga pura oleh anak buah kontraktor.",
        "Anak perusahaan itu menutup anak sungai, anak buahnya dianiaya warga.",
    ],
)
def test_takes_no_youth_for_a_child(klungkung: Regency, text: str) -> None:
    """`anak muda`, `anak buah` and `anak sungai` raise no child sign and seal nothing."""
    choice = read(text, klungkung)
    assert not [entry for entry in choice.entries if entry.startswith(("child.", "ppa."))]
    assert Bar.SEALED not in choice.bars


@pytest.mark.parametrize(
    "text",
    [
        "Anak-anak bermain layangan, orang tuanya adu mulut soal lapangan.",
        "Perempuan petani dan ibu-ibu PKK menolak penggusuran sawah.",
        "Guru honorer mogok karena gaji belum dibayar.",
        "Sopir dan istrinya dipukuli massa karena menabrak anak kecil.",
        "Ceramah itu melecehkan agama kami.",
        "Pelajar dua sekolah tawuran di lapangan.",
    ],
)
def test_seals_nothing_without_a_victim(klungkung: Regency, text: str) -> None:
    """Women and children in a report are no sign of violence against them."""
    assert Bar.SEALED not in read(text, klungkung).bars


def test_seals_a_child_beside_the_youths(klungkung: Regency) -> None:
    """What is excepted takes only its own words back."""
    choice = read("Anak muda mabuk, seorang anak dipukuli sampai luka.", klungkung)
    assert "ppa.anak_korban" in choice.entries


@pytest.mark.parametrize(
    ("bar", "text"),
    [
        (Bar.CRIME, "Rumah kos itu tempat pesta sabu, pemuda mau menggerebek."),
        (Bar.CRIME, "Perkelahian itu berujung satu orang tewas ditusuk."),
        (Bar.ELECTION, "Ada yang membagi amplop titipan caleg malam sebelum pencoblosan."),
        (Bar.ELECTION, "Baliho calon bupati dirobek kelompok pendukung lawan."),
        (Bar.COURT, "Sengketa tanah ini sudah kami gugat di pengadilan."),
    ],
)
def test_bars_what_the_law_keeps_from_mediation(klungkung: Regency, bar: Bar, text: str) -> None:
    """Narcotics and lives, election offences, and what lies before a court."""
    assert bar in read(text, klungkung).bars


def test_bars_no_torn_banner_of_a_shop(klungkung: Regency) -> None:
    """Without a candidate a torn banner is no election offence."""
    assert Bar.ELECTION not in read("Spanduk toko saya dirobek tetangga.", klungkung).bars


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        (0, "Perbedaan peta batas desa, belum ada keributan."),
        (1, "Dua keluarga adu mulut soal pagar batas desa."),
        (1, "Sopir dan pemandu wisata hampir berkelahi."),
        (2, "Dua pemuda berkelahi di lapangan, satu dirawat di rumah sakit."),
        (3, "Kulkul dibunyikan, tiga keluarga minta dievakuasi."),
        (3, "Satu orang tewas dikeroyok."),
    ],
)
def test_rates_the_stage(klungkung: Regency, stage: int, text: str) -> None:
    """From potential to evacuation and death; what the words deny does not count."""
    assert read(text, klungkung).stage == stage


def test_leaves_stage_four_to_the_bupati(klungkung: Regency) -> None:
    """No words make a Status Keadaan Konflik (UU 7/2012 Ps 15)."""
    worst = "Ratusan warga membakar rumah, lima orang tewas, semua mengungsi, perang antar desa."
    choice = read(worst, klungkung)
    assert (choice.stage, choice.severity, choice.colour) == (3, 4, Colour.RED)


def test_rates_severity_three_from_violence_on(klungkung: Regency) -> None:
    """Stage 2 is at least severity 3, from the matrix."""
    choice = read("Dua pemuda berkelahi di lapangan.", klungkung)
    matrix = klungkung.vocabulary.matrix
    assert choice.severity == matrix[choice.likelihood - 1][choice.impact - 1] == 3


@pytest.mark.parametrize(
    ("colour", "text"),
    [
        (Colour.GREEN, "Jalan rusak di depan bale banjar, mohon diperbaiki."),
        (Colour.YELLOW, "Warga adu mulut soal pembagian air subak."),
        (Colour.ORANGE, "Warga akan menutup jalan besok pagi karena debu truk."),
        (Colour.ORANGE, "Jenazah dilarang dibawa ke setra."),
        (Colour.ORANGE, "Dua pemuda berkelahi minggu lalu."),
        (Colour.RED, "Dua kelompok pemuda berkelahi sekarang di lapangan."),
        (Colour.RED, "Sekitar 60 orang berkumpul dan menyerang mes pekerja."),
        (Colour.RED, "Suaminya mengancam pakai sabit di rumah."),
        (Colour.RED, "Rumah dibakar massa yang membawa parang, ada korban luka."),
        (Colour.RED, "Massa membawa parang berkumpul di pasar, ada yang luka, rumah dibakar."),
        (Colour.RED, "Massa membawa parang berkumpul di pasar Kusamba."),
        (Colour.RED, "Mereka mau membakar rumah tetangga."),
        (Colour.RED, "Dikeroyok dengan parang sampai luka, lalu kaca warung pecah."),
        (Colour.ORANGE, "Seorang pemuda dipukul dengan pisau sampai luka."),
        (Colour.ORANGE, "Kebun di belakang rumah kami dibakar orang."),
        (Colour.GREEN, "Tetangga membakar sampah di dekat rumah kami, asapnya mengganggu."),
        (Colour.YELLOW, "Tidak ada rumah dibakar, hanya adu mulut."),
    ],
)
def test_colours_by_danger(klungkung: Regency, colour: Colour, text: str) -> None:
    """Violence now, masses, deaths and a threat to a life at home are red.

    So are an armed crowd, a dwelling on fire and dangers of three kinds, told in the past too.
    """
    assert read(text, klungkung).colour is colour


def test_reads_answers_like_words(klungkung: Regency) -> None:
    """What the reporter ticked weighs as much as what he wrote."""
    report = ReportView("Tolong kami.", "51.05.02.2002", DAY, {"at_home": "yes", "weapon": "yes"})
    choice = triage(report, regency=klungkung)
    assert (choice.category, choice.bars, choice.colour) == ("PPA", (Bar.SEALED,), Colour.RED)


@pytest.mark.parametrize(
    ("areas", "text"),
    [
        ((), "Batas desa kami dengan desa tetangga digeser."),
        (("same_kecamatan",), "Batas desa kami dengan Desa Tusan digeser."),
        (("other_kecamatan",), "Batas desa kami dengan Desa Akah digeser."),
        (("other_kecamatan",), "Batas desa kami dengan Kampung Gelgel digeser."),
        (("other_regency",), "Batas desa kami dengan kabupaten sebelah digeser."),
        (("other_regency",), "Pilar batas dengan Kabupaten Gianyar hilang."),
        ((), "Batas desa Takmung belum jelas, pilar tegak di sawah."),
    ],
)
def test_reads_the_border(klungkung: Regency, areas: tuple[str, ...], text: str) -> None:
    """From the villages named, and from words for other regencies."""
    assert read(text, klungkung).areas == areas


def test_puts_the_dispute_before_its_circumstances(klungkung: Regency) -> None:
    """The first object is what the category is about; it leads the routing."""
    choice = read("Nelayan protes, jangkar kapal cepat milik hotel merusak jaring.", klungkung)
    assert (choice.category, choice.objects[0]) == ("SDA", "sea")


def test_names_entries_and_never_words(klungkung: Regency) -> None:
    """The reasons are ids of the vocabulary."""
    text = "Pekaseh dan petani bertengkar soal air irigasi."
    known = {sign.id for sign in klungkung.vocabulary.signs}
    assert set(read(text, klungkung).entries) <= known
    assert "air.subak" in read(text, klungkung).entries


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("no_category", "Mohon bantuan."),
        ("no_category", "???"),
        ("low_confidence", "Ada yang memukul pedagang."),
    ],
)
def test_leaves_to_a_person_what_it_does_not_know(
    klungkung: Regency, reason: str, text: str
) -> None:
    """Nothing to go by, or too little, waits for review."""
    assert reason in read(text, klungkung).unsure


def test_lets_a_faint_guess_at_a_child_wait_sealed(klungkung: Regency) -> None:
    """A child that suffers, no deed told: sealed until a person has looked."""
    choice = read("Tolong, anak itu sering menangis di malam hari.", klungkung)
    assert (choice.bars, choice.unsure) == ((Bar.SEALED,), ("low_confidence",))


def test_is_surer_of_a_wide_lead(klungkung: Regency) -> None:
    """Confidence falls when a second category comes near."""
    alone = read("Krama kasepekang menolak sanksi.", klungkung)
    mixed = read("Krama kasepekang menolak sanksi karena dituduh soal sampah limbah.", klungkung)
    assert 0 <= mixed.confidence < alone.confidence <= 100


def test_keeps_what_a_fight_is_about(klungkung: Regency) -> None:
    """Violence raises the stage; the border stays the category."""
    text = "Warga dua desa bentrok, saling pukul dan lempar batu karena sengketa batas desa."
    choice = read(text, klungkung)
    assert (choice.category, choice.stage) == ("BTS", 2)


def an_earlier(number: str) -> EarlierCase:
    """Build an earlier case that tells the same."""
    return EarlierCase(number, "51.05.02.2012", "SDA", DAY, TOLD)


def test_asks_a_person_about_a_likely_twin(klungkung: Regency) -> None:
    """Only of a lower number, when the report's own number is known."""
    report = ReportView(RETOLD, "51.05.02.2012", DAY)
    earlier = [an_earlier("KLK-2026-00007"), an_earlier("KLK-2026-00020")]
    choice = triage(report, regency=klungkung, earlier=earlier, number="KLK-2026-00009")
    assert choice.twins == ("KLK-2026-00007",)
    assert choice.unsure == ("likely_twin",)


def test_lets_no_twin_delay_danger(klungkung: Regency) -> None:
    """A red report goes on, its twin is only named."""
    text = f"{TOLD} Tiga keluarga minta dievakuasi."
    earlier = [EarlierCase("KLK-2026-00001", "51.05.02.2012", "SDA", DAY, text)]
    choice = triage(ReportView(text, "51.05.02.2012", DAY), regency=klungkung, earlier=earlier)
    assert choice.twins == ("KLK-2026-00001",)
    assert (choice.colour, choice.unsure) == (Colour.RED, ())


@pytest.mark.parametrize(
    ("severity", "stage", "sealed", "colour"),
    [
        (4, 0, False, Colour.RED),
        (1, 3, False, Colour.RED),
        (3, 2, False, Colour.ORANGE),
        (1, 0, True, Colour.ORANGE),
        (1, 0, False, Colour.YELLOW),
    ],
)
def test_takes_a_persons_rating_for_no_less(
    severity: int, *, stage: int, sealed: bool, colour: Colour
) -> None:
    """A yellow case that a person rates higher rises; none falls."""
    assert as_rated(Colour.YELLOW, severity=severity, stage=stage, sealed=sealed) is colour
