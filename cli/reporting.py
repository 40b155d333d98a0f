"""``rukun report``: hand in one report. Loads as little as it can."""

import json
import sys
from typing import Annotated

import typer

from cli.asking import Json, pairs, rules, text_or_file, today, village_of, who, whole, with_codes
from cli.words import both, said
from desk.reports import Contact, Told
from desk.reports import report as hand_in
from kit.tokens import in_groups
from models.questions import questions


def report(  # noqa: PLR0913 - a report may say all this
    text: Annotated[
        str | None,
        typer.Argument(
            help=both(
                "Apa yang terjadi; - membaca masukan baku.",
                "What happened; - reads standard input.",
            )
        ),
    ] = None,
    *,
    village: Annotated[
        str, typer.Option(help=both("Desa: kode Kemendagri atau nama.", "Village: code or name."))
    ],
    file: Annotated[
        str | None, typer.Option(help=both("Berkas berisi teksnya.", "A file with the text."))
    ] = None,
    date: Annotated[
        str | None, typer.Option(help=both("Hari kejadian, 2026-11-23.", "Day, 2026-11-23."))
    ] = None,
    channel: Annotated[
        str,
        typer.Option(help=both("Saluran: warga, perbekel, ...", "Channel: warga, perbekel, ...")),
    ] = "cli",
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help=with_codes(
                both("Jawaban formulir, mis. crowd=yes:", "An answer of the form, as crowd=yes:"),
                lambda known: questions(known.vocabulary),
            ),
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            help=both("Nama pelapor, disimpan terenkripsi.", "Your name, kept encrypted.")
        ),
    ] = None,
    email: Annotated[
        str | None,
        typer.Option(
            help=both("Surel pelapor, bila boleh dikabari.", "Your e-mail, if you may be told.")
        ),
    ] = None,
    phone: Annotated[str | None, typer.Option(help=both("Telepon pelapor.", "Your phone."))] = None,
    not_to_tell: Annotated[
        list[str] | None,
        typer.Option(
            help=both(
                "Yang tidak boleh tahu: perbekel, kelian, bendesa, kode instansi, id tokoh. "
                "Sekretariat selalu membaca.",
                "Whom not to tell: perbekel, kelian, bendesa, an agency, a figure. The secretariat "
                "always reads.",
            )
        ),
    ] = None,
    for_name: Annotated[
        str | None,
        typer.Option(
            help=both("Nama orang yang Anda wakili.", "Whom you tell it for: the name."),
        ),
    ] = None,
    for_phone: Annotated[
        str | None,
        typer.Option(help=both("Telepon orang itu.", "Whom you tell it for: the phone.")),
    ] = None,
    withhold_source: Annotated[
        bool,
        typer.Option(
            "--withhold-source",
            help=both(
                "Sumber dirahasiakan: perantara dan orangnya hanya tersimpan terenkripsi.",
                "Withhold the source: go-between and person are kept encrypted only.",
            ),
        ),
    ] = False,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="ROLE:ID",
            help=both("Petugas yang mencatat untuk pelapor.", "An officer who writes it down."),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Keep one report as a new case; shows its number and tracking code, once."""
    contact = Contact(name=name, email=email, phone=phone) if name or email or phone else None
    told = Told(
        text=text_or_file(text, file, option="TEXT"),
        village=village_of(village),
        happened_on=date or today(),
        channel=channel,
        answers=pairs(answer or [], option="--answer"),
        contact=contact,
        language=both("id", "en"),
        not_to_tell=tuple(not_to_tell or ()),
        behind=Contact(name=for_name, phone=for_phone) if for_name or for_phone else None,
        withheld=withhold_source,
    )
    by = str(who(as_)) if as_ else "reporter:-"
    receipt = whole(hand_in(told, by=by, rules=rules()))
    if as_json:
        _print_json(receipt.number, receipt.tracking_code)
    else:
        lines = _lines(receipt.number, receipt.tracking_code)
        if not_to_tell:
            lines[-1:-1] = _who_reads()
        sys.stdout.write("\n".join([*lines, *hotline_lines()]) + "\n")


def _who_reads() -> list[str]:
    """Say that the secretariat reads whomever a reporter fears, since nobody else could decide."""
    return [
        "",
        both(
            "Yang Anda sebut tidak diberi tahu. Sekretariat (Kesbangpol) tetap membaca laporan "
            "ini, juga bila Anda takut kepadanya: tanpa mereka tidak ada yang dapat memutuskan.",
            "Whom you named is not told. The secretariat (Kesbangpol) reads this report all the "
            "same, also if you fear it: without it nobody could decide.",
        ),
    ]


def hotline_lines() -> list[str]:
    """The public numbers to ring in danger, one a line."""
    lines = [both("Ada bahaya sekarang? Telepon:", "In danger now? Call:")]
    return lines + [f"  {line.number:4} {said(line.name)}" for line in rules().hotlines]


def _lines(number: str, code: str | None) -> list[str]:
    lines = [both(f"Laporan diterima: {number}", f"Report received: {number}")]
    if code:
        lines += [
            both(f"Kode pantau:      {in_groups(code)}", f"Tracking code:   {in_groups(code)}"),
            both(
                "Simpan kode ini; ia hanya ditampilkan sekali.",
                "Keep this code; it is shown only once.",
            ),
        ]
    return [*lines, ""]


def _print_json(number: str, code: str | None) -> None:
    hotlines = [line.number for line in rules().hotlines]
    answer = {"number": number, "tracking_code": code, "hotlines": hotlines}
    sys.stdout.write(json.dumps(answer) + "\n")
