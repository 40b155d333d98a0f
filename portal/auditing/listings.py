"""The auditor's lists as data: which facts, and what is said of each in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.reading_audit import Kept
from models.reading_audit_lists import SKIPPED_FORUM, Conditions, Line, with_outcome_other_than
from models.reading_words import headline
from portal.auditing.wording import Wording
from portal.languages import N_

AGREED = ("agreement_kept", "agreed")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column: words, a text that is sealed, or the hash of a rule set."""

    said: str = ""
    kept: Kept | None = None
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What a row is told with: words, and other facts of the same cases."""

    wording: Wording
    beside: Mapping[str, Sequence[Line]] = field(default_factory=dict)

    def before(self, line: Line, *names: str) -> Line | None:
        """The last fact of some names before another one, in the same case."""
        earlier = [
            one
            for one in self.beside.get(line.case, ())
            if one.fact in names and one.seq < line.seq
        ]
        return earlier[-1] if earlier else None

    def text(self, line: Line | None, *names: str) -> Cell:
        """The first text that a fact seals under one of these names."""
        sealed = [line.body[name] for name in names if line and line.body.get(name)]
        if not sealed:
            return Cell("—")
        return Cell(kept=self.wording.texts.get(sealed[0]["text"]) or _unknown(sealed[0]["text"]))

    def code(self, line: Line | None, *names: str) -> Cell:
        """The first code that a fact holds under one of these names, in words."""
        codes = [(line.body[name], name) for name in names if line and line.body.get(name)]
        return Cell(self.wording.code(str(codes[0][0]), codes[0][1]) if codes else "—")

    def who(self, line: Line | None) -> Cell:
        """Who said a fact."""
        return Cell(self.wording.who(line.actor) if line else "—")


Row = Callable[[Line, Around], Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the facts in it, its columns beside when, case and who, and how a row is told.

    ``beside`` are other facts of the same cases that rows speak of.
    """

    name: str
    title: str
    note: str
    facts: tuple[str, ...]
    columns: tuple[str, ...]
    row: Row
    beside: tuple[str, ...] = ()
    where: Conditions = ()


def _unknown(text: str) -> Kept:
    return Kept(id=text, kind="", erased_at=None)


def _identity(line: Line, around: Around) -> Sequence[Cell]:
    return (around.text(line, "reason"), around.code(line, "consented_by"))


def _answer(line: Line, around: Around) -> Sequence[Cell]:
    answered = {"assignment.accepted": "accepted", "assignment.declined": "declined"}
    code = line.body.get("answer") or answered.get(line.fact, "")
    return (
        Cell(headline(line.fact, around.wording.language)),
        around.code(line, "agency", "figure"),
        Cell(str(line.body.get("office") or "—")),
        around.text(line, "officer"),
        Cell(around.wording.code(str(code)) if code else "—"),
        around.code(line, "reason_code"),
    )


def _assigned(line: Line, around: Around) -> Sequence[Cell]:
    wording, triaged = around.wording, around.before(line, "case.triaged", "case.separated")
    reading = (triaged.body.get("reading") or {}) if triaged else {}
    entries = reading.get("entries", ())
    decider = _decider(line, around, since=triaged)
    over = wording.plain(line.body, "why_passed_over", "passed_over")
    return (
        around.code(line, "lead"),
        _route(line, around),
        around.code(line, "override"),
        Cell(", ".join(entries) or "—"),
        around.who(decider),
        Cell(over or "—"),
        Cell(str(line.body.get("rule_set", ""))[:12], rules=str(line.body.get("rule_set", ""))),
    )


def _route(line: Line, around: Around) -> Cell:
    route = str(line.body.get("route", ""))
    return Cell(f"{route}: {around.wording.code(route)}" if route else "—")


def _decider(line: Line, around: Around, *, since: Line | None) -> Line | None:
    """The person whose decision stands behind an assignment, if the rules did not decide alone."""
    given = around.before(line, "case.assigned")
    least = given.seq if given else 0
    names = ("case.reassigned", "assignment.handed_over", "case.reviewed")
    found = around.before(line, *names)
    by_hand = since is not None and since.body.get("by") not in {None, "rules"}
    return found if found and (found.seq > least or by_hand) else None


def _dismissed(line: Line, around: Around) -> Sequence[Cell]:
    reviewed = around.before(line, "case.reviewed")
    return (around.code(line, "reason_code"), around.who(reviewed), around.text(reviewed, "reason"))


def _bar(line: Line, around: Around) -> Sequence[Cell]:
    return (
        around.code(line, "bar"),
        around.code(line, "second_person"),
        around.text(line, "reason"),
    )


def _forum(line: Line, around: Around) -> Sequence[Cell]:
    say = around.wording.code
    skipped = line.body.get("forums_passed_over", {})
    said = (f"{say(one, 'forum')}: {say(why)}" for one, why in skipped.items())
    return (around.code(line, "forum"), Cell("; ".join(said)))


def _tie(line: Line, around: Around) -> Sequence[Cell]:
    return (around.code(line, "who"), around.code(line, "kind"))


def _closed(line: Line, around: Around) -> Sequence[Cell]:
    approved = around.before(line, "closure.approved")
    return (
        around.code(line, "outcome"),
        around.code(approved, "root_cause"),
        around.who(approved),
    )


def _paused(line: Line, around: Around) -> Sequence[Cell]:
    until = line.body.get("until")
    return (
        Cell(headline(line.fact, around.wording.language)),
        around.code(line, "reason_code"),
        Cell(around.wording.code(until) if until else "—"),
        Cell(str(line.body.get("deadline", ""))[:8]),
    )


