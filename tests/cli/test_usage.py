"""A slip in a command is answered in the language of the house, with the way on."""

from importlib.metadata import version

import pytest

from cli import exits
from cli.main import run
from tests.cli.running import Rukun, in_a_process
from tests.people import nth

SLIPS = [
    (
        ("cases", "--foo"),
        "tidak ada --foo; maksud Anda --colour?",
        "there is no --foo; did you mean --colour?",
    ),
    (("cases", "--colour"), "--colour belum diisi", "--colour wants a value"),
    (
        ("cases", "--colour", "ungu"),
        "--colour ungu: merah | oranye | kuning | hijau",
        "--colour ungu: red | orange | yellow | green",
    ),
    (
        ("cases", "--status", "beku"),
        "'beku' tidak dikenal; pilih salah satu: reported",
        "'beku' is unknown; one of reported",
    ),
    (("cases", "--limit", "x"), "--limit: bukan bilangan bulat", "--limit: no whole number"),
    (("cases", "--limit", "0"), "--limit: paling sedikit 1", "--limit: at least 1"),
    (("close", "KLK-2026-00001"), "belum diisi: --as", "missing: --as"),
    (("show", "A", "B"), "kata yang tidak diharapkan: B", "words not expected: B"),
    (
        ("review", "A", "--as", "c:D", "--bar", "sealed", "--no-bars"),
        "pilih --bar atau --no-bars",
        "choose --bar or --no-bars",
    ),
    (("clos",), "tidak ada 'clos'; maksud Anda 'close'", "there is no 'clos'; did you mean"),
    (("clock", "stop"), "rukun clock: tidak ada 'stop'", "rukun clock: there is no 'stop'"),
    (
        ("clock", "pause", "A", "b", "--as", "c:D", "--reason", "e", "--until", "kemarin"),
        "'kemarin' bukan tanggal; tulis seperti 2026-12-31",
        "'kemarin' is no date; write it as 2026-12-31",
    ),
]


@pytest.mark.parametrize(("words", "indonesian", "english"), SLIPS)
def test_says_what_does_not_fit(
    capsys: pytest.CaptureFixture[str], *, words: tuple[str, ...], indonesian: str, english: str
) -> None:
    """One line in one language, and 2; never Typer's own English."""
    for language, sentence in (("id", indonesian), ("en", english)):
        assert run(["--lang", language, *words]) == exits.BAD_INPUT
        said = capsys.readouterr()
        assert sentence in said.err
        assert said.err.count("\n") == 1


def test_speaks_indonesian_around_the_help() -> None:
    """The frames of the help are in the language of their lines."""
    helped = in_a_process("clock")
    assert helped.code == exits.BAD_INPUT
    assert "Perintah" in helped.out
    assert "Commands" not in helped.out
    assert "Pilihan" in in_a_process("cases", "--help").out


def test_says_its_version() -> None:
    """Whoever reports a fault can say of which Rukun."""
    asked = in_a_process("--version")
    assert (asked.code, asked.out) == (exits.OK, f"rukun {version('rukun')}\n")


async def test_takes_a_case_number_in_small_letters(rukun: Rukun, database: str) -> None:
    """It is the same number, and what is shown is in words."""
    told = await rukun("report", "Warga berebut batas tanah.", "--village", "Tusan", "--json")
    assert told.code == exits.OK
    shown = await rukun("show", nth(1).lower(), "--as", "coordinator:KESBANG-PIKET")
    assert nth(1) in shown.out
    assert (await rukun("cases", "--colour", "hijau")).code == exits.OK
