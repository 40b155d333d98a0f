"""What the demonstration prints at its end: the cases, the flow runs, the checks."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import func, select

from cli.demo_checks import Check
from cli.demo_parts import Said
from cli.demo_sight import Sight
from models.notices import Notice
from models.regency import Regency
from models.session import reading
from models.status import LABELS
from models.talks import Mediation, Panelist

COLOURS: dict[str, tuple[str, Said]] = {
    "red": ("red", {"id": "merah", "en": "red"}),
    "orange": ("dark_orange", {"id": "oranye", "en": "orange"}),
    "yellow": ("yellow", {"id": "kuning", "en": "yellow"}),
    "green": ("green", {"id": "hijau", "en": "green"}),
}
KINDS: dict[str, Said] = {
    "community": {"id": "masyarakat", "en": "community"},
    "customary": {"id": "adat", "en": "customary"},
    "religious": {"id": "agama", "en": "religious"},
}
HEADS: dict[str, tuple[str, ...]] = {
    "id": ("Kasus", "Kategori", "Warna", "Instansi", "Tokoh", "Status", "Fakta", "Surat"),
    "en": ("Case", "Category", "Colour", "Agency", "Figures", "Status", "Facts", "Mails"),
}
SEALED: Said = {"id": "tertutup", "en": "sealed"}
WIDE = 110  # columns from which on a category has its name, not its code
WRAPPED = (1, 4)
FIRST_NUMBER = 6  # the column from which on there are numbers


async def print_cases(
    console: Console, sights: Sequence[Sight], *, rules: Regency, language: str
) -> None:
    """Print a row for each case. A sealed one shows nothing of what it is about."""
    figures, mails = await _figures(), await _mails()
    table = Table(box=None, header_style="bold", pad_edge=False)
    for at, head in enumerate(HEADS[language]):
        number = at >= FIRST_NUMBER
        table.add_column(head, justify="right" if number else "left", no_wrap=at not in WRAPPED)
    wide = console.width >= WIDE
    for sight in sights:
        case = sight.case
        seats = figures.get(case.number, Counter())
        sealed = Text(SEALED[language], style="dim")
        table.add_row(
            case.number,
            sealed if case.sealed else _category(case.category, rules, language if wide else ""),
            _colour(case.colour, language),
            sealed if case.sealed else _agency(case.lead),
            ", ".join(f"{KINDS[kind][language]} {count}" for kind, count in seats.items()) or "-",
            _status(sight, language),
            str(case.seq),
            str(mails[case.number]),
        )
    console.print(table)


def print_runs(console: Console, runs: Mapping[tuple[str, str], int], *, language: str) -> None:
    """Print Prefect's own count of flow runs, by flow and state."""
    title = {"id": "Flow menurut Prefect", "en": "Flow runs, by Prefect's count"}[language]
    states = sorted({state for _, state in runs})
    table = Table(title, box=None, header_style="bold", pad_edge=False)
    for state in states:
        table.add_column(state, justify="right")
    for flow in sorted({flow for flow, _ in runs}):
        counts = (runs.get((flow, state), 0) for state in states)
        table.add_row(flow, *(str(count) if count else "·" for count in counts))
    console.print(table)


def print_checks(console: Console, checks: Sequence[Check], *, language: str) -> None:
    """Print each check with a mark and what was counted."""
    table = Table.grid(padding=(0, 2))
    for check in checks:
        mark = Text("✓", style="bold green") if check.passed else Text("✗", style="bold red")
        name = Text(check.name[language], style="bold")
        table.add_row(mark, name, Text(check.found[language]))
    console.print(table)


def _category(code: str | None, rules: Regency, language: str) -> str:
    category = rules.category(code or "LNY")
    return category.name[language] if language else category.code


def _colour(colour: str | None, language: str) -> Text:
    style, name = COLOURS.get(colour or "green", COLOURS["green"])
    return Text(f"● {name[language]}", style=style)


def _agency(lead: str | None) -> str:
    return lead or "-"


def _status(sight: Sight, language: str) -> str:
    label = LABELS[sight.case.stands][language]
    into = (sight.case.joined_into or "").rpartition("-")[2]
    return f"{label} → {into}" if into else label


async def _figures() -> dict[str, Counter[str]]:
    """The figures who sat for each case, counted by kind."""
    async with reading() as db:
        rows = await db.execute(
            select(Mediation.case, Panelist.kind, Panelist.figure)
            .join(Mediation, Mediation.id == Panelist.mediation)
            .where(
                Panelist.answer == "accept",
                Panelist.refused_by.is_(None),
                Panelist.replaced.is_(False),
            )
            .distinct()
            .order_by(Mediation.case, Panelist.kind, Panelist.figure)
        )
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        for case, kind, _ in rows:
            counted[case][kind] += 1
    return counted


async def _mails() -> Counter[str]:
    async with reading() as db:
        rows = await db.execute(
            select(Notice.case, func.count()).where(Notice.state == "sent").group_by(Notice.case)
        )
        return Counter(dict(tuple(row) for row in rows))
