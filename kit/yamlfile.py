"""YAML as people write it: no surprises in its words, and a line for every mistake.

Only ``true``, ``false``, ``null`` and whole numbers mean more than their letters. YAML 1.1
would read ``no`` as false, ``15:30`` as 930 and ``0366`` as 246.
"""

import re
from collections.abc import Hashable, Sequence
from typing import Any

import yaml

from kit.sentences import Explained, Sentence

Path = tuple[str | int, ...]


KEY_TWICE = Sentence(
    "{key} tertulis dua kali di sini; simpan satu saja",
    "{key} stands twice here; keep one of them",
)
NO_YAML = Sentence(
    "{why}; periksa jorokan, tanda kutip, dan titik dua",
    "{why}; check indentation, quotes and colons",
)
NO_CHARACTER = Sentence(
    "{why}: berkas ini berisi karakter yang tidak boleh ada dalam YAML",
    "{why}: the file holds a character that YAML does not allow",
)


class YamlBroken(Explained):
    """A text that is no YAML, or says a key twice. ``line`` counts from 1."""

    def __init__(self, line: int, sentence: Sentence, /, **values: object) -> None:
        """Say what is wrong at a line, and what to do."""
        super().__init__(sentence, **values)
        self.line = line


class _PlainLoader(yaml.CSafeLoader):
    """The fast loader, without YAML 1.1's surprises."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - declared so by PyYAML

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Build a dictionary and refuse a key that stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise YamlBroken(key.start_mark.line + 1, KEY_TWICE, key=repr(key.value))
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), "tf")
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""]
)
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), "-0123456789"
)


def parse_yaml(text: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """Read one YAML document; ``YamlBroken`` says at which line it is broken."""
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlBroken(line, NO_YAML, why=error.problem or error.context) from None
    except yaml.YAMLError as error:
        raise YamlBroken(1, NO_CHARACTER, why=type(error).__name__) from None


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Find the line (from 1) of the value at a path, or of its nearest ancestor that exists."""
    node = yaml.compose(text, Loader=_PlainLoader)
    line = node.start_mark.line if node else 0
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        node, line = found
    return line + 1


def _step(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return None
