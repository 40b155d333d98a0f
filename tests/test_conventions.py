"""The rules of the house that a linter can't hold."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow

from models.facts.grammar import FACTS, STARTS

ROOT = Path(__file__).parent.parent
ROOMS = (
    "kit",
    "models",
    "policies",
    "desk",
    "tasks",
    "flows",
    "portal",
    "engine",
    "cli",
    "migrations",
    "benchmarks",
    "docs",
    "tests",
)
CHECKS = ("make test", "make test-long", "make lint", "make types")
CLOCK = ("datetime.now(", "datetime.utcnow(", "datetime.today(", "date.today(", "time.time(")
OWNERS_CLOCK = "cli/demo_waiting.py"  # the demonstration moves case time as the owner
GENERATED = "migrations/versions"
LONGEST = {"tests": 60}
SENDS = {"aiosmtplib", "kit.mailserver", "httpx", "smtplib"}
DELIVERS = {"tasks/delivery.py", "tasks/handed.py", "tasks/mailing.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(*rooms: str) -> list[Path]:
    """All modules of rooms, those that a tool generates left out."""
    found = (path for room in rooms for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if GENERATED not in str(path))


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_source(path))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def _holding(words: str, *rooms: str) -> list[str]:
    return [_name(path) for path in _files(*rooms) if words in _source(path)]


CODE = tuple(room for room in ROOMS if room not in {"tests", "benchmarks", "docs", "migrations"})


def test_commits_in_one_place_only() -> None:
    """``transaction()`` is the only way to write: nobody else commits, rolls back or hooks."""
    assert _holding(".commit(", *CODE) == []
    assert _holding("autocommit", *CODE) in ([], ["engine/databases.py"])
    assert _holding("event.listens_for", *CODE) == []
    assert _holding(".begin()", *CODE) == [OWNERS_CLOCK, "models/session.py"]


def test_sends_mail_by_one_library() -> None:
    """No second way out of the house."""
    assert [_name(path) for path in _files(*CODE) if "smtplib" in _imports(path)] == []


def test_keeps_every_init_empty() -> None:
    """Importing a room imports nothing else."""
    assert [
        _name(path) for path in _files(*ROOMS) if path.name == "__init__.py" and _source(path)
    ] == []


def test_reads_the_clock_in_one_place_only() -> None:
    """Time is an argument; one module knows what time it is."""
    found = {name for words in CLOCK for name in _holding(words, *CODE)}
    assert found <= {"kit/clock.py"}


@pytest.mark.parametrize("path", _files("tasks"), ids=_name)
def test_never_writes_and_sends_in_one_task(path: Path) -> None:
    """A task is one transaction or one outside call; delivery is the one exception."""
    if _name(path) not in DELIVERS:
        opens = "transaction(" in _source(path)
        assert not (opens and _imports(path) & SENDS)


@pytest.mark.parametrize("path", _files("flows"), ids=_name)
def test_reads_as_the_procedure(path: Path) -> None:
    """A flow calls tasks and flows: no SQL, no mail, no settings, no arithmetic."""
    allowed = ("prefect", "tasks", "flows", "typing", "collections")
    assert {one.partition(".")[0] for one in _imports(path)} <= set(allowed)


@pytest.mark.parametrize("path", _files(*ROOMS), ids=_name)
def test_stays_small(path: Path) -> None:
    """No file over 400 lines, no function over 40 (60 in tests)."""
    assert _source(path).count("\n") <= 400
    most = LONGEST.get(_name(path).partition("/")[0], 40)
    long = [one.name for one in _functions(path) if _length(one) > most]
    assert long == []


def _length(function: Function) -> int:
    """Count a function's lines of code: no docstring, no options in the head of a command."""
    told = ast.get_docstring(function) is not None
    body = function.body[told:] or function.body
    head = 0 if _is_command(function) else function.body[0].lineno - function.lineno
    return head + (function.end_lineno or 0) - body[0].lineno + 1


def _is_command(function: Function) -> bool:
    """Whether its parameters are what an operator types, each with its help."""
    return bool(function.decorator_list) or "Annotated" in ast.unparse(function.args)


def _deployments() -> list[dict[str, Any]]:
    return list(yaml.safe_load(_source(ROOT / "prefect.yaml"))["deployments"])


def test_gives_each_cause_exactly_one_trigger() -> None:
    """prefect.yaml is the only wiring of facts to flows, and it is whole: no more, no less."""
    triggers = [
        (deployment["name"], trigger["expect"])
        for deployment in _deployments()
        for trigger in deployment.get("triggers", [])
        if trigger["expect"] != ["notices.waiting"]
    ]
    assert sorted(triggers) == sorted(
        ("on-" + fact.replace(".", "-").replace("_", "-"), [fact]) for fact in STARTS
    )


@pytest.mark.parametrize("deployment", [one["name"] for one in _deployments()])
def test_deploys_flows_by_module_path(deployment: str) -> None:
    """Each entry point resolves to a flow under ``flows.``, pulls nothing, and is its cause's."""
    one = next(found for found in _deployments() if found["name"] == deployment)
    assert one["pull"] == []
    module, _, name = one["entrypoint"].rpartition(".")
    assert module.startswith("flows.")
    facts = [fact for trigger in one.get("triggers", []) for fact in trigger["expect"]]
    flow = getattr(importlib.import_module(module), name)
    assert isinstance(flow, Flow)
    assert all(STARTS[fact] == flow.name for fact in facts if fact in STARTS)


@pytest.mark.parametrize("path", _files(*ROOMS), ids=_name)
def test_gives_a_reason_with_every_exception(path: Path) -> None:
    """Whoever silences a linter says why, on the line; nobody silences a whole file."""
    bare = [
        line.strip()
        for line in _source(path).splitlines()
        if (found := EXCEPTION.search(line)) and not REASON.match(line[found.end() :])
    ]
    assert bare == []
    assert not re.search(r"^# (ruff: noqa|mypy: ignore|flake8: noqa)", _source(path), re.MULTILINE)


EXCEPTION = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w\-, ]+\])?)(?=\s|$)")
REASON = re.compile(r"\s*(?:-|#)\s*\S.{2,}")


@pytest.mark.parametrize("path", _files(*CODE), ids=_name)
def test_names_no_module_like_the_standard_librarys(path: Path) -> None:
    """``import calendar`` must never be ours."""
    top = path.relative_to(ROOT).parts[0]
    assert top not in sys.stdlib_module_names
    assert path.stem not in sys.stdlib_module_names


@pytest.mark.parametrize("path", _files(*CODE), ids=_name)
def test_calls_nothing_a_helper(path: Path) -> None:
    """Names that say nothing."""
    empty = {"util", "utils", "helper", "helpers", "common", "misc", "service", "services", "info"}
    assert path.stem not in empty


def test_documents_every_fact_and_every_letter() -> None:
    """docs/facts.md is generated from the grammar and knows all of it."""
    said = ROOT / "docs" / "facts.md"
    assert [fact for fact in FACTS if f"| `{fact}` |" not in _source(said)] == []


def test_every_check_runs_before_a_change_lands() -> None:
    """The long tests are no second class: CI fails by them as by any other."""
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert [line for line in lines if line.startswith("make")] == list(CHECKS)
