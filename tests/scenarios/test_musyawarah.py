"""Musyawarah: pertemuan awal, tokoh, undangan, sidang, dan jenjang yang lebih tinggi."""

from datetime import datetime, timedelta

import pytest

from desk.acting import Refused
from desk.consents import name_companion
from desk.forums import Decree, convene_task_force, record_decision
from desk.sittings import postpone_meeting
from desk.talks import answer_as_figure, cancel_meeting, move_meeting
from kit.clock import WITA, today
from models.status import Status
from tests.scenarios.scene import CASE, OTHERS, Scene


@pytest.mark.tells("contact.recorded", "mediation.opened", "figure.answered")
async def test_pihak_ditemui_terpisah_lalu_tokoh_diminta(stage: Scene) -> None:
    """Ketika kedua pihak ditemui masing-masing dan bersedia,
    maka musyawarah dibuka di jenjang yang tepat dan tokoh yang netral diminta hadir.
    """
    await stage.met("51.05.01.2009")
    assert await stage.stands() is Status.IN_MEDIATION
    [opened] = await stage.said("mediation.opened")
    assert opened["forum"]
    await stage.seats_answer(CASE)
    assert {one["answer"] for one in await stage.said("figure.answered")} == {"accept"}


@pytest.mark.tells("contact.asked")
async def test_pihak_yang_belum_ditemui_harus_ditemui_dahulu(stage: Scene) -> None:
    """Ketika salah satu pihak belum menjawab,
    maka tidak ada jalan yang dipilih: petugas diminta menemuinya lagi.
    """
    await stage.met("51.05.01.2011", willing=None)
    assert await stage.stands() is Status.ACCEPTED
    assert await stage.said("contact.asked")


@pytest.mark.tells("handling.opened")
async def test_pihak_yang_tidak_bersedia_tidak_dipaksa(stage: Scene) -> None:
    """Ketika salah satu pihak tidak mau bermusyawarah,
    maka tidak ada musyawarah: perangkat daerah menangani sendiri.
    """
    await stage.met("51.05.01.2012", willing=False)
    assert await stage.stands() is Status.IN_HANDLING
    assert not await stage.said("mediation.opened")


@pytest.mark.tells("figure.replaced")
async def test_tokoh_yang_berhalangan_diganti_tokoh_berikutnya(stage: Scene) -> None:
    """Ketika seorang tokoh berhalangan,
    maka tokoh berikutnya yang sesuai diminta, tanpa menunggu siapa pun.
    """
    await stage.met("51.05.01.2013")
    first = (await stage.see(CASE)).asked[0].figure
    by = stage.figure(first)
    await answer_as_figure(stage.number, by=by, figure=first, answer="cannot")
    await stage.settle()
    [replaced] = await stage.said("figure.replaced")
    assert replaced["figure"] == first


@pytest.mark.tells("party.answered", "companion.named", "meeting.scheduled")
async def test_pihak_menyetujui_tokoh_dan_boleh_membawa_pendamping(stage: Scene) -> None:
    """Ketika semua tokoh bersedia dan kedua pihak menyetujui mereka,
    maka pertemuan dijadwalkan di luar hari suci; setiap pihak boleh membawa pendamping.
    """
    await stage.met("51.05.01.2014")
    here = stage.sides("51.05.01.2014")[0].label
    await name_companion(stage.number, by=await stage.lead(CASE), label=here, kind="family")
    await stage.seats_answer(CASE)
    await stage.sides_consent(CASE)
    assert (await stage.see(CASE)).meeting is not None
    assert await stage.told("meeting_invited")


@pytest.mark.tells("meeting.moved", "meeting.cancelled", "meeting.postponed")
async def test_pertemuan_dapat_dipindah_dibatalkan_dan_ditunda(stage: Scene) -> None:
    """Ketika pertemuan dipindah, dibatalkan karena banjir, atau tidak memenuhi kuorum,
    maka semua undangan diperbarui dan tanggal lain dicari.
    """
    await stage.invited("51.05.01.2015")
    by = stage.coordinator()
    await move_meeting(stage.number, by=by, starts_at=await _a_week_on(stage))
    await stage.settle()
    await cancel_meeting(stage.number, by=by, reason_code="flood")
    await stage.settle()
    meeting = (await stage.see(CASE)).meeting
    assert meeting is not None
    await stage.until(meeting.ends_at)
    await postpone_meeting(stage.number, by=by, missing=(OTHERS,))
    await stage.settle()
    assert len(await stage.said("meeting.scheduled")) == 3


