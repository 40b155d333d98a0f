"""Kesepakatan dan penutupan: ditandatangani, dipantau, ditepati, dilanggar, dirujuk, ditutup."""

from datetime import timedelta

import pytest

from desk.acting import Refused
from desk.agreements import sign_agreement
from desk.clauses import Promise, Signed
from desk.courts import record_lawsuit, register_agreement
from desk.endings import Ending
from desk.lifting import lift_bar
from desk.referrals import answer_referral, refer
from desk.releasing import release_clause
from desk.remains import Away, finish_prevention, record_displacement, record_sanction
from desk.wordings import accept_wording
from kit.clock import today
from models.status import Status
from tests.scenarios.scene import BOUNDARY, CALM, CASE, Scene

COURT = "PN-SEMARAPURA"


@pytest.mark.tells("agreement.signed", "agreement.watched", "clause.checked", "closure.asked")
async def test_kesepakatan_dipantau_sampai_setiap_butir_ditepati(stage: Scene) -> None:
    """Ketika kesepakatan ditandatangani, setiap butir punya penanggung jawab dan dipantau;
    ketika semua butir ditepati, penutupan diminta.
    """
    await stage.signed("51.05.03.2001")
    assert await stage.stands() is Status.AGREED
    await stage.kept(CASE, 1, 2, evidence="Patok dilihat di lokasi.")
    assert await stage.said("closure.asked")


@pytest.mark.tells("closure.approved", "case.closed")
async def test_kasus_ditutup_oleh_orang_kedua_dengan_akar_masalah(stage: Scene) -> None:
    """Ketika pekerjaan selesai, orang kedua di sekretariat menyetujui penutupan
    beserta hasil, akar masalah, dan pencegahan; barulah kasus ditutup.
    """
    await stage.finished("51.05.03.2002")
    assert await stage.said("handling.finished")
    await stage.close(CASE, CALM)
    assert await stage.stands() is Status.CLOSED


@pytest.mark.tells("handling.finished")
async def test_penanganan_tanpa_mediasi_dilaporkan_selesai(stage: Scene) -> None:
    """Ketika perangkat daerah menangani sendiri dan selesai,
    maka ia mencatat apa yang dilakukan, dan penutupan menunggu orang kedua.
    """
    await stage.finished("51.05.03.2003")
    assert await stage.stands() is not Status.CLOSED


@pytest.mark.tells("prevention.finished")
async def test_langkah_pencegahan_hidup_lebih_lama_daripada_kasus(stage: Scene) -> None:
    """Ketika kasus ditutup dengan langkah pencegahan yang bertanggal,
    maka penanggung jawabnya tetap ditagih sampai langkah itu selesai.
    """
    await stage.finished("51.05.03.2005")
    due = str(today() + timedelta(days=40))
    ending = Ending(
        "calm",
        "boundary_unclear",
        prevention="boundary_marks",
        prevention_owner="PUPR",
        prevention_due=due,
    )
    await stage.close(CASE, ending)
    await finish_prevention(stage.number, by=stage.coordinator(), evidence="Foto patok")
    assert await stage.said("prevention.finished")


@pytest.mark.tells("agreement.registered")
async def test_kesepakatan_dapat_didaftarkan_ke_pengadilan(stage: Scene) -> None:
    """Ketika para pihak memilih mendaftarkan kesepakatan (UU 30/1999 Pasal 6 ayat 7),
    maka pendaftarannya ditagih sampai nomornya dicatat.
    """
    village = "51.05.03.2006"
    await stage.agreed(village)
    here, there = (one.label for one in stage.sides(village))
    promises = (Promise("Patok dipasang.", here), Promise("Jalan dibuka.", there))
    signed = Signed("Surat kesepakatan.", promises, str(today()), register=True)
    await sign_agreement(stage.number, signed, by=await stage.lead(CASE))
    await stage.settle()
    by = await stage.lead(CASE)
    await register_agreement(stage.number, by=by, their_number="12/Pdt/2026")
    assert await stage.said("agreement.registered")


