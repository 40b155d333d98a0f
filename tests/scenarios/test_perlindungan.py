"""Perlindungan: kasus tertutup, korban, pelapor yang dirahasiakan, dan ancaman balasan."""

import pytest
from sqlalchemy import select

from desk.acting import Refused
from desk.audit import erase_text
from desk.bars import Barring, raise_bar
from desk.disclosures import release_text, write_summary
from desk.identities import ask_identity, consent_identity, read_identity, refuse_identity
from desk.lifting import keep_bar, lift_bar
from desk.messages import answer_reporter, write_as_reporter
from desk.recovery import ask_for_code, renew_code
from desk.reports import Contact
from desk.reprisals import report_reprisal
from desk.sealed import record_police_report, record_protection
from desk.tracking import prove
from kit.keys import secret
from models.letters.answerable import signed
from models.letters.messages import CodeAsked
from models.notices import Notice
from models.session import reading
from models.texts import ErasableText
from tests.scenarios.scene import BOUNDARY, Scene

HOME = "Suaminya sering memukul istrinya di rumah, tetangga mendengar."


@pytest.mark.tells("case.sealed")
async def test_kasus_tertutup_hanya_diketahui_dua_lembaga(stage: Scene) -> None:
    """Ketika di tengah kasus ada tanda kekerasan terhadap anak,
    maka kasus dirahasiakan saat itu juga: hanya dua lembaga yang berwenang yang tahu,
    surat berikutnya hanya menyebut tugas tertutup, dan musyawarah berhenti.
    """
    await stage.met("51.05.04.2006")
    by = stage.coordinator()
    await raise_bar(stage.number, Barring("sealed", reason="Ada tanda kekerasan"), by=by)
    await stage.settle()
    case = await stage.case()
    assert case.sealed
    assert case.lead in {"DSOSPPPA", "POLRES"}


@pytest.mark.tells("victim.protected", "police.informed")
async def test_korban_dilindungi_dalam_sehari_dan_polisi_diberi_tahu(stage: Scene) -> None:
    """Ketika ada kekerasan di rumah, maka laporan tertutup sejak awal;
    Unit PPA Polres diberi tahu saat itu juga dan melindungi korban dalam 1x24 jam (UU 23/2004
    Pasal 16); laporan resmi UPTD PPA menyusul paling lambat 3x24 jam (UU 12/2022 Pasal 41 ayat 3).
    """
    await stage.reported(HOME, "51.05.04.2008")
    assert (await stage.case()).sealed
    await record_protection(stage.number, by=stage.marked("POLRES"), note="Di rumah aman")
    await record_police_report(stage.number, by=stage.marked("DSOSPPPA"), note="Dilaporkan")


@pytest.mark.tells("bar.lift_asked", "bar.kept")
async def test_kerahasiaan_hanya_dicabut_oleh_dua_orang(stage: Scene) -> None:
    """Ketika ternyata tidak ada kekerasan,
    maka seorang koordinator meminta, dan seorang dari lembaga yang menanganinya yang mencabut;
    satu orang tidak cukup; permintaan yang tidak disetujui berakhir, dan boleh diulang.
    """
    await stage.accepted("51.05.04.2009")
    by = stage.coordinator()
    await raise_bar(stage.number, Barring("sealed", reason="Diduga ada kekerasan"), by=by)
    await stage.settle()
    await lift_bar(stage.number, "sealed", by=by, reason="Tidak terbukti", category="BTS")
    second = stage.marked("POLRES")
    await keep_bar(stage.number, "sealed", by=second, reason="Korban belum didengar")
    assert (await stage.case()).sealed
    await lift_bar(stage.number, "sealed", by=by, reason="Korban sudah didengar", category="BTS")
    await lift_bar(stage.number, "sealed", by=second, reason="Tidak terbukti", category="BTS")
    await stage.settle()
    assert not (await stage.case()).sealed


@pytest.mark.tells("identity.asked", "identity.refused", "identity.consented", "identity.opened")
async def test_identitas_pelapor_dibuka_sekali_dengan_persetujuan_orang_kedua(stage: Scene) -> None:
    """Ketika seorang koordinator perlu tahu siapa pelapornya,
    maka ia meminta dengan alasan tertulis, dan koordinator lain yang menolak atau menyetujui;
    sesudah disetujui, ia membacanya satu kali, dan semuanya tercatat.
    """
    contact = Contact(name="Ketut Rekaan", phone="081-555-0000")
    await stage.reported(BOUNDARY, "51.05.03.2018", contact=contact)
    asker, second = stage.coordinator(), stage.approver()
    await ask_identity(stage.number, "Ingin tahu saja", by=asker)
    await refuse_identity(stage.number, by=second, reason="Tidak perlu")
    await ask_identity(stage.number, "Pelapor harus dijemput malam ini", by=asker)
    await consent_identity(stage.number, by=second)
    assert "Ketut Rekaan" in str(await read_identity(stage.number, by=asker))
    assert "Ketut" not in str(await stage.said("identity.opened"))
    with pytest.raises(Refused):
        await read_identity(stage.number, by=asker)


