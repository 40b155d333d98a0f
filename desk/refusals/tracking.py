"""Refusals on the tracking page and at the desk of messages."""

from kit.sentences import Sentence

CODE_OVER = Sentence(
    "tautan ini sudah dipakai, sudah berakhir, atau terpotong; mintalah yang baru di /lacak/kode",
    "this link was used, is over, or was cut off; ask for a new one at /lacak/kode",
)
NO_ANSWER_KNOWN = Sentence(
    "pilih salah satu jawaban yang ada", "choose one of the answers that there are"
)
TOO_MANY_FILES = Sentence(
    "sudah ada {count} berkas pada laporan ini, paling banyak {most}; tulis pesan tanpa berkas, "
    "dan serahkan berkas lainnya langsung kepada petugas",
    "there are {count} files with this report, {most} at most; write without a file, and hand the "
    "others to an officer",
)
NOT_NOW = Sentence(
    "itu tidak dapat dilakukan sekarang; lihat lagi keadaan laporan Anda",
    "that cannot be done now; look again at how your report stands",
)
