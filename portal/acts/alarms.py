"""A red alarm: somebody takes it, calls are recorded, and it is said how the case stands."""

from typing import Annotated

from desk.acting import AGENCY, COORDINATOR, DUTY
from desk.alarms import Call, Situation, acknowledge, record_call, report_situation, resume
from models.reading_case import CasePage
from models.status import Status
from policies.audience import Acts
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import Act, Doing
from portal.acts.words import out_of
from portal.languages import N_, in_language

WOKEN = frozenset({DUTY, AGENCY})
EVERYBODY = frozenset({DUTY, AGENCY, COORDINATOR})
ANY = frozenset(Status)
CALM = {"calm": N_("Sudah tenang"), "not_calm": N_("Belum tenang")}
PICKED_UP = {"yes": N_("Dijawab"), "no": N_("Tidak dijawab")}


def _waits(page: CasePage) -> bool:
    return page.alarm is not None and page.alarm.taken_by is None


def _runs(page: CasePage) -> bool:
    return page.alarm is not None


def _taken(page: CasePage) -> bool:
    return page.alarm is not None and page.alarm.taken_by is not None


def _posts(looking: Looking) -> Choices:
    alarm = looking.page.alarm
    return [
        (one.post, f"{in_language(one.office, looking.language)}: {one.phone}")
        for one in (alarm.posts if alarm else ())
    ]


class TakenFor(Asked):
    """Which post took it, when it was said on the telephone."""

    post: Annotated[str, Asks(N_("Pos yang menerima"), kind="choice", choices=_posts)]


class Stands(Asked):
    """How a red case stands."""

    calm: Annotated[str, Asks(N_("Keadaan sekarang"), kind="choice", choices=out_of(CALM))]
    injured: Annotated[int, Asks(N_("Jumlah korban luka"), kind="number")] = 0
    words: Annotated[str | None, Asks(N_("Uraian singkat"), kind="words", hint=N_("Tersegel."))] = (
        None
    )


class Rang(Asked):
    """A call that was made."""

    post: Annotated[str, Asks(N_("Pos yang ditelepon"), kind="choice", choices=_posts)]
    answered: Annotated[
        str, Asks(N_("Dijawab atau tidak"), kind="choice", choices=out_of(PICKED_UP))
    ]
    officer: Annotated[
        str | None, Asks(N_("Siapa yang menjawab"), hint=N_("Disimpan terpisah dan dapat dihapus."))
    ] = None
    note: Annotated[str | None, Asks(N_("Catatan"), kind="words", hint=N_("Tersegel."))] = None


async def _take(_: Asked, doing: Doing) -> None:
    await acknowledge(doing.number, by=doing.by)


async def _take_for(asked: TakenFor, doing: Doing) -> None:
    await acknowledge(doing.number, by=doing.by, taken_by=asked.post)


async def _again(_: Asked, doing: Doing) -> None:
    await resume(doing.number, by=doing.by)


async def _stands(asked: Stands, doing: Doing) -> None:
    told = Situation(calm=asked.calm == "calm", injured=asked.injured, words=asked.words)
    await report_situation(doing.number, told, by=doing.by)


async def _rang(asked: Rang, doing: Doing) -> None:
    call = Call(
        asked.post, answered=asked.answered == "yes", officer=asked.officer, note=asked.note
    )
    await record_call(doing.number, call, by=doing.by)


ACTS = (
    Act(
        "take_alarm",
        N_("Saya menerima alarm ini"),
        _take,
        Acts.ALARM,
        WOKEN,
        statuses=ANY,
        when=_waits,
        group="next",
        saying="alarm_taken",
    ),
    Act(
        "alarm_taken_by",
        N_("Catat siapa yang menerima alarm"),
        _take_for,
        Acts.ALARM,
        EVERYBODY,
        form=TakenFor,
        statuses=ANY,
        when=_waits,
        group="danger",
        note=N_("Bila sebuah pos menerimanya lewat telepon."),
    ),
    Act(
        "alarm_again",
        N_("Alarm keliru diterima: bunyikan lagi"),
        _again,
        Acts.ALARM,
        EVERYBODY,
        statuses=ANY,
        when=_taken,
        group="danger",
        saying="alarm_again",
        grave=True,
        note=N_(
            "Seolah-olah belum ada yang menerima: semua pos yang gilirannya sudah tiba dibangunkan "
            "seketika, lalu jenjangnya naik lagi."
        ),
        button=N_("Bunyikan lagi"),
    ),
    Act(
        "situation",
        N_("Laporkan keadaan sekarang"),
        _stands,
        Acts.ALARM,
        EVERYBODY,
        form=Stands,
        statuses=ANY,
        when=_taken,
        group="next",
        note=N_("Ditanyakan lagi tiap beberapa jam sampai dilaporkan tenang."),
        button=N_("Kirim laporan"),
    ),
    Act(
        "call",
        N_("Catat telepon"),
        _rang,
        Acts.ALARM,
        EVERYBODY,
        form=Rang,
        statuses=ANY,
        when=_runs,
        group="danger",
    ),
)