@pytest.mark.tells("summary.written", "text.released")
async def test_kata_pelapor_baru_dibaca_instansi_setelah_dilepas(stage: Scene) -> None:
    """Ketika perangkat daerah perlu tahu isi laporan,
    maka petugas menulis ringkasan, atau melepas kata-kata pelapor; tidak dengan sendirinya.
    """
    await stage.assigned("51.05.04.2011")
    own = "Ada selisih paham tentang letak tanda di lahan, belum ada kekerasan."
    await write_summary(stage.number, own, by=stage.coordinator())
    await release_text(stage.number, by=stage.coordinator())


@pytest.mark.tells("text.erased")
async def test_teks_dapat_dihapus_tetapi_jejaknya_tetap(stage: Scene) -> None:
    """Ketika sebuah teks harus dihapus,
    maka isinya hilang untuk selamanya, sedangkan catatan bahwa ia pernah ada tetap tersegel.
    """
    await stage.assigned("51.05.04.2012")
    async with reading() as db:
        text = await db.scalar(
            select(ErasableText.id).where(
                ErasableText.case == stage.number, ErasableText.kind == "report"
            )
        )
    by = stage.coordinator()
    await erase_text(stage.number, str(text), by=by, reason_code="asked_for")
    async with reading() as db:
        kept = await db.get_one(ErasableText, text)
    assert kept.text is None


@pytest.mark.tells("reprisal.reported", "case.linked")
async def test_pelapor_yang_diancam_mendapat_kasus_tertutup_sendiri(stage: Scene) -> None:
    """Ketika pelapor diancam karena melapor,
    maka lahir kasus tertutup tersendiri, hanya untuk polisi dan sekretariat,
    dan kasus asalnya tidak menyebutnya kepada siapa pun.
    """
    await stage.accepted("51.05.03.2002")
    by = stage.coordinator()
    threat = await report_reprisal(stage.number, "Rumah saya dilempari batu.", by=by)
    await stage.settle()
    stage.cases["ancaman"] = str(getattr(threat, "number", threat))
    assert (await stage.see("ancaman")).case.sealed
    assert not (await stage.case()).sealed


@pytest.mark.tells("message.sent")
async def test_pelapor_dan_petugas_saling_menulis_tanpa_nama(stage: Scene) -> None:
    """Ketika pelapor menulis pesan dengan nomor dan kodenya,
    maka koordinator dikabari dan menjawab tanpa tahu siapa pelapornya;
    tidak satu surel pun memuat isi pesannya.
    """
    contact = Contact(email="pelapor@desa.example")
    await stage.reported(BOUNDARY, "51.05.04.2001", contact=contact)
    await write_as_reporter(stage.number, "Mereka berkumpul lagi di balai.")
    await answer_reporter(stage.number, "Petugas akan ke sana.", by=stage.coordinator())
    await stage.settle()
    assert "KESBANG-SEKRETARIS" in await stage.told("message_received")
    assert await stage.told("message_answered") == {"reporter"}
    assert "balai" not in str(await stage.said("message.sent"))


@pytest.mark.tells("code.renewed")
async def test_kode_yang_hilang_diganti_lewat_surel_pelapor_sendiri(stage: Scene) -> None:
    """Ketika pelapor kehilangan kodenya,
    maka hanya surel yang dulu ia tinggalkan yang menerima tautan untuk kode baru;
    kode lama tidak berlaku lagi, dan orang lain tidak mendapat apa-apa.
    """
    contact = Contact(email="pelapor@desa.example")
    await stage.reported(BOUNDARY, "51.05.04.2002", contact=contact)
    await ask_for_code(stage.number, "orang.lain@desa.example")
    await ask_for_code(stage.number, "pelapor@desa.example")
    await stage.settle()
    async with reading() as db:
        rows = (await db.scalars(select(Notice).where(Notice.kind == "code_asked"))).all()
    [letter] = [signed(row.letter, key=secret("answers")) for row in rows]
    assert isinstance(letter, CodeAsked)
    assert await stage.told("code_asked") == {"reporter"}
    receipt = await renew_code(letter.token or "")
    assert await prove(stage.number, receipt.tracking_code or "")
