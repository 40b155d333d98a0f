"""What protects a reporter: words released, rewritten or erased; an identity opened by two."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from desk.acting import ADMINISTRATOR, AGENCY, COORDINATOR
from desk.audit import erase_text
from desk.disclosures import release_text, write_summary
from desk.identities import (
    ask_identity,
    consent_identity,
    read_identity,
    refuse_identity,
)
from desk.reprisals import report_reprisal
from kit.dates import brief_in
from kit.tokens import in_groups
from models.reading_case import CasePage
from models.status import Status
from models.texts import TOLD_US
from policies.audience import Acts
from portal.acts import choices as may_be
from portal.acts.asked import Asked, Asks, Looking, Nothing
from portal.acts.base import Act, Doing
from portal.acts.reviewing import COORDINATORS, SEALED_WHY
from portal.languages import N_, translated
from portal.wording import actor_called

EVERY = frozenset(Status)
MAY_ASK = frozenset({COORDINATOR, AGENCY})
ERASING = {
    "asked_for": N_("diminta oleh yang bersangkutan"),
    "not_needed": N_("tidak lagi diperlukan"),
    "by_mistake": N_("tersimpan karena keliru"),
    "by_law": N_("diwajibkan undang-undang"),
}


class Release(Asked):
    """Agencies read a text as it was told."""

    text: Annotated[str, Asks(N_("Teks"), kind="choice", choices=may_be.told_texts)]


class Summary(Asked):
    """A ringkasan that agencies read in place of the report."""

    words: Annotated[
        str,
        Asks(
            N_("Ringkasan"),
            kind="words",
            hint=N_("Dengan kata-kata Anda sendiri: susunan kata pun menunjuk pelapornya."),
        ),
    ]


class Erase(Asked):
    """A text is forgotten for good."""

    text: Annotated[str, Asks(N_("Teks"), kind="choice", choices=may_be.kept_texts)]
    reason_code: Annotated[
        str, Asks(N_("Mengapa dihapus"), kind="choice", choices=may_be.words(ERASING))
    ]


class Threat(Asked):
    """Somebody is threatened for having reported."""

    words: Annotated[str, Asks(N_("Apa yang terjadi"), kind="words")]
    happened_on: Annotated[str | None, Asks(N_("Hari kejadian"), kind="day")] = None


class Why(Asked):
    """Why somebody must know who reported."""

    reason: Annotated[
        str,
        Asks(
            N_("Mengapa identitas pelapor harus dibuka"),
            kind="words",
            hint=N_("Dibaca koordinator yang diminta menyetujui, dan oleh pemeriksa."),
        ),
    ]


class WhyNot(Asked):
    """Why it is not opened."""

    reason: Annotated[str | None, SEALED_WHY] = None


async def _release(asked: Release, doing: Doing) -> None:
    await release_text(doing.number, by=doing.by, text=asked.text, seen=doing.seen)


async def _summary(asked: Summary, doing: Doing) -> None:
    await write_summary(doing.number, asked.words, by=doing.by, seen=doing.seen)


async def _erase(asked: Erase, doing: Doing) -> None:
    code, seen = asked.reason_code, doing.seen
    await erase_text(doing.number, asked.text, by=doing.by, reason_code=code, seen=seen)


async def _threat(asked: Threat, doing: Doing) -> Mapping[str, str]:
    day = asked.happened_on
    kept = await report_reprisal(doing.number, asked.words, by=doing.by, happened_on=day)
    return {"number": kept.number, "code": in_groups(kept.tracking_code or "")}


async def _ask(asked: Why, doing: Doing) -> None:
    await ask_identity(doing.number, asked.reason, by=doing.by, seen=doing.seen)


async def _consent(_: Nothing, doing: Doing) -> datetime:
    return await consent_identity(doing.number, by=doing.by, seen=doing.seen)


async def _refuse(asked: WhyNot, doing: Doing) -> None:
    await refuse_identity(doing.number, by=doing.by, reason=asked.reason, seen=doing.seen)


async def _open(_: Nothing, doing: Doing) -> Sequence[tuple[str, str]]:
    """What the reporter left, each with its marked label."""
    return list(_lines(await read_identity(doing.number, by=doing.by, seen=doing.seen)))


def _lines(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _lines(value)
        elif value not in (None, "", False):
            yield LEFT.get(name, name), str(value)


LEFT = {
    "name": N_("Nama"),
    "email": N_("Surel"),
    "phone": N_("Telepon"),
    "safely": N_("Cara menghubungi yang aman"),
    "withheld": N_("Sumber dirahasiakan"),
    "by": N_("Disampaikan oleh"),
    "channel": N_("Lewat"),
}


def _request(looking: Looking) -> Sequence[tuple[str, str]]:
    """Who asks, since when and why: what a second person weighs."""
    asked, language = looking.page.identity, looking.language
    if asked is None:
        return ()
    return (
        (translated(ASKED_BY, language), actor_called(asked.by, looking.rules, language)),
        (translated(ASKED_AT, language), brief_in(language, asked.at)),
        (translated(ASKED_WHY, language), asked.reason or "—"),
    )


ASKED_BY, ASKED_AT, ASKED_WHY = N_("Diminta oleh"), N_("Diminta pada"), N_("Alasannya")


def _nothing_asked(page: CasePage) -> bool:
    return page.identity is None or page.identity.over


def _waits(page: CasePage) -> bool:
    asked = page.identity
    return asked is not None and asked.consented_by is None and not asked.yours


def _not_decided(page: CasePage) -> bool:
    """Whoever asked may take it back, too."""
    return page.identity is not None and page.identity.consented_by is None


def _consented(page: CasePage) -> bool:
    return page.identity is not None and page.identity.yours and page.identity.open_to_asker


ACTS = (
    Act(
        "release_text",
        N_("Buka teks laporan bagi instansi"),
        _release,
        Acts.RELEASE_TEXT,
        COORDINATORS,
        form=Release,
        when=lambda page: any(one.kind in TOLD_US for one in page.words),
        group="words",
        note=N_(
            "Instansi membaca kata-kata pelapor apa adanya. Ringkasan biasanya cukup, dan "
            "lebih aman."
        ),
        button=N_("Buka teks ini"),
        grave=True,
    ),
    Act(
        "write_summary",
        N_("Tulis ringkasan"),
        _summary,
        Acts.WRITE_SUMMARY,
        COORDINATORS,
        form=Summary,
        group="words",
        note=N_("Instansi membacanya sebagai ganti laporan; yang terbaru yang berlaku."),
        button=N_("Simpan ringkasan"),
    ),
    Act(
        "erase_text",
        N_("Hapus sebuah teks"),
        _erase,
        Acts.ERASE,
        frozenset({COORDINATOR, ADMINISTRATOR, AGENCY}),
        form=Erase,
        statuses=EVERY,
        when=lambda page: bool(page.texts),
        group="words",
        note=N_("Isinya hilang untuk selamanya; catatan bahwa ia pernah ada tetap tersegel."),
        button=N_("Hapus untuk selamanya"),
        grave=True,
    ),
    Act(
        "reprisal",
        N_("Pelapor diancam"),
        _threat,
        Acts.REPRISAL,
        COORDINATORS,
        form=Threat,
        statuses=EVERY,
        group="danger",
        note=N_(
            "Menjadi kasus tertutup sendiri, hanya untuk kepolisian dan sekretariat. Bahaya "
            "sekarang: telepon 110."
        ),
        shows="reprisal_kept.html",
        in_person=True,
    ),
    Act(
        "ask_identity",
        N_("Minta identitas pelapor dibuka"),
        _ask,
        Acts.OPEN_IDENTITY,
        MAY_ASK,
        form=Why,
        statuses=EVERY,
        when=_nothing_asked,
        group="words",
        note=N_(
            "Koordinator lain harus menyetujuinya dengan akunnya sendiri. Sesudah itu Anda "
            "dapat membacanya satu kali, dalam sehari. Semuanya tercatat."
        ),
        button=N_("Minta persetujuan"),
        saying="identity_asked",
        in_person=True,
    ),
    Act(
        "consent_identity",
        N_("Setujui identitas pelapor dibuka"),
        _consent,
        Acts.CONSENT_IDENTITY,
        COORDINATORS,
        statuses=EVERY,
        when=_waits,
        group="next",
        note=N_(
            "Anda bukan yang meminta. Setujui hanya bila tanpa identitas ini seseorang tidak "
            "dapat ditolong."
        ),
        button=N_("Saya setuju"),
        beside=_request,
        grave=True,
        blind=True,
        in_person=True,
    ),
    Act(
        "refuse_identity",
        N_("Jangan buka identitas pelapor"),
        _refuse,
        Acts.CONSENT_IDENTITY,
        COORDINATORS,
        form=WhyNot,
        statuses=EVERY,
        when=_not_decided,
        group="words",
        button=N_("Permintaan ini tidak disetujui"),
        beside=_request,
        blind=True,
        in_person=True,
    ),
    Act(
        "open_identity",
        N_("Baca identitas pelapor, satu kali"),
        _open,
        Acts.OPEN_IDENTITY,
        MAY_ASK,
        statuses=EVERY,
        when=_consented,
        group="next",
        note=N_(
            "Hanya yang meminta yang dapat membacanya, hanya sekali. Halaman berikutnya tidak "
            "disimpan di mana pun."
        ),
        button=N_("Buka sekarang"),
        shows="identity_opened.html",
        grave=True,
        in_person=True,
    ),
)
