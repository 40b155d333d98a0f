"""Violence at home and against a child in the words in which people tell of it."""

from datetime import date
from pathlib import Path

import pytest

from models.regency import Regency
from models.regency_folder import read_regency
from models.views import Bar, Colour, ReportView, TriageChoice
from policies.triage import PERHAPS_SEALED, triage

FOLDER = Path(__file__).parents[2] / "regencies" / "klungkung"
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def klungkung() -> Regency:
    """Klungkung, as its folder describes it."""
    return read_regency(FOLDER)


def read(text: str, regency: Regency) -> TriageChoice:
    """Triage one text."""
    return triage(ReportView(text, "51.05.03.2003", DAY), regency=regency)


@pytest.mark.parametrize(
    "text",
    [
        "Si Kadek dipaksa minum arak oleh teman-temannya terus ditelanjangi, umurnya baru 14.",
        "Kurenan tiange setata nyagur tiang yen suba mabuk.",
        "Bapaknya mabuk, anak-anaknya disuruh tidur di luar, yang kecil luka di kepala.",
        "Ada video anak sekolah dimandikan ramai-ramai lalu disebar.",
        "Ada anggota perempuan yang dibegitukan oleh ketuanya waktu mabuk.",
        "Suami saya polisi, tadi malam dia memukul saya sampai pingsan, anak saya juga.",
        "Pacar saya memukul saya sampai pingsan, saya perempuan, takut.",
        "Saya takut pulang ke rumah. Suami saya bawa blakas.",
        "Tetangga suka mukulin istrinya di depan anak.",
        "Dia melempar gelas sampai dahi istri pertama berdarah.",
        "Suami istri bertengkar, istrinya patah tangan.",
        "Menantu lagi hamil, ditendang perutnya.",
        "Dia diperkaos sama mantan pacarnya.",
        "Anak tiri sering gak dikasih makan n dipukulin.",
        "Cucu saya umur 12 sudah telat datang bulan, pamannya sering ke rumah.",
        "Anak kelas 6 SD berbadan dua, keluarga mau menikahkan.",
        "Dia kirim gambar jorok ke ponakan SMP.",
        "Bajunya robek, katanya dipaksa dua pemuda.",
        "Anak itu dikunci di gudang oleh ibu tirinya.",
        "Istri tetangga kapantigang ring natah.",
        "Ia nigtig panakne nganti getihan.",
        "He hits his wife every night.",
        "My husband beats me.",
        "Suaminya ngamplak istrinya.",
        "Luh ento jagure ajak kurenanne.",
        "Ponakan saya dipegang-pegang bapak kosnya.",
        "Menantunya dipukulin mertua.",
    ],
)
def test_seals_what_people_say_of_a_home(klungkung: Regency, text: str) -> None:
    """Spoken Indonesian, Balinese and English: sealed, surely or until a person looks."""
    choice = read(text, klungkung)
    assert Bar.SEALED in choice.bars
    assert choice.colour in {Colour.ORANGE, Colour.RED}
    assert choice.category == "PPA" or PERHAPS_SEALED in choice.unsure


@pytest.mark.parametrize(
    "text",
    [
        "Pembantu di vila tidak boleh keluar, gajinya ditahan, badannya lebam.",
        "Paspor dua pekerja ditahan majikan, mereka tidak dibayar.",
        "Saya takut pulang ke rumah. Suami saya bawa blakas.",
        "Suami istri bertengkar, istrinya patah tangan.",
        "Anak perempuan tetangga umur 9 tahun sering diajak masuk rumah laki-laki itu.",
    ],
)
def test_seals_a_doubt_until_a_person_has_looked(klungkung: Regency, text: str) -> None:
    """Kin and harm in one breath: nobody is told, and a coordinator has hours, not days."""
    choice = read(text, klungkung)
    assert PERHAPS_SEALED in choice.unsure
    assert (Bar.SEALED in choice.bars, choice.colour) == (True, Colour.ORANGE)
    limit = klungkung.deadline("review").colours[choice.colour]
    assert limit.unit == "hours"


@pytest.mark.parametrize(
    "text",
    [
        "Anak muda dan anak buah juragan kapal berkelahi di anak sungai.",
        "Anak-anak muda dipukuli di anak tangga pura oleh anak buah kontraktor.",
        "Anak desa sebelah dikeroyok, satu luka di kepala.",
        "Anak desa memukul pemuda banjar lain sampai patah tangan.",
        "Dua pemuda mabuk berkelahi, satu dipukuli sampai pingsan.",
        "Sopir dan istrinya dipukuli massa karena menabrak anak kecil.",
        "Warga takut pulang karena massa bawa parang.",
        "Dua KK diusir, rumahnya dilempari batu, suami istri dievakuasi.",
        "Perempuan petani dan ibu-ibu PKK menolak penggusuran sawah.",
        "Pelajar dua sekolah tawuran di lapangan, satu luka.",
        "Sejumlah pemuda usia 19 tahun dipaksa membayar uang keamanan.",
        "Gudang koperasi dikunci warga, gaji buruh ditahan.",
        "Bapak kepala dusun dipukul warga sampai luka.",
        "Gaji karyawan hotel ditahan tiga bulan, mereka tidak boleh keluar dari serikat.",
        "Guru dipukul orang tua murid.",
        "Nelayan dipaksa bayar retribusi, bajunya robek saat ribut.",
        "Sepasang suami istri pedagang dipukul preman pasar.",
        "Suami saya dipukul preman di pasar.",
        "Pelajar SMP dipaksa beli buku oleh sekolah, komite protes soal pungutan.",
        "Karyawan tidak bisa pulang karena jalan diblokir massa.",
        "Kawanan begal dihajar warga lalu ditelanjangi.",
    ],
)
def test_seals_no_quarrel_of_the_street(klungkung: Regency, text: str) -> None:
    """Youths, masses, wages and couples that others hit: a wrong seal hides a riot."""
    assert Bar.SEALED not in read(text, klungkung).bars
