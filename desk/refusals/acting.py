"""Refusals of any act: who acts, on which case, as it stood when."""

from kit.sentences import Sentence

UNKNOWN_PERSON = Sentence(
    "{words}: {why}; tulis PERAN:ID, id-nya ada di actors.yaml",
    "{words}: {why}; write ROLE:ID, ids are in actors.yaml",
)
OTHER_ROLE = Sentence(
    "{words}: {known} bukan {role}, melainkan {actual}; tulis {actual}:{known}",
    "{words}: {known} is no {role} but {actual}; write {actual}:{known}",
)
NO_SUCH_CASE = Sentence(
    "{number}: kasus ini tidak ada; nomor ditulis seperti KLK-2026-00012",
    "{number}: there is no such case; a number reads KLK-2026-00012",
)
STALE = Sentence(
    "{number}: yang Anda lihat versi {seen}, sekarang sudah versi {now} ({happened}); "
    "lihat lagi, lalu putuskan",
    "{number}: you looked at version {seen}, it is at {now} now ({happened}); "
    "look again, then decide",
)
NOTHING_SEEN = Sentence("versi itu belum ada", "nothing that you saw")
OF_THE_CASE = Sentence("{number}: {why}", "{number}: {why}")
ROLES_ONLY = Sentence(
    "{who} tidak boleh melakukan ini; yang boleh hanya {roles}",
    "{who} may not do this, only {roles}",
)
NOT_ITS_CASE = Sentence(
    "{who} mewakili {agency}, dan kasus ini tidak di tangannya",
    "{who} speaks for {agency}, and this case is not its own",
)
OR = Sentence("atau", "or")
ROLES = {
    "coordinator": Sentence("koordinator (coordinator)", "coordinator"),
    "agency": Sentence("instansi (agency)", "agency"),
    "figure": Sentence("tokoh (figure)", "figure"),
    "reporter": Sentence("pelapor (reporter)", "reporter"),
    "auditor": Sentence("auditor", "auditor"),
    "administrator": Sentence("administrator", "administrator"),
}
NOT_ALLOWED = Sentence("{who} tidak boleh melakukan ini: {why}", "{who} may not do this: {why}")
