"""Children of the supervisor: kept, restarted, never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from engine.children import Child, Job
from engine.running import RunningChild, RunningState
from engine.trouble import UpFailed
from engine.watching import TOO_MANY, Watch, end_leftovers
from tests.engine.waiting import until

SLEEP = (sys.executable, "-S", "-c", "import time; time.sleep(60)")
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); "

ORPHAN = """
import asyncio, sys
from pathlib import Path
from engine.children import Child, Job

async def main():
    child = Child(Job("sleeper", ("sleep", "60")), logs=Path(sys.argv[1]))
    await child.start()
    while child.pid is None:
        await asyncio.sleep(0.02)
    print(child.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def _gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def _until_gone(pid: int) -> None:
    await until(lambda: _gone(pid))


async def _pid(child: Child) -> int:
    await until(lambda: child.pid)
    assert child.pid is not None
    return child.pid


async def test_ends_a_child_whose_supervisor_was_killed(tmp_path: Path) -> None:
    """It ends when the pipe closes, which no SIGKILL can prevent."""
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ORPHAN, str(tmp_path), stdout=subprocess.PIPE
    )
    assert supervisor.stdout is not None
    sleeper = int(await supervisor.stdout.readline())
    supervisor.kill()
    await supervisor.wait()
    await _until_gone(sleeper)


async def test_stops_a_child_that_ignores_its_signal(tmp_path: Path) -> None:
    """It sends SIGKILL once the grace is over."""
    command = (sys.executable, "-S", "-c", STUBBORN + "time.sleep(60)")
    child = Child(Job("stubborn", command, grace=0.3), logs=tmp_path)
    await child.start()
    pid = await _pid(child)
    await until(lambda: child.last_lines() == ["up"])
    await child.stop()
    await _until_gone(pid)


async def test_restarts_a_child_that_was_killed(tmp_path: Path) -> None:
    """It is there again, as another process, after a SIGKILL."""
    watch = Watch(Child(Job("sleeper", SLEEP), logs=tmp_path))
    await watch.start()
    keeping = asyncio.create_task(watch.keep())
    first = await _pid(watch.child)
    os.kill(first, signal.SIGKILL)
    await _until_gone(first)
    await until(lambda: watch.restarts)
    assert await _pid(watch.child) != first
    await watch.stop()
    await keeping


async def test_gives_up_a_child_that_keeps_dying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops after five deaths, with what the last lines mean and the lines themselves."""
    monkeypatch.setattr("engine.watching.LONGEST_PAUSE", 0.01)
    failing = (sys.executable, "-S", "-c", "raise OSError(28, 'No space left on device')")
    watch = Watch(Child(Job("failing", failing), logs=tmp_path))
    await watch.start()
    with pytest.raises(UpFailed, match=r"failing does not run: the disk is full(.|\n)*Errno 28"):
        await watch.keep()
    assert watch.restarts == 4


async def test_starts_again_for_ever_what_once_ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alarms and reports outlive a Prefect server that cannot start any more."""
    monkeypatch.setattr("engine.watching.LONGEST_PAUSE", 0.01)
    monkeypatch.setattr("engine.watching.KEEPS_DYING_PAUSE", 0.01)
    watch = Watch(Child(Job("failing", (sys.executable, "-S", "-c", "exit(1)")), logs=tmp_path))
    watch.patient = True
    await watch.start()
    keeping = asyncio.create_task(watch.keep())
    await until(lambda: watch.restarts > TOO_MANY)
    assert not keeping.done()
    await watch.stop()
    await keeping


async def _left_running(logs: Path, *, named: str) -> tuple[Child, RunningState]:
    logs.mkdir()  # noqa: ASYNC240 - a test of its own folder
    child = Child(Job(named, SLEEP), logs=logs)
    await child.start()
    left = RunningChild(name=named, pid=await _pid(child), group=child.group or 0)
    return child, RunningState(pid=1, prefect_port=1, children=(left,))


async def test_ends_its_own_leftovers_and_never_those_of_another_home(tmp_path: Path) -> None:
    """It leaves alone another home's child whose process number an old state of ours names."""
    ours, our_state = await _left_running(tmp_path / "ours", named="ours")
    theirs, their_state = await _left_running(tmp_path / "theirs", named="theirs")
    await end_leftovers(their_state, logs=tmp_path / "ours")
    assert theirs.alive
    await end_leftovers(our_state, logs=tmp_path / "ours")
    await until(lambda: not ours.alive)
    assert theirs.alive
    await theirs.stop()


async def test_writes_logs_that_only_we_can_read(tmp_path: Path) -> None:
    """It writes 0600, and begins a long log anew keeping the older part."""
    child = Child(Job("echo", ("echo", "hello")), logs=tmp_path)
    child.log.write_bytes(b"x" * 10_000_001)
    await child.start()
    assert await child.ended() == 0
    assert child.last_lines() == ["hello"]
    older = tmp_path / "echo.log.1"
    assert older.stat().st_size == 10_000_001
    assert older.stat().st_mode & 0o077 == 0
