"""Whether a case may be closed, and all that is still in the way. Pure: facts in, decision out.

Peace is no deadline's business: a case ends when its matter is settled, its sides
know, somebody owns what keeps it from coming back, and a second person agrees.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.status import Status, may_become
from policies.outcomes import UNMET

Said = dict[str, str]
NOT_A_PERSON = ("flow:", "clock:", "reporter")


@dataclass(frozen=True, slots=True)
class Prevention:
    """A step against the same happening again; whatever is missing of it is refused."""

    step: str | None
    owner: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Remains:
    """Who is still away from home or out of school, and how many kinds of sanctions stand.

    ``state_until`` is the last day of a Status Keadaan Konflik that still stands.
    """

    evacuees: int = 0
    out_of_school: int = 0
    sanctions: int = 0
    state_until: date | None = None


@dataclass(frozen=True, slots=True)
class SealedEnding:
    """Of a sealed case: who finished it, for which agency, and the agencies that have it.

    ``unsaid`` are codes of the duties that nobody recorded: "protection", "police".
    """

    finished_by: str | None
    finished_for: str | None
    bodies: frozenset[str]
    unsaid: frozenset[str] = frozenset()

    def is_own_work(self, approver: str, agency: str | None) -> bool:
        """Whether somebody, or the body that they speak for, said that it is done.

        Of an only body another officer is the second person.
        """
        same_body = agency is not None and agency == self.finished_for
        return approver == self.finished_by or (same_body and len(self.bodies) > 1)


@dataclass(frozen=True, slots=True)
class ClosureSituation:
    """What is known when somebody approves a closure on a WITA date.

    ``documents`` are kinds of kept texts ("agreement", "handling", ...). ``open_clauses`` are
    those broken or overdue: one whose date is yet to come is watched beyond the closure.
    ``unmet`` is what the outcome says and the record does not hold (``policies.outcomes``).
    ``worked`` are the actors of the case's facts; ``sides`` the agencies that are a side, ``ties``
    the actors and agencies with a declared tie.
    """

    status: Status
    on: date
    approver: str
    approver_agency: str | None
    worked: frozenset[str]
    outcome: str | None
    root_cause: str | None
    documents: frozenset[str]
    parties_told: bool
    unmet: str | None = None
    prevention: Prevention | None = None
    why_no_prevention: bool = False
    open_clauses: int = 0
    remains: Remains = Remains()
    sides: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    sealed: SealedEnding | None = None


@dataclass(frozen=True, slots=True)
class ClosureRefusal:
    """One thing in the way, as a code and as a sentence by language."""

    code: str
    said: Said


def closure_refusals(situation: ClosureSituation) -> tuple[ClosureRefusal, ...]:
    """Name everything that keeps a case from being closed, not only the first; empty if nothing."""
    checks = (
        *(_status, _matter, _documents, _told, _sealed_duties),
        *(_prevention, _remains, _state, _approver),
    )
    return tuple(ClosureRefusal(code, said) for check in checks for code, said in check(situation))


def _status(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    if not may_become(situation.status, Status.CLOSED):
        yield (
            "status",
            {
                "id": f"Kasus berstatus {situation.status} belum dapat ditutup.",
                "en": f"A case that is {situation.status} cannot be closed yet.",
            },
        )


def _matter(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    if not situation.outcome:
        yield (
            "outcome",
            {"id": "Sebutkan kode hasilnya.", "en": "Name the outcome's code."},
        )
    if not situation.root_cause:
        yield (
            "root_cause",
            {"id": "Sebutkan akar masalahnya.", "en": "Name the root cause."},
        )


def _documents(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    if situation.unmet is not None:
        yield situation.unmet, UNMET[situation.unmet]
    elif not situation.documents:
        yield (
            "documents",
            {
                "id": "Belum ada dokumen tentang apa yang dilakukan.",
                "en": "There is no document of what was done.",
            },
        )


def _told(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    if situation.parties_told:
        return
    if situation.sealed:
        yield (
            "victim_told",
            {
                "id": "Korban belum diberi tahu; jangan sampai mendengar dari orang lain.",
                "en": "The victim was not told, and must not learn of it from others.",
            },
        )
    else:
        yield (
            "parties_told",
            {
                "id": "Para pihak belum diberi tahu; jangan sampai mendengar dari orang lain.",
                "en": "The parties were not told; they must not learn of it from others.",
            },
        )


def _sealed_duties(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    """What the law asks for whoever was harmed (UU 23/2004 Ps 16; UU 12/2022 Ps 41-42)."""
    unsaid = situation.sealed.unsaid if situation.sealed else frozenset()
    if "protection" in unsaid:
        yield (
            "protection",
            {
                "id": "Perlindungan korban belum dicatat; catat, atau tulis di sana mengapa tidak "
                "diperlukan.",
                "en": "No protection of the victim is recorded; record it, or write there why none "
                "was needed.",
            },
        )
    if "police" in unsaid:
        yield (
            "police",
            {
                "id": "Laporan kepada kepolisian belum dicatat; catat, atau tulis di sana mengapa "
                "tidak dibuat.",
                "en": "No report to the police is recorded; record it, or write there why none was "
                "made.",
            },
        )


def _prevention(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    plan = situation.prevention
    if plan is None:
        if not situation.why_no_prevention:
            yield (
                "prevention",
                {
                    "id": "Sebutkan langkah pencegahan, atau alasan mengapa tidak ada.",
                    "en": "Name a prevention step, or say why there is none.",
                },
            )
    elif not (plan.step and plan.owner and plan.due_on):
        yield (
            "prevention_incomplete",
            {
                "id": "Langkah pencegahan memerlukan penanggung jawab dan tanggal.",
                "en": "A prevention step has an owner and a date.",
            },
        )
    elif plan.due_on < situation.on:
        yield (
            "prevention_over",
            {
                "id": f"Tanggal langkah pencegahan, {plan.due_on}, sudah lewat.",
                "en": f"The prevention step's date, {plan.due_on}, is over.",
            },
        )


def _remains(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    if count := situation.open_clauses:
        yield (
            "clauses",
            {
                "id": f"Masih ada {count} butir kesepakatan yang dilanggar atau lewat tanggal.",
                "en": f"Clauses of the agreement are broken or overdue: {count}.",
            },
        )
    if count := situation.remains.evacuees:
        yield (
            "evacuees",
            {
                "id": f"Masih ada {count} orang yang belum kembali ke rumah.",
                "en": f"People are still away from home: {count}.",
            },
        )
    if count := situation.remains.out_of_school:
        yield (
            "out_of_school",
            {
                "id": f"Masih ada {count} anak yang belum bersekolah kembali.",
                "en": f"Children are still out of school: {count}.",
            },
        )
    if count := situation.remains.sanctions:
        yield (
            "sanctions",
            {
                "id": f"Masih ada {count} sanksi adat yang berlaku.",
                "en": f"Customary sanctions still stand: {count}.",
            },
        )


def _state(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    if until := situation.remains.state_until:
        yield (
            "conflict_state",
            {
                "id": f"Status Keadaan Konflik masih berlaku sampai {until}.",
                "en": f"A Status Keadaan Konflik stands until {until}.",
            },
        )


def _approver(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    people = {one for one in situation.worked if not one.startswith(NOT_A_PERSON)}
    if not people - {situation.approver}:
        yield (
            "second_person",
            {
                "id": "Hanya Anda yang menangani kasus ini; orang kedua harus menyetujui.",
                "en": "Only you have worked on it; a second person must approve its closure.",
            },
        )
    yield from _other_body(situation)
    own = {situation.approver, situation.approver_agency}
    if own & situation.sides:
        yield (
            "own_cause",
            {
                "id": "Kantor Anda adalah salah satu pihak; orang lain harus menyetujui.",
                "en": "Your office is one of the sides; somebody else must approve.",
            },
        )
    if own & situation.ties:
        yield (
            "tie",
            {
                "id": "Anda menyatakan punya hubungan kepentingan; orang lain harus menyetujui.",
                "en": "You declared a tie to this case; somebody else must approve.",
            },
        )


def _other_body(situation: ClosureSituation) -> Iterator[tuple[str, Said]]:
    """The body that did not finish a sealed case closes it; of an only one another officer."""
    sealed = situation.sealed
    approver, agency = situation.approver, situation.approver_agency
    if sealed is None or not sealed.is_own_work(approver, agency):
        return
    if approver == sealed.finished_by:
        yield (
            "finisher",
            {
                "id": "Anda sendiri yang menyatakannya selesai; orang lain harus menyetujui.",
                "en": "You said yourself that it is done; somebody else must approve.",
            },
        )
    else:
        yield (
            "other_body",
            {
                "id": "Lembaga Anda yang menyatakannya selesai; lembaga lain yang membaca kasus "
                "tertutup ini harus menyetujui.",
                "en": "Your body said that it is done; the other body that reads this sealed case "
                "must approve.",
            },
        )
