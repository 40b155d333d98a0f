"""Every refusal exists in both languages, with the same things named in each."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest

from kit.sentences import Explained, Sentence

ROOT = Path(__file__).parent.parent.parent
DESK = sorted(path for path in (ROOT / "desk").glob("*.py") if path.stem != "refusing")
HOMES = sorted(
    f"desk.refusals.{path.stem}"
    for path in (ROOT / "desk" / "refusals").glob("*.py")
    if path.stem != "__init__"
)
ELSEWHERE = ("kit.tokens", "models.status", "models.regency", "models.exporting")
ENGLISH = {"the", "is", "it", "was", "of", "and", "not", "only", "already", "one", "must"}
MAKERS = {"Refused", "_unfit"}


def _sentences(module: ModuleType) -> Iterator[tuple[str, Sentence]]:
    """All sentences of a module, those in its tables included."""
    for name, thing in vars(module).items():
        if isinstance(thing, Sentence):
            yield name, thing
        elif isinstance(thing, dict):
            found = ((key, one) for key, one in thing.items() if isinstance(one, Sentence))
            yield from ((f"{name}[{key}]", one) for key, one in found)


ALL = [
    pytest.param(sentence, id=f"{home.rpartition('.')[2]}.{name}")
    for home in (*HOMES, *ELSEWHERE)
    for name, sentence in _sentences(importlib.import_module(home))
]


def _named(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("sentence", ALL)
def test_says_the_same_in_both_languages(sentence: Sentence) -> None:
    """Neither is missing, each names what the other names, and the Indonesian one is Indonesian."""
    assert sentence.id.strip()
    assert sentence.en.strip()
    assert _named(sentence.id) == _named(sentence.en)
    plain = re.sub(r"\{[^}]*\}|`[^`]*`", "", sentence.id)
    assert not set(re.findall(r"[a-z]+", plain.lower())) & ENGLISH


def _refusals(path: Path) -> Iterator[tuple[int, ast.Call]]:
    """Calls in a module of the desk that make a refusal from a sentence."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _makes_refusal(node.func):
            yield node.lineno, node


def _makes_refusal(called: ast.expr) -> bool:
    by_act = isinstance(called, ast.Attribute) and called.attr == "refuse"
    return by_act or (isinstance(called, ast.Name) and called.id in MAKERS)


@pytest.mark.parametrize("path", DESK, ids=lambda path: path.name)
def test_fills_in_all_that_a_refusal_names(path: Path) -> None:
    """A refusal's sentence comes from its home, and gets exactly the values that it names."""
    module = importlib.import_module(f"desk.{path.stem}")
    for line, call in _refusals(path):
        if isinstance(call.args[0], ast.Name) and call.args[0].id == "sentence":
            continue  # a maker's own body: what it is called with is checked
        sentences = [_at(module, one) for one in _either(call.args[0])]
        named: set[str] = set()
        for sentence in sentences:
            assert isinstance(sentence, Sentence), f"{path.name}:{line}"
            named |= _named(sentence.en)
        given = {keyword.arg for keyword in call.keywords} - {"field"}
        assert given == named, f"{path.name}:{line}"


def _either(expression: ast.expr) -> tuple[ast.expr, ...]:
    """Both sentences of a choice between two."""
    if isinstance(expression, ast.IfExp):
        return (*_either(expression.body), *_either(expression.orelse))
    return (expression,)


def _at(module: ModuleType, expression: ast.expr) -> object:
    """What ``says.NO_SUCH_CASE`` or ``NO_SUCH_CASE`` means in a module."""
    if isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
        return getattr(getattr(module, expression.value.id), expression.attr)
    return getattr(module, expression.id) if isinstance(expression, ast.Name) else None


def test_uses_every_refusal() -> None:
    """A sentence that nothing says any more is gone."""
    used = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("desk", "cli", "portal")
        for path in (ROOT / room).rglob("*.py")
    )
    for home in HOMES:
        for name in vars(importlib.import_module(home)):
            if name.isupper():
                assert len(re.findall(rf"\b{name}\b", used)) > 1, f"{home}.{name}"


def test_explains_every_error_that_a_person_meets() -> None:
    """What the lower rooms refuse carries both languages too, so that the desk can pass it on."""
    for home in ELSEWHERE:
        module = importlib.import_module(home)
        errors = [
            one
            for one in vars(module).values()
            if isinstance(one, type) and issubclass(one, Exception) and one.__module__ == home
        ]
        assert errors
        assert all(issubclass(one, Explained) for one in errors), home
