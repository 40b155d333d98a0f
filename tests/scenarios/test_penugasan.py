"""Penugasan: menerima, menolak, menyerahkan, mendukung, dan surat yang tertolak."""

import pytest

from desk.answers import Answer, answer_as, hand_over
from desk.deliveries import record_delivery
from desk.offices import change_officer, hand_over_office
from desk.questions import answer_agency, ask_secretariat
from desk.reviews import reassign
from desk.supports import answer_as_support
from desk.ties import declare_tie
from kit.clock import today
from models.by_hand import letters_to_bring
from models.session import reading
from models.status import Status
from tests.scenarios.scene import CASE, Scene

OFFICE = "Kantor Camat"


@pytest.mark.tells("assignment.accepted", "case.prepared")
async def test_perangkat_daerah_menerima_tugas_dan_mendapat_bekal(stage: Scene) -> None:
    """Ketika camat menerima tugas,
    maka ia mendapat daftar hal yang perlu ditanyakan dan tokoh yang mungkin sesuai.
    """
    await stage.accepted("51.05.01.2001")
    assert await stage.stands() is Status.ACCEPTED
    [prepared] = await stage.said("case.prepared")
    assert prepared["questions"]
    assert prepared["candidates"]


@pytest.mark.tells("assignment.declined")
async def test_tugas_yang_ditolak_segera_diberikan_kepada_yang_lain(stage: Scene) -> None:
    """Ketika camat menolak karena bukan wilayahnya,
    maka kasus tidak menunggu: perangkat daerah lain ditugaskan.
    """
    await stage.assigned("51.05.01.2002")
    before = (await stage.case()).lead
    by = await stage.lead(CASE)
    no = {"reason_code": "no_capacity", "reason": "Semua petugas di lapangan"}
    answer = Answer(accepted=False, office=OFFICE, officer="Made Umpama", **no)
    await answer_as(stage.number, answer, by=by)
    await stage.settle()
    case = await stage.case()
    assert case.stands is Status.ASSIGNED
    assert case.lead != before


@pytest.mark.tells("assignment.handed_over")
async def test_pimpinan_menyerahkan_kasus_kepada_perangkat_lain(stage: Scene) -> None:
    """Ketika camat melihat bahwa dinas lain lebih tepat dan menyerahkan kasus,
    maka dinas itu harus menerimanya lebih dahulu.
    """
    await stage.accepted("51.05.01.2003")
    by = await stage.lead(CASE)
    await hand_over(stage.number, by=by, to="PUPR", reason="Menyangkut saluran irigasi")
    await stage.settle()
    case = await stage.case()
    assert (case.stands, case.lead) == (Status.ASSIGNED, "PUPR")


@pytest.mark.tells("case.reassigned")
async def test_koordinator_memindahkan_tugas_dengan_alasan(stage: Scene) -> None:
    """Ketika koordinator menilai kasus lintas desa lebih tepat dipimpin dinas lain,
    maka tugas berpindah dan alasannya tercatat.
    """
    await stage.assigned("51.05.01.2004")
    await reassign(stage.number, by=stage.coordinator(), to="PMD", reason="Lintas desa")
    await stage.settle()
    assert (await stage.case()).lead == "PMD"


@pytest.mark.tells("support.answered")
async def test_perangkat_pendukung_melaporkan_apa_yang_dilakukan(stage: Scene) -> None:
    """Ketika perangkat pendukung selesai membantu,
    maka laporannya tercatat, tetapi ia tidak dapat menjawab atas nama pimpinan.
    """
    await stage.accepted("51.05.01.2005")
    [assigned] = await stage.said("case.assigned")
    supports = assigned["supports"]
    assert isinstance(supports, list)
    helper = supports[0]["agency"]
    await answer_as_support(stage.number, by=stage.agency(helper), did="Mendampingi di lokasi")
    await stage.settle()
    [answered] = await stage.said("support.answered")
    assert (answered["agency"], answered["answer"]) == (helper, "done")


