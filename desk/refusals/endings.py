"""Refusals around agreements, handling done, and closure."""

from kit.sentences import Sentence

QUESTIONS_FIRST = Sentence(
    "jawab dahulu keempat pertanyaan untuk tiap butir, lalu nyatakan bahwa sudah dijawab",
    "answer the four questions for each clause first, then say that you did",
)
SIGNED_BEFORE = Sentence(
    "kesepakatan tidak ditandatangani ({signed_on}) sebelum musyawarahnya ({met_on})",
    "an agreement is not signed ({signed_on}) before its meeting ({met_on})",
)
NO_CLAUSE = Sentence(
    "sebuah kesepakatan memuat sedikitnya satu butir dengan penanggung jawab",
    "an agreement has at least one clause with an owner",
)
UNKNOWN_RESULT = Sentence(
    "hasil {result!r} tidak dikenal; pilih salah satu: {results}",
    "result {result!r}: one of {results}",
)
NO_AGREEMENT = Sentence(
    "tidak ada kesepakatan yang berlaku untuk kasus ini", "no agreement of it counts now"
)
NO_SUCH_CLAUSE = Sentence(
    "kesepakatannya tidak memuat butir {clause}, hanya 1 sampai {last}",
    "its agreement has no clause {clause}, only 1 to {last}",
)
NOT_LATE_YET = Sentence(
    "butir {clause} jatuh tempo {due_on}: sebelum itu ia ditepati atau dilanggar, tidak terlambat",
    "clause {clause} is due on {due_on}: until then it is kept or broken, not late",
)
CLAUSE_CHECKED = Sentence(
    "butir {clause} sudah diperiksa: {state}", "clause {clause} was checked already: {state}"
)
DID_NOT_MEDIATE = Sentence("{who} tidak menengahi kasus ini", "{who} did not mediate it")
NOT_IN_HANDLING = Sentence(
    "statusnya '{status}'; yang dinyatakan selesai hanya kasus yang sedang ditangani instansi",
    "it is '{status}'; only a case in handling is finished",
)
FINISHED_ALREADY = Sentence(
    "sudah dinyatakan selesai, dan menunggu persetujuan orang kedua",
    "it was finished already and waits for a second person's approval",
)
NOTHING_ASKED_CLOSURE = Sentence(
    "penutupannya belum diminta: musyawarah atau penanganan harus selesai dahulu",
    "nothing asked for its closure yet: talks or handling must end first",
)
APPROVED_ALREADY = Sentence(
    "penutupannya sudah disetujui oleh {approver}",
    "its closure was approved already, by {approver}",
)
NOT_MEDIATED = Sentence(
    "statusnya '{status}'; yang ditandatangani hanya hasil musyawarah",
    "it is '{status}'; only what was mediated is signed",
)
SIGNED_ALREADY = Sentence(
    "kesepakatannya sudah ditandatangani", "an agreement of it was signed already"
)
NOTHING_TO_CORRECT = Sentence(
    "statusnya '{status}'; yang dibetulkan hanya kesepakatan yang berlaku dan dipantau",
    "it is '{status}'; only an agreement that counts and is watched is corrected",
)
LOOKED_AT = Sentence(
    "butir {clause} sudah diperiksa; catatan kesepakatan tidak diubah lagi",
    "clause {clause} was looked at already; what was recorded is not changed any more",
)
NO_MEETING_AGREED = Sentence(
    "belum ada musyawarah yang berakhir dengan 'agreed'; catat dahulu musyawarah itu",
    "no meeting of it ended with 'agreed' yet; record that meeting first",
)
UNKNOWN_SIGNERS = Sentence(
    "penanda tangan {strangers!r}: sebut pihak menurut labelnya, tokoh dan instansi menurut id",
    "signed by {strangers!r}: name sides by label, figures and agencies by id",
)
NO_OWNER = Sentence(
    "{owner!r} bukan pihak kasus ini dan bukan instansi; setiap butir punya penanggung jawab",
    "{owner!r} is neither a side of it nor an agency; a clause needs an owner",
)
DATE_OVER = Sentence(
    "{day} sudah lewat; janji jatuh tempo pada hari yang akan datang",
    "{day} is over; a promise is due in the future",
)
UNKNOWN_CROSSING = Sentence(
    "jawaban {codes} tidak dikenal; kodenya: {known}",
    "answer {codes} is unknown; the codes are {known}",
)
CROSSES = Sentence(
    "kesepakatan ini tidak dapat dicatat. {lines}. Ubah butirnya bersama para pihak; bila hanya "
    "kata-katanya yang serupa, seorang koordinator dapat menerimanya dengan alasan",
    "this agreement cannot be recorded. {lines}. Change the clause with the sides; if only its "
    "words are alike, a coordinator may accept them with a reason",
)
NOTHING_CROSSED = Sentence(
    "kata-kata butir ini tidak menyentuh garis apa pun, atau sudah diterima",
    "the words of this clause touch no line, or were accepted already",
)
NOT_SIGNED = Sentence(
    "belum ditandatangani oleh {who}; semua pihak, penengah dan saksi menandatangani",
    "not signed by {who}; all sides, a mediator and a witness sign",
)
NOT_WITHHELD = Sentence(
    "penanggung jawab butir {clause} tidak ditahan; tidak ada yang perlu diputuskan",
    "the owner of clause {clause} is not held back; there is nothing to decide",
)
ENDED_ALREADY = Sentence(
    "statusnya '{status}': kasus sudah berakhir; buka kembali dahulu",
    "it is '{status}' and has ended; reopen it first",
)
UNKNOWN_LAWSUIT = Sentence(
    "keadaan perkara {state!r} tidak dikenal; pilih salah satu: {states}",
    "court case state {state!r}: one of {states}",
)
