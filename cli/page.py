"""A case on the screen: its head, those who work on it, its clock, and the timeline."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.showing import coloured, console, filled, shown, until, word
from cli.words import both, said, spoken
from kit.clock import WITA, now
from models.case_parts import Moment
from models.reading_case import CLOSED, CasePage
from models.reading_words import headline
from models.regency_folder import regency
from models.status import LABELS, Status

# What of a fact's body is worth a word on the timeline, in this order.
TOLD = (
    *("lead", "agency", "to", "into", "decision", "category", "colour", "stage", "bar"),
    *("forum", "figure", "answer", "kind", "outcome", "result", "result_code", "reason_code"),
    *("starts_at", "due_at", "rung", "by", "reading", "text", "signed_on", "kept_from"),
)

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")
NUMBERED = {"stage": ("tahap", "stage"), "rung": ("anak tangga", "rung")}
WORDS = {
    "summary": ("Ringkasan petugas", "An officer's summary"),
    "report": ("Kata-kata pelapor (rahasia)", "The reporter's words (confidential)"),
    "incident": ("Kejadian baru (rahasia)", "A new incident (confidential)"),
}


def print_page(page: CasePage) -> None:
    """Print a case."""
    out = console()
    out.print(_head(page))
    for title, columns, rows in _sections(page):
        if rows:
            out.print(filled(title, columns, rows))
    for one in page.words:
        out.print(f"[bold]{both(*WORDS[one.kind])}[/bold]  [dim]{one.id}[/dim]")
        out.print(escape(one.text), soft_wrap=True)
        out.print()
    if page.timeline:
        _print_timeline(out, page.timeline)
    version = f"--seen {page.case.version}"
    out.print(both(f"[dim]Versi untuk tindakan: {version}[/]", f"[dim]To act on: {version}[/]"))


def _head(page: CasePage) -> Table:
    case = page.case
    grid = Table.grid(padding=(0, 2))
    stands = said(LABELS[Status(case.status)]) if case.status else ""
    title = f"[bold]{case.number}[/bold]  {stands}"
    grid.add_row(title, coloured(case.colour) if case.colour else "")
    for label, value in _facts(page):
        if value:
            grid.add_row(f"[dim]{label}[/dim]", value)
    return grid


def _facts(page: CasePage) -> Iterable[tuple[str, str]]:
    case, known = page.case, regency()
    yield both("Diterima", "Received"), f"{shown(case.opened_at)} WITA"
    if case.sealed:
        yield both("Tertutup", "Sealed"), both("jangan dimediasi", "never mediated")
    if case.category:
        yield (
            both("Kategori", "Category"),
            f"{case.category} {said(known.category(case.category).name)}",
        )
    if case.village:
        place = f"{known.village(case.village).name}, {known.kecamatan_of(case.village).name}"
        yield both("Tempat", "Place"), place
    if case.lead:
        yield both("Instansi utama", "Lead agency"), _agency(case.lead)
    if page.severity:
        rated = f"{page.severity}/4, {both('tahap', 'stage')} {page.stage}/4"
        yield both("Keparahan", "Severity"), rated
    if case.verified is not None:
        yes, no = both("ya", "yes"), both("belum terverifikasi", "not verified yet")
        yield both("Terverifikasi", "Verified"), yes if case.verified else no
    yield both("Penghalang", "Bars"), ", ".join(page.bars)
    yield both("Digabung ke", "Joined into"), page.joined_into or ""
    yield both("Hasil", "Outcome"), page.outcome or ""
    yield both("Surat harus diantar", "Letters to bring"), _to_bring(page)
    yield both("Surel", "Mails"), ", ".join(f"{count} {word(state)}" for state, count in page.mails)


def _to_bring(page: CasePage) -> str:
    return ", ".join(dict.fromkeys(one.to for one in page.to_bring if not one.moot))


Section = tuple[str, Sequence[str], list[tuple[object, ...]]]


def _sections(page: CasePage) -> Iterable[Section]:
    parts = (
        _limits,
        _agencies,
        _helpers,
        _sides,
        _figures,
        _meetings,
        _clauses,
        _waiting,
    )
    return (part(page) for part in parts)


def _limits(page: CasePage) -> Section:
    at = now()
    return (
        both("Batas waktu (WITA)", "Limits (WITA)"),
        (
            both("langkah", "step"),
            both("oleh", "by"),
            both("batas", "due"),
            both("anak tangga", "rung"),
        ),
        [
            (
                _deadline(one.kind),
                one.owner if one.owner != CLOSED else None,
                until(one.due_at, now=at),
                both("jeda", "paused") if one.paused else (one.rung if one.rung >= 0 else None),
            )
            for one in page.limits
        ],
    )


def _agencies(page: CasePage) -> Section:
    return (
        both("Instansi", "Agencies"),
        (
            both("instansi", "agency"),
            both("diberi", "given"),
            both("jawaban", "answer"),
            both("oleh", "by"),
        ),
        [
            (_agency(one.agency), one.given_at, word(one.answer), one.office)
            for one in page.agencies
        ],
    )


def _helpers(page: CasePage) -> Section:
    return (
        both("Instansi pendukung", "Supporting agencies"),
        (both("instansi", "agency"), both("tugas", "duty"), both("jawaban (WITA)", "said (WITA)")),
        [
            (
                _agency(one.agency),
                said(one.duty),
                "\n".join(
                    f"{shown(done.at)} {word(done.answer)}"
                    + (f": {done.words}" if done.words else "")
                    for done in one.said
                ),
            )
            for one in (page.work.helpers if page.work else ())
        ],
    )


def _sides(page: CasePage) -> Section:
    known = regency()
    return (
        both("Para pihak", "Sides"),
        (
            both("pihak", "side"),
            both("jenis", "kind"),
            both("desa", "village"),
            both("bersedia", "willing"),
            both("pendamping", "companions"),
        ),
        [
            (
                one.label,
                word(one.kind),
                known.village(one.village).name,
                _yes(one.willing),
                ", ".join(one.companions),
            )
            for one in page.sides
        ],
    )


def _figures(page: CasePage) -> Section:
    known = regency()
    return (
        both("Tokoh", "Figures"),
        (
            both("tokoh", "figure"),
            both("jenis", "kind"),
            both("jawaban", "answer"),
            both("forum", "forum"),
        ),
        [
            (
                f"{one.figure} {said(known.figure(one.figure).office)}",
                word(one.kind),
                word(one.answer),
                word(one.forum),
            )
            for one in page.figures
            if not one.replaced
        ],
    )


def _meetings(page: CasePage) -> Section:
    return (
        both("Musyawarah (WITA)", "Meetings (WITA)"),
        (
            both("mulai", "starts"),
            both("tempat", "place"),
            both("jenis", "kind"),
            both("keadaan", "state"),
        ),
        [
            (one.starts_at, one.place, word(one.kind), _both_words(one.state, one.outcome))
            for one in page.meetings
        ],
    )


def _clauses(page: CasePage) -> Section:
    return (
        both("Butir kesepakatan", "Clauses"),
        ("no", both("oleh", "owner"), both("batas", "due"), both("keadaan", "state")),
        [(one.number, one.owner, one.due_on, word(one.state)) for one in page.clauses],
    )


def _waiting(page: CasePage) -> Section:
    return (
        both("Menunggu", "Waiting"),
        ("seq", both("fakta", "fact"), both("dibunyikan", "rings"), both("gagal", "failures")),
        [
            (one.seq, one.fact, one.rings, f"{one.failures} {one.failure or ''}".strip())
            for one in page.waiting
        ],
    )


def _deadline(kind: str) -> str:
    if kind == CLOSED:
        return both("tertutup", "sealed")
    found = next((one for one in regency().deadlines if one.kind == kind), None)
    return said(found.name) if found else kind


def _agency(code: str) -> str:
    found = next((one for one in regency().agencies if one.code == code), None)
    return f"{code} {said(found.name)}" if found else code


def _both_words(state: str, outcome: str | None) -> str:
    return f"{word(state)} {word(outcome) or ''}".strip()


def _yes(value: bool | None) -> str | None:  # noqa: FBT001 - a cell
    if value is None:
        return None
    return both("ya", "yes") if value else both("tidak", "no")


def _print_timeline(out: Console, moments: Sequence[Moment]) -> None:
    out.print(f"[bold]{both('Riwayat (WITA)', 'Timeline (WITA)')}[/bold]")
    day = ""
    for moment in moments:
        local = moment.at.astimezone(WITA)
        if local.date().isoformat() != day:
            day = local.date().isoformat()
            out.print(f"[dim]{day}[/dim]")
        out.print(_moment(moment, local, last=moment is moments[-1]), soft_wrap=True)


def _moment(moment: Moment, local: datetime, *, last: bool) -> str:
    said_by, _, which = moment.actor.partition("/")
    mark = (
        "[bold green]●[/]"
        if last
        else "[cyan]●[/]"
        if said_by.startswith(("flow:", "clock:"))
        else "○"
    )
    by = escape(f"{said_by} {which[:8]}".strip())
    told = escape(", ".join(_told(moment.body)))
    title = headline(moment.fact, spoken(), moment.body)
    words = f"{mark} {local:%H:%M:%S} {moment.seq:>3} {title}"
    return f"{words}{': ' + told if told else ''}  [dim]{by}[/dim]"


def _told(body: dict[str, Any]) -> Iterable[str]:
    for key in TOLD:
        value = body.get(key)
        if key == "reading" and isinstance(value, dict):
            yield f"{value.get('category')}, {word(value.get('colour'))}"
        elif key == "kept_from" and value:
            yield f"{both('tanpa', 'without')} {', '.join(value)}"
        elif key == "text" and isinstance(value, dict):
            yield f"{both('teks', 'text')} {value.get('text')}"
        elif key in {"starts_at", "due_at"} and isinstance(value, str):
            yield shown(datetime.fromisoformat(value))
        elif key == "by" and isinstance(value, str) and INSTANT.match(value):
            yield f"{both('sebelum', 'by')} {shown(datetime.fromisoformat(value))}"
        elif isinstance(value, str | int) and not isinstance(value, bool):
            yield f"{both(*NUMBERED[key])} {value}" if key in NUMBERED else str(word(str(value)))
