"""``rukun alert``, ``rukun call``, ``rukun duty``: take an alarm, ring people, print the roster."""

from datetime import datetime
from typing import Annotated

import typer

from cli.asking import As, AsAnybody, BadInput, Case, Json, rules, who, whole
from cli.showing import console, filled, print_json
from cli.words import both, example, said
from desk.acting import Person
from desk.alarms import (
    Call,
    Situation,
    acknowledge,
    acknowledge_by_token,
    record_call,
    report_situation,
    resume,
)
from desk.words import fit_date
from kit.clock import WITA, now, today
from kit.dates import brief_in, day_in
from models.alerts import open_alerts
from models.duty import Edition, Shift
from models.reading_alerts import AlertLine, CallList, Ringable, alert_lines, call_list
from models.session import reading

app = typer.Typer()
duty = typer.Typer()

Moment = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="2027-03-08T02:00",
        help=both("Untuk saat itu, WITA.", "For that moment, WITA."),
    ),
]


@app.command(
    "list",
    help=both("Alarm merah yang berjalan.", "Red alarms that run."),
    epilog=example("rukun alert list"),
)
def list_alerts(*, as_json: Json = False) -> None:
    """List open alerts by number, colour and clock, which is all that a sealed one shows."""
    lines = whole(_lines())
    if as_json:
        print_json(lines)
        return
    columns = (
        both("kasus", "case"),
        both("merah sejak", "red since"),
        both("jenjang", "rung"),
        both("berikutnya", "next"),
        both("diterima", "taken by"),
        both("laporan", "report due"),
    )
    rows = [
        (
            one.case,
            brief_in(both("id", "en"), one.raised_at),
            one.rung + 1,
            _clock(one.next_at),
            one.taken_by,
            _clock(one.report_at),
        )
        for one in lines
    ]
    console().print(filled(None, columns, rows))


async def _lines() -> list[AlertLine]:
    async with reading() as db:
        return alert_lines(await open_alerts(db))


@app.command(
    "acknowledge",
    help=both("Terima alarm: jenjang berhenti naik.", "Take an alarm: it climbs no more."),
    epilog=example("rukun alert acknowledge KLK-2026-00012 --as duty:POLSEK-51.05.01"),
)
def take(
    number: Annotated[str | None, typer.Argument(metavar="CASE")] = None,
    *,
    as_: AsAnybody = None,
    token: Annotated[
        str | None, typer.Option(help=both("Token dari surel.", "The mail's token."))
    ] = None,
    taken_by: Annotated[
        str | None,
        typer.Option(
            metavar="POST",
            help=both("Pos yang menerima, bila lewat telepon.", "The post, if by telephone."),
        ),
    ] = None,
) -> None:
    """Take an alarm with an account, or with its mail's token."""
    if token:
        number = whole(acknowledge_by_token(token))
    elif number and as_:
        whole(acknowledge(number, by=who(as_), taken_by=taken_by))
    else:
        raise BadInput("CASE --as ROLE:ID | --token TOKEN")
    typer.echo(both(f"{number}: alarm diterima.", f"{number}: the alarm is taken."))


@app.command(
    "resume",
    help=both(
        "Alarm ternyata keliru diterima: bunyikan lagi.",
        "An alarm was taken by mistake: let it sound again.",
    ),
    epilog=example("rukun alert resume KLK-2026-00012 --as coordinator:KESBANG-PIKET"),
)
def sound_again(number: Case, *, as_: As) -> None:
    """Take a mistaken acknowledgement back; all rungs that are due by now are woken at once."""
    whole(resume(number, by=who(as_)))
    typer.echo(both(f"{number}: alarm berbunyi lagi.", f"{number}: the alarm sounds again."))


