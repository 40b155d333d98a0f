"""What a reporter reads of a case: a villager's words, never a category, an agency or a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.reading_tracking import Followed
from models.regency import Regency
from models.status import Status
from portal.languages import N_


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands: in a few words, what that means, and what the reporter can do.

    ``next`` is the kind of limit that comes next, also while its clock does not run yet.
    """

    title: str
    meaning: str
    next: str = ""
    yours: str = N_("Anda tidak perlu berbuat apa-apa sekarang. Bila ada yang berubah, beri tahu.")


STANDINGS: Mapping[Status, Standing] = {
    Status.REPORTED: Standing(
        N_("Laporan Anda sudah kami terima"),
        N_("Laporan menunggu dibaca dan ditelaah."),
        "verification",
    ),
    Status.NEEDS_REVIEW: Standing(
        N_("Petugas sedang membaca laporan Anda"),
        N_("Ada bagian yang perlu diputuskan oleh orang, bukan oleh aturan."),
        "review",
    ),
    Status.TRIAGED: Standing(
        N_("Laporan Anda sudah ditelaah"),
        N_("Kami sedang memilih siapa yang paling tepat menanganinya."),
        "choosing",
    ),
    Status.WATCHED: Standing(
        N_("Keadaannya sedang kami pantau"),
        N_("Belum ada yang perlu ditangani sekarang, tetapi kami tetap memperhatikan."),
        "watch_review",
        N_("Kabari kami bila keadaan berubah, sekecil apa pun."),
    ),
    Status.ASSIGNED: Standing(
        N_("Laporan Anda sudah diteruskan"),
        N_("Yang berwenang sudah diberi tahu, dan kami menunggu jawabannya."),
        "assignment_answer",
    ),
    Status.ACCEPTED: Standing(
        N_("Laporan Anda mulai ditangani"),
        N_("Petugas mencari tahu apa yang terjadi dan menemui pihak-pihaknya."),
        "first_contact",
    ),
    Status.IN_MEDIATION: Standing(
        N_("Pihak-pihaknya diajak bermusyawarah"),
        N_("Musyawarah dibantu penengah. Siapa pelapornya tidak disebut di sana."),
        "mediation",
    ),
    Status.IN_HANDLING: Standing(
        N_("Laporan Anda sedang ditangani"),
        N_("Petugas yang berwenang sedang bekerja."),
        "handling",
    ),
    Status.AGREED: Standing(
        N_("Sudah ada kesepakatan"),
        N_("Kami memeriksa apakah kesepakatan itu ditepati."),
        "monitoring_7",
        N_("Anda boleh mengabari kami apakah kesepakatan itu ditepati."),
    ),
    Status.REFERRED: Standing(
        N_("Laporan Anda ada di tangan lembaga lain yang berwenang"),
        N_("Kami tetap menanyakan perkembangannya."),
        "referral_answer",
    ),
    Status.CLOSED: Standing(
        N_("Penanganan sudah selesai"),
        N_("Menurut petugas, tidak ada lagi yang perlu dikerjakan."),
        "",
        N_("Anda boleh mengabari kami bagaimana keadaannya sekarang."),
    ),
    Status.DISMISSED: Standing(
        N_("Laporan ini tidak dilanjutkan"),
        N_("Itu keputusan seorang petugas."),
        "",
        N_("Bila ada yang ingin Anda tanyakan, tulislah pesan."),
    ),
}
SHORT = N_("Demi keselamatan semua orang, halaman ini sengaja singkat.")
AT_WORK = Standing(N_("Laporan Anda di tangan petugas yang berwenang"), SHORT)
SHORTLY: Mapping[Status, Standing] = {
    **dict.fromkeys(Status, AT_WORK),
    Status.REPORTED: Standing(N_("Laporan Anda sudah kami terima"), SHORT),
    Status.CLOSED: Standing(N_("Penanganan sudah selesai"), SHORT),
    Status.DISMISSED: STANDINGS[Status.DISMISSED],
}
JOINED = N_(
    "Laporan Anda digabung dengan laporan lain tentang hal yang sama. Nomor dan kode Anda tetap "
    "berlaku, dan di bawah ini tampak sampai di mana penanganannya."
)
STEPS: Mapping[str, str] = {
    "case.reported": N_("Laporan Anda kami terima."),
    "case.review_asked": N_("Seorang petugas diminta membaca laporan ini."),
    "case.triaged": N_("Laporan selesai ditelaah."),
    "case.watched": N_("Keadaannya mulai dipantau."),
    "case.assigned": N_("Yang berwenang diberi tahu."),
    "assignment.accepted": N_("Yang berwenang mulai menanganinya."),
    "contact.recorded": N_("Petugas menemui pihak-pihak yang terkait."),
    "mediation.opened": N_("Pihak-pihaknya bersedia bermusyawarah."),
    "meeting.scheduled": N_("Hari musyawarah ditetapkan."),
    "meeting.held": N_("Musyawarah berlangsung."),
    "agreement.signed": N_("Kesepakatan ditandatangani."),
    "handling.opened": N_("Petugas menanganinya sendiri, tanpa musyawarah."),
    "handling.finished": N_("Petugas menyatakan pekerjaannya selesai."),
    "incident.recorded": N_("Kabar baru tentang keadaannya dicatat."),
    "case.referred": N_("Diteruskan kepada lembaga lain yang berwenang."),
    "case.joined": N_("Digabung dengan laporan lain tentang hal yang sama."),
    "case.separated": N_("Dipisahkan lagi dari laporan lain."),
    "case.closed": N_("Penanganan dinyatakan selesai."),
    "case.dismissed": N_("Petugas memutuskan untuk tidak melanjutkannya."),
    "case.reopened": N_("Dibuka kembali."),
    "objection.raised": N_("Keberatan diterima."),
    "objection.upheld": N_("Keberatan dibenarkan; laporan ditelaah lagi."),
    "objection.rejected": N_("Keberatan tidak dibenarkan, dengan alasan tertulis."),
}
AWAITED: Mapping[str, str] = {
    "verification": N_("Laporan ditelaah"),
    "review": N_("Petugas memutuskan setelah membaca"),
    "watch_review": N_("Petugas melihat lagi keadaannya"),
    "assignment_answer": N_("Yang berwenang menjawab"),
    "first_contact": N_("Petugas menemui pihak-pihaknya"),
    "mediation_start": N_("Musyawarah dimulai"),
    "mediation": N_("Musyawarah menghasilkan kesepakatan"),
    "signing": N_("Kesepakatan ditandatangani"),
    "handling": N_("Petugas menyelesaikan pekerjaannya"),
    "referral_answer": N_("Lembaga lain memberi kabar"),
    "monitoring_7": N_("Kami memeriksa apakah kesepakatan ditepati"),
    "monitoring_30": N_("Kami memeriksa apakah kesepakatan ditepati"),
    "monitoring_90": N_("Kami memeriksa apakah kesepakatan ditepati"),
    "choosing": N_("Yang berwenang dipilih"),
    "closure_approval": N_("Orang kedua memeriksa apakah sudah selesai"),
}
AWAITED_SHORTLY = N_("Langkah berikutnya")
KEPT: Mapping[str, str] = {
    "kept": N_("Ya, ditepati"),
    "partly_kept": N_("Sebagian"),
    "not_kept": N_("Tidak ditepati"),
}
OBJECTIONS: Mapping[str, str] = {
    "waiting": N_("Keberatan Anda sedang diperiksa oleh orang lain."),
    "upheld": N_("Keberatan Anda dibenarkan."),
    "rejected": N_("Keberatan Anda sudah diperiksa dan tidak dibenarkan."),
}


def standing_of(case: Followed) -> Standing:
    """Say where a report stands; of a sealed one little, and honestly."""
    return (SHORTLY if case.sealed else STANDINGS)[case.status]


def awaited_of(case: Followed) -> str:
    """Name what comes next; empty of a case that ended, and of a sealed one without a limit."""
    if case.sealed:
        return AWAITED_SHORTLY if case.awaited else ""
    kind = case.awaited.kind if case.awaited else standing_of(case).next
    return AWAITED[kind] if kind else ""


def ending_of(case: Followed, rules: Regency) -> Mapping[str, str] | None:
    """Say why it ended, where that may be said, as the regency words it."""
    lists = rules.endings
    known = lists.dismissals if case.status is Status.DISMISSED else lists.outcomes
    return known.get(case.ending) if case.ending else None
