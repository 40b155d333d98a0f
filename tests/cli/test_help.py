"""Help, language and what a command loads."""

import subprocess
import sys

import pytest

from cli.commands import COMMANDS
from cli.deciding import AGAIN
from cli.exits import MEANINGS
from cli.main import take_language
from cli.reference import command_reference
from models.facts.grammar import FACTS
from tests.cli.running import ROOT, Rukun, in_a_process

HEAVY = (
    *("prefect", "fastapi", "alembic", "jinja2", "httpx", "holidays", "icalendar", "aiosmtplib"),
    "models.reading_case",  # what a whole case is made of
)


@pytest.mark.parametrize("name", COMMANDS)
async def test_shows_an_example_in_the_help_of_each_command(rukun: Rukun, name: str) -> None:
    """``rukun NAME --help`` ends well and shows how the command is written."""
    ended = await rukun(name, "--help")
    assert ended.code == 0
    assert f"Example: rukun {name}" in " ".join(ended.out.split())


@pytest.mark.parametrize("name", ["handled", "close"])
async def test_names_the_codes_that_an_ending_takes(rukun: Rukun, name: str) -> None:
    """Nobody has to guess a code, or to read the regency's files."""
    said = " ".join((await rukun(name, "--help")).out.replace("│", " ").split())
    assert "agreement_kept | agreed | settled" in said


def test_names_how_whatever_was_put_aside_is_said_again() -> None:
    """Each fact that a flow waits for has its command; `tests/desk/test_settling.py` does them."""
    assert AGAIN.keys() == {name for name, fact in FACTS.items() if fact.flow is not None}
    assert {command.split()[0] for command in AGAIN.values()} <= set(COMMANDS)


async def test_explains_its_exit_codes(rukun: Rukun) -> None:
    """The help names every exit code."""
    said = " ".join((await rukun("--help")).out.split())
    assert all(f"{code} " in said for code in MEANINGS)


@pytest.mark.parametrize(
    ("words", "language", "rest"),
    [
        (["--lang", "en", "cases"], "en", ["cases"]),
        (["cases", "--lang=id", "--json"], "id", ["cases", "--json"]),
        (["report", "--", "--lang"], None, ["report", "--", "--lang"]),
        (["cases", "--lang"], "", ["cases"]),
    ],
)
def test_takes_the_language_wherever_it_stands(
    words: list[str], language: str | None, rest: list[str]
) -> None:
    """``--lang`` may stand before or after the command, but not after ``--``."""
    assert take_language(words) == (language, rest)


def test_speaks_indonesian_unless_told_otherwise() -> None:
    """Without ``--lang`` and settings, help is Indonesian; ``RUKUN_LANGUAGE`` changes that."""
    assert "Daftar kasus" in in_a_process("--help").out
    assert "List cases" in in_a_process("--help", env={"RUKUN_LANGUAGE": "en"}).out


def test_loads_nothing_heavy_to_hand_in_a_report() -> None:
    """``rukun report`` must answer in 1.5 s, so it never imports Prefect or the like."""
    program = (
        "import sys; from cli.main import run; run(['report', '--help']); import cli.reporting;"
        f"heavy = set({HEAVY!r}) & set(sys.modules); sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert ended.returncode == 0, ended.stderr


async def test_names_wrong_usage(rukun: Rukun) -> None:
    """An unknown command, option or language ends with 2."""
    assert (await rukun("nonsense")).code == 2
    assert (await rukun("cases", "--nonsense")).code == 2
    assert (await rukun("--lang", "fr", "cases")).code == 2


def test_documents_every_command_as_it_is() -> None:
    """``docs/cli.md`` is what ``make docs`` would write."""
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == command_reference(), "docs/cli.md is stale: make docs"
