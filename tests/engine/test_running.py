"""One supervisor per home, and what it tells others."""

import stat
from pathlib import Path

import pytest

from engine.running import (
    AlreadyRunning,
    RunningState,
    forget_state,
    is_up,
    only_one,
    read_state,
    write_state,
)


def test_refuses_a_second_supervisor_of_a_home(tmp_path: Path) -> None:
    """It names the home and the process that holds it, and lets the next one in afterwards."""
    with only_one(tmp_path):
        write_state(tmp_path, RunningState(pid=4711, prefect_port=4200))
        assert is_up(tmp_path)
        with pytest.raises(AlreadyRunning, match="4711"), only_one(tmp_path):
            pass
    assert not is_up(tmp_path)
    with only_one(tmp_path):
        pass


def test_tells_what_runs_to_its_owner_only(tmp_path: Path) -> None:
    """It writes a state that reads back as it was, 0600, and forgets it."""
    state = RunningState(pid=1, prefect_port=4200, smtp_port=2525, ready=True)
    write_state(tmp_path, state)
    assert read_state(tmp_path) == state
    assert stat.S_IMODE((tmp_path / "run" / "state.json").stat().st_mode) == 0o600
    forget_state(tmp_path)
    assert read_state(tmp_path) is None
