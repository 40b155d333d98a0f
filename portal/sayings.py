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
    "figure_yes": N_("Terima kasih. Waktu dan tempatnya menyusul sesudah para pihak setuju."),
    "figure_no": N_("Terima kasih sudah berterus terang. Tokoh lain akan diminta."),
    "support_received": N_("Tercatat: tugas diterima."),
    "support_told": N_("Tercatat. Instansi utama diberi tahu bahwa ada kabar dari Anda."),
    "alarm_taken": N_("Alarm Anda terima. Jenjang berikutnya tidak lagi dibangunkan."),
    "alarm_again": N_("Alarm berbunyi lagi sampai ada yang menerimanya."),
    "handed_over": N_("Tercatat. Instansi itu sekarang diminta menjawab."),
    "asked": N_("Pertanyaan terkirim. Jawabannya muncul di halaman ini, dan Anda diberi tahu."),
    "barred": N_("Penghalang terpasang. Musyawarah dihentikan."),
    "office_handed_over": N_("Tercatat di semua kasus terbuka; notanya dikirim ke surel kantor."),
    "reviewed": N_("Telaah tercatat. Kasus diteruskan sebentar lagi."),
    "joined": N_("Tercatat. Laporan ini digabung dengan kasus yang lama."),
    "dismissed": N_("Tercatat. Laporan ini tidak dilanjutkan; pelapor boleh mengajukan keberatan."),
    "identity_asked": N_("Permintaan tercatat. Koordinator lain melihatnya di halaman kasus ini."),
    "recorded": N_("Tercatat. Langkah berikutnya berjalan sendiri."),
    "put_aside": N_("Langkah dikesampingkan. Yang tercatat di situ belum berlaku: catat lagi."),
    "account_disabled": N_("Akun dinonaktifkan. Pemiliknya sudah keluar di mana-mana."),
    "account_linked": N_("Akun dihubungkan dengan penyedia identitas."),
    "token_ended": N_("Token diakhiri. Program itu tidak dapat masuk lagi."),
    "hook_stopped": N_("Dihentikan. Alamat itu tidak diberi tahu lagi."),
    "hook_started": N_("Berjalan lagi. Alamat itu diberi tahu mulai sekarang."),
    "password_changed": N_("Kata sandi diganti. Peramban lain sudah keluar."),
    "authenticator_changed": N_("Autentikator diganti. Peramban lain sudah keluar."),
}
