"""What a person can cause ends with a sentence and a code, never with a traceback."""

import errno
from collections.abc import Coroutine
from pathlib import Path

import pytest

from cli import exits, looking
from kit.settings import settings
from tests.cli.running import Rukun, in_a_process

NOWHERE = "postgresql+asyncpg://rukun_app:x@/rukun?host=/nowhere"
PREFECT = "postgresql+asyncpg://prefect:x@/prefect?host=/nowhere"


def test_says_that_the_database_is_not_running(tmp_path: Path) -> None:
    """A refused connection asks whether ``rukun up`` runs, and ends with 3."""
    away = {"RUKUN_HOME": str(tmp_path), "RUKUN_LANGUAGE": "en"}
    ended = in_a_process("cases", env=away)
    assert (ended.code, "Traceback" in ended.err) == (exits.AWAY, False)
    assert "is `rukun up` running?" in ended.err
    assert in_a_process("status", env=away).code == exits.AWAY


def test_names_the_setting_that_makes_no_sense(tmp_path: Path) -> None:
    """A broken setting is named, and ends with 2."""
    broken = {"RUKUN_HOME": str(tmp_path), "RUKUN_SMTP_PORT": "99999"}
    ended = in_a_process("status", env=broken)
    assert ended.code == exits.BAD_INPUT
    assert "RUKUN_SMTP_PORT" in ended.err
    assert "Traceback" not in ended.err


def test_lists_all_that_is_wrong_with_a_regency(tmp_path: Path) -> None:
    """A regency that can't be used ends the check with 4, and every other command with 2."""
    env = {"RUKUN_HOME": str(tmp_path), "RUKUN_REGENCY": str(tmp_path / "nowhere")}
    for language, missing in (("id", "tidak ada; salin"), ("en", "is missing; copy it")):
        checked = in_a_process("regency", "check", "--lang", language, env=env)
        assert (checked.code, missing in checked.err) == (exits.FOUND, True)
    ended = in_a_process("report", "text", "--village", "x", env=env)
    assert ended.code == exits.BAD_INPUT
    assert "Traceback" not in ended.err


def test_starts_nothing_for_a_regency_that_cannot_be_read(tmp_path: Path) -> None:
    """``rukun up`` says it before it makes a database, and ends with 2."""
    env = {"RUKUN_HOME": str(tmp_path / "home"), "RUKUN_REGENCY": str(tmp_path / "nowhere")}
    ended = in_a_process("up", env=env | {"RUKUN_SMTP_HOSTT": "x"})
    assert (ended.code, "Traceback" in ended.err) == (exits.BAD_INPUT, False)
    assert "RUKUN_SMTP_HOSTT" in ended.err
    assert "RUKUN_SMTP_HOST:" not in ended.err
    assert not (tmp_path / "home" / "postgres").exists()


def test_ends_with_2_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A slip in a file's name is bad input, not a refusal."""
    ended = in_a_process("import", str(tmp_path / "gone.csv"))
    assert ended.code == exits.BAD_INPUT
    assert "gone.csv" in ended.err
    folder = in_a_process("import", str(tmp_path))
    assert (folder.code, "ini folder" in folder.err) == (exits.BAD_INPUT, True)


def test_checks_the_regency_from_any_folder(tmp_path: Path) -> None:
    """``regency check`` and ``notices preview`` need neither database nor home."""
    env = {"RUKUN_HOME": str(tmp_path / "home")}
    assert in_a_process("regency", "check", env=env).code == 0
    shown = in_a_process("notices", "preview", "case_assigned", "--lang", "en", env=env)
    assert shown.code == 0
    assert "Subject: [KLK-2026-00012]" in shown.out
    assert in_a_process("notices", "preview", "nonsense", env=env).code == exits.BAD_INPUT


async def test_writes_an_incident_for_what_nobody_expected(
    rukun: Rukun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected error gives an incident id and code 70, and never repeats its message."""
    monkeypatch.setenv("RUKUN_HOME", str(tmp_path))
    settings.cache_clear()

    def break_down(work: Coroutine[object, object, object]) -> None:
        work.close()
        raise ArithmeticError("Ni Made told us")

    monkeypatch.setattr(looking, "whole", break_down)
    ended = await rukun("cases")
    settings.cache_clear()
    assert ended.code == exits.UNEXPECTED
    assert "incident" in ended.err
    assert "Ni Made" not in ended.err + (tmp_path / "logs" / "incidents.log").read_text()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), exits.AWAY),
        (TimeoutError(), exits.AWAY),
        (OSError(errno.ENOSPC, "No space left on device", "file"), exits.MACHINE),
        (OSError(errno.EADDRINUSE, "in use"), exits.MACHINE),
        (PermissionError(errno.EACCES, "denied", "/keys"), exits.MACHINE),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.csv"), exits.BAD_INPUT),
    ],
)
def test_explains_errors_of_the_machine(error: OSError, code: int) -> None:
    """Each error of the machine has a sentence and a code."""
    known = exits.explained(error)
    assert known is not None
    assert known[0] == code
    assert known[1]


def test_knows_only_errors_that_exist() -> None:
    """The errors known by name are where the names say."""
    for name in exits.KNOWN:
        module, _, kind = name.rpartition(".")
        assert issubclass(getattr(__import__(module, fromlist=[kind]), kind), Exception)
