"""The supervised worker: waits for server and pool, then works until SIGTERM.

Alarms do not wait: they are watched from the first moment on, whether or not Prefect answers.

python -m engine.working NAME
"""

import asyncio
import signal
import sys
from importlib import import_module

from engine.alarms import AlarmThread
from engine.prefect_api import PrefectApi
from engine.resident import ResidentWorker
from engine.wiring import POOL, read_wiring
from kit.settings import settings
from models.regency_folder import regency


async def work(name: str) -> None:
    """Work under a name that no other living worker has."""
    alarms = AlarmThread()
    alarms.start()
    try:
        await _work(name)
    finally:
        await asyncio.to_thread(alarms.stop)


async def _work(name: str) -> None:
    warm_up()
    async with PrefectApi.of(settings()) as api:
        await api.wait_for_pool(POOL)
    worker = ResidentWorker(work_pool_name=POOL, name=name, heartbeat_interval_seconds=10)
    working = asyncio.create_task(worker.start(printer=lambda *_: None))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, working.cancel)
    try:
        await working
    except asyncio.CancelledError:
        return


def warm_up() -> None:
    """Import the flows and read the rules now, so that the first case does not wait for it."""
    regency()
    for one in read_wiring():
        import_module(one.entrypoint.rpartition(".")[0])


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1]))
