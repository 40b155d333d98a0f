"""Files that somebody sends with a form: counted, made harmless, and put into the vault.

All or none: where one is bad, or whatever comes after fails, nothing of them stays.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile

from kit.cleaner import clean
from kit.cleaning import Unclean
from kit.vault import Vaulted, drop, put
from portal.languages import N_, translated

MOST_FILES, MOST_BYTES = 5, 10 * 1024 * 1024
MOST_READ = 40  # files that are read, so that too many are refused in words
TOO_MANY = N_("Pilih paling banyak 5 berkas.")
TOO_LARGE = N_("“%(name)s” lebih besar dari 10 MB. Perkecil dahulu, atau kirim tanpa berkas ini.")
NO_ROOM = N_("“%(name)s” tidak dapat disimpan saat ini. Kirim tanpa berkas, dan susulkan nanti.")
WHY = {
    "unknown": N_("“%(name)s” bukan foto JPEG, PNG, WebP atau dokumen PDF."),
    "heic": N_("“%(name)s” berformat HEIC. Ubah dahulu menjadi JPEG, atau kirim tangkapan layar."),
    "broken": N_("“%(name)s” rusak atau terpotong. Buka dahulu di ponsel Anda, lalu pilih lagi."),
    "large": N_("“%(name)s” terlalu besar atau terlalu banyak halamannya. Perkecil dahulu."),
    "locked": N_("“%(name)s” terkunci kata sandi. Buka kuncinya dahulu, atau foto halamannya."),
    "unusual": N_("“%(name)s” tidak dapat kami bersihkan. Foto halamannya, lalu kirim fotonya."),
}
LONGEST_NAME = 40


class BadFiles(Exception):
    """The files cannot be taken; ``said`` says which and why."""

    def __init__(self, said: str) -> None:
        super().__init__("a file cannot be taken")
        self.said = said


@dataclass(slots=True)
class Received:
    """Files in the vault. ``unwanted`` once somebody finds that they are there already."""

    files: list[Vaulted] = field(default_factory=list)
    unwanted: bool = False


@asynccontextmanager
async def received(sent: Sequence[UploadFile], *, language: str) -> AsyncIterator[Received]:
    """Put files into the vault for as long as what comes inside succeeds; raises ``BadFiles``."""
    if len(sent) > MOST_FILES:
        raise BadFiles(translated(TOO_MANY, language))
    kept = Received()
    done = False
    try:
        for one in sent:
            kept.files.append(await _put(one, language))
        yield kept
        done = not kept.unwanted
    finally:
        if not done:
            await asyncio.to_thread(_drop_all, kept.files)


async def _put(sent: UploadFile, language: str) -> Vaulted:
    name = (sent.filename or "")[-LONGEST_NAME:]
    if (sent.size or 0) > MOST_BYTES:
        raise _bad(TOO_LARGE, name, language)
    try:
        harmless = await clean(await sent.read())
        return await asyncio.to_thread(put, harmless.content, kind=harmless.kind)
    except Unclean as unclean:
        raise _bad(WHY[unclean.reason], name, language) from None
    except OSError:
        raise _bad(NO_ROOM, name, language) from None


def _bad(why: str, name: str, language: str) -> BadFiles:
    return BadFiles(translated(why, language) % {"name": name})


def _drop_all(files: Sequence[Vaulted]) -> None:
    for one in files:
        drop(one.name)
