"""Refusals around talks: figures, parties, meetings."""

from kit.sentences import Sentence

NO_INVITATION = Sentence(
    "tautan ini bukan permintaan kepada tokoh; salin seluruhnya dari surelnya",
    "this link is not a figure's invitation; copy all of it from the mail",
)
NO_SUCH_TALKS = Sentence(
    "tautan ini untuk musyawarah yang tidak ada di sini",
    "this link is for talks that do not exist here",
)
TALKS_ENDED = Sentence(
    "{number}: musyawarah itu sudah berakhir; Anda tidak diminta apa-apa lagi",
    "{number}: those talks have ended; nothing is asked of you any more",
)
NOT_ASKED = Sentence(
    "{figure} tidak diminta menengahi kasus ini; mintalah kepada tokoh yang ada pada `rukun show`",
    "{figure} was not asked to mediate it; `rukun show` lists who was",
)
REPLACED = Sentence(
    "{figure} tidak perlu menjawab lagi: tokoh lain sudah diminta",
    "{figure} need not answer any more: another figure was asked",
)
FIGURE_ANSWERED = Sentence(
    "{figure} sudah menjawab: {answer}", "{figure} answered already: {answer}"
)
UNKNOWN_ANSWER = Sentence(
    "jawaban {answer!r} tidak dikenal; pilih salah satu: {answers}",
    "answer {answer!r}: say one of {answers}",
)
ACCEPT_OR_OBJECT = Sentence(
    "sebuah pihak menerima para penengah, atau keberatan atas satu tokoh yang disebut",
    "a party accepts the panel, or objects to one named figure",
)
NO_MEETING_SET = Sentence(
    "belum ada musyawarah yang dijadwalkan; jadwal dibuat bila para tokoh dan para pihak menerima",
    "no meeting of it is set; one is set when figures and parties accept",
)
UNKNOWN_OUTCOME = Sentence(
    "hasil {outcome!r} tidak dikenal; pilih salah satu: {outcomes}",
    "outcome {outcome!r}: one of {outcomes}",
)
NOT_YET_HELD = Sentence(
    "musyawarahnya baru pada {at} WITA; catat sesudah dilaksanakan",
    "its meeting is only on {at} WITA; record it when it was held",
)
EMPTY_MEETING = Sentence(
    "musyawarah dihadiri sedikitnya satu pihak dan satu tokoh",
    "a meeting has at least one side and one figure present",
)
ONE_SIDE_AGREES = Sentence(
    "satu pihak saja tidak dapat bersepakat: itu kaukus, catat sebagai ditunda (adjourned)",
    "one side alone agrees to nothing: that was a caucus, adjourn it",
)
WITHDRAWN_SIDE = Sentence(
    "pengunduran diri menyebut pihak yang mundur, dan hanya pengunduran diri yang menyebutnya",
    "a withdrawal names the side that left, and nothing else does",
)
NOT_ON_PANEL = Sentence("{who} bukan penengah kasus ini", "{who} does not sit on its panel")
STRANGERS = Sentence(
    "{strangers}: bukan penengah; penengahnya {panel}",
    "{strangers}: not on the panel, {panel}",
)
MOVED_BACK = Sentence(
    "musyawarah hanya dapat dipindahkan ke waktu yang akan datang",
    "a meeting can only be moved into the future",
)
SAME_TIME = Sentence(
    "musyawarah ini memang sudah pada waktu itu", "the meeting is at that time already"
)
TOO_FAR = Sentence(
    "{day} lebih dari {days} hari lagi; periksa tahunnya",
    "{day} lies more than {days} days ahead; check the year",
)
TOO_SOON = Sentence(
    "undangan diterima sedikitnya {hours} jam sebelumnya, jadi paling awal {soonest}; lebih cepat "
    "hanya bila semua pihak setuju tertulis (--short-notice)",
    "people hear of it at least {hours} hours before, so {soonest} at the earliest; sooner only "
    "if all sides agreed in writing (--short-notice)",
)
INDECENT_HOUR = Sentence(
    "musyawarah berlangsung antara pukul {opens} dan {closes} WITA",
    "people meet between {opens} and {closes} o'clock WITA",
)
BUSY = Sentence(
    "{busy} menghadiri musyawarah lain pada waktu itu; pilih waktu lain",
    "{busy} sits in another meeting at that time; choose another",
)
NO_TALKS = Sentence(
    "statusnya '{status}'; saat ini tidak ada yang diminta menengahi",
    "it is '{status}'; nobody is asked to mediate it now",
)
ONLY_FOR_ITSELF = Sentence(
    "{who} hanya dapat menjawab untuk dirinya sendiri", "{who} can only answer for itself"
)
UNKNOWN_SIDE = Sentence(
    "tidak ada pihak bernama {label!r}; pihaknya: {labels}",
    "no side is called {label!r}; its sides are {labels}",
)
SIDE_ANSWERED = Sentence("{label} sudah menjawab: {answer}", "{label} answered already: {answer}")
OBJECTED_ONCE = Sentence(
    "{label} sudah menggunakan satu keberatan tanpa alasan, atau sudah menerima penengahnya; "
    "keberatan lain dicatat koordinator bersama alasannya: --reason ... --as coordinator:...",
    "{label} has used its one free objection, or accepted the panel already; another one is "
    "recorded by a coordinator with its reasons: --reason ... --as coordinator:...",
)
UNKNOWN_COMPANION = Sentence(
    "pendamping {kind!r} tidak dikenal; pilih salah satu: {kinds}",
    "companion {kind!r}: one of {kinds}",
)
ENOUGH_COMPANIONS = Sentence(
    "{label} sudah membawa {most} pendamping; lebih banyak membuat musyawarah tidak seimbang",
    "{label} brings {most} companions already; more would make the talks uneven",
)
NO_SUCH_COMPANION = Sentence(
    "{label} tidak membawa pendamping {kind!r}", "{label} brings no companion {kind!r}"
)
UNKNOWN_KIND = Sentence(
    "jenis pertemuan {kind!r} tidak dikenal; pilih salah satu: {kinds}",
    "meeting {kind!r}: one of {kinds}",
)
NOT_FOR_CATEGORY = Sentence(
    "{kind} hanya untuk kategori {categories}", "{kind}: only for category {categories}"
)
MEETING_SET = Sentence(
    "sudah ada pertemuan pada {at} WITA; pindahkan atau batalkan dahulu",
    "a meeting is set for {at} WITA; move or cancel it first",
)
CAUCUS_SIDE = Sentence(
    "kaukus menyebut satu pihaknya (--side), dan hanya kaukus yang menyebutnya",
    "a caucus names its one side (--side), and nothing else does",
)
NOBODY_SITS = Sentence("belum ada penengah yang bersedia", "no figure has agreed to mediate it yet")
NO_CONSENT = Sentence(
    "{labels} belum menerima penengahnya; catat dahulu persetujuannya",
    "{labels} has not accepted the mediators yet; record that first",
)
PLANNED_BACK = Sentence(
    "pertemuan hanya ditetapkan pada waktu yang akan datang",
    "a meeting can only be set in the future",
)
AFTER_THE_LIMIT = Sentence(
    "batas musyawarah {until} WITA; sesudah itu hanya koordinator yang menetapkan waktu",
    "the talks' limit is {until} WITA; after it only a coordinator sets a date",
)
NOT_YET_MISSED = Sentence(
    "pertemuannya baru pada {at} WITA; pindahkan bila tidak dapat hadir",
    "its meeting is only on {at} WITA; move it if somebody can't come",
)
NOBODY_MISSING = Sentence(
    "sebutkan siapa yang tidak hadir: nama pihak, id tokoh, atau facilitator",
    "say who was missing: a side's label, a figure's id, or facilitator",
)
SIDES_APART = Sentence(
    "{kind} tanpa para pihak; tidak ada yang disepakati atas nama mereka",
    "{kind}: without the sides; nothing is agreed in their name",
)
NOT_ITS_OUTCOME = Sentence(
    "{kind} berakhir dengan salah satu: {outcomes}", "{kind}: ends with one of {outcomes}"
)
NO_QUORUM = Sentence(
    "kuorum belum tercapai, kurang {lacks}; catat sebagai adjourned, atau tunda: "
    "rukun meeting postpone",
    "no quorum: it lacks {lacks}; adjourn it, or postpone it: rukun meeting postpone",
)
ONLY_ADJOURNED = Sentence(
    "waktu berikutnya hanya untuk musyawarah yang ditunda (adjourned)",
    "the next time is only for a meeting that was adjourned",
)
AGREED_ALREADY = Sentence(
    "para pihak sudah bersepakat; yang tersisa hanya penandatanganan",
    "the sides have agreed; only the signing is left",
)
NOT_A_PANELIST = Sentence("{figure} bukan penengah kasus ini", "{figure} is not on the panel")
KEPT = Sentence(
    "jangan pada waktu itu: {reason}; pilih waktu lain",
    "not then: {reason}; choose another time",
)
