"""Refusals around clocks that stand still, and the state of conflict."""

from kit.sentences import Sentence

NO_SUCH_LIMIT = Sentence(
    "tidak ada batas waktu {limit!r} yang berjalan; yang berjalan: {running}",
    "no limit {limit!r} of it runs; these do: {running}",
)
NONE_RUNS = Sentence("tidak ada", "none")
NEVER_PAUSED = Sentence(
    "batas waktu {limit!r} tidak boleh dijeda; yang boleh: {pausable}",
    "the limit {limit!r} may not be paused; these may: {pausable}",
)
RED_RUNS_ON = Sentence(
    "kasus merah tidak pernah dijeda; jamnya berjalan siang dan malam",
    "a red case is never paused; its clock runs day and night",
)
PAUSED_ALREADY = Sentence(
    "batas waktu {limit!r} sudah dijeda sampai {until}",
    "the limit {limit!r} is paused already, until {until}",
)
NOT_PAUSED = Sentence(
    "batas waktu {limit!r} tidak sedang dijeda", "the limit {limit!r} is not paused"
)
UNKNOWN_REASON = Sentence(
    "alasan jeda {code!r} tidak dikenal; pilih salah satu: {codes}",
    "the reason to pause {code!r} is unknown; one of: {codes}",
)
TOO_LONG = Sentence(
    "alasan {code} menjeda paling lama sampai {latest}; pilih tanggal sebelum itu",
    "{code} pauses until {latest} at the latest; choose a date before that",
)
NOT_AHEAD = Sentence(
    "jeda berakhir paling cepat besok; {until} sudah tiba",
    "a pause ends tomorrow at the earliest; {until} has come",
)
SECOND_PERSON = Sentence(
    "Anda sendiri yang menjedanya terakhir kali; jeda berikutnya diputuskan orang kedua",
    "you paused it the last time; a second person decides the next pause",
)
