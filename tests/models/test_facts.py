"""The grammar of facts: closed, documented, frozen, without room for a name or a float."""

import importlib
import pkgutil
import re
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from prefect import Flow
from pydantic import BaseModel, ValidationError

import flows
from models.facts.base import Body, Fact, Sealed
from models.facts.ending import ClauseWritten
from models.facts.grammar import FACTS, STARTS, causes_of, parsed
from models.facts.intake import CaseDismissed, CaseReported
from models.facts.talks import ContactRecorded, MeetingHeld

EVERY_FACT = sorted(FACTS)
IRREGULAR = {"held", "upheld", "sent", "written", "found", "read", "kept"}
A_SEALED = Sealed(text="7c9e6679-7425-40de-944b-e07fc1f90ae7", digest="0" * 64)


def _flow_names() -> list[str]:
    """Name every flow under ``flows/``, each once per module that defines it."""
    names: list[str] = []
    for found in pkgutil.iter_modules(flows.__path__):
        module = importlib.import_module(f"flows.{found.name}")
        names += [
            one.name
            for one in vars(module).values()
            if isinstance(one, Flow) and one.fn.__module__ == module.__name__
        ]
    return names


@pytest.mark.parametrize("name", EVERY_FACT)
def test_names_each_fact_noun_and_past_verb(name: str) -> None:
    """A fact is ``noun.verb``, and it has happened."""
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", name)
    words = name.partition(".")[2].split("_")
    assert any(word.endswith("ed") or word in IRREGULAR for word in words)


@pytest.mark.parametrize("name", EVERY_FACT)
def test_documents_each_fact_in_its_own_words(name: str) -> None:
    """docs/facts.md is made of these sentences, so each fact has one of its own."""
    said = FACTS[name].__doc__
    assert said
    assert said != Fact.__doc__
    assert said.rstrip().endswith(".")


@pytest.mark.parametrize("name", EVERY_FACT)
def test_freezes_each_fact_and_knows_all_its_fields(name: str) -> None:
    """What was said is not edited, and an unknown field is a mistake, not a new meaning."""
    config = FACTS[name].model_config
    assert config.get("frozen")
    assert config.get("extra") == "forbid"


@pytest.mark.parametrize("name", EVERY_FACT)
def test_keeps_floats_and_open_shapes_out_of_each_fact(name: str) -> None:
    """Two machines must write the same bytes: only texts, integers, booleans and dates."""
    allowed = {"str", "int", "bool", "NoneType", "date", "datetime"}
    leaves = {leaf.__name__ for leaf in _leaves(FACTS[name])}
    assert leaves <= allowed | {"Approach", "Bar", "Colour", "Status"}


def test_starts_with_each_cause_exactly_one_flow() -> None:
    """Each cause has one flow, each flow one definition; none is missing."""
    names = _flow_names()
    assert len(names) == len(set(names))
    assert set(STARTS.values()) == set(names) & set(STARTS.values())


def test_finds_the_causes_of_a_flow() -> None:
    """The flow's name and its causes are the same table, read from both ends."""
    for fact, flow in STARTS.items():
        assert fact in causes_of(flow)
    assert causes_of("assign-cases") == {
        "case.triaged",
        "case.separated",
        "case.reassigned",
        "assignment.declined",
        "assignment.handed_over",
    }
    assert causes_of("no-such-flow") == frozenset()


@pytest.mark.parametrize(
    "fact",
    [
        CaseReported(
            report="r",
            channel="warga",
            village="51.05.02.2004",
            happened_on=date(2026, 10, 1),
            text=A_SEALED,
            rule_set="0" * 64,
        ),
        ContactRecorded(confirmed=True, parties=()),
        MeetingHeld(
            meeting="m", kind="mediation", outcome="agreed", parties_present=(), figures_present=()
        ),
    ],
)
def test_reads_back_what_was_sealed(fact: Fact) -> None:
    """A stored body is the same fact again."""
    assert parsed(fact.name, fact.model_dump(mode="json", exclude_none=True)) == fact


def test_reads_a_body_that_was_stored_before_a_field_was_added() -> None:
    """A field only ever comes with a default, so old bodies stay readable."""
    old = {"confirmed": True, "parties": []}
    assert parsed("contact.recorded", old) == ContactRecorded(confirmed=True, parties=())


def test_refuses_a_field_that_the_grammar_does_not_know() -> None:
    """Nothing slips into a chain under a name that no fact has."""
    with pytest.raises(ValidationError):
        parsed("case.dismissed", {"reason_code": "unfounded", "name": "somebody"})


def test_refuses_to_change_a_fact() -> None:
    """Past is past."""
    fact = CaseDismissed(reason_code="unfounded")
    with pytest.raises(ValidationError):
        fact.reason_code = "duplicate"  # type: ignore[misc] # what a careless caller would write


def test_seals_words_as_a_digest_only() -> None:
    """A clause in the chain has an owner, a date and a digest, never its sentence."""
    assert ClauseWritten.model_fields["words"].annotation is Sealed
    assert set(Sealed.model_fields) == {"text", "digest"}


def _leaves(kind: Any) -> set[type]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        assert issubclass(kind, Body)
        return {leaf for field in kind.model_fields.values() for leaf in _leaves(field.annotation)}
    if get_origin(kind) in {tuple, dict, Union, UnionType}:
        inner = [one for one in get_args(kind) if one is not Ellipsis]
        return {leaf for one in inner for leaf in _leaves(one)}
    assert isinstance(kind, type), kind
    return {kind}


@pytest.mark.parametrize("name", EVERY_FACT)
def test_reads_what_was_left_out_as_nothing(name: str) -> None:
    """A body is stored without its empty fields, so each field that may be empty has a default."""
    for kind in _bodies(FACTS[name]):
        for field in kind.model_fields.values():
            if type(None) in get_args(field.annotation):
                assert field.default is None


def _bodies(kind: Any) -> list[type[Body]]:
    if isinstance(kind, type) and issubclass(kind, Body):
        inner = [one for field in kind.model_fields.values() for one in _bodies(field.annotation)]
        return [kind, *inner]
    return [one for part in get_args(kind) for one in _bodies(part)]
