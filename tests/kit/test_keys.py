"""Secrets of a home."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kit.keys import auth_string, database_password, kept


def test_keeps_what_it_drew_first(tmp_path: Path) -> None:
    """It draws a secret once, and reads the same one ever after."""
    assert auth_string(tmp_path) == auth_string(tmp_path)
    assert auth_string(tmp_path).startswith("rukun:")
    assert database_password(tmp_path, "a") != database_password(tmp_path, "b")


def test_closes_its_files_to_others(tmp_path: Path) -> None:
    """It writes 0600 in a folder 0700, and leaves no draft behind."""
    auth_string(tmp_path)
    folder = tmp_path / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["prefect.auth"]
    assert stat.S_IMODE((folder / "prefect.auth").stat().st_mode) == 0o600


def test_lets_racing_writers_agree(tmp_path: Path) -> None:
    """It gives all of several first users the same secret."""
    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(lambda n: kept(tmp_path / "k" / "one", f"{n}".encode()), range(40)))
    assert len(seen) == 1
