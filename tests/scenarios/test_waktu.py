"""Waktu: pengingat, jenjang, jeda, dan sebab yang macet."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import asyncpg
import pytest
from sqlalchemy import select

from desk.clocks import Pausing, pause_clock, resume_clock
from desk.reports import Told, report
from desk.reviews import retry_cause, settle_cause
from engine.cluster import Cluster
from kit.clock import today
from kit.settings import settings
from models.causes import Cause
from models.deadlines import running
from models.session import reading
from tests.scenarios.scene import BOUNDARY, CASE, Scene

BREAK = """
CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE 'broken for a scenario'; END $$;
CREATE TRIGGER broken BEFORE INSERT ON fact FOR EACH ROW
WHEN (NEW.name = 'case.triaged') EXECUTE FUNCTION broken();
"""
AT_ONCE = """
UPDATE cause SET due_at = clock_timestamp() WHERE handled_at IS NULL AND due_at > clock_timestamp();
NOTIFY rukun_cause
"""
MEND = "DROP TRIGGER broken ON fact; DROP FUNCTION broken()"


@pytest.mark.tells("deadline.reminded", "deadline.escalated")
async def test_yang_diam_diingatkan_lalu_atasannya_diberi_tahu(stage: Scene) -> None:
    """Ketika perangkat daerah tidak menjawab penugasan,
    maka ia diingatkan, lalu atasannya diberi tahu; kasus tidak pernah terlupa.
    """
    await stage.assigned("51.05.02.2013")
    await stage.until(await _next_rung(stage))
    assert await stage.said("deadline.reminded")
    await stage.later(days=10)
    assert await stage.said("deadline.escalated")


@pytest.mark.tells("clock.paused", "clock.resumed")
async def test_waktu_dihentikan_saat_berduka_dan_berjalan_lagi(stage: Scene) -> None:
    """Ketika salah satu pihak berduka, maka batas waktu dihentikan dengan alasan
    sampai tanggal tertentu, lalu berjalan lagi dengan sisa waktu yang sama.
    """
    await stage.accepted("51.05.02.2002")
    by = stage.coordinator()
    await pause_clock(stage.number, Pausing("first_contact", "mourning"), by=by)
    await resume_clock(stage.number, "first_contact", by=by)


@pytest.mark.tells("cause.retried", "cause.settled")
async def test_langkah_yang_macet_menunggu_orang_dan_tidak_hilang(stage: Scene) -> None:
    """Ketika sistem gagal berkali-kali pada satu langkah,
    maka langkah itu menunggu koordinator, yang mencobanya lagi atau mengesampingkannya
    dengan alasan; laporannya tidak hilang.
    """
    superuser = await Cluster(settings().home).superuser("rukun")
    await superuser.execute(BREAK)
    try:
        for name, village in ((CASE, "51.05.02.2003"), ("lain", "51.05.03.2004")):
            told = Told(BOUNDARY, village, str(today()))
            receipt = await report(told, by="reporter:-", rules=stage.rules)
            stage.cases[name] = receipt.number
        await _are_stuck(superuser, set(stage.cases.values()))
    finally:
        await superuser.execute(MEND)
        await superuser.close()
    by = stage.coordinator()
    await retry_cause(stage.number, by=by)
    await settle_cause(stage.cases["lain"], by=by, reason="Ditangani di luar sistem")
    await stage.settle()
    assert await stage.said("case.triaged")


async def _are_stuck(superuser: asyncpg.Connection, numbers: set[str]) -> None:
    """Let the first step of these cases fail until it waits for a person, without the pauses."""
    found: set[str] = set()
    async with asyncio.timeout(60):
        while found != numbers:
            await asyncio.sleep(0.3)
            with suppress(asyncpg.DeadlockDetectedError):  # the relay rings the same rows
                await superuser.execute(AT_ONCE)
            async with reading() as db:
                causes = await db.scalars(select(Cause).where(Cause.handled_at.is_(None)))
                found = {one.case for one in causes if one.stuck}


async def _next_rung(stage: Scene) -> datetime:
    async with reading() as db:
        rows = (await running(db, [stage.number]))[stage.number]
    return min(row.next_at for row in rows if row.next_at) + timedelta(minutes=1)
