"""Reads a regency from its folder, and says everything that is wrong with it in one go.

Rows are shaped one by one, so that a mistake in one doesn't hide those in the
others; lines are looked up only for what is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kit.sentences import Explained
from kit.settings import settings
from models import regency_sayings as says
from models.duty import DutyPlan, DutyRoster, Ladder, Post, Shift
from models.duty_checks import check_duty
from models.endings import Endings
from models.limits import Deadline, Pause
from models.observances import Calendar
from models.regency import (
    Actor,
    Agency,
    Category,
    Figure,
    Kecamatan,
    Masthead,
    Regency,
    Village,
)
from models.regency_checks import BORDERS, Draft, check
from models.regency_draft import Problem, Row, Words, written_out
from models.regency_sheets import Part, Sheets
from models.routing import ExtraSupport, Override, Route, Routing
from models.shapes import LANGUAGES
from models.sittings import Talks
from models.vocabulary import Vocabulary

FOLDERS = Path(__file__).parent.parent / "regencies"
RULE_FILES = (
    "regency.yaml",
    "kecamatan.yaml",
    "villages.csv",
    "agencies.yaml",
    "actors.yaml",
    "categories.yaml",
    "routing.yaml",
    "deadlines.yaml",
    "figures.yaml",
    "calendar.yaml",
    "vocabulary.yaml",
    "endings.yaml",
    "talks.yaml",
    "duty.yaml",
)
OFFICES_COME_FROM = {"kecamatan.yaml", "villages.csv", "agencies.yaml"}
LISTS = (
    "kecamatan",
    "villages",
    "agencies",
    "categories",
    "deadlines",
    "pauses",
    "figures",
    "actors",
)


class RegencyBroken(Explained):
    """A regency's folder can't be used. ``problems`` lists everything that is wrong."""

    def __init__(self, folder: Path, problems: tuple[Problem, ...]) -> None:
        """Print them one a line."""
        lines = {
            language: "\n".join(f"  {problem.line_in(language)}" for problem in problems)
            for language in LANGUAGES
        }
        super().__init__(says.BROKEN, folder=folder, count=len(problems), lines=lines)
        self.problems = problems


def regency() -> Regency:
    """The regency of the settings, read once."""
    return _read_once(regency_folder(settings().regency))


def regency_folder(name: str) -> Path:
    """The folder of a regency: one that ships with Rukun, by name, or a path."""
    shipped = FOLDERS / name
    return shipped if shipped.is_dir() else Path(name).expanduser()


def read_regency(folder: Path) -> Regency:
    """Read and check a regency; ``RegencyBroken`` lists all that is wrong."""
    sheets = Sheets(folder, RULE_FILES)
    draft = _draft(sheets)
    sheets.findings += [*check(draft), *check_duty(draft)]
    whole = None if sheets.findings else _whole(sheets, draft)
    if whole is None:
        raise RegencyBroken(folder, _problems(sheets))
    return whole


@cache
def _read_once(folder: Path) -> Regency:
    return read_regency(folder)


def _draft(sheets: Sheets) -> Draft:
    draft = Draft(
        masthead=sheets.shape_sheet(Masthead, "regency.yaml"),
        calendar=sheets.shape_sheet(Calendar, "calendar.yaml"),
        routing=_without(
            sheets, "routing.yaml", Routing, lists=("overrides", "routes", "extra_supports")
        ),
        vocabulary=sheets.shape_sheet(Vocabulary, "vocabulary.yaml"),
        endings=sheets.shape_sheet(Endings, "endings.yaml"),
        talks=sheets.shape_sheet(Talks, "talks.yaml"),
        kecamatan=sheets.shape_all(Kecamatan, sheets.rows("kecamatan.yaml")),
        villages=sheets.shape_all(Village, sheets.rows("villages.csv")),
        categories=sheets.shape_all(Category, sheets.rows("categories.yaml")),
        deadlines=sheets.shape_all(Deadline, sheets.rows("deadlines.yaml", under="deadlines")),
        pauses=sheets.shape_all(Pause, sheets.rows("deadlines.yaml", under="pauses")),
        figures=sheets.shape_all(Figure, sheets.rows("figures.yaml")),
        overrides=sheets.shape_all(Override, sheets.rows("routing.yaml", under="overrides")),
        routes=sheets.shape_all(Route, sheets.rows("routing.yaml", under="routes")),
        extra_supports=sheets.shape_all(
            ExtraSupport, sheets.rows("routing.yaml", under="extra_supports")
        ),
        duty=_without(sheets, "duty.yaml", DutyPlan, lists=("posts", "roster", "reprisal")),
    )
    agencies = list(_each(sheets.rows("agencies.yaml"), _places(draft)))
    actors = list(_each(sheets.rows("actors.yaml"), {"agency": _offices(agencies)}))
    draft.agencies = sheets.shape_all(Agency, agencies)
    draft.actors = sheets.shape_all(Actor, actors)
    _read_duty(draft, sheets)
    draft.known = _known(sheets, draft, agencies=agencies, actors=actors)
    return draft


def _read_duty(draft: Draft, sheets: Sheets) -> None:
    names = ("posts", "roster", "reprisal")
    rows = (sheets.rows("duty.yaml", under=name) for name in names)
    posts, shifts, ladders = (_each(some, _places(draft)) for some in rows)
    draft.posts = sheets.shape_all(Post, posts)
    draft.shifts = sheets.shape_all(Shift, shifts)
    draft.reprisal = sheets.shape_all(Ladder, ladders)


def _without(
    sheets: Sheets, file: str, model: type[Part], *, lists: tuple[str, ...]
) -> Part | None:
    """A file's own fields without some of its lists, whose rows are shaped one by one."""
    raw = sheets.raws.get(file)
    if not isinstance(raw, dict):
        return sheets.shape_sheet(model, file)
    bare = {key: value for key, value in raw.items() if key not in lists}
    bare |= {name: [] for name in lists if name in model.model_fields}
    return sheets.shape_one(model, Row(file, (), bare))


