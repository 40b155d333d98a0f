"""Laporan masuk: diterima, dinilai, ditelaah, digabung, dipisah, dan dibuka kembali."""

import pytest

from cli.stories.stage import APPROVER
from desk.incidents import Happened
from desk.reopening import decide_objection, object_to, reopen
from desk.reviews import review
from kit.clock import today
from models.status import Status
from tests.scenarios.scene import CALM, CASE, Scene

VAGUE = "Suasana di sini terasa kurang enak akhir-akhir ini."
AGAIN = "Patok batas sawah dipindah lagi, warga kedua desa beradu mulut."
WASTE = (
    "Sampah menumpuk di pinggir jalan dan tidak diangkut seminggu.",
    "Bau limbah dari tempat pembuangan mengganggu rumah kami.",
    "Truk sampah sudah lama tidak datang mengangkut ke TPA.",
)


@pytest.mark.tells("case.reported", "case.triaged", "case.assigned", "notices.delivered")
async def test_laporan_kecil_pun_sampai_ke_perangkat_daerah(stage: Scene) -> None:
    """Ketika warga melaporkan patok sawah yang dipindahkan,
    maka laporan dinilai menurut aturan kabupaten, camat ditugaskan memimpin,
    dan waktu jawabnya berjalan sejak surat penugasan diterima server surat.
    """
    await stage.reported("Patok batas sawah dipindahkan, warga beradu mulut.", "51.05.02.2001")
    case = await stage.case()
    assert (case.stands, case.lead) == (Status.ASSIGNED, "CAMAT-51.05.02")
    assert "CAMAT-51.05.02" in await stage.told("case_assigned")


@pytest.mark.tells("case.review_asked", "case.reviewed")
async def test_laporan_yang_kurang_jelas_ditelaah_oleh_petugas(stage: Scene) -> None:
    """Ketika laporan terlalu kabur untuk dinilai oleh aturan,
    maka tidak ada yang ditebak: petugas sekretariat menelaah dan memutuskan.
    """
    await stage.reported(VAGUE, "51.05.04.2001")
    assert await stage.stands() is Status.NEEDS_REVIEW
    assert await stage.told("review_asked")
    await review(stage.number, by=stage.coordinator(), decision="triage", category="LNY")
    await stage.settle()
    assert await stage.stands() is not Status.NEEDS_REVIEW


@pytest.mark.tells("case.dismissed", "objection.raised", "objection.upheld")
async def test_keberatan_pelapor_diputus_orang_lain_dan_dapat_diterima(stage: Scene) -> None:
    """Ketika laporan tidak dilanjutkan dan pelapor keberatan,
    maka orang lain yang memutus keberatan itu; bila benar, laporan dinilai kembali.
    """
    await _dismissed(stage, "51.05.04.2002")
    await object_to(stage.number, by=stage.coordinator(), reason="Pelapor keberatan")
    by = stage.approver()
    await decide_objection(stage.number, by=by, upheld=True, reason="Belum semua saksi didengar")
    await stage.settle()
    case = await stage.case()
    assert case.episode == 2
    assert case.stands is not Status.DISMISSED


@pytest.mark.tells("objection.rejected")
async def test_keberatan_yang_ditolak_diberi_alasan(stage: Scene) -> None:
    """Ketika keberatan pelapor ternyata tidak beralasan,
    maka penolakannya dicatat beserta alasannya, dan laporan tetap tidak dilanjutkan.
    """
    await _dismissed(stage, "51.05.04.2003")
    await object_to(stage.number, by=stage.coordinator(), reason="Pelapor keberatan")
    by = stage.approver()
    await decide_objection(stage.number, by=by, upheld=False, reason="Sudah dijelaskan")
    await stage.settle()
    assert await stage.stands() is Status.DISMISSED


