"""What a reporter may tell about a report: one row makes the button, the form and the POST."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from desk.reports import Receipt
from desk.tracking import (
    Follower,
    Worse,
    got_worse,
    object_as_reporter,
    say_threatened,
    say_whether_kept,
    write,
)
from kit.vault import Vaulted
from models.reading_tracking import Followed
from models.status import Status
from portal.forms import Form
from portal.languages import N_
from portal.tracking import words

WORSE_NOW: Mapping[str, str] = {
    "violence_now": N_("Ada kekerasan sekarang"),
    "injured": N_("Ada yang luka"),
    "weapon": N_("Ada yang membawa senjata"),
    "crowd": N_("Orang banyak berkumpul"),
    "evacuation": N_("Ada yang harus meninggalkan rumah"),
}


@dataclass(frozen=True, slots=True)
class Said(Form):
    """What somebody typed, and the files of it that lie in the vault."""

    kept: tuple[Vaulted, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell. ``ticks`` may all be left empty; of ``choices`` one must be chosen.

    ``do`` gives a receipt where a case of its own was made; nobody is shown it unasked.
    ``note_sealed`` is said in the place of ``note`` where the report is sealed.
    """

    name: str
    title: str
    label: str
    do: Callable[[Follower, Said], Awaitable[Receipt | None]]
    offered: Callable[[Followed], bool]
    button: str
    note: str = ""
    note_sealed: str = ""
    hint: str = ""
    ticks: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    grave: bool = False
    takes_files: bool = False
    saying: str = "told"

    @property
    def needs_words(self) -> bool:
        """Whether words must be written: what was chosen from a list speaks for itself."""
        return not self.choices

    def noted(self, case: Followed) -> str:
        """What is said above its form, in marked words."""
        return (self.note_sealed if case.victims else "") or self.note


async def _write(who: Follower, said: Said) -> None:
    await write(who, said.text("words"), files=said.kept)


async def _worse(who: Follower, form: Said) -> None:
    await got_worse(who, Worse(form.text("words"), form.all("ticked")))


async def _threatened(who: Follower, form: Said) -> Receipt:
    return await say_threatened(who, form.text("words"))


async def _object(who: Follower, form: Said) -> None:
    await object_as_reporter(who, form.text("words"))


async def _kept(who: Follower, form: Said) -> None:
    await say_whether_kept(who, form.text("chosen"), form.some("words"))


def _may_object(case: Followed) -> bool:
    return case.object_until is not None


def _was_agreed(case: Followed) -> bool:
    return case.agreed and case.status in {Status.AGREED, Status.CLOSED}


def _always(_: Followed) -> bool:
    return True


TELLINGS: Mapping[str, Telling] = {
    one.name: one
    for one in (
        Telling(
            "memburuk",
            N_("Keadaan memburuk"),
            N_("Apa yang terjadi"),
            _worse,
            _always,
            N_("Kirim kabar ini"),
            note=N_("Bila ada bahaya sekarang, jangan menunggu kami: telepon 110."),
            hint=N_("Satu atau dua kalimat sudah cukup."),
            ticks=WORSE_NOW,
            grave=True,
        ),
        Telling(
            "terancam",
            N_("Saya terancam"),
            N_("Apa yang terjadi pada Anda"),
            _threatened,
            _always,
            N_("Kirim"),
            note=N_(
                "Hanya polisi dan sekretariat yang membacanya, dan polisi tidak bila Anda meminta "
                "mereka tidak diberi tahu. Siapa pun yang menangani laporan Anda tidak diberi "
                "tahu. Bila Anda dalam bahaya sekarang: polisi 110, atau LPSK 148 dan SAPA 129 "
                "bila Anda takut kepada polisi."
            ),
            note_sealed=N_(
                "Hanya kedua lembaga yang menangani laporan Anda yang membacanya, dan sebuah "
                "lembaga tidak bila Anda meminta ia tidak diberi tahu. Bila Anda dalam bahaya "
                "sekarang: polisi 110, atau LPSK 148 dan SAPA 129 bila Anda takut kepada polisi."
            ),
            hint=N_("Tulis seperlunya. Siapa yang melapor berhak dilindungi."),
            grave=True,
        ),
        Telling(
            "pesan",
            N_("Tulis pesan"),
            N_("Pesan Anda"),
            _write,
            _always,
            N_("Kirim pesan"),
            takes_files=True,
            note=N_(
                "Yang menjawab tidak tahu siapa Anda. Jangan tulis nama Anda: siapa pun yang "
                "memegang nomor dan kode Anda dapat membaca pesan ini."
            ),
        ),
        Telling(
            "ditepati",
            N_("Apakah kesepakatan ditepati?"),
            N_("Ceritakan sedikit"),
            _kept,
            _was_agreed,
            N_("Kirim jawaban"),
            choices=words.KEPT,
        ),
        Telling(
            "keberatan",
            N_("Ajukan keberatan"),
            N_("Mengapa Anda tidak setuju"),
            _object,
            _may_object,
            N_("Kirim keberatan"),
            note=N_("Keberatan diputuskan oleh orang lain, bukan oleh yang mengakhirinya."),
        ),
    )
}


def offered(case: Followed) -> tuple[Telling, ...]:
    """What a reporter may tell as the report stands now."""
    return tuple(one for one in TELLINGS.values() if one.offered(case))
