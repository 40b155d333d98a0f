"""Tracebacks that stay in the house."""

import stat
from pathlib import Path

from kit.incidents import write_incident


def _broken() -> Exception:
    try:
        int("Ni Wayan of Banjar Sental")
    except ValueError as error:
        return error
    raise AssertionError


def test_keeps_where_it_broke_and_never_what_it_broke_on(tmp_path: Path) -> None:
    """It writes the kind and the lines of code, in a file of ours alone."""
    incident = write_incident(_broken(), folder=tmp_path / "logs")
    log = tmp_path / "logs" / "incidents.log"
    assert f"incident={incident} kind=ValueError" in log.read_text()
    assert "_broken" in log.read_text()
    assert "Wayan" not in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_folder_that_takes_nothing_does_not_hide_the_error(tmp_path: Path) -> None:
    """It names an incident on a full disk too, so that what failed is still told on."""
    (tmp_path / "logs").write_text("a file where the folder should be")
    assert len(write_incident(_broken(), folder=tmp_path / "logs")) == 8
