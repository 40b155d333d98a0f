"""Refusals of ties, of other officers and of offices that change hands."""

from kit.sentences import Sentence

ENDED_CASE = Sentence(
    "statusnya '{status}'; sekarang tidak ada yang menanganinya",
    "it is '{status}'; nobody works on it now",
)
UNKNOWN_TIE = Sentence(
    "hubungan {kind!r} tidak dikenal; pilih salah satu: {known}",
    "tie {kind!r} is unknown; one of {known}",
)
FOR_ITSELF = Sentence(
    "{who} hanya berbicara untuk dirinya; koordinatorlah yang menyebut pihak lain",
    "{who} speaks only for itself; a coordinator names others",
)
UNKNOWN_WHO = Sentence(
    "{who} bukan kode instansi atau jabatan; lihat agencies.yaml dan actors.yaml",
    "{who} is no agency's code and no office's id; look in agencies.yaml and actors.yaml",
)
HAS_A_TIE = Sentence(
    "{who} punya hubungan dengan kasus ini ({tie}); koordinator lain yang memutuskan",
    "{who} has a tie to it ({tie}); another coordinator decides",
)
NOT_ASKED_HERE = Sentence(
    "yang bertanya hanya instansi yang menanganinya, yang menjawab hanya koordinator, dan kasusnya "
    "tidak tertutup",
    "only an agency that works on it asks, only a coordinator answers, and it is not sealed",
)
NOBODY_ASKED = Sentence(
    "instansi itu tidak bertanya tentang kasus ini",
    "that agency asked nothing about it",
)
ACCEPT_FIRST = Sentence(
    "terima dahulu penugasannya; yang menjawab menyebut petugasnya",
    "accept the assignment first; whoever answers names the officer",
)
NO_OFFICE = Sentence(
    "{who}: yang diserahterimakan hanya jabatan di instansi dan di sekretariat",
    "{who}: only an agency's office and the secretariat's are handed over",
)
NOTHING_OPEN = Sentence(
    "{who}: tidak ada kasus terbuka di tangan jabatan ini; tidak ada yang diserahterimakan",
    "{who}: no open case is in this office's hands; nothing to hand over",
)
