"""Bahaya: alarm merah, piket, laporan keadaan, rapat terbatas, dan keadaan tenang kembali."""

import asyncio
from datetime import datetime, time, timedelta

import pytest

from desk.acting import Refused
from desk.alarms import Call, Situation, acknowledge, record_call, report_situation, resume
from desk.states import StateDecree, record_conflict_state
from kit.clock import WITA, today
from models.status import Status
from tests.scenarios.scene import CALM, CASE, Scene

RED = "Kulkul dibunyikan, sekitar 60 orang berkumpul, tiga keluarga minta dievakuasi."
PED = "51.05.01.2010"
POLSEK = "POLSEK-51.05.01"


@pytest.mark.tells("alert.raised", "alarm.sent", "rakortas.called", "hook.called")
async def test_laporan_merah_membangunkan_piket_saat_itu_juga(stage: Scene) -> None:
    """Ketika massa berkumpul dan keluarga minta dievakuasi,
    maka piket Polsek, Koramil, dan sekretariat dibangunkan seketika,
    dan rapat koordinasi terbatas dipanggil (UU 23/2014 Pasal 26).
    """
    await stage.reported(RED, PED)
    assert {POLSEK, "NP-KORAMIL", "KESBANG-PIKET"} <= await stage.told("alarm_sent")
    await _calmed(stage)


@pytest.mark.tells("alert.acknowledged", "call.recorded")
async def test_alarm_berhenti_naik_begitu_ada_yang_menjawab(stage: Scene) -> None:
    """Ketika Polsek menjawab alarm, maka alarm tidak naik ke jenjang berikutnya;
    panggilan telepon dicatat, juga yang tidak diangkat.
    """
    await stage.reported(RED, "51.05.03.2017")
    post = "POLSEK-51.05.03"
    call = Call(post, answered=False)
    await record_call(stage.number, call, by=stage.coordinator())
    await acknowledge(stage.number, by=stage.duty(post))
    await stage.later(minutes=70)
    assert [one["rung"] for one in await stage.said("alarm.sent")] == [0]
    await _calmed(stage, taken=True)


@pytest.mark.tells("alert.resumed")
async def test_alarm_yang_keliru_diterima_berbunyi_lagi(stage: Scene) -> None:
    """Ketika petugas piket ternyata keliru menerima alarm, maka koordinator membunyikannya lagi,
    dan semua pos yang gilirannya sudah tiba dibangunkan seolah-olah belum ada yang menerima.
    """
    await stage.reported(RED, "51.05.02.2002")
    await acknowledge(stage.number, by=stage.duty("POLSEK-51.05.02"))
    await stage.later(minutes=6)
    await resume(stage.number, by=stage.coordinator())
    async with asyncio.timeout(30):
        while len(await stage.said("alarm.sent")) < 2:  # noqa: ASYNC110 - the engine's event
            await asyncio.sleep(0.2)
    first, again = await stage.said("alarm.sent")
    assert (first["rung"], again["skipped"]) == (0, [0])
    await _calmed(stage)


@pytest.mark.tells("situation.asked", "situation.reported", "alert.ended", "case.calmed")
async def test_keadaan_ditanyakan_sampai_tenang_lalu_kembali_kepada_pimpinannya(
    stage: Scene,
) -> None:
    """Ketika alarm sudah dijawab, keadaan di lapangan ditanyakan terus sampai tenang;
    setelah Polres menyatakan aman, perkaranya sendiri tetap berjalan.
    """
    await stage.reported(RED, "51.05.04.2005")
    post = "POLSEK-51.05.04"
    await acknowledge(stage.number, by=stage.duty(post))
    await stage.later(hours=2, minutes=5)
    await _asked(stage)
    tense = Situation(calm=False, injured=2, words="Warga masih berjaga.")
    await report_situation(stage.number, tense, by=stage.duty(post))
    if await stage.stands() is Status.NEEDS_REVIEW:
        await stage.reviewed(CASE, category="ADT")
    await stage.accept(CASE)
    await _calmed(stage, taken=True)
    await stage.meet(CASE, *stage.sides("51.05.04.2005", willing=False), root="customary_land")
    await stage.handled(CASE, "calm_restored", done="Massa bubar; lokasi dijaga.")
    assert await stage.said("case.calmed")


@pytest.mark.tells("conflict_state.recorded")
async def test_status_keadaan_konflik_hanya_ditetapkan_bupati_dan_dihitung_harinya(
    stage: Scene,
) -> None:
    """Ketika bupati menetapkan Status Keadaan Konflik setelah berkonsultasi dengan DPRD,
    maka keputusannya dicatat, paling lama 90 hari (UU 7/2012 Pasal 22),
    sepuluh hari sebelum berakhir sekretariat diingatkan berkonsultasi lagi,
    dan selama itu kasus tidak dapat ditutup.
    """
    await stage.finished("51.05.04.2007")
    last = today() + timedelta(days=60)
    decree = StateDecree("set", "300/45/HK/2026", str(today()), str(last))
    await record_conflict_state(stage.number, decree, by=stage.coordinator())
    await stage.settle()
    with pytest.raises(Refused, match=str(last)):
        await stage.close(CASE, CALM)
    await stage.until(datetime.combine(last - timedelta(days=10), time(13), WITA))
    assert {"KESBANG-KABID-KONFLIK"} <= await stage.told("deadline_reminded")


async def _calmed(stage: Scene, *, taken: bool = False) -> None:
    """Let nobody be asked about it for the rest of the scenarios."""
    by = stage.coordinator("KESBANG-PIKET")
    if not taken:
        await acknowledge(stage.number, by=by)
    await report_situation(stage.number, Situation(calm=True, words="Sudah bubar."), by=by)
    await stage.settle()


async def _asked(stage: Scene) -> None:
    async with asyncio.timeout(30):
        while not await stage.said("situation.asked"):  # noqa: ASYNC110 - the engine's event
            await asyncio.sleep(0.2)
