"""The languages of the pages: gettext catalogues in ``templates/pages/``, one file each.

Templates are written in Indonesian; ``en.po`` beside them says the same in English. A third
language is a third file. A sentence that a catalogue lacks is shown in Indonesian.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from kit.rendering import FOLDER

SOURCE = "id"
CATALOGUES = FOLDER / "pages"
COOKIE = "bahasa"


def N_(words: str) -> str:  # noqa: N802 - gettext's own name, which extractors know
    """Mark words for the catalogues where they are written; whoever shows them translates."""
    return words


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages, the templates' own first."""
    return (SOURCE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, compiled once per process."""
    path = CATALOGUES / f"{language}.po"
    if language == SOURCE or not path.exists():
        return NullTranslations()
    return Translations(BytesIO(compiled(path)))


def compiled(path: Path) -> bytes:
    """Compile a catalogue as gettext reads it."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    into = BytesIO()
    write_mo(into, catalogue)
    return into.getvalue()


def translated(words: str, language: str) -> str:
    """Say marked words in a language."""
    return str(translations(language).gettext(words)) if words else ""


def in_language(said: Mapping[str, str], language: str) -> str:
    """Choose of what the house says in its own languages; others hear English."""
    return said.get(language) or said["en"]
