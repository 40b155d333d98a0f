"""Collects the words of all pages into the catalogues: ``python -m portal.collecting``.

Words are what templates say with ``_()`` and modules mark with ``N_()``. New ones come into each
catalogue with an empty translation, words that nothing says any more go; a test fails while a
translation is empty, and names it.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from kit.rendering import FOLDER
from portal.languages import CATALOGUES

ROOT = Path(__file__).parent
JINJA = "jinja2.ext:babel_extract"
OPTIONS = {"trimmed": "true", "extensions": "jinja2.ext.i18n"}
Found = tuple[int, str | tuple[str, ...], list[str], str | None]
WORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}


def collected() -> Catalog:
    """All words of pages, each with where it is said."""
    catalogue = Catalog(fuzzy=False)
    for name, found in _found():
        for _, words, comments, _ in found:
            catalogue.add(words, locations=[(name, 0)], auto_comments=comments)
    return catalogue


def update(path: Path) -> None:
    """Bring a catalogue up to date, keeping what was translated."""
    catalogue = read(path)
    catalogue.update(collected(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=100, omit_header=False, include_lineno=False, sort_by_file=True
        )


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def untranslated(path: Path) -> list[str]:
    """Name the words that a catalogue lacks, or says nothing of."""
    known = {str(one.id): _said(one.string) for one in read(path) if one.id}
    return [str(one.id) for one in collected() if one.id and not known.get(str(one.id))]


def _said(words: str | Sequence[str] | None) -> bool:
    """Whether it is translated; of one that counts, in each of its forms."""
    return all(words) if isinstance(words, list | tuple) else bool(words)


def _found() -> Iterator[tuple[str, list[Found]]]:
    for path in sorted((FOLDER / "pages").rglob("*.html")):
        yield _named(path), list(extract_from_file(JINJA, path, WORDS, (), OPTIONS))
    for path in sorted(ROOT.rglob("*.py")):
        yield _named(path), list(extract_from_file("python", path, WORDS, (), {}))


def _named(path: Path) -> str:
    return path.relative_to(ROOT.parent).as_posix()


if __name__ == "__main__":
    for one in sorted(CATALOGUES.glob("*.po")):
        update(one)
        for words in untranslated(one):
            sys.stdout.write(f"{one.name}: {words}\n")