def _changed(line: Line, around: Around) -> Sequence[Cell]:
    kept = {key: value for key, value in line.body.items() if key != "rule_set"}
    said = around.wording.plain(kept, *kept)
    rules = str(line.body.get("rule_set", ""))
    return (
        Cell(headline(line.fact, around.wording.language)),
        Cell(said or rules[:12], rules=rules),
    )


def _text(line: Line, around: Around) -> Sequence[Cell]:
    known = line.body.get("text") or (line.body.get("summary") or {}).get("text", "")
    kept = around.wording.texts.get(known) or _unknown(known)
    return (Cell(headline(line.fact, around.wording.language)), Cell(kept=kept))


LISTINGS: Mapping[str, Listing] = {
    one.name: one
    for one in (
        Listing(
            "identitas",
            N_("Siapa membuka identitas pelapor, dan mengapa"),
            N_("Identitasnya sendiri tidak pernah tampil di sini."),
            ("identity.opened",),
            (N_("Alasan"), N_("Disetujui oleh")),
            _identity,
        ),
        Listing(
            "instansi",
            N_("Mengapa instansi ini"),
            N_("Rute dan aturan khusus memilih instansi; butir kosakata dibaca dari laporan."),
            ("case.assigned",),
            (
                *(N_("Instansi utama"), N_("Rute"), N_("Aturan khusus"), N_("Butir kosakata")),
                *(N_("Diputus oleh orang"), N_("Dilewati"), N_("Himpunan aturan")),
            ),
            _assigned,
            beside=(
                *("case.triaged", "case.separated", "case.reviewed", "case.reassigned"),
                *("assignment.handed_over", "case.assigned"),
            ),
        ),
        Listing(
            "jawaban",
            N_("Siapa menjawab sebuah tautan"),
            N_("Jabatan dan nama seperti yang ditulis penjawab; nama dapat dihapus kemudian."),
            (
                *("assignment.accepted", "assignment.declined", "support.answered"),
                *("officer.changed", "figure.answered", "party.answered"),
            ),
            (
                *(N_("Apa"), N_("Instansi atau tokoh"), N_("Jabatan"), N_("Nama petugas")),
                *(N_("Jawaban"), N_("Alasan")),
            ),
            _answer,
        ),
        Listing(
            "tidak-dilanjutkan",
            N_("Laporan yang tidak dilanjutkan"),
            N_("Hanya orang yang dapat memutuskan ini, dengan alasan."),
            ("case.dismissed",),
            (N_("Alasan"), N_("Diputus oleh orang"), N_("Penjelasan")),
            _dismissed,
            beside=("case.reviewed",),
        ),
        Listing(
            "penghalang-dicabut",
            N_("Penghalang yang dicabut"),
            N_("Segel, penghalang pidana dan penghalang pemilu dicabut oleh dua orang."),
            ("bar.lifted", "bar.lift_asked", "bar.kept"),
            (N_("Penghalang"), N_("Orang kedua"), N_("Alasan")),
            _bar,
        ),
        Listing(
            "forum-dilewati",
            N_("Forum yang dilewati"),
            N_(
                "Mediasi yang dibuka pada jenjang lebih tinggi karena jenjang di bawahnya tersisih."
            ),
            ("mediation.opened",),
            (N_("Forum"), N_("Forum yang dilewati")),
            _forum,
            where=(SKIPPED_FORUM,),
        ),
        Listing(
            "hubungan",
            N_("Hubungan yang dinyatakan"),
            N_("Yang punya hubungan dengan perkara dilewati."),
            ("tie.declared",),
            (N_("Siapa"), N_("Jenis")),
            _tie,
        ),
        Listing(
            "tanpa-kesepakatan",
            N_("Ditutup tanpa kesepakatan"),
            N_("Kasus yang berakhir dengan hasil lain daripada kesepakatan."),
            ("case.closed",),
            (N_("Hasil"), N_("Akar masalah"), N_("Disetujui oleh")),
            _closed,
            beside=("closure.approved",),
            where=(with_outcome_other_than(AGREED),),
        ),
        Listing(
            "jeda",
            N_("Batas waktu yang dijeda"),
            N_("Jeda berakhir sendiri; jeda kedua diputuskan orang lain."),
            ("clock.paused", "clock.resumed"),
            (N_("Apa"), N_("Alasan"), N_("Sampai"), N_("Batas waktu")),
            _paused,
        ),
        Listing(
            "teks",
            N_("Teks yang dibuka, diringkas atau dihapus"),
            N_("Isinya tidak tampil; yang dihapus tinggal segelnya."),
            ("text.released", "summary.written", "text.erased"),
            (N_("Apa"), N_("Teks")),
            _text,
        ),
        Listing(
            "perubahan",
            N_("Perubahan aturan, akun dan peran"),
            N_("Dari rantai rumah (KLK)."),
            ("rules.loaded", "user.changed", "setting.changed", "house.founded"),
            (N_("Apa"), N_("Perubahan")),
            _changed,
        ),
        Listing(
            "ekspor",
            N_("Catatan yang diekspor"),
            N_("Setiap berkas yang meninggalkan rumah."),
            ("case.exported", "records.exported"),
            (N_("Apa"), N_("Rincian")),
            _changed,
        ),
        Listing(
            "pembacaan",
            N_("Apa yang dibaca auditor"),
            N_("Setiap permintaan auditor adalah satu fakta, juga halaman ini."),
            ("record.read",),
            (N_("Apa"), N_("Rincian")),
            _changed,
        ),
    )
}
