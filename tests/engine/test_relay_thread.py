"""The relay beside a worker: what happens when it meets an error that it cannot outlive."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.relay_thread import RelayThread
from kit.settings import settings

WORKER = """
import asyncio, signal
from engine.relay_thread import RelayThread

async def work():
    asked = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asked.set)
    RelayThread().start()
    await asyncio.wait_for(asked.wait(), 10)
    print("ended in order")

asyncio.run(work())
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home in which nothing runs: its relay finds no Prefect, and ends."""
    for name in ("PREFECT_API_URL", "PREFECT_API_AUTH_STRING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RUKUN_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


def test_a_dead_relay_is_told_and_leaves_no_message_in_any_log(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It logs the error's kind and its incident; messages may hold what a row says."""
    died = threading.Event()
    with caplog.at_level(logging.ERROR, logger="rukun.relay"):
        RelayThread(died=died.set).start()
        assert died.wait(10)
    incidents = (home / "logs" / "incidents.log").read_text()
    assert "relay.died kind=NotRunning incident=" in caplog.text
    assert caplog.text.split("incident=")[1].strip() in incidents
    assert "rukun up" not in caplog.text + incidents  # of its message


async def test_a_dead_relay_ends_its_worker(home: Path) -> None:
    """It asks the worker's process to end in order, so that a supervisor starts it anew."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await asyncio.wait_for(worker.communicate(), 30)
    assert printed == b"ended in order\n"
    assert worker.returncode == 0
