"""Every word of the pages in every language, and catalogues that hold nothing else."""

from pathlib import Path

import pytest

from models.letters.catalogue import LETTERS
from portal.collecting import collected, read, untranslated
from portal.languages import CATALOGUES, translated
from portal.words_of_codes import WORDS
from tests.portal.conftest import answered
from tests.portal.people import Browser

EVERY = sorted(CATALOGUES.glob("*.po"))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_says_everything_in_every_language(path: Path) -> None:
    """``python -m portal.collecting`` names what is missing."""
    assert untranslated(path) == []


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_keeps_no_words_that_nothing_says(path: Path) -> None:
    """A catalogue shrinks with the pages."""
    said = {str(one.id) for one in collected()}
    assert [str(one.id) for one in read(path) if str(one.id) not in said] == []


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_fills_in_the_same_names(path: Path) -> None:
    """A translation that forgets a name, or invents one, breaks a page."""
    pairs = [(str(one.id), str(one.string)) for one in read(path) if one.id]
    assert [said for said, meant in pairs if _names(said) != _names(meant)] == []


def test_says_what_a_catalogue_lacks_in_indonesian() -> None:
    """A third language that is half done is still readable."""
    assert translated("Masuk", "ban") == "Masuk"
    assert translated("Masuk", "en") == "Sign in"


async def test_speaks_each_language_after_the_other(portal: Browser) -> None:
    """A page in English leaves the next one in Indonesian as it is."""
    for language, report in (
        ("id", "Lapor sekarang"),
        ("en", "Report now"),
        ("id", "Lapor sekarang"),
    ):
        portal.http.cookies.set("bahasa", language)
        assert report in answered(await portal.get("/"), 200)
        portal.http.cookies.delete("bahasa")


def _names(words: str) -> set[str]:
    return {part.partition(")")[0] for part in words.split("%(")[1:]}


async def test_answers_each_reader_in_their_own_language(portal: Browser, another: Browser) -> None:
    """Whoever reads English next to somebody changes no word of the other's page."""
    assert "Sign in" not in answered(await portal.get("/"), 200)
    answered(await another.get("/?lang=en"), 303)
    assert "Sign in" in answered(await another.get("/"), 200)
    assert "Sign in" not in answered(await portal.get("/"), 200)


def test_calls_every_kind_of_letter_by_its_name() -> None:
    """Lists of mails are read by people."""
    assert set(LETTERS) - set(WORDS["letter"]) == set()
