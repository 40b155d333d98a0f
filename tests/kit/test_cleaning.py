"""Files of strangers: what they are, their bytes say; what is kept shows and does nothing else."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, create_string_object

from kit.cleaner import clean
from kit.cleaning import Unclean

SECRET = b"Wayan Rahasia"
GPS, ORIENTATION, MAKER, COMMENT = 0x8825, 0x0112, 0x010F, 0x9286


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo with a place, a camera, a comment, XMP and a thumbnail's worth of other things."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (0, 0, size[0] // 2, size[1]))
    told = Image.Exif()
    told[MAKER] = SECRET.decode()
    told[ORIENTATION] = 6
    told.get_ifd(GPS).update({1: "S", 2: (8.0, 32.0, 20.5), 3: "E", 4: (115.0, 24.0, 10.0)})
    into = BytesIO()
    every: dict[str, dict[str, Any]] = {
        "JPEG": {"comment": SECRET, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"},
        "PNG": {"pnginfo": _words()},
        "WEBP": {"xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"},
    }
    drawn.save(into, kind, exif=told, icc_profile=b"profile of " + SECRET, **every[kind])
    return into.getvalue()


def _words() -> PngInfo:
    words = PngInfo()
    words.add_text("Author", SECRET.decode())
    return words


def a_pdf() -> bytes:
    """A page with a photo, and a script, a file, an author and a note beside it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    picture = DecodedStreamObject()
    picture.set_data(photo())
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Metadata"): create_string_object(SECRET.decode()),
        }
    )
    held = DictionaryObject({NameObject("/A"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): held})
    writer.add_metadata({"/Author": SECRET.decode()})
    script = {"/S": NameObject("/JavaScript"), "/JS": create_string_object("app.alert('boo')")}
    action = DictionaryObject({NameObject(key): it for key, it in script.items()})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_attachment("hidden.txt", SECRET)
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_keeps_pixels_only(kind: str) -> None:
    """Place, camera, comment, XMP and profile are gone; the photo stands upright."""
    told = photo(kind)
    assert SECRET in told
    found = await clean(told)
    assert found.kind == kind.lower()
    assert SECRET not in found.content
    with Image.open(BytesIO(found.content)) as kept:
        assert kept.format == kind
        assert kept.size == (40, 60)
        assert not kept.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp", "Author"} & kept.info.keys()


async def test_writes_a_pdf_anew() -> None:
    """Script, attached file, author and what was written beside the photo's pixels are gone."""
    told = a_pdf()
    assert SECRET in told
    found = await clean(told)
    assert found.kind == "pdf"
    for gone in (SECRET, b"app.alert", b"hidden.txt", b"/JavaScript", b"/EmbeddedFile", b"Exif"):
        assert gone not in found.content
    page: Any = PdfReader(BytesIO(found.content)).pages[0]
    with Image.open(BytesIO(page["/Resources"]["/XObject"]["/A"]._data)) as picture:
        assert picture.size == (60, 40)
        assert not picture.getexif()


def _locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("rahasia")
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


def _bomb() -> bytes:
    """A PNG of a few kilobytes that says that it has 60 million pixels."""
    into = BytesIO()
    Image.new("1", (8000, 7500)).save(into, "PNG", optimize=True)
    return into.getvalue()


BAD = {
    "program": (b"MZ" + b"\0" * 500, "unknown"),
    "page": (b"<html><script>alert(1)</script>", "unknown"),
    "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "unknown"),
    "nothing": (b"", "unknown"),
    "iphone": (b"\0\0\0\x18ftypheic" + b"\0" * 100, "heic"),
    "cut off": (photo()[:200], "broken"),
    "page called photo": (b"\xff\xd8\xff<html>", "broken"),
    "bomb": (_bomb(), "large"),
    "locked": (_locked(), "locked"),
    "no pdf": (b"%PDF-1.7 nothing else", "broken"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
async def test_refuses_what_cannot_be_cleaned(content: bytes, reason: str) -> None:
    """One word says why, and the process that looked at it is the only one that suffers."""
    with pytest.raises(Unclean) as refused:
        await clean(content)
    assert refused.value.reason == reason


async def test_makes_a_large_photo_smaller() -> None:
    """The longest side is 4,000 pixels."""
    into = BytesIO()
    Image.new("RGB", (9000, 3000), "green").save(into, "JPEG")
    with Image.open(BytesIO((await clean(into.getvalue())).content)) as kept:
        assert max(kept.size) <= 4000
