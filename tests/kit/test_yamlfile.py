"""YAML without surprises, and a line for each mistake."""

import pytest

from kit.yamlfile import YamlBroken, line_of, parse_yaml

DOCUMENT = """\
# a comment
- id: one
  text:
    id: satu
- id: two
  list: [a,
         b]
"""


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "15:30", "0366", "2026-03-19", "1.5"])
def test_leaves_words_as_they_are_written(word: str) -> None:
    """A phone code, a time of day or a `no` stays what a person typed."""
    assert parse_yaml(f"key: {word}") == {"key": word}


def test_reads_whole_numbers_truth_and_nothing() -> None:
    """Only these mean more than their letters."""
    assert parse_yaml("[3, -14, 0, true, false, null, ~]") == [3, -14, 0, True, False, None, None]
    assert parse_yaml("key:") == {"key": None}


def test_refuses_a_key_that_stands_twice() -> None:
    """The second of two equal keys would silently win in plain YAML."""
    with pytest.raises(YamlBroken, match="'a' stands twice") as broken:
        parse_yaml("a: 1\na: 2\n")
    assert broken.value.line == 2


@pytest.mark.parametrize("text", ["a: [1, 2", "a: b: c", "\tkey: x", "a: \x07"])
def test_names_the_line_of_broken_yaml(text: str) -> None:
    """A person is sent to the line, not to a stack trace."""
    with pytest.raises(YamlBroken) as broken:
        parse_yaml(text)
    assert broken.value.line >= 1


def test_refuses_tags_that_build_objects() -> None:
    """A regency folder is data: it cannot run anything."""
    with pytest.raises(YamlBroken):
        parse_yaml("!!python/object/apply:os.getcwd []")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((0,), 2),
        ((0, "text", "id"), 4),
        ((1, "list", 1), 7),
        ((1, "missing"), 5),
        ((9,), 2),
        ((), 2),
    ],
)
def test_finds_the_line_of_a_path(path: tuple[str | int, ...], line: int) -> None:
    """A missing field is shown at the thing that lacks it."""
    assert line_of(DOCUMENT, path) == line
