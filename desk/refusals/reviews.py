"""Refusals of what coordinators decide."""

from kit.sentences import Sentence

NOT_GIVEN = Sentence(
    "statusnya '{status}'; yang dialihkan hanya kasus di tangan sebuah instansi",
    "it is '{status}'; only a case in an agency's hands changes",
)
SEALED = Sentence(
    "kasus ini tertutup; hanya kedua badan jalur tertutup yang boleh memegangnya",
    "it is sealed; only the two bodies of the sealed path may hold it",
)
NOBODY_LEFT = Sentence(
    "tidak ada instansi yang boleh memimpinnya seperti sekarang: semua terikat atau tidak boleh "
    "diberi tahu; sebutkan kategori lain (--category), gabungkan, atau hentikan",
    "no agency may lead it as it is: each has a tie or must not be told; name another category "
    "(--category), join it or dismiss it",
)
HAS_IT_ALREADY = Sentence("{agency} sudah memegangnya", "{agency} has it already")
NOTHING_STUCK = Sentence(
    "tidak ada langkahnya yang macet; `rukun doctor` menyebut yang macet",
    "nothing of it is stuck; 'rukun doctor' lists what is",
)
NO_REVIEW_NEEDED = Sentence(
    "statusnya '{status}'; yang ditelaah hanya kasus yang perlu telaah petugas",
    "it is '{status}'; only a case that needs review is reviewed",
)
REVIEWED_ALREADY = Sentence(
    "kasus ini baru saja ditelaah; lihat lagi", "it was reviewed a moment ago; look again"
)
UNKNOWN_DECISION = Sentence(
    "putusan {decision!r} tidak dikenal; pilih salah satu: {decisions}",
    "decision {decision!r} is unknown; one of {decisions}",
)
JOIN_NAMES_CASE = Sentence(
    "penggabungan menyebut kasus yang lebih lama (--into), dan hanya penggabungan yang menyebutnya",
    "joining names the older case (--into), and nothing else does",
)
DISMISSAL_NEEDS_REASON = Sentence(
    "menghentikan kasus memerlukan kode alasan (--reason-code); hanya orang yang memutuskannya",
    "a dismissal needs a reason code (--reason-code); only a person dismisses",
)
OUT_OF_RANGE = Sentence(
    "{what} {level}: nilainya dari {least} sampai {most}",
    "{what} {level}: it goes from {least} to {most}",
)
UNKNOWN_BAR = Sentence(
    "larangan {bars} tidak dikenal; pilih salah satu: {known}",
    "bar {bars} is unknown; one of {known}",
)
NOT_OLDER = Sentence(
    "{into} bukan kasus yang lebih lama; kasus digabung ke nomor yang lebih rendah",
    "{into} is no older case; a case joins one with a lower number",
)
JOINED_ITSELF = Sentence(
    "{into} sendiri sudah digabung ke {older}; gabungkan ke kasus itu",
    "{into} itself was joined into {older}; join that one",
)
SEALED_ITSELF = Sentence(
    "{into} kasus tertutup; hanya laporan yang tertutup pula digabung ke sana "
    "(`rukun bar` lebih dulu)",
    "{into} is sealed; only a report that is sealed too joins it (`rukun bar` first)",
)
ENDED_ITSELF = Sentence(
    "{into} berstatus '{status}'; buka kembali dahulu, atau biarkan kasus ini berjalan sendiri",
    "{into} is '{status}'; reopen it first, or let this one go on alone",
)
KEPT_FROM_LEAD = Sentence(
    "pelapornya meminta {agency} tidak diberi tahu, padahal {agency} memimpin {into}; "
    "alihkan dahulu kasus itu, atau biarkan kasus ini berjalan sendiri",
    "its reporter asked not to tell {agency}, which leads {into}; "
    "give that case to another agency first, or let this one go on alone",
)
NOT_JOINED = Sentence(
    "statusnya '{status}'; yang dipisahkan hanya kasus yang digabung",
    "it is '{status}'; only a joined case is separated",
)
NOT_HERE = Sentence(
    "statusnya '{status}'; putusan yang mungkin: {decisions}",
    "it is '{status}'; it can only be decided: {decisions}",
)
CLOSING_NEEDS_OUTCOME = Sentence(
    "menutup kasus yang dipantau memerlukan kode hasil (--reason-code) dan alasan (--reason)",
    "closing a watched case needs an outcome's code (--reason-code) and the reason (--reason)",
)
