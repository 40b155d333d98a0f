"""Read the scenarios as text: their names, sentences and marks, without running them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
# Facts of the portal, which is not built yet: nobody can say them so far.
PORTAL = frozenset({"setting.changed", "user.changed"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario: its title, what happens in it, and the facts that it shows."""

    title: str
    story: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The scenarios of one file."""

    title: str
    scenarios: tuple[Scenario, ...]


def groups() -> list[Group]:
    """All scenarios, in the order of the files' names."""
    return [_group(path) for path in sorted(FOLDER.glob("test_*.py"))]


def told() -> set[str]:
    """The facts that some scenario shows."""
    return {fact for group in groups() for one in group.scenarios for fact in one.facts}


def scenarios_page() -> str:
    """The page for officials: every scenario in their own language."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Skenario: apa yang dilakukan Rukun"
    yield ""
    yield "Halaman ini dibuat oleh `make docs` dari `tests/scenarios/`. Setiap skenario dijalankan"
    yield "oleh `make test-long` pada Rukun yang utuh: basis data, mesin alur, server surat nyata."
    yield "Nama *fakta* di bawah setiap skenario adalah catatan tersegel yang terjadi di dalamnya;"
    yield "lihat [daftar fakta](facts.md)."
    for group in groups():
        if group.scenarios:
            yield ""
            yield f"## {group.title}"
        for one in group.scenarios:
            yield ""
            yield f"### {one.title}"
            yield ""
            yield one.story
            yield ""
            yield f"Fakta: {', '.join(f'`{fact}`' for fact in one.facts)}"


def _group(path: Path) -> Group:
    module = ast.parse(path.read_text(encoding="utf-8"))
    tests = [one for one in module.body if isinstance(one, ast.AsyncFunctionDef)]
    told = tuple(_scenario(one) for one in tests if one.name.startswith("test_"))
    return Group((ast.get_docstring(module) or "").rstrip("."), told)


def _scenario(test: ast.AsyncFunctionDef) -> Scenario:
    title = test.name.removeprefix("test_").replace("_", " ").capitalize()
    story = " ".join((ast.get_docstring(test) or "").split())
    return Scenario(title, story, tuple(_facts(test)))


def _facts(test: ast.AsyncFunctionDef) -> Iterator[str]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.tells":
            yield from (str(ast.literal_eval(one)) for one in mark.args)