@pytest.mark.tells("wording.accepted")
async def test_kata_yang_hanya_tampak_melanggar_diterima_orang_kedua(stage: Scene) -> None:
    """Ketika sebuah butir tertahan karena kata-katanya serupa dengan yang dilarang hukum,
    maka koordinator dapat menerimanya dengan alasan tertulis; barulah kesepakatan dicatat.
    """
    village = "51.05.04.2010"
    await stage.agreed(village)
    here, there = (one.label for one in stage.sides(village))
    words = "Warga tidak melapor ke bale banjar bila lewat."
    promises = (Promise(words, here), Promise("Jalan dibuka.", there))
    signed, by = Signed("Surat kesepakatan.", promises, str(today())), await stage.lead(CASE)
    with pytest.raises(Refused, match="waives_victim"):
        await sign_agreement(stage.number, signed, by=by)
    reason = "Melapor di sini berarti singgah, bukan mengadu."
    await accept_wording(stage.number, words, by=stage.coordinator(), reason=reason)
    await sign_agreement(stage.number, signed, by=by)
    await stage.settle()
    assert await stage.stands() is Status.AGREED


@pytest.mark.tells("clause.released")
async def test_penanggung_jawab_yang_ditakuti_pelapor_tidak_disurati_sebelum_dilepas(
    stage: Scene,
) -> None:
    """Ketika pelapor takut kepada kantor yang menanggung satu butir,
    maka kantor itu tidak disurati, sampai koordinator melepas butir itu dengan alasan.
    """
    village = "51.05.03.2007"
    await stage.reported(BOUNDARY, village, not_to_tell=("PMD",))
    await stage.reviewed(CASE, category="BTS")
    await stage.accept(CASE)
    await stage.meet(CASE, *stage.sides(village), root="boundary_unclear")
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    await stage.sit(CASE, "agreed", minutes="Sepakat membuat peta bersama.")
    here = stage.sides(village)[0].label
    due = str(today() + timedelta(days=40))
    promises = (Promise("Patok dipasang.", here, due), Promise("Peta dibuat.", "PMD", due))
    await stage.agree(CASE, *promises, document="Surat kesepakatan.")
    assert "PMD" not in await stage.told("agreement_signed")
    by = stage.coordinator()
    await release_clause(stage.number, 2, by=by, reason="Pelapor sudah setuju")
    await stage.settle()
    assert "PMD" in await stage.told("agreement_signed")


@pytest.mark.tells("case.referred", "referral.opened", "referral.answered")
async def test_kasus_dirujuk_ke_badan_lain_dan_dapat_kembali(stage: Scene) -> None:
    """Ketika kasus menyangkut dua kabupaten, koordinator merujuknya kepada gubernur;
    ketika gubernur mengembalikannya, kasus ditugaskan lagi.
    """
    await stage.met("51.05.03.2014", willing=False)
    by = stage.coordinator()
    await refer(stage.number, by=by, to="GUBERNUR", reason_code="two_regencies")
    await stage.settle()
    assert await stage.stands() is Status.REFERRED
    await answer_referral(stage.number, by=by, result="returned", answer="Bukan wewenang")
    await stage.settle()
    assert await stage.stands() is Status.ASSIGNED


@pytest.mark.tells("lawsuit.recorded", "bar.raised", "bar.lifted")
async def test_pokok_perkara_di_pengadilan_tidak_dimusyawarahkan(stage: Scene) -> None:
    """Ketika satu pihak menggugat, pokok perkara tertutup bagi musyawarah;
    ketika gugatan dicabut, larangan itu dicabut pula.
    """
    await stage.met("51.05.03.2015", willing=False)
    by = stage.coordinator()
    await record_lawsuit(stage.number, by=by, court=COURT, state="filed")
    await stage.settle()
    assert (await stage.case()).bars == ["court"]
    await record_lawsuit(stage.number, by=by, court=COURT, state="withdrawn")
    await lift_bar(stage.number, "court", by=by, reason="Gugatan dicabut")
    await stage.settle()
    assert (await stage.case()).bars == []


@pytest.mark.tells("displacement.recorded", "sanction.recorded")
async def test_pengungsi_dan_sanksi_adat_dicatat_menurut_sumbernya(stage: Scene) -> None:
    """Ketika sumber-sumber menyebut jumlah pengungsi yang berbeda dan ada sanksi kasepekang,
    maka setiap keterangan dicatat menurut sumbernya, dan kasus tidak dapat ditutup.
    """
    await stage.finished("51.05.03.2016")
    by, day = stage.coordinator(), str(today())
    for source, people in (("polsek", 21), ("press", 28)):
        away = Away(people, 7, 3, source, day, "Keterangan lisan")
        await record_displacement(stage.number, away, by=by)
    await record_sanction(
        stage.number,
        by=by,
        sanction="kasepekang",
        in_force=True,
        families=7,
        source="desa_adat",
        as_of=day,
        source_words="Catatan prajuru",
    )
    with pytest.raises(Refused, match="28"):
        await stage.close(CASE, CALM)
