"""Refusals of an agency's answers and of the contact that follows."""

from kit.sentences import Sentence

NO_SUCH_ASSIGNMENT = Sentence(
    "tautan ini untuk penugasan yang tidak ada di sini; pakai surel penugasan yang terbaru",
    "this link is for an assignment that does not exist here; use the newest assignment mail",
)
NOT_IN_YOUR_HANDS = Sentence(
    "statusnya '{status}'; yang dilimpahkan hanya kasus yang ada di tangan Anda",
    "it is '{status}'; only a case in your hands is handed over",
)
STAYS_SEALED = Sentence(
    "kasus ini tertutup, dan tetap pada kedua badan jalur tertutup",
    "it is sealed and stays with the two bodies of the sealed path",
)
NOTHING_TO_ANSWER = Sentence(
    "kasus ini tidak di tangan instansi mana pun, jadi tidak ada yang perlu dijawab",
    "it is in no agency's hands now, so there is nothing to answer",
)
SUPERSEDED = Sentence(
    "tautan ini sudah diganti: kasusnya kini diberikan kepada kantor lain",
    "this link was superseded: the case was given to another office since",
)
NOT_THE_ONE_ASKED = Sentence(
    "{who} mewakili {agency}, bukan instansi yang ditanya",
    "{who} speaks for {agency}, not for the one asked",
)
ANSWERED_ALREADY = Sentence(
    "sudah dijawab: {answer}, oleh {office} pada {at} WITA",
    "it was {answer} already, by {office} on {at} WITA",
)
ACCEPTED = Sentence("diterima", "accepted")
DECLINED = Sentence("ditolak", "declined")
NOT_ASSIGNED = Sentence(
    "statusnya '{status}'; yang dijawab hanya kasus yang sedang ditugaskan",
    "it is '{status}'; only an assigned case is answered",
)
NO_DECLINE_REASON = Sentence(
    "menolak memerlukan kode alasan, salah satu dari: {codes}",
    "declining needs a reason code, one of: {codes}",
)
UNKNOWN_DECLINE_REASON = Sentence(
    "alasan menolak {code!r} tidak dikenal; pilih salah satu: {codes}",
    "the reason to decline {code!r} is unknown; one of: {codes}",
)
NOBODY_MET = Sentence(
    "sebuah kontak menyebut sedikitnya satu pihak yang ditemui",
    "a contact names at least one side that was met",
)
NO_SIDES_HERE = Sentence(
    "tugas tertutup tidak mencatat pihak; catat saja bahwa korban sudah ditemui (tanpa --party)",
    "a sealed task keeps no sides; record only that the victim was met (without --party)",
)
NO_CONTACT_NOW = Sentence(
    "statusnya '{status}'; kontak dicatat sebelum musyawarah atau penanganan",
    "it is '{status}'; contact is recorded before talks or handling",
)
ACCEPT_FIRST = Sentence(
    "terima dahulu penugasannya, lalu catat siapa yang ditemui",
    "accept the assignment first, then record whom you met",
)
SIDE_TWICE = Sentence(
    "pihak ini ditulis dua kali: {labels}; tulis tiap pihak sekali",
    "this side is named twice: {labels}; name each side once",
)
UNKNOWN_PARTY_KIND = Sentence(
    "jenis pihak {kind!r} tidak dikenal; pilih salah satu: {kinds}",
    "party kind {kind!r} is unknown; one of {kinds}",
)
SUPPORTERS_LINK = Sentence(
    "tautan ini milik instansi pendukung; dengannya instansi utama tidak dapat menjawab",
    "this link is a supporting agency's; it never answers for the lead",
)
LEADS_LINK = Sentence(
    "tautan ini bukan milik instansi pendukung; instansi utama memakai `rukun answer`",
    "this link is no supporting agency's; the lead agency uses `rukun answer`",
)
SEALED_SUPPORT = Sentence(
    "tugas tertutup tidak ditolak lewat sini; hubungi instansi utama",
    "a sealed task is not declined here; ring the lead agency",
)
SUPPORT_ANSWERED = Sentence(
    "{agency} sudah menjawab; katakan apa yang dikerjakan bila ada kabar baru",
    "{agency} answered already; say what was done, when there is news",
)
NOT_A_SUPPORTER = Sentence(
    "{who} tidak diminta mendukung kasus ini", "{who} is not asked to support it"
)
