"""A PDF written anew from its pages: what is drawn stays, what acts, hides or tells goes.

Scripts, actions, forms, notes, attached files, the author, the program and the place are not taken
over; photos inside lose what was written beside their pixels.
"""

import logging
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from kit.cleaning import Unclean

MOST_PAGES = 100
# Of every part. Shorter names may be a font's glyphs ("/A"), and stand on pages alone.
DROPPED = frozenset(
    {
        *("/AA", "/Alternates", "/EF", "/JS", "/JavaScript", "/LastModified", "/Measure"),
        *("/Metadata", "/OPI", "/OpenAction", "/PieceInfo", "/PtData", "/XFA"),
    }
)
OF_A_PAGE = frozenset(
    ("/A", "/AF", "/Annots", "/B", "/PresSteps", "/StructParents", "/Thumb", "/VP")
)
JPEG, HIDING = "/DCTDecode", ("/JPXDecode", "/Crypt")


def clean_pdf(content: bytes) -> tuple[str, bytes]:
    """Write a PDF anew; raises ``Unclean`` for one that is locked, broken or unusual."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return "pdf", _rewritten(PdfReader(BytesIO(content)))
    except MemoryError:
        raise Unclean("large") from None
    except Unclean:
        raise
    except Exception:  # noqa: BLE001 - a broken file raises whatever it likes
        raise Unclean("broken") from None


def _rewritten(reader: PdfReader) -> bytes:
    if reader.is_encrypted:
        raise Unclean("locked")
    if len(reader.pages) > MOST_PAGES:
        raise Unclean("large")
    if not reader.pages:
        raise Unclean("broken")
    return _written(reader)


def _written(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        for key in OF_A_PAGE & page.keys():
            del page[key]
        writer.add_page(page, excluded_keys=tuple(DROPPED))
    for part in _parts(ArrayObject(writer.pages)):
        _strip(part)
    writer.metadata = None
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


def _parts(top: PdfObject) -> Iterator[DictionaryObject]:
    """Each dictionary and stream once, however it is reached."""
    waiting: list[object] = [top]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in list(one)]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def _strip(part: DictionaryObject) -> None:
    for key in DROPPED & part.keys():
        del part[key]
    if not isinstance(part, StreamObject):
        return
    filters = part.get("/Filter", [])
    names = [str(one) for one in filters] if isinstance(filters, ArrayObject) else [str(filters)]
    if any(name in HIDING for name in names) or (JPEG in names and len(names) > 1):
        raise Unclean("unusual")
    if names == [JPEG]:
        part._data = bare_jpeg(part._data)  # noqa: SLF001 - its bytes as they are, not decoded


def bare_jpeg(photo: bytes) -> bytes:
    """A JPEG without comments, without application segments, and without what hangs on its end.

    Two of these say how colours are meant and stay: JFIF, without its thumbnail, and Adobe's.
    """
    kept, at = [photo[:2]], 2
    while photo[at : at + 1] == b"\xff" and photo[at + 1 : at + 2] != SCAN:
        length = int.from_bytes(photo[at + 2 : at + 4])
        kept.append(_bare_segment(photo[at : at + 2 + length]))
        at += 2 + length
    end = photo.find(END, at)
    if not photo.startswith(START) or end < 0:
        raise Unclean("broken")
    return b"".join((*kept, photo[at : end + 2]))


def _bare_segment(segment: bytes) -> bytes:
    marker = segment[1] if len(segment) > 1 else 0
    if marker == JFIF and segment[4:9] == b"JFIF\0":
        return segment[:2] + b"\0\x10" + segment[4:16] + b"\0\0"
    return b"" if marker in TELLING else segment


START, SCAN, END = b"\xff\xd8", b"\xda", b"\xff\xd9"
JFIF, ADOBE, COMMENT = 0xE0, 0xEE, 0xFE
TELLING = frozenset((*range(0xE0, 0xF0), COMMENT)) - {ADOBE}
