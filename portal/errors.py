"""Pages for what went wrong: what it was, and what to do. They leak nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from fastapi import Request
from fastapi.responses import HTMLResponse

from portal.languages import N_
from portal.pages import page


@dataclass(frozen=True, slots=True)
class Explanation:
    """A status, what happened and what to do."""

    status: int
    title: str
    advice: str


class Trouble(Enum):
    """All kinds of trouble that have a page."""

    NOT_FOUND = Explanation(
        404,
        N_("Halaman ini tidak ada"),
        N_("Periksa lagi alamatnya, atau mulai dari halaman depan."),
    )
    NOT_YOURS = Explanation(
        403,
        N_("Halaman ini bukan untuk peran Anda"),
        N_("Masuklah dengan akun yang lain, atau kembali ke halaman depan."),
    )
    OLD_FORM = Explanation(
        403,
        N_("Formulir ini sudah tidak berlaku"),
        N_("Kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi. Tidak ada yang tersimpan."),
    )
    UNREADABLE = Explanation(
        400,
        N_("Kiriman ini tidak terbaca"),
        N_("Kembali ke halaman sebelumnya lalu kirim lagi. Tidak ada yang tersimpan."),
    )
    REFUSED = Explanation(409, N_("Tidak dapat dilakukan"), "")
    TOO_MANY = Explanation(
        429,
        N_("Terlalu sering dicoba"),
        N_("Tunggu sebentar, lalu coba lagi."),
    )
    LOST = Explanation(
        503,
        N_("Rukun sedang tidak dapat menyimpan apa pun"),
        N_(
            "Yang Anda kirim belum tersimpan. Tunggu beberapa menit, lalu tekan kembali dan kirim "
            "lagi. Bahaya sekarang: telepon 110."
        ),
    )
    BROKEN = Explanation(
        500,
        N_("Ada yang rusak di pihak kami"),
        N_("Yang Anda kirim belum tersimpan. Coba lagi; bila tetap gagal, sebutkan nomor insiden."),
    )


async def trouble_page(
    request: Request,
    trouble: Trouble,
    *,
    status: int | None = None,
    said: Mapping[str, str] | None = None,
    incident: str | None = None,
    minutes: int | None = None,
) -> HTMLResponse:
    """Explain what went wrong."""
    explained = trouble.value
    response = await page(
        request,
        "trouble.html",
        status=status or explained.status,
        title=explained.title,
        advice=explained.advice,
        said=said,
        incident=incident,
        minutes=minutes,
    )
    if minutes is not None:
        response.headers["retry-after"] = str(minutes * 60)
    return response
