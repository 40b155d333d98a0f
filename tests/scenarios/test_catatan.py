"""Catatan: rumah didirikan, aturan dimuat, setiap malam disegel, diperiksa, dan diserahkan."""

import asyncio
from pathlib import Path

import pytest

from cli.demo_waiting import FINAL
from desk.acting import Person, person
from desk.audit import checkpoint, export_case, exported_period, verify_all
from desk.auditing import history, record_read
from engine.cluster import Cluster
from kit.clock import today
from kit.keys import checkpoint_public_hex
from kit.periods import PeriodVerification
from kit.settings import settings
from models.chain import HOUSE
from tests.scenarios.scene import Scene, Town
from tests.tampering import rewrite, unguarded


@pytest.mark.tells("house.founded", "rules.loaded", since_founding=True)
async def test_rumah_didirikan_dan_aturannya_tercatat(stage: Scene) -> None:
    """Ketika kabupaten mulai memakai Rukun,
    maka berdirinya rumah dan setiap perubahan aturan menjadi catatan tersegel.
    """
    assert (await stage.said("house.founded", of=HOUSE))[0]["regency"] == "KLK"
    assert await stage.said("rules.loaded", of=HOUSE)


@pytest.mark.tells("checkpoint.sealed")
async def test_auditor_menerima_segel_yang_membuktikan_catatan(stage: Scene) -> None:
    """Ketika catatan disegel, maka auditor menerima tanda terima
    yang kelak membuktikan bahwa tidak ada yang diubah.
    """
    await stage.assigned("51.05.03.1008")
    await checkpoint(by=_auditor(stage), rules=stage.rules)
    assert (await verify_all()).sound


@pytest.mark.tells("case.exported")
async def test_satu_kasus_diserahkan_kepada_auditor_sebagai_berkas(
    stage: Scene, tmp_path: Path
) -> None:
    """Ketika auditor meminta berkas satu kasus,
    maka rantai catatannya ditulis ke berkas yang dapat diperiksa tanpa Rukun.
    """
    await stage.assigned("51.05.03.1009")
    path = tmp_path / "kasus.zip"
    await export_case(stage.number, path, by=_auditor(stage), rules=stage.rules)
    assert path.stat().st_size


@pytest.mark.tells("records.exported")
async def test_kasus_satu_masa_diserahkan_kepada_auditor_sebagai_satu_berkas(stage: Scene) -> None:
    """Ketika auditor meminta kasus satu masa,
    maka semuanya ditulis ke satu berkas yang membuktikan dirinya,
    dan catatan menyebut masa serta jumlah kasusnya.
    """
    await stage.assigned("51.05.03.1011")
    taken = await exported_period(today(), today(), by=_auditor(stage), rules=stage.rules)
    assert PeriodVerification.of(taken, checkpoint_public_hex()).sound
    assert (await stage.said("records.exported", of=HOUSE))[-1]["cases"] == len(taken.chains)


@pytest.mark.tells("record.read")
async def test_auditor_yang_membaca_juga_tercatat(stage: Scene) -> None:
    """Ketika auditor membuka riwayat sebuah kasus,
    maka pembacaannya sendiri menjadi catatan tersegel, sebelum ada yang tampil.
    """
    await stage.assigned("51.05.03.1012")
    by = _auditor(stage)
    await record_read("history", by=by, rules=stage.rules, case=stage.number)
    assert (await history(stage.number, by=by)).check.sound
    assert (await stage.said("record.read", of=HOUSE))[-1]["case"] == stage.number


@pytest.mark.tells("integrity.found")
async def test_catatan_yang_diubah_diam_diam_ditemukan(stage: Scene, town: Town) -> None:
    """Ketika seseorang dengan akses ke mesin mengubah satu catatan,
    maka pemeriksaan malam menemukannya dan auditor diberi tahu baris mana;
    setelah dipulihkan, catatan utuh kembali.
    """
    await stage.assigned("51.05.03.1010")
    superuser = await Cluster(settings().home).superuser("rukun")
    async with unguarded(superuser):
        await rewrite(superuser, stage.number, 1, actor="reporter:lain")
    await _night(town)
    async with unguarded(superuser):
        await rewrite(superuser, stage.number, 1, actor="reporter:-")
    await superuser.close()
    assert stage.number in str(await stage.said("integrity.found", of=HOUSE))
    assert (await verify_all()).sound


def _auditor(stage: Scene) -> Person:
    return person("auditor:INSPEKTORAT-AUDITOR", rules=stage.rules)


async def _night(town: Town) -> None:
    """Run what runs every night, now."""
    run = await town.api.start("every-night")
    async with asyncio.timeout(60):
        while (state := await town.api.state_of(run)) not in FINAL:  # noqa: ASYNC110 - the engine's event
            await asyncio.sleep(0.2)
    assert state == "COMPLETED"