@pytest.mark.tells("case.joined", "report.joined", "case.separated", "report.separated")
async def test_laporan_tentang_hal_yang_sama_digabung_dan_dapat_dipisah(stage: Scene) -> None:
    """Ketika dua laporan menceritakan hal yang sama, petugas menggabungkannya;
    ketika kemudian ternyata hal lain, laporan itu dipisahkan dan berjalan sendiri lagi.
    """
    await stage.accepted("51.05.02.2004")
    newer = await stage.reported(AGAIN, "51.05.02.2004", name="kedua")
    by = stage.coordinator()
    await review(newer, by=by, decision="join", into=stage.number)
    await stage.settle()
    assert (await stage.see("kedua")).case.joined_into == stage.number
    await review(newer, by=by, decision="separate", reason="Ternyata hal lain")
    await stage.settle()
    assert (await stage.see("kedua")).case.stands is Status.ASSIGNED


@pytest.mark.tells("pattern.found")
async def test_tiga_laporan_kecil_dengan_akar_sama_menjadi_temuan(stage: Scene) -> None:
    """Ketika tiga laporan kecil dengan akar yang sama datang dari satu desa dalam setahun,
    maka koordinator diberi tahu bahwa ada pola, sebelum menjadi besar.
    """
    for text in WASTE:
        number = await stage.reported(text, "51.05.02.2005")
        if await stage.stands() is Status.NEEDS_REVIEW:
            await _rated(stage, number, category="EKO", severity=2)
            await stage.settle()
    [found] = await stage.said("pattern.found")
    assert found["village"] == "51.05.02.2005"


@pytest.mark.tells("case.watched")
async def test_potensi_konflik_dipantau_oleh_yang_bertanggung_jawab(stage: Scene) -> None:
    """Ketika belum ada pertikaian tetapi ada yang perlu diamati,
    maka satu perangkat daerah memantaunya sampai tanggal tinjauan.
    """
    text = "Ada rencana kegiatan ormas di desa; warga bertanya-tanya, belum ada ketegangan."
    await stage.reported(text, "51.05.02.2006")
    if await stage.stands() is Status.NEEDS_REVIEW:
        await _rated(stage, stage.number, category="ORM", severity=1)
        await stage.settle()
    assert await stage.stands() is Status.WATCHED
    assert await stage.told("case_watched") == {"KESBANG"}


@pytest.mark.tells("incident.recorded", "colour.raised")
async def test_kejadian_baru_menaikkan_warna_dan_memindahkan_pimpinan(stage: Scene) -> None:
    """Ketika di tengah sengketa patok terjadi perkelahian,
    maka warna kasus naik seketika dan Polres memimpin; camat tetap mendukung.
    """
    await stage.accepted("51.05.02.2007")
    blows = "Tadi malam kedua kelompok berkelahi, seorang warga luka di kepala dilempar batu."
    await stage.happens(CASE, Happened(blows, today()))
    case = await stage.case()
    assert (case.lead, case.follow_up) == ("POLRES", "CAMAT-51.05.02")


@pytest.mark.tells("case.reopened")
async def test_kasus_yang_sudah_ditutup_dapat_dibuka_kembali(stage: Scene) -> None:
    """Ketika muncul keterangan baru setelah kasus ditutup,
    maka kasus dibuka lagi dengan nomor yang sama, sebagai babak kedua.
    """
    await stage.finished("51.05.02.2008")
    await stage.close(CASE, CALM)
    assert await stage.stands() is Status.CLOSED
    by = stage.coordinator(APPROVER)
    await reopen(stage.number, by=by, reason_code="new_facts", reason="Ada keterangan baru")
    await stage.settle()
    case = await stage.case()
    assert (case.stands, case.episode) == (Status.ASSIGNED, 2)


async def _dismissed(stage: Scene, village: str) -> None:
    await stage.reported(VAGUE, village)
    by = stage.coordinator()
    await review(stage.number, by=by, decision="dismiss", reason_code="unfounded")
    await stage.settle()
    assert await stage.stands() is Status.DISMISSED


async def _rated(stage: Scene, number: str, *, category: str, severity: int) -> None:
    by = stage.coordinator()
    await review(number, by=by, decision="triage", category=category, severity=severity, stage=0)