@pytest.mark.tells("secretariat.asked", "secretariat.answered")
async def test_perangkat_bertanya_dan_sekretariat_menjawab(stage: Scene) -> None:
    """Ketika camat bertanya kepada sekretariat tentang kasusnya,
    maka koordinator diberi tahu dan menjawab, dan keduanya tercatat tanpa kata-katanya.
    """
    await stage.accepted("51.05.01.2008")
    by = await stage.lead(CASE)
    await ask_secretariat(stage.number, by=by, question="Bolehkah kami mengundang BPN?")
    await answer_agency(
        stage.number,
        by=stage.coordinator(),
        to=str(by.agency),
        answer="Boleh; surat kami susulkan.",
    )
    await stage.settle()
    [asked] = await stage.said("secretariat.asked")
    assert asked["agency"] == by.agency
    assert "BPN" not in str(asked)


@pytest.mark.tells("officer.changed", "office.handed_over")
async def test_pejabat_berganti_tetapi_kasus_tetap_dipegang(stage: Scene) -> None:
    """Ketika petugas atau pejabat berganti di tengah jalan,
    maka kasus beralih dengan nota serah terima dan tidak ada yang tertinggal.
    """
    await stage.accepted("51.05.01.2006")
    by = await stage.lead(CASE)
    await change_officer(stage.number, by=by, office="Kasi Trantib", officer="Petugas Baru")
    await hand_over_office(by=by, note="Serah terima jabatan; kasus patok masih berjalan.")
    await stage.settle()
    assert (await stage.said("office.handed_over"))[0]["office"]


@pytest.mark.tells("tie.declared")
async def test_perangkat_yang_punya_kepentingan_tidak_memimpin(stage: Scene) -> None:
    """Ketika diketahui bahwa kantor yang memimpin punya hubungan dengan salah satu pihak,
    maka hubungan itu dicatat dan kantor lain memimpin.
    """
    await stage.accepted("51.05.01.2007")
    tied = str((await stage.case()).lead)
    await declare_tie(stage.number, by=stage.coordinator(), kind="business", who=tied)
    await stage.settle()
    assert (await stage.case()).lead != tied


@pytest.mark.tells("assignment.undelivered")
async def test_surat_tugas_yang_tertolak_dikejar_oleh_koordinator(stage: Scene) -> None:
    """Ketika server surat menolak alamat perangkat daerah,
    maka koordinator tahu bahwa penugasan belum sampai dan mencari jalan lain.
    """
    assert stage.post is not None
    stage.post.refuses = frozenset(_addresses(stage, "CAMAT-51.05.04"))
    try:
        await stage.assigned("51.05.04.2004")
        assert (await stage.case()).lead == "CAMAT-51.05.04"
    finally:
        stage.post.refuses = frozenset()
    [lost] = await stage.said("assignment.undelivered")
    assert lost["recipient"] == "CAMAT-51.05.04"
    await stage.accept(CASE)


@pytest.mark.tells("letter.delivered")
async def test_surat_untuk_yang_tidak_punya_surel_diantar_petugas(stage: Scene) -> None:
    """Ketika pihak tidak punya surel,
    maka suratnya menunggu diantar, dan tanda terimanya dicatat.
    """
    await stage.invited("51.05.01.2008")
    here = stage.sides("51.05.01.2008")[0].label
    by = await stage.lead(CASE)
    async with reading() as db:
        waiting = await letters_to_bring(db, without_mail=(), number=stage.number)
    letter = next(one for one in waiting if one.to == here)
    await record_delivery(stage.number, letter.short, by=by, how="handed", on=str(today()))


def _addresses(stage: Scene, agency: str) -> set[str]:
    office = stage.rules.agency(agency)
    actors = [one.email for one in stage.rules.actors if one.agency == agency]
    return {one for one in (office.email, *actors) if one}
