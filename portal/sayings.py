"""What a page says after something was done: a closed list, so that an address says nothing else.

The word is in the address (``?kata=accepted``), the sentence here.
"""

from portal.languages import N_

SAYINGS: dict[str, str] = {
    "signed_out": N_("Anda sudah keluar."),
    "set_up": N_("Akun siap. Silakan masuk."),
    "accepted": N_("Terima kasih. Penugasan diterima; langkah berikutnya ada di bawah."),
    "declined": N_("Tercatat. Kasus ini diteruskan kepada instansi lain."),
    "not_now": N_("Itu tidak lagi dapat dilakukan; lihat keadaan kasus sekarang."),
    "time_moved": N_("Waktu kasus sudah maju."),
    "told": N_("Terima kasih. Sudah kami terima."),
    "visit_ended": N_("Halaman Anda sudah ditutup."),
    "answer_sent": N_("Jawaban Anda dapat dibaca pelapor sekarang."),
    "recorded": N_("Tercatat. Langkah berikutnya berjalan sendiri."),
}
