"""Why a case is not referred, counted for, objected to or reopened."""

from kit.sentences import Sentence

UNKNOWN_CODE = Sentence(
    "{what} {code!r} tidak dikenal; salah satu dari {known}",
    "{what} {code!r} is unknown; one of {known}",
)
SEALED = Sentence(
    "kasus ini tertutup dan tetap pada kedua badannya",
    "it is sealed and stays with its two bodies",
)
NOT_REFERRABLE = Sentence(
    "statusnya '{status}'; dari situ kasus tidak dirujuk",
    "it is '{status}'; from there no case is referred",
)
NOT_REFERRED = Sentence("kasus ini tidak menunggu lembaga lain", "it waits for no other body")
NOT_ENDED = Sentence(
    "statusnya '{status}'; hanya yang sudah ditutup atau dihentikan",
    "it is '{status}'; only what was closed or dismissed",
)
REOPENED_ALREADY = Sentence(
    "sudah dibuka kembali; lihat lagi", "it was reopened already; look again"
)
TOO_LATE = Sentence(
    "keberatan diterima sampai {until}; setelah itu koordinator dapat membukanya kembali",
    "objections were taken until {until}; after that a coordinator may reopen it",
)
OBJECTED_ALREADY = Sentence(
    "keberatan atas pengakhiran ini sudah ada", "this ending was objected to already"
)
NOTHING_OBJECTED = Sentence(
    "tidak ada keberatan yang menunggu keputusan", "no objection waits for a decision"
)
ENDED_IT_YOURSELF = Sentence(
    "Anda sendiri yang mengakhirinya; orang lain yang memutuskan",
    "you ended it yourself; somebody else decides",
)
WROTE_IT_YOURSELF = Sentence(
    "Anda sendiri yang mencatat keberatan ini; orang lain yang memutuskan",
    "you wrote this objection down yourself; somebody else decides",
)
NO_MORE = Sentence(
    "Itu tidak lagi dapat dilakukan: keadaan kasus sudah berubah. Yang Anda tulis ada di bawah; "
    "salin, lalu kirim sebagai pesan dari halaman laporan Anda",
    "That can no longer be done: the case has moved on. What you wrote is below; copy it, and "
    "send it as a message from your report's page",
)
ENDED = Sentence("kasus ini sudah berakhir", "it has ended")
NO_PREVENTION = Sentence(
    "tidak ada langkah pencegahan yang masih terbuka", "no prevention step is still open"
)
