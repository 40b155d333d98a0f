"""What is wrong with a command as it was typed, in the language of this process.

Typer says it in English alone, and in a frame that a log cannot hold. Its errors are known by name,
as in ``cli.exits``: their module is Typer's own.
"""

import re
from collections.abc import Mapping
from typing import Any

from cli.words import both, spoken
from kit.sentences import Sentence

USAGE, NO_ARGUMENTS = "UsageError", "NoArgsIsHelpError"
CHOICES = re.compile(r"(?s)^(?:Value error, )?(?P<value>'.*') is not one of (?P<known>.*?)\.?$")
FORMATS = re.compile(r"(?s)^(?:Value error, )?(?P<value>'.*') does not match the formats? ")
UNEXPECTED = re.compile(r"(?s)^Got unexpected extra argument\(s\) \((?P<words>.*)\)$")
NO_COMMAND = re.compile(
    r"(?s)^No such command (?P<word>'.*?')\.?(?: Did you mean (?P<near>.*)\?)?$"
)
# What Pydantic calls a value that does not fit, and how people say it.
UNFIT: Mapping[str, Sentence] = {
    "int_parsing": Sentence("bukan bilangan bulat", "no whole number"),
    "float_parsing": Sentence("bukan bilangan", "no number"),
    "greater_than_equal": Sentence("paling sedikit {ge}", "at least {ge}"),
    "less_than_equal": Sentence("paling banyak {le}", "at most {le}"),
}
PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Isian",
    "OPTIONS_PANEL_TITLE": "Pilihan",
    "COMMANDS_PANEL_TITLE": "Perintah",
    "REQUIRED_LONG_STRING": "[wajib]",
    "DEFAULT_STRING": "[bila tidak diisi: {}]",
}


def is_usage(error: Exception) -> bool:
    """Whether Typer could not read the command as it was typed."""
    return USAGE in {kind.__name__ for kind in type(error).__mro__}


def usage_sentence(error: Any) -> str:  # noqa: ANN401 - the errors are Typer's own
    """Say what does not fit and where to read more; empty where the help was printed already."""
    if type(error).__name__ == NO_ARGUMENTS:
        return ""
    path = error.ctx.command_path if error.ctx else "rukun"
    return f"{path}: {_wrong(error)} ({both('baca', 'read')}: {path} --help)"


def translate_help() -> None:
    """Let Typer's help speak Indonesian where it has words of its own."""
    if spoken() == "en":
        return
    from typer import rich_utils  # noqa: PLC0415 - only where help is printed

    for name, words in PANELS.items():
        setattr(rich_utils, name, words)


def _wrong(error: Any) -> str:  # noqa: ANN401 - same
    match type(error).__name__:
        case "MissingParameter":
            return f"{both('belum diisi', 'missing')}: {_param(error)}"
        case "NoSuchOption":
            return _unknown(error.option_name, ", ".join(sorted(error.possibilities or ())))
        case "BadOptionUsage":
            return both(f"{error.option_name} belum diisi", f"{error.option_name} wants a value")
        case "BadParameter":
            return f"{_param(error)}: {_unfit(error)}"
    return _out_of_place(str(error.message))


def _out_of_place(message: str) -> str:
    if found := UNEXPECTED.match(message):
        return f"{both('kata yang tidak diharapkan', 'words not expected')}: {found['words']}"
    if found := NO_COMMAND.match(message):
        return _unknown(found["word"], found["near"] or "")
    return message


def _unknown(word: str, near: str) -> str:
    said = f"{both('tidak ada', 'there is no')} {word}"
    return f"{said}; {both('maksud Anda', 'did you mean')} {near}?" if near else said


def _param(error: Any) -> str:  # noqa: ANN401 - same
    if error.param is None:
        return str(error.param_hint or "")
    return str(error.param.get_error_hint()).replace("'", "")


def _unfit(error: Any) -> str:  # noqa: ANN401 - same
    if found := CHOICES.match(error.message):
        known = found["known"].replace("'", "")
        return both(
            f"{found['value']} tidak dikenal; pilih salah satu: {known}",
            f"{found['value']} is unknown; one of {known}",
        )
    if found := FORMATS.match(error.message):
        return both(
            f"{found['value']} bukan tanggal; tulis seperti 2026-12-31",
            f"{found['value']} is no date; write it as 2026-12-31",
        )
    wrong: dict[str, Any] = next(iter(getattr(error.__cause__, "errors", list)()), {})
    sentence = UNFIT.get(wrong.get("type", ""))
    return sentence.filled(**wrong.get("ctx", {}))[spoken()] if sentence else str(error.message)
