"""Triage a file of reports by their words and village alone, and print why.

    python benchmarks/triage.py regencies/klungkung/samples.jsonl
    python benchmarks/triage.py REPORTS.csv --quiet

Reads a .jsonl or .csv under the regency's import column names. Only text, village and date lead
the decision; columns with labels (kategori, instansi_utama, isu, bentuk) are compared afterwards.
Prints ids of vocabulary entries, never a word of a report.
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from models.regency import Regency  # noqa: E402 - the script runs from a checkout
from models.regency_folder import read_regency  # noqa: E402 - after the path is set
from models.status import Status  # noqa: E402 - after the path is set
from models.views import Bar, CaseSituation, EarlierCase, ReportView, TriageChoice  # noqa: E402 - after the path is set
from policies.assignment import choose_agency  # noqa: E402 - after the path is set
from policies.triage import triage  # noqa: E402 - after the path is set

Row = dict[str, str]
SEXUAL = "SEKSUAL"
DATELESS = date(2026, 1, 1)


@dataclass(frozen=True)
class Decided:
    """A row, what triage made of it, and who leads (kind of agency)."""

    row: Row
    source_id: str
    choice: TriageChoice
    lead: str


def rows_of(file: Path) -> Iterator[Row]:
    """Read a .jsonl or .csv file."""
    with file.open(encoding="utf-8", newline="") as lines:
        if file.suffix == ".csv":
            yield from csv.DictReader(lines)
        else:
            yield from ({key: str(value) for key, value in json.loads(it).items()} for it in lines)


def decide(rows: Iterator[Row], regency: Regency) -> Iterator[Decided]:
    """Triage and assign each row, in the order of the file; earlier rows may be twins."""
    earlier: list[EarlierCase] = []
    for count, row in enumerate(rows, start=1):
        report, source_id = view_of(row, regency)
        number = f"{regency.code}-2026-{count:05d}"
        choice = triage(report, regency=regency, earlier=earlier)
        earlier.append(
            EarlierCase(number, report.village, choice.category, report.happened_on, report.text)
        )
        yield Decided(row, source_id, choice, lead_of(choice, number, report, regency=regency))


def view_of(row: Row, regency: Regency) -> tuple[ReportView, str]:
    """Take text, village and date of a row, nothing else, and its id for printing."""

    def column(field: str) -> str:
        return next((row[name] for name in regency.import_columns[field] if name in row), "")

    day = column("date")
    happened_on = date.fromisoformat(day) if day else DATELESS
    return ReportView(column("text"), column("village"), happened_on), column("source_id")


def lead_of(choice: TriageChoice, number: str, report: ReportView, *, regency: Regency) -> str:
    """Ask routing for the kind of the lead agency (CAMAT, not which of the four)."""
    situation = CaseSituation(
        number=number,
        status=Status.TRIAGED,
        category=choice.category,
        village=report.village,
        severity=choice.severity,
        stage=choice.stage,
        colour=choice.colour,
        bars=choice.bars,
        objects=choice.objects,
        areas=choice.areas,
    )
    return regency.agency(choose_agency(situation, regency=regency).lead).kind


def print_row(one: Decided) -> None:
    """Print one decision with the entries that led there."""
    choice = one.choice
    wanted = one.row.get("kategori"), one.row.get("instansi_utama")
    wrong = "" if wanted in {(None, None), (choice.category, one.lead)} else f"  WANTED {wanted}"
    bars = ",".join(choice.bars) or "-"
    print(
        f"{one.source_id}  {choice.category}  {one.lead:<8}  severity {choice.severity}"
        f"  stage {choice.stage}  {choice.colour:<6}  bars {bars}  {choice.confidence}%"
        f"  unsure {','.join(choice.unsure) or '-'}{wrong}"
    )
    print(f"      {' '.join(choice.entries) or '(no entry)'}")


def print_totals(decided: list[Decided], seconds: float) -> None:
    """Print counts, and what the labels say where the file has some."""
    count = len(decided)
    unsure = sum(bool(one.choice.unsure) for one in decided)
    print(f"\n{count} reports in {seconds:.2f} s of CPU")
    print(f"wait for review: {unsure} ({100 * unsure / max(count, 1):.1f} %)")
    for title, values in (
        ("why", [reason for one in decided for reason in one.choice.unsure]),
        ("category", [one.choice.category for one in decided]),
        ("lead", [one.lead for one in decided]),
        ("colour", [one.choice.colour for one in decided]),
        ("severity", [one.choice.severity for one in decided]),
        ("stage", [one.choice.stage for one in decided]),
        ("bars", [bar for one in decided for bar in one.choice.bars]),
    ):
        counted = Counter(str(value) for value in values).most_common()
        print(f"{title}: " + ", ".join(f"{name} {number}" for name, number in counted))
    print_labelled([one for one in decided if one.row.get("kategori")])
    print_sexual(decided)


def print_labelled(labelled: list[Decided]) -> None:
    """Compare with labelled categories, agencies, severities and stages."""
    for label, own in (
        ("kategori", lambda one: one.choice.category),
        ("instansi_utama", lambda one: one.lead),
        ("keparahan", lambda one: str(one.choice.severity)),
        ("eskalasi", lambda one: str(one.choice.stage)),
    ):
        if labelled:
            right = sum(own(one) == one.row[label] for one in labelled)
            print(f"{label} right: {right} of {len(labelled)}")


def print_sexual(decided: list[Decided]) -> None:
    """Tell how many labelled cases of sexual violence are barred, and what else is sealed."""
    labelled = [one for one in decided if SEXUAL in f"{one.row.get('isu')} {one.row.get('bentuk')}"]
    sealed = [one for one in decided if Bar.SEALED in one.choice.bars]
    if labelled:
        missed = [one for one in labelled if Bar.SEALED not in one.choice.bars]
        waiting = sum(bool(one.choice.unsure) for one in missed)
        print(f"sexual violence barred: {len(labelled) - len(missed)} of {len(labelled)}")
        print(f"  not barred: {len(missed)}, of which wait for review: {waiting}")
        others = [one for one in sealed if one not in labelled]
        print(f"others sealed: {len(others)} of {len(decided) - len(labelled)}, by")
        by = (entry for one in others for entry in one.choice.entries if entry.startswith("ppa."))
        for entry, number in Counter(by).most_common():
            print(f"  {entry} {number}")


def main() -> None:
    """Read the arguments, decide, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--regency", type=Path, default=ROOT / "regencies" / "klungkung")
    parser.add_argument("--quiet", action="store_true", help="totals only")
    arguments = parser.parse_args()
    regency = read_regency(arguments.regency)
    started = time.process_time()
    decided = list(decide(rows_of(arguments.file), regency))
    seconds = time.process_time() - started
    for one in [] if arguments.quiet else decided:
        print_row(one)
    print_totals(decided, seconds)


if __name__ == "__main__":
    main()
