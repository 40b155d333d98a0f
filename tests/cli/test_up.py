"""A second ``rukun up`` leaves the first one alone."""

from pathlib import Path

from cli import exits
from engine.running import only_one
from tests.cli.running import in_a_process


def test_leaves_a_running_house_as_it_is(tmp_path: Path) -> None:
    """The second one is told who runs, ends with 5, and closes no door that the first opened."""
    home = tmp_path / "home"
    with only_one(home):
        home.chmod(0o711)  # what lets the database server's own user pass
        ended = in_a_process("up", "--lang", "en", env={"RUKUN_HOME": str(home)})
        assert ended.code == exits.MACHINE
        assert "already runs" in ended.err
        assert "sudah berjalan" in in_a_process("up", env={"RUKUN_HOME": str(home)}).err
        assert home.stat().st_mode & 0o777 == 0o711