def _each(rows: Iterable[Row], groups: Mapping[str, list[Words]]) -> Iterator[Row]:
    for row in rows:
        yield from written_out(row, groups)


def _places(draft: Draft) -> dict[str, list[Words]]:
    """What an entry of agencies.yaml can be written out for, with the words of each place."""
    places: dict[str, list[Words]] = {"kecamatan": [], "desa": [], "kelurahan": []}
    for _, kecamatan in draft.kecamatan:
        words = {"code": kecamatan.code, "name": kecamatan.name, "slug": kecamatan.slug}
        places["kecamatan"].append(words)
    for _, village in draft.villages:
        words = {"code": village.code, "name": village.name, "slug": village.slug}
        places[village.kind].append({**words, "kecamatan": village.kecamatan})
    return places


def _offices(agencies: Iterable[Row]) -> list[Words]:
    """The words that an entry of actors.yaml is filled with for each agency."""
    raws = [row.raw for row in agencies if isinstance(row.raw, dict)]
    named = ("code", "name", "head", "email")
    return [{word: raw[word] for word in named if word in raw} for raw in raws]


def _known(
    sheets: Sheets, draft: Draft, *, agencies: Iterable[Row], actors: Iterable[Row]
) -> dict[str, list[str]]:
    """Every code as it was written, even in rows that are otherwise wrong, by kind of thing."""
    codes = _written(agencies, "code")
    kinds = _written(sheets.rows("agencies.yaml"), "kind")
    routing = sheets.raws.get("routing.yaml")
    known = {
        "kecamatan": _written(sheets.rows("kecamatan.yaml"), "code"),
        "village": _written(sheets.rows("villages.csv"), "code"),
        "category": _written(sheets.rows("categories.yaml"), "code"),
        "agency": codes,
        "agency or kind": codes + kinds,
        "actor": _written(actors, "id") if sheets.raws.keys() >= OFFICES_COME_FROM else [],
        "object": list(routing.get("objects") or ()) if isinstance(routing, dict) else [],
        "outcome": list(draft.endings.outcomes) if draft.endings else [],
        "area": list(BORDERS),
    }
    return {called: list(dict.fromkeys(written)) for called, written in known.items() if written}


def _written(rows: Iterable[Row], key: str) -> list[str]:
    raws = [row.raw for row in rows if isinstance(row.raw, dict)]
    return [str(raw[key]) for raw in raws if key in raw]


def _whole(sheets: Sheets, draft: Draft) -> Regency:
    assert draft.routing  # noqa: S101 - without it there was a finding
    assert draft.duty  # noqa: S101 - same
    routing = draft.routing.model_copy(
        update={name: _parts(draft, name) for name in ("overrides", "routes", "extra_supports")}
    )
    return Regency(
        **dict(draft.masthead or ()),
        **{name: _parts(draft, name) for name in LISTS},
        routing=routing,
        calendar=draft.calendar,
        vocabulary=draft.vocabulary,
        endings=draft.endings,
        talks=draft.talks,
        duty=DutyRoster(
            **dict(draft.duty),
            posts=_parts(draft, "posts"),
            roster=_parts(draft, "shifts"),
            reprisal=_parts(draft, "reprisal"),
        ),
        content_hash=sheets.content_hash(),
    )


def _parts(draft: Draft, name: str) -> tuple[Any, ...]:
    return tuple(part for _, part in getattr(draft, name))


def _problems(sheets: Sheets) -> tuple[Problem, ...]:
    """What was found, the first of each place, in the order of the files and their lines."""
    first = {(found.file, found.place): found for found in reversed(sheets.findings)}
    problems = [sheets.problem(finding) for finding in first.values()]
    order = {name: index for index, name in enumerate(RULE_FILES)}
    return tuple(sorted(problems, key=lambda it: (order[it.file], it.line, it.field)))