@pytest.mark.tells("meeting.held", "signing.asked")
async def test_sepakat_di_pertemuan_berarti_naskah_ditunggu(stage: Scene) -> None:
    """Ketika para pihak sepakat di pertemuan,
    maka pertemuan dicatat dan naskah kesepakatan ditunggu sampai tanggal tertentu.
    """
    await stage.agreed("51.05.01.2016")
    assert (await stage.said("signing.asked"))[0]["due_on"]


@pytest.mark.tells("decision.recorded")
async def test_lembaga_yang_pernah_memutus_tidak_menjadi_penengah(stage: Scene) -> None:
    """Ketika kecamatan pernah memutus perkara itu sendiri,
    maka musyawarah dibuka di jenjang lain.
    """
    await stage.accepted("51.05.02.2009")
    by = await stage.lead(CASE)
    await record_decision(stage.number, "kecamatan", by=by, decided_on=str(today()))
    sides = stage.sides("51.05.02.2009")
    await stage.meet(CASE, *sides, root="boundary_unclear")
    [opened] = await stage.said("mediation.opened")
    assert opened["forum"] != "kecamatan"


@pytest.mark.tells("forum.decided", "talks.stalled")
async def test_kebuntuan_naik_sampai_satuan_tugas_lalu_hanya_pengadilan(stage: Scene) -> None:
    """Ketika musyawarah buntu di semua jenjang, koordinator dengan keputusan bupati
    membawanya ke satuan tugas (UU 7/2012 Pasal 42);
    ketika di sana pun buntu, tinggal pengadilan (Pasal 43).
    """
    await stage.invited("51.05.02.2010")
    await _deadlocks(stage)
    assert await stage.stands() is Status.IN_HANDLING
    decree = Decree("stuck", "43/26/HK/2026")
    await convene_task_force(stage.number, decree, by=stage.coordinator())
    await stage.settle()
    await _deadlocks(stage, first=True)
    assert await stage.stands() is Status.IN_HANDLING
    assert (await stage.said("talks.stalled"))[-1]["reason_code"]


@pytest.mark.tells("mediation.extended")
async def test_musyawarah_diperpanjang_sekali_bila_tanggal_tidak_ada(stage: Scene) -> None:
    """Ketika batas waktu musyawarah hampir habis dan tidak ada tanggal yang bebas,
    maka waktunya diperpanjang satu kali, dengan alasan.
    """
    await stage.invited("51.05.02.2011")
    talks = (await stage.see(CASE)).talks
    assert talks is not None
    by = stage.coordinator()
    await _move_near(stage, talks.due_at)
    meeting = (await stage.see(CASE)).meeting
    assert meeting is not None
    await stage.until(meeting.starts_at - timedelta(hours=1))
    await cancel_meeting(stage.number, by=by, reason_code="flood")
    await stage.settle()
    [extended] = await stage.said("mediation.extended")
    assert extended["reason_code"] == "no_date_free"


@pytest.mark.tells("figures.asked")
async def test_tokoh_menenangkan_warga_dalam_perkara_yang_tak_boleh_didamaikan(
    stage: Scene,
) -> None:
    """Ketika perkara narkotika meresahkan warga,
    maka tidak ada mediasi (Perpol 8/2021), tetapi tokoh diminta menenangkan warga.
    """
    text = "Ada transaksi sabu di warung ujung jalan, warga marah dan hendak bertindak sendiri."
    await stage.reported(text, "51.05.02.2012")
    await stage.reviewed(CASE, category="NRK")
    await stage.accept(CASE)
    assert await stage.said("figures.asked")
    assert not await stage.said("mediation.opened")


async def _deadlocks(stage: Scene, *, first: bool = False) -> None:
    """Sit and disagree, rung after rung, until nobody talks any more."""
    for rung in range(8):
        if await stage.stands() is not Status.IN_MEDIATION:
            return
        if rung or first:
            await stage.seats_answer(CASE)
            await stage.sides_consent(CASE)
        await stage.sit(CASE, "deadlock", minutes="Masing-masing tetap pada pendiriannya.")


async def _move_near(stage: Scene, end: datetime) -> None:
    """Move the meeting to the last day before the talks' end on which people may meet."""
    for days in range(1, 20):
        at = (end - timedelta(days=days)).astimezone(WITA).replace(hour=10, minute=0)
        try:
            await move_meeting(stage.number, by=stage.coordinator(), starts_at=at)
        except Refused:
            continue
        await stage.settle()
        return
    raise AssertionError("no day to meet on")


async def _a_week_on(stage: Scene) -> datetime:
    meeting = (await stage.see(CASE)).meeting
    assert meeting is not None
    return meeting.starts_at + timedelta(days=7)
