"""Refusals around the sealed record."""

from kit.sentences import Sentence

MAY_NOT_SEAL = Sentence(
    "{who} tidak boleh menyegel titik periksa, hanya auditor atau administrator",
    "{who} may not seal a checkpoint, only auditor or administrator",
)
NO_SUCH_TEXT = Sentence(
    "kasus ini tidak memuat teks {text}; `rukun show {number}` menyebut semuanya",
    "it has no text {text}; `rukun show {number}` lists them",
)
ERASED_ALREADY = Sentence(
    "teks {text} sudah dihapus pada {day}", "the text {text} was erased already, on {day}"
)
FILE_EXISTS = Sentence(
    "{path}: berkas itu sudah ada; beri nama lain",
    "{path}: there is a file already; name another one",
)
NO_PLACE = Sentence(
    "{path}: foldernya tidak ada, atau tidak boleh ditulisi",
    "{path}: its folder is not there, or nothing may be written to it",
)
NOT_WRITTEN = Sentence(
    "{path}: tidak dapat ditulis ({why})", "{path}: it could not be written ({why})"
)
NO_TEXT_ID = Sentence(
    "{text!r} bukan id sebuah teks; salin dari fakta kasusnya",
    "{text!r} is no id of a text; copy it from the case's facts",
)
AUDITORS_EXPORT = Sentence(
    "{who} tidak boleh mengekspor satu masa, hanya auditor",
    "{who} may not export a period, only an auditor",
)
NO_CASES = Sentence(
    "tidak ada kasus yang dibuka pada masa itu; pilih hari yang lain",
    "no case was opened in that period; choose other days",
)
TOO_MANY_CASES = Sentence(
    "lebih dari {most} kasus dibuka pada masa itu; bagi menjadi masa yang lebih pendek",
    "more than {most} cases were opened in that period; split it into shorter ones",
)
AUDITORS_READ = Sentence(
    "{who} tidak membaca catatan di sini, hanya auditor",
    "{who} does not read the record here, only an auditor",
)
STILL_NEEDED = Sentence(
    "statusnya '{status}'; kata-katanya masih diperlukan sampai kasus berakhir",
    "it is '{status}'; its words are needed until the case ends",
)
