"""The one next thing that is asked of an agency, in words, and by when."""

from dataclasses import dataclass
from datetime import datetime

from models.reading_case import CasePage
from models.status import ENDED, Status
from portal.acts.agreements import to_be_signed
from portal.acts.answering import unanswered
from portal.acts.figures import awaited_figures, silent_sides
from portal.acts.meetings import began, is_set
from portal.acts.supporting import silent
from portal.languages import N_


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked, the limit that runs for it, and whether the reader has to do anything."""

    words: str
    due_at: datetime | None = None
    waits: bool = False


OVER = N_(
    "Kasus ini sudah berakhir. Yang masih berjalan: pemantauan kesepakatan dan langkah "
    "pencegahan, bila ada."
)
ANSWER = N_("Jawab penugasan ini: terima atau tolak.")
DECLINED = N_("Penolakan Anda tercatat. Kasus ini diteruskan kepada instansi lain.")
MOVING = N_("Sedang diproses. Muat ulang halaman ini sebentar lagi.")
MEET = N_("Temui tiap pihak sendiri-sendiri, lalu catat hasilnya.")
MEET_HARMED = N_("Temui korban di tempat yang aman, lalu catat.")
PROTECT = N_("Lindungi yang dirugikan dalam 1x24 jam, lalu catat di sini.")
SIGN = N_("Para pihak sudah sepakat. Catat kesepakatan yang ditandatangani.")
TELL_MEETING = N_("Catat bagaimana musyawarah berlangsung, atau bahwa belum kuorum.")
PREPARE = N_("Musyawarah sudah dijadwalkan. Pastikan semua yang diundang akan datang.")
FIGURES = N_("Jawaban tokoh ditunggu. Catat di sini bila mereka menjawab lewat telepon.")
SIDES = N_("Tanyakan kepada tiap pihak apakah menerima para penengah, lalu catat.")
DATE = N_("Waktu musyawarah sedang dicari. Anda akan diberi tahu.")
WORK = N_("Tangani kasus ini, lalu laporkan hasilnya.")
CHECKED = N_("Laporan Anda sudah masuk. Sekretariat memeriksa apakah kasus dapat ditutup.")
ALL_CHECKED = N_("Semua butir sudah diperiksa. Sekretariat memeriksa apakah kasus dapat ditutup.")
CHECKED_APART = N_("Laporan Anda sudah masuk. Lembaga kedua memeriksa apakah tugas dapat ditutup.")
APPROVE = N_("Periksa yang sudah dikerjakan, lalu setujui penutupan.")
WATCH = N_("Kesepakatan berlaku. Periksa apakah butir-butirnya ditepati.")
ELSEWHERE = N_("Kasus ini dirujuk ke lembaga lain. Jawabannya ditunggu.")
SECRETARIAT = N_("Sekretariat sedang memutuskan langkah berikutnya.")
RECEIVED = N_("Sampaikan bahwa tugas Anda sudah diterima, atau bahwa tidak dapat dikerjakan.")
DUTY = N_("Kerjakan tugas Anda bersama instansi utama, lalu laporkan yang sudah dikerjakan.")


def next_step(page: CasePage, *, leads: bool) -> Step:
    """Say what comes next for the lead, or for a supporter."""
    if page.case.status is None or Status(page.case.status) in ENDED:
        return Step(OVER, waits=True)
    if not leads:
        return _beside(page)
    if unanswered(page):
        return Step(ANSWER, _limit(page, "assignment_answer"))
    if page.waiting:
        return Step(DECLINED if _declined(page) else MOVING, waits=True)
    return _at_work(page, Status(page.case.status))


def _beside(page: CasePage) -> Step:
    if page.case.sealed and page.work is not None and page.work.closure_asked:
        return Step(APPROVE)
    return Step(RECEIVED if silent(page) else DUTY)


LOOKS = (
    *("clause_before", "clause_eve", "clause_after"),
    *("monitoring_7", "monitoring_30", "monitoring_90"),
)
OF_STATUS = {
    Status.AGREED: (WATCH, LOOKS),
    Status.ASSIGNED: (MEET, ("first_contact",)),
    Status.ACCEPTED: (MEET, ("first_contact",)),
    Status.IN_HANDLING: (WORK, ("handling", "complaint")),
}


def _at_work(page: CasePage, status: Status) -> Step:
    if page.case.sealed and not any(one.fact == "victim.protected" for one in page.timeline):
        return Step(PROTECT, _limit(page, "protection", "reporter_protection"))
    if page.work is not None and page.work.closure_asked:
        done = ALL_CHECKED if status is Status.AGREED else CHECKED
        return Step(CHECKED_APART if page.case.sealed else done, waits=True)
    if page.case.sealed and status in {Status.ASSIGNED, Status.ACCEPTED}:
        return Step(MEET_HARMED, _limit(page, "first_contact"))
    if status is Status.IN_MEDIATION:
        return _in_talks(page)
    if status in OF_STATUS:
        words, kinds = OF_STATUS[status]
        return Step(words, _limit(page, *kinds))
    return Step(ELSEWHERE if status is Status.REFERRED else SECRETARIAT, waits=True)


def _in_talks(page: CasePage) -> Step:
    if to_be_signed(page):
        return Step(SIGN, _limit(page, "signing"))
    if began(page):
        return Step(TELL_MEETING)
    if is_set(page):
        return Step(PREPARE, waits=True)
    if awaited_figures(page):
        return Step(FIGURES, _limit(page, "figure_answer"))
    if silent_sides(page):
        return Step(SIDES, _limit(page, "party_answer"))
    return Step(DATE, _limit(page, "mediation_start", "mediation"), waits=True)


def _declined(page: CasePage) -> bool:
    work = page.work
    return work is not None and work.given is not None and work.given.answer == "declined"


def _limit(page: CasePage, *kinds: str) -> datetime | None:
    """The first limit that runs of these kinds."""
    return min((one.due_at for one in page.limits if one.kind in kinds), default=None)
