"""Makes a stranger's file harmless, in a process of its own for each file (``kit.cleaner``).

Reads a file from standard input and writes its kind, a new line and the clean bytes. A photo is
drawn anew, pixels only; a PDF is written anew from its pages alone (``kit.cleaning_pdf``). What a
file is, its first bytes say, never its name. A file that cannot be cleaned ends with one word of
``REASONS`` and the exit code 3; one that takes too much memory or time takes this process only.
"""

import resource
import sys
import warnings
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageOps

REASONS = ("unknown", "heic", "broken", "large", "locked", "unusual")
REFUSED = 3
MOST_SECONDS, MOST_MEMORY = 30, 2 * 1024**3
MOST_PIXELS = {"JPEG": 220_000_000, "PNG": 50_000_000, "WEBP": 50_000_000}
LONGEST_SIDE = 4000
QUALITY = 88
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


class Unclean(Exception):
    """The file cannot be cleaned; ``reason`` is one of ``REASONS``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def cleaned(content: bytes) -> tuple[str, bytes]:
    """Clean a file by what it is; returns its kind and the bytes to keep, or raises ``Unclean``."""
    return _cleaner_of(content)(content)


def _cleaner_of(content: bytes) -> Callable[[bytes], tuple[str, bytes]]:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _photo
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _photo
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        raise Unclean("heic")
    if content.startswith(b"%PDF-"):
        from kit.cleaning_pdf import clean_pdf  # noqa: PLC0415 - most files are photos

        return clean_pdf
    raise Unclean("unknown")


def _photo(content: bytes) -> tuple[str, bytes]:
    """Draw a photo anew, upright, without anything that came beside its pixels."""
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        return _redrawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Unclean("large") from None
    except Unclean:
        raise
    except Exception:  # noqa: BLE001 - decoders raise whatever a broken file makes them raise
        raise Unclean("broken") from None


def _redrawn(content: bytes) -> tuple[str, bytes]:
    with Image.open(BytesIO(content), formats=tuple(MOST_PIXELS)) as photo:
        kind = str(photo.format)
        if photo.width * photo.height > MOST_PIXELS[kind]:
            raise Unclean("large")
        photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(photo)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return kind.lower(), _drawn(upright, kind)


def _drawn(photo: Image.Image, kind: str) -> bytes:
    see_through = kind != "JPEG" and photo.has_transparency_data
    pixels = photo.convert("RGBA" if see_through else "RGB")
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    into = BytesIO()
    bare.save(into, kind, **({} if kind == "PNG" else {"quality": QUALITY}))
    return into.getvalue()


def main() -> None:
    """Clean what standard input holds."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        kind, clean = cleaned(sys.stdin.buffer.read())
    except Unclean as unclean:
        sys.stdout.write(unclean.reason)
        sys.exit(REFUSED)
    sys.stdout.buffer.write(kind.encode() + b"\n" + clean)
