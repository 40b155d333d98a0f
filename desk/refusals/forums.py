"""Refusals around forums: who decided before, and the task force."""

from kit.sentences import Sentence

ENDED = Sentence("kasus ini sudah berakhir", "this case has ended")
UNKNOWN_BODY = Sentence(
    "lembaga {body!r} tidak dikenal; pilih salah satu: {bodies}", "body {body!r}: one of {bodies}"
)
NOT_NOW = Sentence(
    "statusnya '{status}'; Satgas dibentuk untuk kasus yang sedang ditangani instansi",
    "it is '{status}'; a task force is for a case that an agency is handling",
)
NO_TALKS_AT_ALL = Sentence(
    "kasus ini tidak dapat dimusyawarahkan di jenjang mana pun ({why})",
    "it can't be talked over at any rung ({why})",
)
