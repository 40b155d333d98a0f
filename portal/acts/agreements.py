"""A signed agreement with its clauses, what becomes of each, and its registration at the court."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from desk.acting import AGENCY, COORDINATOR, FIGURE, Refused
from desk.agreements import correct_agreement, sign_agreement
from desk.clauses import Promise, Signed
from desk.courts import register_agreement
from desk.endings import check_clause
from desk.refusals import endings as says
from desk.wordings import accept_wording
from kit.clock import today
from models.reading_case import CasePage
from models.status import Status
from policies.agreement import QUESTIONS
from policies.audience import Acts
from portal.acts.asked import Asked, Asks, Choices, Looking
from portal.acts.base import OPEN, Act, Doing
from portal.acts.reviewing import COORDINATORS, SEALED_WHY
from portal.acts.words import CLAUSE_RESULTS, out_of, sides, wide_agencies
from portal.languages import N_, in_language

BOTH = frozenset({AGENCY, COORDINATOR})


def to_be_signed(page: CasePage) -> bool:
    """Whether the sides agreed and only the signing is left."""
    return page.talks is not None and page.talks.agreed and not page.clauses


def has_clauses(page: CasePage) -> bool:
    """Whether an agreement counts, of which a clause is not broken."""
    return any(one.state != "broken" for one in page.clauses)


def not_looked_at(page: CasePage) -> bool:
    """Whether an agreement counts of which no clause was looked at yet."""
    return bool(page.clauses) and all(one.state == "open" for one in page.clauses)


def _owners(looking: Looking) -> Choices:
    return [*sides(looking), *wide_agencies(looking)]


def _lines(looking: Looking) -> Choices:
    return [(code, in_language(said, looking.language)) for code, said in QUESTIONS.items()]


def _numbers(looking: Looking) -> Choices:
    words = looking.page.work.clauses if looking.page.work else {}
    return [
        (str(one.number), f"{one.number}. {words.get(one.number, one.owner)[:LINE]}")
        for one in looking.page.clauses
        if one.state != "broken"
    ]


LINE = 80  # characters of a clause in a list


class ClauseRow(Asked):
    """A clause as it was signed."""

    words: Annotated[str, Asks(N_("Isi butir"), kind="words")]
    owner: Annotated[str, Asks(N_("Siapa yang melaksanakan"), kind="choice", choices=_owners)]
    due_on: Annotated[date | None, Asks(N_("Paling lambat"), kind="day")] = None
    evidence: Annotated[
        str | None, Asks(N_("Bukti bahwa sudah ditepati"), hint=N_("Misalnya: foto patok."))
    ] = None
    crosses: Annotated[
        tuple[str, ...],
        Asks(
            N_("Periksa butir ini: centang yang jawabannya ya"),
            kind="several",
            choices=_lines,
        ),
    ] = ()


class Agreement(Asked):
    """The document and its clauses."""

    document: Annotated[str, Asks(N_("Isi surat kesepakatan"), kind="words", hint=N_("Tersegel."))]
    clauses: Annotated[
        tuple[ClauseRow, ...],
        Asks(
            N_("Butir-butir kesepakatan"),
            kind="rows",
            hint=N_("Satu kotak untuk satu janji. Kotak yang kosong tidak dihitung."),
            rows=3,
        ),
    ] = ()
    signed_on: Annotated[date, Asks(N_("Ditandatangani pada"), kind="day")]
    registers: Annotated[
        bool,
        Asks(N_("Para pihak memilih mendaftarkannya ke pengadilan (UU 30/1999)"), kind="yes"),
    ] = False
    answered: Annotated[
        bool,
        Asks(
            N_("Keempat pertanyaan sudah saya jawab untuk tiap butir"),
            kind="yes",
            hint=N_("Butir yang dijawab ya tidak dapat disimpan; hukumnya akan disebutkan."),
        ),
    ] = False


class Corrected(Agreement):
    """The agreement as it was signed, and what was written down wrongly."""

    reason: Annotated[str, SEALED_WHY]


class Wording(Asked):
    """A clause's words, and why they cross no line."""

    words: Annotated[
        str, Asks(N_("Isi butir"), kind="words", hint=N_("Persis seperti akan ditandatangani."))
    ]
    reason: Annotated[str, SEALED_WHY]


class Checked(Asked):
    """What became of a clause."""

    clause: Annotated[int, Asks(N_("Butir"), kind="choice", choices=_numbers)]
    result: Annotated[str, Asks(N_("Hasilnya"), kind="choice", choices=out_of(CLAUSE_RESULTS))]
    evidence: Annotated[
        str | None, Asks(N_("Buktinya"), kind="words", hint=N_("Dengan kata-kata. Tersegel."))
    ] = None


class Registered(Asked):
    """Under which number."""

    their_number: Annotated[
        str | None, Asks(N_("Nomor pendaftaran di pengadilan"), hint=N_("Tersegel."))
    ] = None


