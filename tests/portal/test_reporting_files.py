"""Files sent with a report: harmless and encrypted before anything is kept, all or none."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from kit import vault
from kit.settings import settings
from models.attachments import Attachment, attachments_of
from models.reports import Report
from models.session import reading
from models.verification import verify_case
from portal.uploads import MOST_BYTES
from tests.kit.test_cleaning import SECRET, a_pdf, photo
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.test_reporting import TEXT, fact_of, number_in, told

Sent = list[tuple[str, tuple[str, bytes, str]]]


def sending(*contents: bytes, name: str = "IMG_0001.jpg") -> Sent:
    """Files as a browser sends them, under a name and a type that say nothing."""
    return [("files", (name, content, "application/x-lies")) for content in contents]


def in_the_vault() -> list[Path]:
    """All files of the vault."""
    folder = settings().home / "files"
    return [one for one in folder.rglob("*") if one.is_file()] if folder.exists() else []


async def files_of(number: str) -> list[Attachment]:
    async with reading() as db:
        return list(await attachments_of(db, number))


async def test_keeps_photos_and_documents_encrypted(portal: Browser) -> None:
    """Under the digest of the encrypted bytes, 0600 in folders 0700, sealed by the report."""
    sent = sending(photo(), a_pdf(), name="apa saja.txt")
    number = number_in(answered(await portal.post("/lapor", told(), files=sent), 200))
    kept = await files_of(number)
    assert sorted(one.kind for one in kept) == ["jpeg", "pdf"]
    assert {one.stored for one in kept} == {path.name for path in in_the_vault()}
    for path in in_the_vault():
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert SECRET not in path.read_bytes()
        assert b"JFIF" not in path.read_bytes()
    sealed = (await fact_of(number))["attachments"]
    assert {one["text"] for one in sealed} == {str(one.id) for one in kept}  # type: ignore[attr-defined] # a list
    async with reading() as db:
        assert (await verify_case(db, number)).sound


async def test_knows_neither_where_nor_by_what_a_photo_was_taken(portal: Browser) -> None:
    """GPS, camera, XMP and comments are gone from what is kept."""
    number = number_in(answered(await portal.post("/lapor", told(), files=sending(photo())), 200))
    [kept] = await files_of(number)
    content = vault.take(kept.stored)
    assert SECRET not in content
    with Image.open(BytesIO(content)) as shown:
        assert not shown.getexif()


BAD = {
    "no photo": (sending(b"MZ\0\0", name="foto.jpg"), "bukan foto"),
    "cut off": (sending(photo()[:300]), "rusak atau terpotong"),
    "one of two": (sending(photo(), b"<html>"), "bukan foto"),
    "too many": (sending(*[photo()] * 6), "paling banyak 5"),
    "too large": (sending(b"\xff\xd8\xff" + b"\0" * MOST_BYTES), "lebih besar dari 10 MB"),
    "iphone": (sending(b"\0\0\0\x18ftypheic" + b"\0" * 99, name="IMG_1.HEIC"), "HEIC"),
}


@pytest.mark.parametrize(("sent", "why"), BAD.values(), ids=BAD)
async def test_keeps_the_words_where_a_file_is_bad(portal: Browser, sent: Sent, why: str) -> None:
    """The form says which file and why, all words are there, and nothing is half kept."""
    page = answered(await portal.post("/lapor", told(place="Banjar Pande"), files=sent), 422)
    assert why in page
    assert TEXT in page
    assert "Banjar Pande" in page
    assert in_the_vault() == []
    async with reading() as db:
        assert (await db.scalars(select(Report.case))).all() == []


async def test_keeps_the_words_where_the_disk_is_full(
    portal: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that takes nothing is a sentence, not an incident."""
    home = settings().home
    (home / "files").write_bytes(b"no folder can be here")
    page = answered(await portal.post("/lapor", told(), files=sending(photo())), 422)
    assert "tidak dapat disimpan" in page
    assert TEXT in page
    (home / "files").unlink()


async def test_leaves_no_file_behind_a_refused_report(portal: Browser) -> None:
    """A slip beside a good photo keeps neither."""
    answered(await portal.post("/lapor", told(village=""), files=sending(photo())), 422)
    answered(await portal.post("/lapor", told(happened_on="x"), files=sending(photo())), 422)
    assert in_the_vault() == []


async def test_keeps_files_once_of_a_form_sent_twice(portal: Browser) -> None:
    """The second copy's files are not kept."""
    sent, typed = sending(photo()), told(sent="aaaabbbbcccc")
    first = answered(await portal.post("/lapor", typed, files=sent), 200)
    again = answered(await portal.post("/lapor", typed, files=sent), 200)
    assert number_in(first) == number_in(again)
    assert len(in_the_vault()) == 1