@app.command(
    "report",
    help=both("Laporan keadaan sebuah kasus merah.", "How a red case stands."),
    epilog=example("rukun alert report KLK-2026-00012 --as duty:POLSEK-51.05.01 --not-calm"),
)
def situation(
    number: Case,
    *,
    as_: As,
    calm: Annotated[
        bool,
        typer.Option("--calm/--not-calm", help=both("Tenang atau belum.", "Calm, or not yet.")),
    ],
    injured: Annotated[int, typer.Option(min=0, help=both("Korban luka.", "People injured."))] = 0,
    words: Annotated[
        str | None,
        typer.Option("--text", help=both("Uraian, tersimpan tersegel.", "In words, kept sealed.")),
    ] = None,
) -> None:
    """Report on a red case; it is asked again every few hours until it is calm."""
    whole(report_situation(number, Situation(calm, injured, words), by=who(as_)))
    typer.echo(
        both(f"{number}: keadaan tenang.", f"{number}: it is calm.")
        if calm
        else both(f"{number}: laporan dicatat.", f"{number}: the report is recorded.")
    )


def call(
    number: Case,
    *,
    as_: As,
    called: Annotated[
        str | None,
        typer.Option(metavar="POST", help=both("Pos yang ditelepon.", "The post you rang.")),
    ] = None,
    answered: Annotated[
        bool,
        typer.Option("--answered/--no-answer", help=both("Dijawab atau tidak.", "Answered?")),
    ] = False,
    officer: Annotated[
        str | None, typer.Option(help=both("Siapa yang menjawab.", "Who answered."))
    ] = None,
    note: Annotated[
        str | None, typer.Option(help=both("Catatan, tersegel.", "A note, kept sealed."))
    ] = None,
    as_json: Json = False,
) -> None:
    """List whom to ring, in order, or record a call that was made."""
    by = who(as_)
    if called:
        what = Call(called, answered=answered, officer=officer, note=note)
        whole(record_call(number, what, by=by))
        typer.echo(both(f"{number}: telepon dicatat.", f"{number}: the call is recorded."))
        return
    found = whole(_call_list(number, by))
    if as_json:
        print_json(found)
    else:
        _print_calls(found)


async def _call_list(number: str, by: Person) -> CallList:
    from desk.alarms import who_sleeps_on, whom_to_ring  # noqa: PLC0415 - only a list needs it

    ladder = await whom_to_ring(number, by=by)
    left_out = await who_sleeps_on(number, by=by)
    async with reading() as db:
        return await call_list(db, number, ladder, left_out=left_out)


def _print_calls(found: CallList) -> None:
    columns = (
        both("jenjang", "rung"),
        both("pos", "post"),
        both("kantor", "office"),
        both("telepon", "phone"),
        both("surel", "mail"),
        both("ditelepon", "rung up"),
    )
    console().print(filled(found.case, columns, [_ringable(one) for one in found.posts]))
    if found.left_out:
        asleep = [_ringable(one) for one in found.left_out]
        title = both(
            "TIDAK DIBANGUNKAN: pelapor meminta mereka tidak diberi tahu. Bila bahayanya menuntut, "
            "teleponlah dan catat alasannya (--called ... --note).",
            "NOT WOKEN: the reporter asked that they not be told. If the danger demands it, ring "
            "them and record why (--called ... --note).",
        )
        console().print(filled(title, columns[1:], [row[1:] for row in asleep]))


def _ringable(one: Ringable) -> tuple[int | str | None, ...]:
    calls = ", ".join(_call(answered=good) for good in one.calls)
    return one.rung + 1, one.post, said(one.office), one.phone, one.mail, calls


def _call(*, answered: bool) -> str:
    return both("dijawab", "answered") if answered else both("tidak dijawab", "no answer")


