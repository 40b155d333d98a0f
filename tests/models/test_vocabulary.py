"""The words of triage are data that holds together, or is refused with a sentence."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kit.yamlfile import parse_yaml
from models.vocabulary import Vocabulary, group_of

FILE = Path(__file__).parents[2] / "regencies" / "klungkung" / "vocabulary.yaml"


def a_vocabulary(**changes: object) -> Vocabulary:
    """Build the smallest vocabulary, with changes."""
    parts = {
        "categories": ["AKW", "PPA"],
        "unclear": "LNY",
        "sealed_category": "PPA",
        "confidence_limit": 40,
        "full_weight": 9,
        "matrix": [[1, 1, 2, 2], [1, 2, 3, 3], [2, 3, 3, 4], [2, 3, 4, 4]],
        "likelihood_by_stage": [2, 2, 3, 4],
        "impact_by_stage": [1, 2, 2, 3],
        "twins": {"days": 7, "similarity": 45},
        "entries": [{"id": "violence.pukul", "words": ["~pukul"], "weights": {"AKW": 5}}],
    }
    return Vocabulary.model_validate(parts | changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entries": [{"id": "a.b", "words": ["~pukul"], "weights": {"XYZ": 1}}]}, "no category"),
        ({"entries": [{"id": "a.b", "words": ["x"]}, {"id": "a.b", "words": ["y"]}]}, "twice"),
        ({"entries": [{"id": "a.b", "words": ["<hits> anak"]}]}, "<hits>, which is no class"),
        ({"entries": [{"id": "a.b", "words": [".. anak"]}]}, "begin and end with a word"),
        ({"entries": [{"id": "a.b", "words": ["an*ak"]}]}, "is no word"),
        ({"entries": [{"id": "a.b", "words": []}]}, "at least 1 item"),
        ({"entries": [{"id": "a.b", "words": ["x"], "stage": 4}]}, "less than or equal to 3"),
        ({"combinations": [{"id": "a.b", "all_of": ["violence.pukul", "a.c"]}]}, "no entry"),
        ({"sealed_category": "XYZ"}, "sealed_category speaks of XYZ, which is no category"),
        ({"confidence_limit": 101}, "less than or equal to 100"),
        ({"twins": {"days": 400, "similarity": 45}}, "less than or equal to 14"),
        ({"negations": ["belum .."]}, "begin and end with a word"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_refuses_what_does_not_hold_together(changes: dict[str, Any], said: str) -> None:
    """Each mistake is named in the message."""
    with pytest.raises(ValidationError, match=said):
        a_vocabulary(**changes)


def test_lets_groups_speak_once() -> None:
    """Groups of one row of counted_once share a voice; other signs have their own."""
    vocabulary = a_vocabulary(
        counted_once=[["violence.*", "death.*"]],
        entries=[
            {"id": "violence.pukul", "words": ["~pukul"]},
            {"id": "death.tewas", "words": ["tewas"]},
            {"id": "tension.ribut", "words": ["~ribut"]},
        ],
    )
    pukul, tewas, ribut = vocabulary.entries
    assert vocabulary.voice_of(pukul) == vocabulary.voice_of(tewas)
    assert vocabulary.voice_of(ribut) == "tension.ribut"


def test_reads_klungkung() -> None:
    """The regency's own file is a vocabulary whose every pattern compiles."""
    vocabulary = Vocabulary.model_validate(parse_yaml(FILE.read_text()))
    assert vocabulary.phrasebook.find(["diperkosa"]) == {"ppa.kekerasan_seksual": [(0, 1)]}


def test_names_groups() -> None:
    """A group is what stands before the dot."""
    assert group_of("child.anak") == "child.*"
