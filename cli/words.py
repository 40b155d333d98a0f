"""What the command line says, in Indonesian and English: both texts where they are used."""

import sys
from collections.abc import Mapping

LANGUAGES = ("id", "en")

_spoken = "id"


def speak(language: str) -> None:
    """Choose the language of this process, before commands are read."""
    global _spoken  # noqa: PLW0603 - a process speaks one language
    _spoken = language


def spoken() -> str:
    """The language of this process: "id" or "en"."""
    return _spoken


def both(indonesian: str, english: str) -> str:
    """Choose the text that this process speaks."""
    return english if _spoken == "en" else indonesian


def said(text: Mapping[str, str]) -> str:
    """Choose from a text that has both languages."""
    return text[_spoken]


def complain(sentence: str) -> None:
    """Write a sentence to standard error; nothing where there is nothing to say."""
    if sentence:
        sys.stderr.write(f"{sentence}\n")


def example(words: str) -> str:
    """Write an example for the end of a command's help."""
    escaped = words.replace("[", "\\[")
    return f"{both('Contoh', 'Example')}: [bold]{escaped}[/bold]" if words else ""
