"""``rukun``: what operators type. Reads the command's name, loads that command, runs it.

Only the named command's module is imported, so that ``rukun report`` starts quickly; the others
stand in the help by their line in ``cli.commands``.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated

import typer

from cli.commands import COMMANDS
from cli.entries import PANELS, Entry
from cli.exits import BAD_INPUT, INTERRUPTED, MEANINGS, UNEXPECTED, explained
from cli.usage import is_usage, translate_help, usage_sentence
from cli.words import LANGUAGES, both, complain, example, said, speak

HELP = ("--help", "-h")


def main() -> None:
    """Run the command line and exit."""
    code = run(sys.argv[1:])
    gc.freeze()  # all of it ends now: to look for garbage in it first takes a fifth of a second
    sys.exit(code)


def run(words: Sequence[str]) -> int:
    """Run one command; returns its exit code. Never shows a traceback."""
    try:
        language, rest = take_language(list(words))
        if language is not None and language not in LANGUAGES:
            complain(f"--lang {language}: id | en")
            return BAD_INPUT
        with _no_collecting():
            speak(language or _language_of_settings())
            if len(rest) <= 1 or not set(HELP).isdisjoint(rest):
                translate_help()
            command = typer.main.get_command(build(rest))
        code = command.main(args=rest, prog_name="rukun", standalone_mode=False)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last stop: a person gets a sentence
        return _answered(error)
    return code if isinstance(code, int) else 0


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Load without looking for garbage: modules are none, and it takes a tenth of a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def take_language(words: list[str]) -> tuple[str | None, list[str]]:
    """Take each ``--lang XX`` out of the words, wherever it stands before a ``--``."""
    end = words.index("--") if "--" in words else len(words)
    taken: str | None = None
    rest: list[str] = []
    before = iter(words[:end])
    for word in before:
        if word == "--lang":
            taken = next(before, "")
        elif word.startswith("--lang="):
            taken = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return taken, rest + words[end:]


def build(words: Sequence[str] = (), *, whole: bool = False) -> typer.Typer:
    """Build the command line with the named command loaded, or ``whole`` with all of them."""
    app = typer.Typer(
        help=both(
            "Menggerakkan setiap laporan konflik sosial dari laporan sampai selesai.",
            "Moves each report of a social conflict to its closure.",
        ),
        epilog=_exit_codes(),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": list(HELP)},
    )
    app.callback()(_rukun)
    wanted = next((word for word in words if not word.startswith("-")), None)
    for name, entry in COMMANDS.items():
        _add(app, name, entry, loaded=whole or name == wanted)
    return app


def _say_version(asked: bool) -> None:  # noqa: FBT001 - a flag, as Typer hands it over
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - only where it is asked for

        typer.echo(f"rukun {version('rukun')}")
        raise typer.Exit


def _rukun(
    *,
    _lang: Annotated[
        str | None, typer.Option("--lang", metavar="id|en", help="Bahasa, language: id | en.")
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Versi, version."),
    ] = False,
) -> None:
    """Take the language, which ``run`` has taken out of the words already."""


def _add(app: typer.Typer, name: str, entry: Entry, *, loaded: bool) -> None:
    target = getattr(import_module(entry.module), entry.attribute) if loaded else _not_loaded
    line, panel, ending = said(entry.line), said(PANELS[entry.panel]), example(entry.example)
    if isinstance(target, typer.Typer):
        app.add_typer(
            target, name=name, help=line, epilog=ending, rich_help_panel=panel, no_args_is_help=True
        )
    else:
        app.command(name, help=line, epilog=ending, rich_help_panel=panel)(target)


def _not_loaded() -> None:
    """Stand in the help for a command that was not asked for."""
    raise RuntimeError("a command was run that was not loaded")


def _exit_codes() -> str:
    codes = "; ".join(f"{code} {both(*meaning)}" for code, meaning in MEANINGS.items())
    return f"{both('Kode keluar', 'Exit codes')}: {codes}."


def _language_of_settings() -> str:
    from kit.settings import SettingsBroken, settings  # noqa: PLC0415 - not needed with --lang

    try:
        return settings().language
    except SettingsBroken:
        return "id"


def _answered(error: Exception) -> int:
    if is_usage(error):
        complain(usage_sentence(error))
        return BAD_INPUT
    known = explained(error)
    if known is not None:
        complain(known[1])
        return known[0]
    complain(_incident(error))
    return UNEXPECTED


def _incident(error: Exception) -> str:
    from kit.incidents import write_incident  # noqa: PLC0415 - only when something broke
    from kit.settings import SettingsBroken, settings  # noqa: PLC0415 - same

    try:
        folder = settings().home / "logs"
        incident = write_incident(error, folder=folder)
    except (OSError, SettingsBroken):
        return both("kesalahan tak terduga", "an unexpected error") + f" ({type(error).__name__})"
    return both(
        f"kesalahan tak terduga, insiden {incident}; rinciannya di {folder}{os.sep}incidents.log",
        f"an unexpected error, incident {incident}; details are in {folder}{os.sep}incidents.log",
    )


if __name__ == "__main__":
    main()
