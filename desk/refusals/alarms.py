"""Refusals of the red path: an alarm is taken, its calls are recorded, its case reported on."""

from kit.sentences import Sentence

NO_ALARM = Sentence(
    "tidak ada alarm yang berjalan pada kasus ini, jadi tidak ada yang perlu diterima atau "
    "dilaporkan",
    "no alarm runs on this case, so there is nothing to take or report",
)
NOT_WOKEN = Sentence(
    "{who} tidak boleh melakukan ini; yang boleh hanya mereka yang dibangunkan alarmnya",
    "{who} may not do this, only those whom its alarm wakes",
)
TAKEN_ALREADY = Sentence(
    "alarm ini sudah diterima {by} pada {at} WITA; jenjangnya tidak naik lagi (keliru diterima? "
    "`rukun alert resume {number} --as ...`)",
    "{by} took this alarm already, on {at} WITA; it climbs no more (taken by mistake? "
    "`rukun alert resume {number} --as ...`)",
)
NOT_TAKEN = Sentence(
    "alarm ini belum diterima siapa pun, jadi masih berbunyi",
    "nobody took this alarm yet, so it still sounds",
)
NO_SUCH_POST = Sentence(
    "{code}: pos ini tidak ada; `rukun call {number}` menyebut semuanya",
    "{code}: no such post; `rukun call {number}` lists them",
)
FEARED_NEEDS_REASON = Sentence(
    "pelapor meminta kantor ini tidak diberi tahu; bila Anda tetap meneleponnya, tulis alasannya "
    "(--note)",
    "the reporter asked that this office not be told; if you ring it all the same, write why "
    "(--note)",
)
NO_SUCH_ALARM = Sentence(
    "tautan ini untuk alarm yang tidak ada di sini; pakai surel alarm yang terbaru",
    "this link is for an alarm that does not exist here; use the newest alarm mail",
)
TAKE_IT_FIRST = Sentence(
    "alarmnya belum diterima siapa pun: terima dahulu, lalu nyatakan tenang",
    "nobody took its alarm yet: acknowledge it first, then say it is calm",
)