@duty.command(
    "print",
    help=both("Cetak daftar piket; --nyepi untuk edisi Nyepi.", "Print the roster; --nyepi."),
    epilog=example("rukun duty print --nyepi > piket-nyepi.txt"),
)
def print_roster(
    *,
    nyepi: Annotated[
        bool, typer.Option("--nyepi", help=both("Edisi Nyepi.", "The Nyepi edition."))
    ] = False,
    kecamatan: Annotated[
        str | None, typer.Option(help=both("Hanya satu kecamatan.", "One kecamatan only."))
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the roster as it would be needed with no power and no network: offices and phones."""
    edition = Edition.NYEPI if nyepi else Edition.ORDINARY
    shifts = [
        one
        for one in rules().duty.roster
        if one.edition is edition and (kecamatan is None or kecamatan in one.kecamatan)
    ]
    if not shifts:
        raise BadInput(f"--kecamatan {kecamatan}: " + ", ".join(k.code for k in rules().kecamatan))
    if as_json:
        print_json([one.model_dump(mode="json") for one in shifts])
        return
    typer.echo("\n".join(_heading(edition)))
    for shift in shifts:
        typer.echo("\n".join(_page(shift)))


def _heading(edition: Edition) -> list[str]:
    name = both("DAFTAR PIKET KEADAAN MERAH", "RED ALARM DUTY ROSTER") + f" - {rules().name}"
    if edition is Edition.NYEPI:
        name += both(" - EDISI NYEPI", " - NYEPI EDITION")
    lines = [name, "=" * len(name)]
    if edition is Edition.NYEPI:
        lines += _on_nyepi()
    return [*lines, *(f"{line.number:8} {said(line.name)}" for line in rules().hotlines)]


def _on_nyepi() -> list[str]:
    care = next((day.care for day in rules().calendar.sensitive_days if day.code == "nyepi"), None)
    hours = both(
        "Berlaku 06.00 pada hari Nyepi sampai 06.00 esoknya. # = telepon tetap.",
        "From 06.00 on Nyepi to 06.00 on the next day. # = a fixed line.",
    )
    return [*_next_nyepi(), hours, *([said(care)] if care else []), ""]


def _next_nyepi() -> list[str]:
    from policies.workdays import holy_days  # noqa: PLC0415 - reads the holidays

    day, language = today(), both("id", "en")
    coming = (one for year in (day.year, day.year + 1) for one in sorted(holy_days("nyepi", year)))
    return [f"Nyepi: {day_in(language, one)}" for one in coming if one >= day][:1]


def _page(shift: Shift) -> list[str]:
    names = [one.name for one in rules().kecamatan if one.code in shift.kecamatan]
    hours = both("sepanjang hari", "all day")
    if shift.begins != shift.ends:
        hours = f"{shift.begins:%H.%M}-{shift.ends:%H.%M}"
    days = "" if shift.edition is Edition.NYEPI else f", {_days()[shift.days]}"
    lines = ["", f"{', '.join(names)} ({hours}{days})"]
    for minutes, row in zip(rules().duty.climb, shift.rungs, strict=True):
        for place, post in enumerate(rules().duty.posts_of(row)):
            after = both(f"{minutes:3} menit", f"{minutes:3} min") if place == 0 else ""
            mark = "#" if post.fixed_line else " "
            lines.append(f"  {after:10} {mark} {post.phone:14} {said(post.office)}")
    return lines


def _days() -> dict[str, str]:
    """Name the days of a shift."""
    return {
        "all": both("hari selebihnya", "all other days"),
        "working": both("hari kerja", "working days"),
        "free": both("hari libur", "free days"),
    }


@duty.command(
    "now",
    help=both("Siapa yang bersiaga sekarang.", "Who stands by now."),
    epilog=example("rukun duty now --at 2027-03-08T02:00"),
)
def on_duty(*, at: Moment = None, as_json: Json = False) -> None:
    """Show the shift of each kecamatan at a moment."""
    from policies.duty import shift_at  # noqa: PLC0415 - reads the holidays

    moment = _moment(at)
    shifts = {
        one.name: shift_at(moment, kecamatan=one.code, rules=rules()) for one in rules().kecamatan
    }
    if as_json:
        print_json({name: shift.model_dump(mode="json") for name, shift in shifts.items()})
        return
    for name, shift in shifts.items():
        typer.echo("\n".join(_page(shift.model_copy(update={"kecamatan": _code(name)}))))


def _code(name: str) -> tuple[str, ...]:
    return tuple(one.code for one in rules().kecamatan if one.name == name)


def _moment(words: str | None) -> datetime:
    if words is None:
        return now()
    try:
        read = datetime.fromisoformat(words)
    except ValueError:
        raise BadInput(f"--at {words}: 2027-03-08T02:00") from None
    fit_date(read.date(), what="date")
    return read if read.tzinfo else read.replace(tzinfo=WITA)


def _clock(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(WITA):%H.%M}"
