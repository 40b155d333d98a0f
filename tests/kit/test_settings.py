"""What an operator sets."""

from pathlib import Path

import pytest

from kit.settings import SettingsBroken, read_settings


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RUKUN_HOME", str(tmp_path))


def test_reads_the_homes_file_under_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It takes ``settings.env`` of the home, and the environment first."""
    (tmp_path / "settings.env").write_text("RUKUN_SMTP_HOST=mail.example\nRUKUN_SMTP_PORT=587\n")
    monkeypatch.setenv("RUKUN_SMTP_PORT", "2525")
    read = read_settings()
    assert (read.smtp_host, read.smtp_port) == ("mail.example", 2525)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RUKUN_SMTP_PORT", "seventy"),
        ("RUKUN_PREFECT_PORT", "70000"),
        ("RUKUN_LANGUAGE", "ban"),
        ("RUKUN_HOME", ""),
        ("RUKUN_HOME", "somewhere"),
        ("RUKUN_WORKER_POLL_SECONDS", "0"),
        ("RUKUN_DATABASE_URL", "postgresql+asyncpg://one/alone"),
    ],
)
def test_names_the_setting_that_makes_no_sense(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """It refuses nonsense with the setting's name."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsBroken, match=name):
        read_settings()


def test_never_prints_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps the mail server's password out of its own text."""
    monkeypatch.setenv("RUKUN_SMTP_PASSWORD", "hidden-word")
    assert "hidden-word" not in repr(read_settings())