async def _sign(asked: Agreement, doing: Doing) -> None:
    await sign_agreement(doing.number, _signed(asked), by=doing.by, seen=doing.seen)


async def _correct(asked: Corrected, doing: Doing) -> None:
    await correct_agreement(
        doing.number, _signed(asked), by=doing.by, reason=asked.reason, seen=doing.seen
    )


def _signed(asked: Agreement) -> Signed:
    if not asked.answered:
        raise Refused(says.QUESTIONS_FIRST)
    return Signed(
        document=asked.document,
        promises=tuple(_promise(one) for one in asked.clauses),
        signed_on=asked.signed_on.isoformat(),
        register=asked.registers,
    )


async def _accept_wording(asked: Wording, doing: Doing) -> None:
    await accept_wording(
        doing.number, asked.words, by=doing.by, reason=asked.reason, seen=doing.seen
    )


def _promise(row: ClauseRow) -> Promise:
    return Promise(
        words=row.words,
        owner=row.owner,
        due_on=row.due_on.isoformat() if row.due_on else None,
        evidence=row.evidence,
        crosses=row.crosses,
    )


def _today(_: CasePage) -> Mapping[str, Any]:
    return {"signed_on": today().isoformat()}


def _as_recorded(page: CasePage) -> Mapping[str, Any]:
    """What was recorded, so that only what is wrong is typed again."""
    words, signed = (page.work.clauses, page.work.signed) if page.work else ({}, None)
    if signed is None:
        return _today(page)
    rows = [
        {
            "words": words.get(one.number, ""),
            "owner": one.owner,
            "due_on": one.due_on.isoformat() if one.due_on else "",
            "evidence": signed.evidence.get(one.number, ""),
        }
        for one in page.clauses
    ]
    return {
        "document": signed.document,
        "signed_on": signed.signed_on,
        "registers": signed.to_register,
        "clauses": rows,
    }


async def _check(asked: Checked, doing: Doing) -> None:
    await check_clause(
        doing.number,
        by=doing.by,
        clause=asked.clause,
        result=asked.result,
        evidence=asked.evidence,
        seen=doing.seen,
    )


async def _register(asked: Registered, doing: Doing) -> None:
    await register_agreement(
        doing.number, by=doing.by, their_number=asked.their_number, seen=doing.seen
    )


ACTS = (
    Act(
        "agreement",
        N_("Catat kesepakatan yang ditandatangani"),
        _sign,
        Acts.AGREEMENT,
        frozenset({AGENCY}),
        form=Agreement,
        statuses=frozenset({Status.IN_MEDIATION}),
        when=to_be_signed,
        begins=_today,
        group="next",
        button=N_("Simpan kesepakatan"),
        note=N_("Semua pihak dan penengah yang hadir menandatangani; kantor Anda sebagai saksi."),
    ),
    Act(
        "agreement_corrected",
        N_("Betulkan catatan kesepakatan"),
        _correct,
        Acts.AGREEMENT,
        frozenset({AGENCY}),
        form=Corrected,
        statuses=frozenset({Status.AGREED}),
        when=not_looked_at,
        begins=_as_recorded,
        group="talks",
        button=N_("Simpan catatan yang benar"),
        note=N_(
            "Untuk yang salah tulis, selama belum ada butir yang diperiksa. Catat lagi seperti "
            "yang ditandatangani. Semua yang sudah disurati mendapat surat baru; catatan lama "
            "tetap tersimpan. Isi yang berubah menurut para pihak memerlukan musyawarah."
        ),
    ),
    Act(
        "accept_wording",
        N_("Terima kata-kata sebuah butir"),
        _accept_wording,
        Acts.CLAUSE,
        COORDINATORS,
        form=Wording,
        statuses=frozenset({Status.IN_MEDIATION}),
        when=to_be_signed,
        group="talks",
        button=N_("Terima kata-katanya"),
        note=N_(
            "Untuk butir yang tersaring karena kata-katanya saja. Butir yang sungguh melanggar "
            "hukum tidak boleh diterima; alasan Anda tercatat."
        ),
        grave=True,
    ),
    Act(
        "clause_checked",
        N_("Periksa sebuah butir kesepakatan"),
        _check,
        Acts.CLAUSE,
        frozenset({AGENCY, COORDINATOR, FIGURE}),
        form=Checked,
        statuses=OPEN | {Status.CLOSED},
        when=has_clauses,
        group="next",
        button=N_("Simpan pemeriksaan"),
    ),
    Act(
        "agreement_registered",
        N_("Catat pendaftaran kesepakatan di pengadilan"),
        _register,
        Acts.CLAUSE,
        BOTH,
        form=Registered,
        statuses=OPEN | {Status.CLOSED},
        when=lambda page: bool(page.clauses),
        group="talks",
    ),
)
